"""`fredstid next`: when the team meets again, and who leads."""

from datetime import date

import msgspec

from storage.domain.calendar import Series
from storage.domain.errors import Refused
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.people import Team, checked_member
from storage.domain.views.overview import coming_meetings, next_in_series, planned_meeting
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import command, option, optional
from tui.cli.completing import complete_alias
from tui.cli.output import as_json, tell, write, write_json
from tui.cli.writing import tell_what_follows
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.i18n.labels import with_hour
from tui.i18n.words import N_


@command(
    "next",
    help=N_("The day that was set for the next meeting and who leads it; with a day it is set, and everybody sees it."),
    first=N_("when the team meets next"),
    examples=(
        (N_("fredstid next 'week 50' --lead AB"), N_("set the day, and who leads")),
        ("fredstid next --json", N_("for another program")),
    ),
)
@optional("day", N_("DAY"), N_("When: fri, tomorrow, +3, 12.12, week 50."))
@option("--lead", metavar=N_("ALIAS"), help=N_("Who leads it."), shell_complete=complete_alias)
@as_json
def next_(asked: Asked, day: str | None, lead: str | None, as_json: bool) -> None:
    """Print or set when the team meets next."""
    desk = asked.desk
    words = desk.words
    if day is not None or lead is not None:
        _set(desk, day, lead)
    planned = planned_meeting(desk.store.book(), desk.today)
    coming = next(iter(coming_meetings(desk.store.book(), desk.today, 1)), None)
    on = coming.on if coming else planned.next_on if planned else None
    roles = coming.roles if coming else planned.next_roles if planned else {}
    series = coming.series if coming else None
    if as_json:
        write_json({"on": on, "roles": msgspec.to_builtins(roles), **_hour_and_place(series)})
    elif on:
        leads = roles.get(MeetingRole.FACILITATOR, "")
        said = with_hour(words.day(on, "EEEE d. MMM y"), series)
        write(words("{day}, {alias} leads", day=said, alias=leads) if leads else said)
    else:
        tell(words("No day is set. «fredstid next DAY» sets one."))


def _hour_and_place(series: Series | None) -> dict[str, object]:
    return {"starts": series.starts, "place": series.place} if series else {}


def _set(desk: Desk, day: str | None, lead: str | None) -> None:
    """Set another day, or another who leads on the day there is."""
    book = desk.store.book()
    planned = planned_meeting(book, desk.today)
    meeting = planned or next((each for each in book.meetings if each.state is MeetingState.HELD), book.team)
    on = desk.typed_day(day) if day is not None else _day_there_is(desk, planned)
    if on <= desk.today:
        raise Refused("not-ahead")
    alias = checked_member(book.team, lead) if lead else ""
    roles = meeting.next_roles | ({MeetingRole.FACILITATOR: alias} if alias else {})
    tell_what_follows(desk, keep(desk, Change(meeting, meeting.but(next_on=on, next_roles=roles))))


def _day_there_is(desk: Desk, planned: Meeting | Team | None) -> date:
    """Return the day that was set, else the series' next; raises `missing-argument` where there is neither."""
    on = planned.next_on if planned else next_in_series(desk.store.book().team, desk.today)
    if on is None:
        raise Refused("missing-argument", name=desk.words("DAY"), command="fredstid next")
    return on
