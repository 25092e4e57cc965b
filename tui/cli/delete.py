"""`fredstid delete`: a case that is not to be kept any longer."""

import click

from storage.domain.book import Book
from storage.domain.case import Case
from tui.cli.asked import Asked
from tui.cli.asking import do_or_stop, yes_option
from tui.cli.command import Argument, Command
from tui.cli.output import in_line, tell
from tui.cli.parameters import complete_code
from tui.i18n.beyond import BEYOND_US, unreached_lines
from tui.i18n.words import N_, Words


@click.command(
    "delete",
    cls=Command,
    help=N_(
        "Delete a case for good."
        "\n\nIts text, agreements and earlier values go from the team's files, backups and drafts, and what meetings"
        " decided about it. That cannot be undone. «fredstid cases --overdue-for-deletion» lists those whose day"
        " has come."
    ),
    examples=(
        ("fredstid delete 26-014", N_("show what goes, and ask")),
        ("fredstid delete 26-014 --yes", N_("without asking")),
    ),
)
@click.argument(
    "code", cls=Argument, metavar=N_("CODE"), explained=N_("The case's code."), shell_complete=complete_code
)
@yes_option
@click.pass_obj
def delete(asked: Asked, code: str, yes: bool) -> None:
    """Delete a case."""
    desk = asked.desk
    words, book = desk.words, desk.store.book()
    case = book.case(code)
    tell(_going(words, book, case), words(BEYOND_US))
    do_or_stop(words, words("Delete {code} for good?", code=case.code), yes=yes)
    unreached = desk.store.delete_case(case.code, by=desk.me, at=desk.now())
    tell(words("{code} is deleted.", code=case.code), *unreached_lines(words, unreached))


def _going(words: Words, book: Book, case: Case) -> str:
    """Return what goes: the case, what it holds, and that it is not closed if so."""
    entries = words.many("{count} entry", "{count} entries", len(case.entries))
    agreements = words.many("{count} agreement", "{count} agreements", len(book.agreements_of(case.code)))
    going = f"{case.code} {in_line(case.title)}: {entries}, {agreements}."
    return going if case.closed_on else " ".join((going, words("It is not closed.")))
