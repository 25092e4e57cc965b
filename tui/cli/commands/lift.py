"""`fredstid lift`: what waits for the leadership, across all cases."""

import msgspec

from storage.documents.pages.school import lift_page
from storage.domain.case.case import CaseState
from storage.domain.errors import Refused
from storage.domain.views.lift import lifted
from tui.cli.asked import Asked
from tui.cli.command import case_code, command, option
from tui.cli.commands.park import put_aside
from tui.cli.output import as_json, write_json
from tui.cli.pages import Target, hand_out, in_every_form
from tui.i18n.labels import page_labels
from tui.i18n.words import N_


@command(
    "lift",
    help=N_(
        "A page for the head, in Markdown: what must be decided, what is fixed, and no more than that. With a case's"
        " code and a reason that case is lifted."
    ),
    first=N_("what the head must decide"),
    examples=(
        ("fredstid lift --to lift.md", N_("in a new file that only you can read")),
        (N_("fredstid lift 26-014 --reason 'Who pays for the hours?'"), N_("lift a case to the leadership")),
        ("fredstid lift --json", N_("for another program")),
    ),
)
@case_code(required=False)
@option("--reason", metavar=N_("TEXT"), help=N_("What the leadership must decide, or - to read it."))
@in_every_form
@as_json
def lift(asked: Asked, code: str | None, reason: str | None, out: Target, as_json: bool) -> None:
    """Print what waits for the leadership, or write it to a file; or lift a case."""
    desk = asked.desk
    if (code is None) is not (reason is None):
        raise Refused("missing-argument", name="--reason" if code else desk.words("CODE"), command="fredstid lift")
    if code is not None and reason is not None:
        put_aside(desk, code, CaseState.LIFTED, reason, as_json=as_json)
        return
    book = desk.store.book()
    if as_json:
        write_json([msgspec.structs.asdict(each) for each in lifted(book, desk.today)])
        return
    page = lift_page(book, desk.today, page_labels(book.team.language))
    hand_out(asked, page, out, book.team.language, N_("It stands in {file}; only you can read it."))
