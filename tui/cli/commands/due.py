"""`fredstid due`: the agreements that wait for an answer, for a person, a program, or a shell's profile."""

from collections.abc import Sequence

import click

from storage.domain.case.agreement import Agreement, due_by, how_it_goes
from storage.domain.errors import Refused
from storage.domain.people import SHARED
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.command import command
from tui.cli.commands.rate import short_name
from tui.cli.facts import agreement_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.desk.desk import Desk
from tui.i18n.labels import how_far, short_day
from tui.i18n.words import N_
from tui.look.signs import Mark


@command(
    "due",
    help=N_(
        "What is due today or overdue, what was done and nobody has said whether it helped, and, four school days after"
        " it was made, what you are asked about as owner or buddy: how is it going? «fredstid rate» answers."
    ),
    first=N_("all of the team's"),
    examples=(
        ("fredstid due --mine --as AB", N_("what is AB's, as owner or buddy")),
        ("fredstid due --mine --quiet", N_("one line or nothing, for the end of your ~/.profile")),
    ),
)
@click.option("--mine", "mine", is_flag=True, help=N_("Only what is yours, as owner or buddy."))
@click.option(
    "--quiet",
    "quiet",
    is_flag=True,
    help=N_("One line or nothing: a number and the cases' codes, never a text or a name."),
)
@as_json
def due(asked: Asked, mine: bool, quiet: bool, as_json: bool) -> None:
    """Print the agreements that wait."""
    if quiet:
        _hint(asked, mine=mine)
        return
    desk = asked.desk
    book = desk.store.book()
    agreements, questions = _waiting(desk, book, mine=mine)
    if as_json:
        write_json([agreement_facts(each, desk.today) | _asked(desk, each, questions) for each in agreements])
        return
    write(*columns((_row(desk, book, each, questions) for each in agreements), texts=(1, 4), whole=(3,)))
    if not agreements:
        tell(desk.words("No agreement waits for an answer."))


def _hint(asked: Asked, *, mine: bool) -> None:
    """Print how many wait and in which cases; where no team can be opened nothing, for that is no shell's business."""
    try:
        desk = asked.desk
        agreements, _ = _waiting(desk, desk.store.book(), mine=mine)
    except (Refused, OSError):
        raise click.exceptions.Exit(1) from None
    if agreements:
        codes = ", ".join(dict.fromkeys(each.case for each in agreements if each.case))
        said = desk.words.many(
            "fredstid: {count} agreement waits", "fredstid: {count} agreements wait", len(agreements)
        )
        write(": ".join(filter(None, (said, codes))))


def _waiting(desk: Desk, book: Book, *, mine: bool) -> tuple[Sequence[Agreement], frozenset[str]]:
    """Return what waits for an answer, and the ids of what one is asked about; raises `nobody-in-particular`."""
    if mine and desk.me == SHARED:
        raise Refused("nobody-in-particular", members=book.team.aliases)
    asked = how_it_goes(book.agreements, desk.today, desk.me, book.team.free_days)
    falling = due_by(book.agreements, desk.today, desk.me)
    waiting = (*falling, *(each for each in asked if each not in falling))
    ours = tuple(each for each in waiting if not mine or desk.me in {each.owner, each.buddy})
    return ours, frozenset(each.id for each in asked)


def _asked(desk: Desk, agreement: Agreement, questions: frozenset[str]) -> dict[str, object]:
    """Return whether one is asked how it goes, and whether one is owner or buddy: null where one is neither."""
    mine = {agreement.buddy: "buddy", agreement.owner: "owner"} if desk.me != SHARED else {}
    return {"question": agreement.id in questions, "you_are": mine.get(desk.me)}


def _row(desk: Desk, book: Book, agreement: Agreement, questions: frozenset[str]) -> tuple[str, ...]:
    """Return a mark, when, who, by what it is named to `rate`, what, and what is asked of whom."""
    words, today = desk.words, desk.today
    day = agreement.asked_next or agreement.due
    asks = words("did it help?") if not agreement.is_open else ""
    asks = words("how is it going?") if agreement.id in questions else asks
    what, is_buddy = in_line(agreement.what), _asked(desk, agreement, questions)["you_are"] == "buddy"
    what = words("{what} – you are the buddy", what=what) if is_buddy else what
    mark = Mark.LATE.sign if agreement.is_open and day < today else Mark.NOW.sign
    when = f"{short_day(words, day)} ({how_far(words, day, today)})" if agreement.is_open else short_day(words, day)
    return mark, when, agreement.owner, agreement.case or short_name(book, agreement), what, asks
