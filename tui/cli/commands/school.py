"""`fredstid school`: what the teams of a school have published, side by side, and an answer to what they lift."""

from collections.abc import Iterator
from pathlib import Path

import click

from storage.documents import summary as summaries
from storage.documents.pages.school import school_page
from storage.domain.calendar import local_day
from storage.domain.changing import refuse_identity_number
from storage.domain.errors import Refused
from storage.domain.search import folded
from storage.domain.text import checked_text
from tui.cli.asked import Asked
from tui.cli.command import Argument, CliCommand, Option
from tui.cli.output import as_json, tell, write_json
from tui.cli.pages import Target, hand_out, in_every_form
from tui.desk.pages import replace_page
from tui.desk.settings import file_bytes, typed_path
from tui.i18n.pages import page_labels
from tui.i18n.refusals import sentence
from tui.i18n.words import N_


@click.command(
    "school",
    cls=CliCommand,
    help=N_(
        "From the folders into which teams «fredstid publish»: no right in a team's own folder is needed. An answer"
        " stands in a file beside them, and comes into the team's case when it publishes the next time."
    ),
    first=N_("the page for the leadership"),
    examples=(
        (N_("fredstid school ~/school --answer 4F09A21C 'Yes, from January.'"), N_("answer what a team has lifted")),
    ),
)
@click.argument("folder", cls=Argument, metavar=N_("FOLDER"), explained=N_("Where the teams' folders lie."))
@click.option(
    "--answer",
    cls=Option,
    nargs=2,
    metavar=N_("NUMBER TEXT"),
    help=N_("Answer something by the number that stands before it on the page."),
)
@in_every_form
@as_json
@click.pass_obj
def school(asked: Asked, folder: str, answer: tuple[str, str] | None, out: Target, as_json: bool) -> None:
    """Print the page, or keep an answer."""
    words, place, today = asked.glance_anywhere(), typed_path(folder), local_day(asked.now())
    if not place.is_dir():
        raise Refused("no-such-folder", path=str(place))
    teams, file = tuple(_published(asked, place)), place / summaries.ANSWERS_FILE
    known = file_bytes(file, summaries.LARGEST_SUMMARY) if file.exists() else b""
    answers = summaries.answers_in(known) if known else summaries.LeaderAnswers()
    if answer:
        given = _answer(teams, *answer, asked)
        replace_page(file, summaries.written_file(summaries.with_leader_answer(answers, given)))
        tell(words("Answered. The team finds it on Today when it publishes the next time."))
    elif as_json:
        write_json({"teams": teams, "answers": answers.answers})
    else:
        page = school_page(teams, answers.answers, today, page_labels(words.language)).markdown
        hand_out(asked, page, out, words.language, N_("It stands in {file}; only you can read it."))


def _published(asked: Asked, place: Path) -> Iterator[summaries.Summary]:
    """Yield what the teams have published, by their names; what cannot be read is said, and left out."""
    newest = dict[str, summaries.Summary]()
    for file in sorted(place.glob(f"*/{summaries.SUMMARY_FILE}")):
        try:
            read = summaries.summary_in(file_bytes(file, summaries.LARGEST_SUMMARY))
        except Refused as why:
            tell(f"{file.parent.name}: {sentence(asked.words, why)}")
            continue
        newest[read.mark] = max(newest.get(read.mark, read), read, key=lambda each: each.on)
    yield from sorted(newest.values(), key=lambda each: (folded(each.team), each.mark))


def _answer(teams: tuple[summaries.Summary, ...], number: str, text: str, asked: Asked) -> summaries.LeaderAnswer:
    """Return an answer to what a team has lifted; raises `nothing-lifted-there` or `no-text-given`."""
    refuse_identity_number(checked_text(text))
    if not text.strip():
        raise Refused("no-text-given")
    marks = {lift.reference: team.mark for team in teams for lift in team.lifts}
    wanted = number.strip().upper()
    if wanted not in marks:
        raise Refused("nothing-lifted-there", typed=number)
    day = local_day(asked.now())
    return summaries.LeaderAnswer(mark=marks[wanted], reference=wanted, text=text.strip(), on=day)
