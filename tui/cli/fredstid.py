"""The command `fredstid`, which opens the screens, and the table of the commands below it."""

import click

from tui.cli.command import HelpSection, ListedCommand, asked_of
from tui.cli.group import CommandGroup
from tui.cli.output import write
from tui.i18n.words import N_

OF_PLAN = (
    ListedCommand("tui.cli.commands.plan_year:year", N_("Read the year wheel."), "fredstid plan year"),
    ListedCommand(
        "tui.cli.commands.plan_export:export", N_("Write the plan as a document."), "fredstid plan export plan.md"
    ),
    ListedCommand(
        "tui.cli.commands.plan_import:import_", N_("Take in a plan from a document."), "fredstid plan import plan.md"
    ),
)
OF_DECKS = (
    ListedCommand("tui.cli.commands.deck:export", N_("Write cards for other teams."), "fredstid deck export deck.json"),
    ListedCommand("tui.cli.commands.deck:import_", N_("Take in other teams' cards."), "fredstid deck import deck.json"),
)
OF_TEACHERS = (
    ListedCommand("tui.cli.commands.demo:demo", N_("Try everything on an invented team."), "fredstid demo"),
    ListedCommand("tui.cli.commands.today:today", N_("What the team needs to know today."), "fredstid today"),
    ListedCommand("tui.cli.commands.cases:cases", N_("List the cases."), "fredstid cases"),
    ListedCommand("tui.cli.commands.show:show", N_("Read one case with its whole path."), "fredstid show 26-014"),
    ListedCommand(
        "tui.cli.commands.search:search",
        N_("Find words in everything that was written."),
        N_("fredstid search homework"),
    ),
    ListedCommand(
        "tui.cli.commands.open:open_", N_("Write a new case."), N_("fredstid open 'Homework every afternoon'")
    ),
    ListedCommand(
        "tui.cli.commands.log:log", N_("Write in a case."), N_("fredstid log 26-014 'Called home; they see it too.'")
    ),
    ListedCommand(
        "tui.cli.commands.agree:agree",
        N_("Make an agreement: what, who and when."),
        N_("fredstid agree 26-014 'Call the home' --owner AB --due fri"),
    ),
    ListedCommand(
        "tui.cli.commands.series:series",
        N_("See the year's meetings, or set on which days they fall."),
        "fredstid series",
    ),
    ListedCommand(
        "tui.cli.commands.free:free", N_("Say which days are free of school."), N_("fredstid free school.ics")
    ),
    ListedCommand(
        "tui.cli.commands.due:due", N_("List the agreements that wait for an answer."), "fredstid due --mine"
    ),
    ListedCommand(
        "tui.cli.commands.rate:rate",
        N_("Say of an agreement whether it was done, and whether it helped."),
        N_("fredstid rate 26-014 --done as-planned --helped better"),
    ),
    ListedCommand(
        "tui.cli.commands.agreements:agreements", N_("List what was agreed, and how it stands."), "fredstid agreements"
    ),
    ListedCommand(
        "tui.cli.commands.questions:questions",
        N_("Ask yourself three questions about a case."),
        "fredstid questions 26-014",
    ),
    ListedCommand("tui.cli.commands.close:close", N_("Close a case with its two answers."), "fredstid close 26-014"),
    ListedCommand(
        "tui.cli.commands.park:park",
        N_("Park a case, with a reason."),
        N_("fredstid park 26-014 'We wait for the meeting in March.'"),
    ),
    ListedCommand("tui.cli.commands.reopen:reopen", N_("Open a case again."), "fredstid reopen 26-014"),
    ListedCommand("tui.cli.commands.undo:undo", N_("Take back the last thing you did."), "fredstid undo"),
    ListedCommand(
        "tui.cli.commands.cards:cards", N_("Read the experience cards, or find those like a case."), "fredstid cards"
    ),
    ListedCommand(
        "tui.cli.commands.deck:deck",
        N_("Let experience cards travel to other teams and back."),
        "fredstid deck",
        (HelpSection(N_("Commands"), OF_DECKS),),
    ),
    ListedCommand(
        "tui.cli.commands.plan:plan",
        N_("Read the peacetime plan."),
        "fredstid plan",
        (HelpSection(N_("Commands"), OF_PLAN),),
    ),
    ListedCommand(
        "tui.cli.commands.parents:parents",
        N_("List the parent meetings, or print one's agenda or run sheet."),
        "fredstid parents",
    ),
    ListedCommand(
        "tui.cli.commands.rounds:rounds", N_("List the rounds of development conversations."), "fredstid rounds"
    ),
    ListedCommand(
        "tui.cli.commands.meeting:meeting", N_("Hold or follow a meeting in plain lines."), "fredstid meeting"
    ),
    ListedCommand("tui.cli.commands.next:next_", N_("Say when the team meets next, or set it."), "fredstid next"),
    ListedCommand("tui.cli.commands.minutes:minutes", N_("Read a meeting's minutes."), "fredstid minutes"),
    ListedCommand(
        "tui.cli.commands.calendar:calendar",
        N_("Take the team's days into a calendar or a phone."),
        "fredstid calendar --mine --to fredstid.ics",
    ),
    ListedCommand(
        "tui.cli.commands.rehearse:rehearse", N_("Practise leading, with a made-up team."), "fredstid rehearse"
    ),
    ListedCommand("tui.cli.commands.brief:brief", N_("Read one page before a meeting."), "fredstid brief"),
    ListedCommand("tui.cli.commands.coach:coach", N_("Read what to say and when, if you lead."), "fredstid coach"),
    ListedCommand("tui.cli.commands.review:review", N_("See what a meeting came to."), "fredstid review"),
    ListedCommand(
        "tui.cli.commands.contacts:contacts", N_("Count the first good contacts with the homes."), "fredstid contacts"
    ),
    ListedCommand("tui.cli.commands.insight:insight", N_("See how the team's work is balanced."), "fredstid insight"),
    ListedCommand(
        "tui.cli.commands.safety:safety", N_("Read who must be told when a pupil may not be safe."), "fredstid safety"
    ),
    ListedCommand(
        "tui.cli.commands.lift:lift", N_("Read what waits for the leadership, or lift a case."), "fredstid lift"
    ),
    ListedCommand(
        "tui.cli.commands.publish:publish",
        N_("Tell the leadership what it needs, and take in its answers."),
        "fredstid publish ~/school/year-6",
    ),
    ListedCommand(
        "tui.cli.commands.school:school",
        N_("Lead a school: see what its teams have published, and answer."),
        "fredstid school ~/school",
    ),
)
"""What a teacher uses, in the order in which somebody new needs them."""
OF_KEEPERS = (
    ListedCommand(
        "tui.cli.commands.new:new",
        N_("Make a folder for a team."),
        N_("fredstid new ~/team-6 --name 'Year 6' --member AB --member CD"),
    ),
    ListedCommand(
        "tui.cli.commands.database:database",
        N_("Make a database ready for teams, and let teachers in."),
        "fredstid database postgresql://db/school",
    ),
    ListedCommand(
        "tui.cli.commands.move:move",
        N_("Move a team between a folder and a database."),
        "fredstid move --from ~/team-6 --to postgresql://db/school",
    ),
    ListedCommand(
        "tui.cli.commands.teams:teams", N_("List your teams, and say which one is opened."), "fredstid teams"
    ),
    ListedCommand(
        "tui.cli.commands.classlist:classlist",
        N_("Be warned about the pupils' names wherever somebody writes them."),
        "fredstid classlist - < class.txt",
    ),
    ListedCommand(
        "tui.cli.commands.nudge:nudge",
        N_("See what fredstid asks about a text."),
        N_("fredstid nudge 'They never answer.'"),
    ),
    ListedCommand("tui.cli.commands.history:history", N_("Say who did what when, newest first."), "fredstid history"),
    ListedCommand("tui.cli.commands.delete:delete", N_("Delete a closed case for good."), "fredstid delete 26-014"),
    ListedCommand(
        "tui.cli.commands.export:export", N_("Write all of a team into a new folder."), "fredstid export ~/team-6"
    ),
    ListedCommand(
        "tui.cli.commands.import_:import_",
        N_("Bring in the cards and practices of another team."),
        "fredstid import ~/team-7",
    ),
    ListedCommand(
        "tui.cli.commands.merge:merge",
        N_("Join another copy of the team's folder to this one."),
        "fredstid merge ~/team-6-laptop",
    ),
    ListedCommand("tui.cli.commands.check:check", N_("Say what is wrong with the team's folder."), "fredstid check"),
    ListedCommand("tui.cli.commands.restore:restore", N_("Go back to a backup."), "fredstid restore"),
    ListedCommand(
        "tui.cli.commands.completion:completion",
        N_("Let the shell complete commands, case codes and options' values."),
        'eval "$(fredstid completion bash)"',
    ),
)
"""What the one uses who sees to the team's folder and the program."""
COMMANDS = tuple(listed.name for listed in (*OF_TEACHERS, *OF_KEEPERS))
NOT_INSTALLED = "0"
"""The version of a copy that runs from its folder."""


def show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Print which fredstid this is."""
    if wanted and not ctx.resilient_parsing:
        write(f"fredstid {version_of('fredstid') or NOT_INSTALLED}")
        ctx.exit()


def version_of(distribution: str) -> str:
    """Return which version of something is installed; nothing where it is not."""
    from importlib import metadata  # noqa: PLC0415 - 20 ms for nothing else

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


@click.command(
    "fredstid",
    cls=CommandGroup,
    sections=(HelpSection(N_("Commands"), OF_TEACHERS), HelpSection(N_("For whoever runs it"), OF_KEEPERS)),
    examples=[(listed.example, "") for listed in (*OF_TEACHERS, *OF_KEEPERS)],
    help=N_(
        "Team meetings about the cooperation with the homes: a plan for peacetime first, then the cases."
        "\n\nWithout a command, the screens open."
    ),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help=N_("Show the version.")
)
@click.option(
    "--mouse/--no-mouse",
    default=None,
    help=N_("Take the mouse, or leave it to the terminal, which can mark and copy. Over SSH it is left."),
)
@click.pass_context
def fredstid(ctx: click.Context, mouse: bool | None) -> None:
    """Open the screens, unless a command follows."""
    asked = asked_of(ctx)
    asked.mouse = mouse
    if ctx.invoked_subcommand is None:
        asked.open_screens(asked)
