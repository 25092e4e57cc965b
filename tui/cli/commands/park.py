"""`fredstid park` and `fredstid reopen`: a case waits and says why, or goes on."""

import click

from storage.domain.case.case import CaseState
from storage.domain.case.standing import reopened, set_aside
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import Argument, CliCommand, case_code
from tui.cli.output import as_json
from tui.cli.writing import handed_over, keep_written, tell_state, tell_what_follows
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.i18n.words import N_


@click.command(
    "park",
    cls=CliCommand,
    help=N_("It waits, and the case says why."),
    first=N_("with why it waits"),
    examples=((N_("fredstid park 26-014 - < why.txt"), N_("the reason from standard input")),),
)
@case_code()
@click.argument(
    "reason",
    cls=Argument,
    metavar=N_("REASON"),
    explained=N_("Others on the machine may see what stands on the command line."),
)
@as_json
@click.pass_obj
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


@click.command(
    "reopen",
    cls=CliCommand,
    help=N_("One that was closed, parked or lifted."),
    first=N_("the fourteenth case of 2026-27"),
    examples=(("fredstid reopen 26-014 --json", N_("and say how it stands, for another program")),),
)
@case_code()
@as_json
@click.pass_obj
def reopen(asked: Asked, code: str, as_json: bool) -> None:
    """Open a case again."""
    desk = asked.desk
    case = desk.store.book().only_case(code)
    after = case if case.is_open else reopened(case, desk.today)
    kept = keep(desk, Change(case, after)) if after != case else None
    tell_state(desk, after, as_json=as_json)
    if kept:
        tell_what_follows(desk, kept)
