"""The command `fredstid`, which opens the screens, and the table of the commands below it."""

import click

from tui.cli.command import HelpSection, ListedCommand, asked_of
from tui.cli.group import CommandGroup
from tui.cli.output import write
from tui.i18n.words import N_

OF_PLAN = (
    ListedCommand("plan_year:year", N_("Read the year wheel."), "fredstid plan year"),
    ListedCommand("plan_export:export", N_("Write the plan as a document."), "fredstid plan export plan.md"),
    ListedCommand("plan_import:import_", N_("Take in a plan from a document."), "fredstid plan import plan.md"),
)
OF_DECKS = (
    ListedCommand("deck:export", N_("Write cards for other teams."), "fredstid deck export deck.json"),
    ListedCommand("deck:import_", N_("Take in other teams' cards."), "fredstid deck import deck.json"),
)
OF_TEACHERS = (
    ListedCommand("demo", N_("Try everything on an invented team."), "fredstid demo"),
    ListedCommand("today", N_("What the team needs to know today."), "fredstid today"),
    ListedCommand("cases", N_("List the cases."), "fredstid cases"),
    ListedCommand("show", N_("Read one case with its whole path."), "fredstid show 26-014"),
    ListedCommand("search", N_("Find words in everything that was written."), N_("fredstid search homework")),
    ListedCommand("open:open_", N_("Write a new case."), N_("fredstid open 'Homework every afternoon'")),
    ListedCommand("log", N_("Write in a case."), N_("fredstid log 26-014 'Called home; they see it too.'")),
    ListedCommand(
        "agree",
        N_("Make an agreement: what, who and when."),
        N_("fredstid agree 26-014 'Call the home' --owner AB --due fri"),
    ),
    ListedCommand("series", N_("See the year's meetings, or set on which days they fall."), "fredstid series"),
    ListedCommand("free", N_("Say which days are free of school."), N_("fredstid free school.ics")),
    ListedCommand("due", N_("List the agreements that wait for an answer."), "fredstid due --mine"),
    ListedCommand(
        "rate",
        N_("Say of an agreement whether it was done, and whether it helped."),
        N_("fredstid rate 26-014 --done as-planned --helped better"),
    ),
    ListedCommand("agreements", N_("List what was agreed, and how it stands."), "fredstid agreements"),
    ListedCommand("questions", N_("Ask yourself three questions about a case."), "fredstid questions 26-014"),
    ListedCommand("close", N_("Close a case with its two answers."), "fredstid close 26-014"),
    ListedCommand(
        "park", N_("Park a case, with a reason."), N_("fredstid park 26-014 'We wait for the meeting in March.'")
    ),
    ListedCommand("reopen", N_("Open a case again."), "fredstid reopen 26-014"),
    ListedCommand("undo", N_("Take back the last thing you did."), "fredstid undo"),
    ListedCommand("cards", N_("Read the experience cards, or find those like a case."), "fredstid cards"),
    ListedCommand(
        "deck",
        N_("Let experience cards travel to other teams and back."),
        "fredstid deck",
        (HelpSection(N_("Commands"), OF_DECKS),),
    ),
    ListedCommand("plan", N_("Read the peacetime plan."), "fredstid plan", (HelpSection(N_("Commands"), OF_PLAN),)),
    ListedCommand("parents", N_("List the parent meetings, or print one's agenda or run sheet."), "fredstid parents"),
    ListedCommand("rounds", N_("List the rounds of development conversations."), "fredstid rounds"),
    ListedCommand("meeting", N_("Hold or follow a meeting in plain lines."), "fredstid meeting"),
    ListedCommand("next:next_", N_("Say when the team meets next, or set it."), "fredstid next"),
    ListedCommand("minutes", N_("Read a meeting's minutes."), "fredstid minutes"),
    ListedCommand(
        "calendar", N_("Take the team's days into a calendar or a phone."), "fredstid calendar --mine --to fredstid.ics"
    ),
    ListedCommand("rehearse", N_("Practise leading, with a made-up team."), "fredstid rehearse"),
    ListedCommand("brief", N_("Read one page before a meeting."), "fredstid brief"),
    ListedCommand("coach", N_("Read what to say and when, if you lead."), "fredstid coach"),
    ListedCommand("review", N_("See what a meeting came to."), "fredstid review"),
    ListedCommand("contacts", N_("Count the first good contacts with the homes."), "fredstid contacts"),
    ListedCommand("insight", N_("See how the team's work is balanced."), "fredstid insight"),
    ListedCommand("safety", N_("Read who must be told when a pupil may not be safe."), "fredstid safety"),
    ListedCommand("lift", N_("Read what waits for the leadership, or lift a case."), "fredstid lift"),
    ListedCommand(
        "publish", N_("Tell the leadership what it needs, and take in its answers."), "fredstid publish ~/school/year-6"
    ),
    ListedCommand(
        "school", N_("Lead a school: see what its teams have published, and answer."), "fredstid school ~/school"
    ),
)
"""What a teacher uses, in the order in which somebody new needs them."""
OF_KEEPERS = (
    ListedCommand(
        "new", N_("Make a folder for a team."), N_("fredstid new ~/team-6 --name 'Year 6' --member AB --member CD")
    ),
    ListedCommand(
        "database",
        N_("Make a database ready for teams, and let teachers in."),
        "fredstid database postgresql://db/school",
    ),
    ListedCommand(
        "move",
        N_("Move a team between a folder and a database."),
        "fredstid move --from ~/team-6 --to postgresql://db/school",
    ),
    ListedCommand("teams", N_("List your teams, and say which one is opened."), "fredstid teams"),
    ListedCommand(
        "classlist",
        N_("Be warned about the pupils' names wherever somebody writes them."),
        "fredstid classlist - < class.txt",
    ),
    ListedCommand("nudge", N_("See what fredstid asks about a text."), N_("fredstid nudge 'They never answer.'")),
    ListedCommand("history", N_("Say who did what when, newest first."), "fredstid history"),
    ListedCommand("delete", N_("Delete a closed case for good."), "fredstid delete 26-014"),
    ListedCommand("export", N_("Write all of a team into a new folder."), "fredstid export ~/team-6"),
    ListedCommand("import_", N_("Bring in the cards and practices of another team."), "fredstid import ~/team-7"),
    ListedCommand("merge", N_("Join another copy of the team's folder to this one."), "fredstid merge ~/team-6-laptop"),
    ListedCommand("check", N_("Say what is wrong with the team's folder."), "fredstid check"),
    ListedCommand("restore", N_("Go back to a backup."), "fredstid restore"),
    ListedCommand(
        "completion",
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
