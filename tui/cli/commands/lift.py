"""`fredstid lift`: what waits for the leadership, across all cases."""

import click
import msgspec

from storage.documents.pages.lift import lift_page
from storage.domain.views.lift import lifted
from tui.cli.asked import Asked
from tui.cli.command import CliCommand
from tui.cli.output import as_json, write_json
from tui.cli.pages import Target, hand_out, in_every_form
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
@in_every_form
@as_json
@click.pass_obj
def lift(asked: Asked, out: Target, as_json: bool) -> None:
    """Print what waits for the leadership, or write it to a file."""
    desk = asked.desk
    book = desk.store.book()
    if as_json:
        write_json([msgspec.structs.asdict(each) for each in lifted(book, desk.today)])
        return
    page = lift_page(book, desk.today, page_labels(book.team.language))
    hand_out(asked, page, out, book.team.language, N_("It stands in {file}; only you can read it."))
