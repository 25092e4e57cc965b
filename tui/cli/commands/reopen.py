"""`fredstid reopen`: a case goes on."""

from storage.domain.case.standing import reopened
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import case_code, command
from tui.cli.output import as_json
from tui.cli.writing import tell_state, tell_what_follows
from tui.desk.keeping import keep
from tui.i18n.words import N_


@command(
    "reopen",
    help=N_("One that was closed, parked or lifted."),
    first=N_("the fourteenth case of 2026-27"),
    examples=(("fredstid reopen 26-014 --json", N_("and say how it stands, for another program")),),
)
@case_code()
@as_json
def reopen(asked: Asked, code: str, as_json: bool) -> None:
    """Open a case again."""
    desk = asked.desk
    case = desk.store.book().only_case(code)
    after = case if case.is_open else reopened(case, desk.today)
    kept = keep(desk, Change(case, after)) if after != case else None
    tell_state(desk, after, as_json=as_json)
    if kept:
        tell_what_follows(desk, kept)
