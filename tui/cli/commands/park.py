"""`fredstid park`: a case waits, and says why."""

from storage.domain.case.case import CaseState
from storage.domain.case.standing import set_aside
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import argument, case_code, command
from tui.cli.output import as_json
from tui.cli.writing import handed_over, keep_written, tell_state, tell_what_follows
from tui.desk.desk import Desk
from tui.i18n.words import N_


@command(
    "park",
    help=N_("It waits, and the case says why."),
    first=N_("with why it waits"),
    examples=((N_("fredstid park 26-014 - < why.txt"), N_("the reason from standard input")),),
)
@case_code()
@argument("reason", N_("REASON"), N_("Others on the machine may see what stands on the command line."))
@as_json
def park(asked: Asked, code: str, reason: str, as_json: bool) -> None:
    """Park a case."""
    put_aside(asked.desk, code, CaseState.PARKED, reason, as_json=as_json)


def put_aside(desk: Desk, code: str, state: CaseState, reason: str, *, as_json: bool) -> None:
    """Park a case or lift it to the leadership, with a reason."""
    case = desk.store.book().only_case(code)
    said = handed_over(desk, reason)
    after = set_aside(case, state, said, desk.today)
    kept = keep_written(desk, Change(case, after), desk.draft_in("case", case.code, state), said)
    tell_state(desk, after, as_json=as_json)
    tell_what_follows(desk, kept)
