"""`fredstid due` and `fredstid agreements`: what waits for an answer, and all there is."""

from collections.abc import Sequence

import click

from storage.domain.case.agreement import Agreement, due_by, how_it_goes
from storage.domain.errors import Refused
from storage.domain.people import SHARED
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.command import CliCommand, Option
from tui.cli.completing import complete_code
from tui.cli.facts import agreement_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.desk.desk import Desk
from tui.i18n.labels import label
from tui.i18n.phrases import how_far, short_day
from tui.i18n.words import N_
from tui.look.signs import Mark


@click.command(
    "due",
    cls=CliCommand,
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
@click.pass_obj
def due(asked: Asked, mine: bool, quiet: bool, as_json: bool) -> None:
    """Print the agreements that wait."""
    if quiet:
        _hint(asked, mine=mine)
        return
    desk = asked.desk
    agreements, questions = _waiting(desk, desk.store.book(), mine=mine)
    if as_json:
        write_json([agreement_facts(each, desk.today) | _asked(desk, each, questions) for each in agreements])
        return
    write(*columns((_row(desk, each, questions) for each in agreements), texts=(1, 4, 5), whole=(3,)))
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


def _row(desk: Desk, agreement: Agreement, questions: frozenset[str]) -> tuple[str, ...]:
    """Return a mark, when, who, by what it is named to `rate`, what, and what is asked of whom."""
    words, today = desk.words, desk.today
    day = agreement.asked_next or agreement.due
    asks = words("did it help?") if not agreement.is_open else ""
    asks = words("how is it going?") if agreement.id in questions else asks
    if _asked(desk, agreement, questions)["you_are"] == "buddy":
        asks = words("you are the buddy: {asks}", asks=asks) if asks else words("you are the buddy")
    mark = Mark.LATE.sign if agreement.is_open and day < today else Mark.NOW.sign
    when = f"{short_day(words, day)} ({how_far(words, day, today)})" if agreement.is_open else short_day(words, day)
    return mark, when, agreement.owner, agreement.case or agreement.id, in_line(agreement.what), asks


@click.command(
    "agreements",
    cls=CliCommand,
    help=N_("Those that are open or still to be asked about, the most urgent first; in words how each stands."),
    first=N_("what is open, or still to be asked about"),
    examples=(
        ("fredstid agreements --mine --as AB", N_("AB's own, and those AB asks about")),
        ("fredstid agreements --case 26-014 --all", N_("all of a case")),
        ("fredstid agreements --overdue --json", N_("what is late, for another program")),
    ),
)
@click.option("--mine", is_flag=True, help=N_("Only yours, and those you ask about."))
@click.option("--case", "code", cls=Option, metavar=N_("CODE"), help=N_("Only a case's."), shell_complete=complete_code)
@click.option("--overdue", is_flag=True, help=N_("Only those whose day is past."))
@click.option("--all", "everything", is_flag=True, help=N_("Those that are over too."))
@as_json
@click.pass_obj
def agreements(asked: Asked, mine: bool, code: str | None, overdue: bool, everything: bool, as_json: bool) -> None:
    """Print agreements."""
    desk = asked.desk
    book = desk.store.book()
    if mine and desk.me == SHARED:
        raise Refused("nobody-in-particular", members=book.team.aliases)
    among = book.agreements_of(book.case(code).code) if code else book.agreements
    late = (each for each in among if not overdue or (each.asked_next and each.asked_next < desk.today))
    found = [
        each for each in late if (everything or each.asked_next) and (not mine or desk.me in {each.owner, each.buddy})
    ]
    found.sort(key=lambda each: (each.asked_next is None, each.asked_next or each.due, each.id))
    if as_json:
        write_json([agreement_facts(each, desk.today) for each in found])
        return
    write(*columns((_kept_row(desk, each) for each in found), texts=(1, -1)))
    if not found:
        tell(desk.words("No agreement fits."))


def _kept_row(desk: Desk, agreement: Agreement) -> tuple[str, ...]:
    day = agreement.asked_next or agreement.due
    who = " + ".join(filter(None, (agreement.owner, agreement.buddy)))
    return desk.words.day(day, "d. MMM y"), _standing(desk, agreement), who, agreement.case, in_line(agreement.what)


def _standing(desk: Desk, agreement: Agreement) -> str:
    """Return in words how an agreement stands."""
    words, day = desk.words, agreement.asked_next
    if day is None:
        said = (label(words, each) for each in (agreement.done, agreement.effect) if each)
        return " × ".join(said)
    if not agreement.is_open:
        return words("done; did it help?")
    return how_far(words, day, desk.today)
