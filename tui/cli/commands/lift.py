"""`fredstid lift`: what waits for the leadership, across all cases."""

import click
import msgspec

from storage.documents.pages.lift import lift_page
from storage.domain.text import cleaned
from storage.domain.views.lift import lifted
from tui.cli.asked import Asked
from tui.cli.command import CliCommand
from tui.cli.output import as_json, write_json
from tui.cli.pages import hand_out, to_file
from tui.i18n.pages import page_labels
from tui.i18n.words import N_


@click.command(
    "lift",
    cls=CliCommand,
    help=N_("A page for the head, in Markdown: what must be decided, what is fixed, and no more than that."),
    first=N_("what the head must decide"),
    examples=(
        ("fredstid lift --to lift.md", N_("in a new file that only you can read")),
        ("fredstid lift --json", N_("for another program")),
    ),
)
@to_file
@as_json
@click.pass_obj
def lift(asked: Asked, file: str | None, as_json: bool) -> None:
    """Print what waits for the leadership, or write it to a file."""
    desk = asked.desk
    book = desk.store.book()
    if as_json:
        write_json([msgspec.structs.asdict(each) for each in lifted(book, desk.today)])
        return
    page = cleaned(lift_page(book, desk.today, page_labels(book.team.language)))
    hand_out(desk.words, page, file, N_("It stands in {file}; only you can read it."))
