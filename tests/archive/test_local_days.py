"""What is written between midnight and UTC's midnight belongs to the day people have, not to the one before."""

import ast
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import storage
import tui
from storage.archive import FolderStore
from storage.archive.care.check import findings_in
from storage.archive.disk.folder import Folder
from storage.archive.earlier.backups import Backup, wanted_of
from storage.archive.earlier.history import files_of
from storage.domain.calendar import SchoolYear, beginning_of, local_day
from storage.domain.case.case import Case, CaseState, Entry, Learned, Outcome, Standing, Step
from storage.domain.case.standing import scaled
from storage.domain.meeting.agenda import last_taken
from storage.domain.meeting.meeting import Meeting, Visit
from storage.domain.people import Team
from storage.domain.views.balance import work_by_month
from storage.domain.views.book import Book, YearBook, year_of
from storage.domain.views.deeds import looked_back
from storage.domain.views.lift import lifted
from storage.store import Change

HALF_PAST_MIDNIGHT = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
FIRST = date(2026, 8, 1)
THIS = SchoolYear(2026)


@pytest.fixture(autouse=True)
def oslo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this process live where the environment says, which it only looks at when told to."""
    time.tzset()
    yield
    monkeypatch.delenv("TZ")
    time.tzset()


@pytest.fixture
def late() -> Meeting:
    visit = Visit(phase="p", title="P", minutes=5, case="26-001", spent=600, seen=True)
    return Meeting(id="m", form="f", title="F", started=HALF_PAST_MIDNIGHT, planned=45, visits=(visit,))


def test_the_first_half_hour_of_a_school_year_goes_into_its_files(store: FolderStore, late: Meeting) -> None:
    store.save(Change(None, late), by="AB", at=HALF_PAST_MIDNIGHT)
    assert (store.folder / "2026-27.json").exists()
    assert not (store.folder / "2025-26.json").exists()
    named = [path.name for path in files_of(Folder(store.folder)) if b"meeting" in path.read_bytes()]
    assert named == ["2026-27.jsonl"]
    assert not list(findings_in(store.folder))


def test_a_line_written_by_another_clock_is_not_missed(
    store: FolderStore, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    store.save(Change(None, case), by="AB", at=HALF_PAST_MIDNIGHT)
    assert (store.folder / "history" / "2025-26.jsonl").exists()
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    assert not list(findings_in(store.folder))


def test_every_count_takes_the_day_at_home(late: Meeting) -> None:
    learned = Learned(id="l", outcome=Outcome.LIFT, text="five hours", meeting="m")
    said = Entry(id="e", step=Step.WANTED, text="6", at=HALF_PAST_MIDNIGHT, scale=6)
    case = Case(id="c", code="26-001", title="Hours", opened=FIRST, learned=(learned,), entries=(said,))
    book = Book(team=Team(id="t", name="Team 6"), years=(YearBook(THIS, (case,), meetings=(late,)),))
    assert year_of(late, FIRST) == THIS
    assert last_taken([late]) == {"26-001": FIRST}
    assert scaled(case, ()) == ((FIRST, 6),)
    assert [each.since for each in lifted(book, FIRST)] == [FIRST]
    (august,) = [month for month in work_by_month(book, FIRST) if month.month == FIRST]
    assert august.minutes.total


def test_backups_are_kept_one_for_each_day_at_home() -> None:
    moments = [datetime(2026, 8, 1, 21, tzinfo=UTC), HALF_PAST_MIDNIGHT, datetime(2026, 7, 31, 21, tzinfo=UTC)]
    many = [Backup(Path(), "team.json", number, moments[0]) for number in range(20, 10, -1)]
    other = [Backup(Path(), "team.json", number, moment) for number, moment in ((2, moments[1]), (1, moments[2]))]
    assert [each.generation for each in wanted_of([*many, *other])] == [20, 19, 18, 17, 16, 15, 1]


def test_a_case_of_no_known_moment_begins_with_its_day_at_home() -> None:
    standing = Standing(state=CaseState.OPEN, on=FIRST, reason="")
    case = Case(id="c", code="26-001", title="Hours", opened=FIRST, standing=standing)
    book = Book(team=Team(id="t", name="Team 6"), years=(YearBook(THIS, (case,)),))
    assert looked_back(book, "26-001", HALF_PAST_MIDNIGHT).case("26-001") == case


def test_a_day_begins_and_a_moment_falls_where_people_live() -> None:
    assert local_day(HALF_PAST_MIDNIGHT) == FIRST
    assert beginning_of(FIRST) == datetime(2026, 7, 31, 22, tzinfo=UTC)
    assert local_day(datetime(9999, 12, 31, 23, 30, tzinfo=UTC)) == date.max
    assert local_day(beginning_of(date.min)) == date.min


MODULES = [path for package in (storage, tui) for path in Path(*package.__path__).rglob("*.py")]
LOCAL = re.compile(r"(?:\.astimezone\(\)|local(?:_moment)?\(moment\)|\bmoment|\bhere)\.date\(\)$")


def utc_days(path: Path) -> list[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    taken = (ast.unparse(call) for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "date")
    return [f"{path.name}: {each}" for each in taken if each.endswith(".date()") and not LOCAL.search(each)]


def test_no_moments_day_is_taken_in_utc() -> None:
    assert [each for path in MODULES for each in utc_days(path)] == []


def test_what_was_read_is_told_on_the_readers_clock_in_one_place() -> None:
    turning = {path.name for path in MODULES if re.search(r"\bastimezone(\(\)|\b(?!\())", path.read_text("utf-8"))}
    assert turning == {"calendar.py", "opening.py", "choosing.py"}  # the last two turn what is now, or was typed
