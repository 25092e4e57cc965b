"""`fredstid series` and `fredstid free`: the year's meetings over the school's calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.calendar import Series, Weeks, school_year
from storage.domain.meeting.meeting import MeetingState
from storage.domain.views.book import Book, YearBook
from storage.domain.views.overview import planned_meeting

Run = Callable[..., Result]
SET = ("series", "--on", "tuesday", "--at", "14.30", "--place", "Room 2")
CALENDAR = """BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
SUMMARY:Planning day\r
DTSTART;VALUE=DATE:20261207\r
DTEND;VALUE=DATE:20261209\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART:20270129T080000Z\r
DTEND:20270129T150000Z\r
END:VEVENT\r
END:VCALENDAR\r
"""


def days(run: Run) -> list[str]:
    return [each["on"] for each in msgspec.json.decode(run("series", "--json").stdout)["coming"]]


def test_a_series_is_set_and_says_its_days_who_leads_and_who_steps_in(run: Run, store: FolderStore) -> None:
    result = run(*SET)
    assert result.exit_code == 0, result.stderr
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["Tuesday", "14:30", "·", "Room", "2"]
    assert len(lines) == 11
    assert store.book().team.series == Series(weekday=1, starts=time(14, 30), place="Room 2")
    coming = msgspec.json.decode(run("series", "--json").stdout)["coming"]
    assert [each["on"] for each in coming][:2] == ["2026-11-30", "2026-12-01"], (
        "what was set at the last meeting stands"
    )
    leads = [each["roles"]["facilitator"] for each in coming]
    assert all(one != other for one, other in pairwise(leads))
    assert [each["stand_in"] for each in coming[:-1]] == leads[1:]


def test_it_leaves_out_days_without_school_and_the_other_weeks(run: Run) -> None:
    run(*SET, "--weeks", "odd")
    told = [date.fromisoformat(day) for day in days(run)[1:]]
    assert all(day.weekday() == 1 and day.isocalendar().week % 2 for day in told)
    assert not any(date(2026, 12, 22) <= day <= date(2027, 1, 2) for day in told)
    run("series", "--weeks", "even")
    assert "2026-12-08" in days(run)
    run("free", "--add", "2026-12-08")
    assert "2026-12-08" not in days(run)


def test_what_is_not_said_stays_and_it_can_be_stopped(run: Run, store: FolderStore) -> None:
    run(*SET)
    assert run("series", "--weeks", "partall", "--form", "case-round").exit_code == 0
    kept = store.book().team.series
    assert kept == Series(weekday=1, starts=time(14, 30), place="Room 2", form="case-round", weeks=Weeks.EVEN)
    assert "The next ones: " in run("today").stdout
    assert msgspec.json.decode(run("today", "--json").stdout)["coming_meetings"][0]["on"] == "2026-11-30"
    assert run("series", "--stop").exit_code == 0
    assert store.book().team.series is None
    assert "No series is set." in run("series").stderr


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--at", "14.30"), 2, "--on"),
        (("--on", "tuesday"), 2, "--at"),
        (("--on", "someday", "--at", "14"), 2, "someday"),
        (("--on", "tuesday", "--at", "25.00"), 2, "25.00"),
        (("--on", "tuesday", "--at", "14", "--weeks", "third"), 2, "“third” is not one of the choices: all, odd, even"),
        (("--on", "tuesday", "--at", "14", "--form", "none"), 2, "“none”"),
    ],
)
def test_what_cannot_be_a_series_says_why(
    run: Run, store: FolderStore, arguments: tuple[str, ...], status: int, says: str
) -> None:
    result = run("series", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert says in result.stderr
    assert store.book().team.series is None


def test_free_days_are_read_from_a_calendar_and_no_due_day_falls_there(
    run: Run, store: FolderStore, tmp_path: Path
) -> None:
    file = tmp_path / "school.ics"
    file.write_text(CALENDAR, "utf-8")
    result = run("free", str(file))
    assert (result.exit_code, result.stderr) == (0, "3 days read from the file\n")
    assert store.book().team.free_days == (date(2026, 12, 7), date(2026, 12, 8), date(2027, 1, 29))
    assert run("free", str(file)).exit_code == 0
    assert len(store.book().team.free_days) == 3
    assert run("free", "--drop", "2026-12-08").exit_code == 0
    assert store.book().team.free_days == (date(2026, 12, 7), date(2027, 1, 29))


@pytest.mark.parametrize("between", [",", ";"])
def test_free_days_are_read_from_a_table_with_one_day_or_two_in_a_row(
    run: Run, store: FolderStore, between: str
) -> None:
    rows = (("From", "To", "What"), ("5.10.2026", "9.10.2026", "Autumn"), ("2026-11-20", "", "Planning day"))
    table = "\n".join(between.join(row) for row in rows)
    assert run("free", "-", input=table).exit_code == 0
    autumn = tuple(date(2026, 10, day) for day in range(5, 10))
    assert store.book().team.free_days == (*autumn, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nothing here", "No day stands there."),
        ("2026-02-31", "No day stands there."),
        ("1.1.2026,1.1.2027", "cannot be one span of free days"),
        (CALENDAR.replace("END:VEVENT", "RRULE:FREQ=WEEKLY\r\nEND:VEVENT"), "comes back by a rule"),
        ("1.1.1999", "2000"),
    ],
)
def test_a_file_that_cannot_be_understood_changes_nothing(run: Run, store: FolderStore, text: str, says: str) -> None:
    result = run("free", "-", input=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert store.book().team.free_days == ()


def test_a_day_may_stand_where_a_file_does(run: Run, store: FolderStore) -> None:
    assert run("free", "20.1.2027").stdout == "Wed 20 Jan 2027\n"
    assert store.book().team.free_days == (date(2027, 1, 20),)
    assert "moonday" in run("free", "moonday").stderr


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    result = run("free", "/nowhere/school.ics")
    assert result.exit_code == 1
    assert "school.ics" in result.stderr


def test_a_team_that_never_met_sets_its_first_meeting(run_anywhere: Run, tmp_path: Path) -> None:
    there = ("--team", str(tmp_path / "fresh"))
    run_anywhere("new", there[1], "--name", "Fresh", "--language", "en", "--member", "AB", "--member", "CD")
    told = run_anywhere("next", "11.12.2026", "--lead", "cd", *there)
    assert (told.exit_code, told.stdout) == (0, "Friday 11 Dec 2026, CD leads\n")
    assert "Friday 11 Dec" in " ".join(run_anywhere("today", *there).stdout.split())
    brief = run_anywhere("brief", *there).stdout
    assert brief.startswith("# Before the meeting on Friday 11 Dec 2026")
    assert "facilitator CD" in brief
    assert "DTSTART;VALUE=DATE:20261211" in run_anywhere("calendar", *there).stdout
    assert run_anywhere("next", "--lead", "AB", *there).stdout == "Friday 11 Dec 2026, AB leads\n"


def test_the_day_that_a_new_team_set_holds_until_a_meeting_on_it_or_later_was_held(store: FolderStore) -> None:
    book = store.book()
    team = book.team.but(next_on=date(2026, 12, 11))
    held = book.meetings[0].but(state=MeetingState.HELD, next_on=None)
    met = Book(team, years=(YearBook(school_year(date(2026, 11, 25)), meetings=(held,)),))
    assert planned_meeting(Book(team), date(2026, 12, 1)) == team
    assert planned_meeting(Book(team), date(2026, 12, 12)) is None
    assert planned_meeting(met, date(2026, 12, 1)) == team
    late = held.but(started=datetime(2026, 12, 11, 12, tzinfo=UTC))
    met_then = Book(team, years=(YearBook(school_year(date(2026, 11, 25)), meetings=(late,)),))
    assert planned_meeting(met_then, date(2026, 12, 11)) is None
