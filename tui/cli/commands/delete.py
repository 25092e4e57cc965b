"""`fredstid delete`: a case that is not to be kept any longer."""

import click
from click.exceptions import Exit

from storage.domain.case.case import Case
from storage.domain.case.standing import check_may_go
from storage.domain.errors import Refused
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.choosing import agreed, do_or_stop, yes_option
from tui.cli.command import case_code, command
from tui.cli.output import in_line, tell
from tui.desk.desk import Desk
from tui.desk.keeping import delete_case
from tui.i18n.labels import BEYOND_US, reached_lines, unreached_lines
from tui.i18n.words import N_, Words


@command(
    "delete",
    help=N_(
        "Its text, agreements and earlier values go from the team's files, backups and drafts, and what meetings"
        " decided about it; from exports on this machine too. That cannot be undone."
    ),
    first=N_("show what goes, and ask"),
    examples=(
        ("fredstid delete 26-014 --yes", N_("without asking")),
        ("fredstid delete --due", N_("go through the closed ones whose day to go has come, one by one")),
    ),
)
@case_code(required=False)
@click.option("--due", "due", is_flag=True, help=N_("Ask about each closed case whose day to go has come."))
@yes_option
def delete(asked: Asked, code: str | None, due: bool, yes: bool) -> None:
    """Delete a case, or go through those that are due."""
    desk = asked.desk
    words, book = desk.words, desk.store.book()
    if due == bool(code):
        raise Refused("choose-one", options=(words("CODE"), "--due"))
    if due:
        _review(desk, yes=yes)
        return
    case = _meant(book, code or "")
    check_may_go(case)
    tell(_going(words, book, case), *reached_lines(words, desk.place.care.exports()), words(BEYOND_US))
    do_or_stop(words, _question(words, case), yes=yes)
    if not _delete(desk, case):
        raise Exit(1)


def _meant(book: Book, typed: str) -> Case:
    """Return the case with a code, or with an id: where another case bears its code, only that says which."""
    return next((case for case in book.cases if case.id == typed), None) or book.only_case(typed)


def _review(desk: Desk, *, yes: bool) -> None:
    """Ask about each case that is due, the oldest first."""
    words, book = desk.words, desk.store.book()
    cases = [book.only_case(code) for code in reversed(desk.store.book().overdue_for_deletion(desk.today))]
    if not cases:
        tell(words("No case is due for deletion."))
        return
    tell(words(BEYOND_US), *reached_lines(words, desk.place.care.exports()))
    whole = True
    for case in cases:
        tell(_going(words, book, case))
        if yes or agreed(words, _question(words, case)):
            whole = _delete(desk, case) and whole
    if not whole:
        raise Exit(1)


def _question(words: Words, case: Case) -> str:
    return words("Delete {code} for good?", code=case.code)


def _delete(desk: Desk, case: Case) -> bool:
    """Delete a case, and tell whether nothing of it is left in the team's own folder."""
    words = desk.words
    unreached = delete_case(desk, case)
    tell(words("{code} is deleted.", code=case.code), *unreached_lines(words, case.code, unreached))
    return all(each.reason != "traces-left" for each in unreached)


def _going(words: Words, book: Book, case: Case) -> str:
    """Return what goes: the case, what it holds, and that no card keeps what it taught if so."""
    entries = words.many("{count} entry", "{count} entries", len(case.entries))
    agreements = words.many("{count} agreement", "{count} agreements", len(book.agreements_of(case.code)))
    going = f"{case.code} {in_line(case.title)}: {entries}, {agreements}."
    lost = words("What it taught stands on no experience card; on the screen, Del offers one first.")
    return going if book.has_card_of(case) else f"{going} {lost}"
