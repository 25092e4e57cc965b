"""`fredstid next`: when the team meets again, and who leads."""

import click
import msgspec

from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.meeting.roles import MeetingRole
from storage.domain.people import checked_member
from storage.domain.views.overview import planned_meeting
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import Argument, CliCommand, Option
from tui.cli.completing import complete_alias
from tui.cli.output import as_json, tell, write, write_json
from tui.cli.writing import tell_what_follows
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.i18n.words import N_


@click.command(
    "next",
    cls=CliCommand,
    help=N_("The day that was set for the next meeting and who leads it; with a day it is set, and everybody sees it."),
    first=N_("when the team meets next"),
    examples=(
        ("fredstid next 'week 50' --lead AB", N_("set the day, and who leads")),
        ("fredstid next --json", N_("for another program")),
    ),
)
@click.argument(
    "day", cls=Argument, required=False, metavar=N_("DAY"), explained=N_("When: fri, tomorrow, +3, 12.12, week 50.")
)
@click.option("--lead", cls=Option, metavar=N_("ALIAS"), help=N_("Who leads it."), shell_complete=complete_alias)
@as_json
@click.pass_obj
def next_(asked: Asked, day: str | None, lead: str | None, as_json: bool) -> None:
    """Print or set when the team meets next."""
    desk = asked.desk
    words = desk.words
    planned = planned_meeting(desk.store.book(), desk.today)
    if day is not None or lead is not None:
        planned = _set(desk, planned, day, lead)
    if as_json:
        roles = planned.next_roles if planned else {}
        write_json({"on": planned.next_on if planned else None, "roles": msgspec.to_builtins(roles)})
    elif planned and planned.next_on:
        leads = planned.next_roles.get(MeetingRole.FACILITATOR, "")
        said = words.day(planned.next_on, "EEEE d. MMM y")
        write(words("{day}, {alias} leads", day=said, alias=leads) if leads else said)
    else:
        tell(words("No day is set. «fredstid next DAY» sets one."))


def _set(desk: Desk, planned: Meeting | None, day: str | None, lead: str | None) -> Meeting:
    """Return the meeting that says when the next one is, with another day or another who leads; raises `no-meeting`."""
    book = desk.store.book()
    meeting = planned or next((each for each in book.meetings if each.state is MeetingState.HELD), None)
    if meeting is None:
        raise Refused("no-meeting")
    if day is None and planned is None:
        raise Refused("missing-argument", name=desk.words("DAY"), command="fredstid next")
    on = desk.typed_day(day) if day is not None else meeting.next_on
    if on is None or on <= desk.today:
        raise Refused("not-ahead")
    alias = checked_member(book.team, lead) if lead else ""
    roles = meeting.next_roles | ({MeetingRole.FACILITATOR: alias} if alias else {})
    after = meeting.but(next_on=on, next_roles=roles)
    tell_what_follows(desk, keep(desk, Change(meeting, after)))
    return after
