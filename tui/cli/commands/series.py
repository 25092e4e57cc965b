"""`fredstid series`: the year's meetings, on which days they fall, and whose turn it is to lead."""

from typing import Any

import click
import msgspec

from storage.content.forms import forms
from storage.domain.calendar import Series, Weeks
from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import typed_time
from storage.domain.meeting.form import MeetingRole
from storage.domain.views.overview import ComingMeeting, coming_meetings
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import chosen
from tui.cli.command import ChoiceOption, command, option
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.cli.writing import handed_over
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.i18n.labels import series_text
from tui.i18n.words import N_, Words

SHOWN = 10
"""Meetings that are listed ahead."""


@command(
    "series",
    help=N_(
        "The year's meetings: the same weekday and hour, on school days alone. Roles go round; beside the one who leads"
        " stands who steps in. Today shows the next ones."
    ),
    first=N_("the next ten, with who leads"),
    examples=(
        (N_("fredstid series --on tuesday --at 14.30 --place 'Room 2' --weeks odd"), N_("set the series")),
        ("fredstid series --stop", N_("no series any more")),
    ),
)
@option("--on", "day", metavar=N_("DAY"), help=N_("The weekday: tuesday, or a day that falls on it."))
@option("--at", "starts", metavar=N_("TIME"), help=N_("When it begins: 14.30."))
@option("--place", metavar=N_("TEXT"), help=N_("Where."))
@option("--form", metavar=N_("FORM"), help=N_("The key of the meeting form, such as case-round."))
@click.option(
    "--weeks",
    cls=ChoiceOption,
    choices=Weeks,
    otherwise=Weeks.ALL,
    metavar=N_("WEEKS"),
    help=N_("In which weeks of the calendar: {choices}; {otherwise} in a new series."),
)
@click.option("--stop", is_flag=True, help=N_("Have no series any more."))
@as_json
def series(
    asked: Asked,
    day: str | None,
    starts: str | None,
    place: str | None,
    form: str | None,
    weeks: str | None,
    stop: bool,
    as_json: bool,
) -> None:
    """Print the year's meetings, or set them."""
    desk = asked.desk
    team, told = desk.store.book().team, (day, starts, place, form, weeks)
    if stop or any(each is not None for each in told):
        after = None if stop else _series(desk, team.series, *told)
        keep(desk, Change(team, team.but(series=after)))
    book = desk.store.book()
    coming = coming_meetings(book, desk.today, SHOWN)
    if as_json:
        write_json({"series": msgspec.to_builtins(book.team.series), "coming": [_facts(each) for each in coming]})
    elif book.team.series is None:
        tell(desk.words("No series is set. «fredstid series --on tuesday --at 14.30» sets one."))
    else:
        write(series_text(desk.words, book.team.series))
        write(*columns(_row(desk.words, each) for each in coming))


def _series(desk: Desk, was: Series | None, *told: str | None) -> Series:
    """Return the series as it is to be: what was not said stays; raises what cannot be understood."""
    day, starts, place, form, weeks = told
    if was is None and (day is None or starts is None):
        raise Refused("missing-argument", name="--on" if day is None else "--at", command="fredstid series")
    before = was or Series(weekday=0, starts=typed_time("0"))
    return Series(
        weekday=before.weekday if day is None else desk.typed_day(day).weekday(),
        starts=before.starts if starts is None else typed_time(starts),
        place=before.place if place is None else in_line(handed_over(desk, place)) if place else "",
        form=before.form if form is None else _form(desk, form),
        weeks=before.weeks if weeks is None else chosen(desk.words, Weeks, weeks),
    )


def _form(desk: Desk, typed: str) -> str:
    shelf = forms(desk.store.book().team.language, desk.place.own_files)
    if typed and shelf.form(typed) is None:
        raise Refused("no-such-form", typed=typed, forms=[each.key for each in shelf.forms])
    return typed


def _facts(coming: ComingMeeting) -> dict[str, Any]:
    return {"on": coming.on, "roles": msgspec.to_builtins(coming.roles), "stand_in": coming.stand_in}


def _row(words: Words, coming: ComingMeeting) -> tuple[str, ...]:
    leads = coming.roles.get(MeetingRole.FACILITATOR, "")
    return (
        words.day(coming.on, "EEE d. MMM y"),
        words("{alias} leads", alias=leads) if leads else "",
        words("{alias} steps in", alias=coming.stand_in) if coming.stand_in else "",
    )
