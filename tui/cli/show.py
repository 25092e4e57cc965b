"""`fredstid show`: one case with its whole path."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from storage.documents.case import case_page
from storage.domain.book import Book
from storage.domain.case import Case
from storage.domain.errors import Refused
from storage.domain.looking_back import looked_back
from storage.domain.record import Record
from tui.cli.asked import Asked
from tui.cli.command import Argument, Command, Option
from tui.cli.facts import agreement_facts, case_facts, record_facts
from tui.cli.moments import typed_moment
from tui.cli.output import tell, write, write_json
from tui.cli.parameters import as_json, complete_code
from tui.i18n.pages import page_labels
from tui.i18n.words import N_, Words


@click.command(
    "show",
    cls=Command,
    help=N_("Read one case with its whole path."),
    examples=(
        ("fredstid show 26-014", N_("the fourteenth case of 2026-27")),
        ("fredstid show 26-14 --json", N_("everything in it, for another program")),
        ("fredstid show 26-014 --at 2026-11-25", N_("as it was at the end of that day")),
        ("fredstid show 26-014 --for-access", N_("for a home that asks what is written about it")),
    ),
)
@click.argument(
    "code", cls=Argument, metavar=N_("CODE"), explained=N_("The case's code."), shell_complete=complete_code
)
@click.option(
    "--for-access", "for_access", is_flag=True, help=N_("All of it, earlier texts too, for one who has a right to it.")
)
@click.option("--at", "at", cls=Option, metavar=N_("TIME"), help=N_("As it was then: a day, perhaps with a time."))
@as_json
@click.pass_obj
def show(asked: Asked, code: str, for_access: bool, at: str | None, as_json: bool) -> None:
    """Print a case."""
    desk = asked.desk
    book = desk.store.book()
    if at is not None:
        if for_access:
            raise Refused("choose-one", options=("--at", "--for-access"))
        moment = typed_moment(at)
        book = looked_back(book, code, moment)
        tell(desk.words("As it was on {moment}", moment=desk.words.moment(moment)))
    case = book.case(code)
    if as_json:
        write_json(_facts(book, case, desk.today, for_access=for_access))
    else:
        write(case_page(case, book, page_labels(desk.words.language), with_earlier=for_access).rstrip())
    if for_access:
        tell(*_beside(desk.words, book, case))


def _facts(book: Book, case: Case, today: date, *, for_access: bool) -> dict[str, Any]:
    agreements = book.agreements_of(case.code)
    facts = [agreement_facts(each, today) | _before(each, wanted=for_access) for each in agreements]
    whole = record_facts(case) | case_facts(case) | _before(case, wanted=for_access)
    return whole | {"entries": case.entries, "agreements": facts}


def _beside(words: Words, book: Book, case: Case) -> Iterator[str]:
    """Yield what to do before the page is handed over, and where else the case is written of."""
    yield words("Read it before you hand it over: it may speak of others too.")
    met = [each for each in book.meetings if any(decision.case == case.code for decision in each.decisions)]
    if met:
        days = ", ".join(each.started.astimezone().date().isoformat() for each in met)
        yield words("Minutes speak of it too, and are not in it: {days}.", days=days)


def _before(record: Record, *, wanted: bool) -> dict[str, Any]:
    return {"before": record.before} if wanted else {}
