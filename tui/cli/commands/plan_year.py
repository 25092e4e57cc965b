"""`fredstid plan year`: the year wheel."""

from collections.abc import Iterator
from typing import Any

from storage.domain.calendar import MONTHS, SchoolYear, school_year
from storage.domain.plan.plan import ALL_YEAR, Practice, PracticeState, late, of_month
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.command import command
from tui.cli.facts import practice_facts
from tui.cli.output import as_json, in_line, tell, titled, write_json, write_text
from tui.cli.pages import READ_HERE, Target, hand_out, in_every_form
from tui.desk.desk import Desk
from tui.desk.pages import plan_wheel
from tui.i18n.labels import EMPTY_PLAN, label
from tui.i18n.words import N_, Words
from tui.look.signs import Mark

DONE, WAITING, LATE, NOW = Mark.DONE.sign, Mark.LATER.sign, Mark.LATE.sign, Mark.NOW.sign


@command(
    "year",
    help=N_("What falls in which month from August to June, what is done and what is late."),
    first=N_("this school year"),
    examples=(
        ("fredstid plan year --to wheel.html", N_("a sheet to hang up, of what is agreed on")),
        ("fredstid plan year --json", N_("for another program")),
    ),
)
@in_every_form
@as_json
def year(asked: Asked, out: Target, as_json: bool) -> None:
    """Print the year wheel."""
    desk = asked.desk
    book = desk.store.book()
    this = school_year(desk.today)
    overdue = {each.id for each in late(book.plan, desk.today, this)}
    if as_json:
        write_json([_facts(book, month, this, overdue) for month in (*MONTHS, ALL_YEAR)])
    elif book.plan and out != READ_HERE:
        language = book.team.language
        page = plan_wheel(book, language, desk.place.own_files, desk.today)
        hand_out(asked, page, out, language, N_("The year wheel stands in {file}."))
    elif book.plan:
        write_text(desk.words("The year wheel {year}", year=this.name), *_wheel(desk, book, this, overdue))
    else:
        tell(desk.words(EMPTY_PLAN))


def _wheel(desk: Desk, book: Book, this: SchoolYear, overdue: set[str]) -> Iterator[str]:
    words = desk.words
    for month in (*MONTHS, ALL_YEAR):
        rows = (f"{_sign(each, this, overdue)} {_said(words, each)}" for each in of_month(book.plan, month, this))
        mark = f" {NOW} {words('this month')}" if month == desk.today.month else ""
        yield from titled(f"{words.month(month)}{mark}", rows)
    meant = {DONE: words("done this year"), LATE: words("should have been done"), WAITING: words("not ticked off")}
    yield from ("", "   ".join(f"{sign} {said}" for sign, said in meant.items()))


def _sign(practice: Practice, this: SchoolYear, overdue: set[str]) -> str:
    if this.start in practice.done:
        return DONE
    return LATE if practice.id in overdue else WAITING


def _said(words: Words, practice: Practice) -> str:
    """Return a practice's title, who sees to it, and that it is an idea while nobody has agreed on it."""
    idea = label(words, practice.state) if practice.state is PracticeState.IDEA else ""
    beside = " · ".join(filter(None, (practice.owner, idea)))
    return f"{in_line(practice.title)} ({beside})" if beside else in_line(practice.title)


def _facts(book: Book, month: int, this: SchoolYear, overdue: set[str]) -> dict[str, Any]:
    return {
        "month": month,
        "practices": [
            practice_facts(each) | {"done_this_year": this.start in each.done, "late": each.id in overdue}
            for each in of_month(book.plan, month, this)
        ],
    }
