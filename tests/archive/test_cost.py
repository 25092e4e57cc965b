"""What a save may touch: how long a team has worked must not matter."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore
from storage.archive.change import snapshot
from storage.archive.disk.files import Token, read_whole
from storage.domain.case.case import Case, Entry, with_entry
from storage.store import Change


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []

    def note(path: Path) -> tuple[bytes, Token]:
        names.append(path.name)
        return read_whole(path)

    monkeypatch.setattr(snapshot, "read_whole", note)
    return names


@pytest.fixture
def ten_years(store: FolderStore, case: Case, now: datetime) -> FolderStore:
    cases = [case.but(id=f"c{year}", opened=date(year, 9, 1)) for year in range(2017, 2027)]
    store.save(*(Change(None, each) for each in cases), by="AB", at=now)
    store.book()
    return store


def test_a_save_touches_only_the_open_year(
    ten_years: FolderStore, entry: Callable[..., Entry], now: datetime, folder: Path, read: list[str]
) -> None:
    before = {path.name: path.stat().st_ino for path in folder.glob("*.json")}
    case = ten_years.book().cases[0]
    ten_years.save(Change(case, with_entry(case, entry("e1"))), by="AB", at=now)
    after = {path.name: path.stat().st_ino for path in folder.glob("*.json")}
    assert len(after) == 11
    assert [name for name in after if after[name] != before[name]] == ["2026-27.json"]
    assert read == []


def test_what_another_wrote_is_read_alone(
    ten_years: FolderStore, again: FolderStore, entry: Callable[..., Entry], now: datetime, read: list[str]
) -> None:
    case = again.book().cases[0]
    again.save(Change(case, with_entry(case, entry("e1"))), by="CD", at=now)
    read.clear()
    assert len(ten_years.book().cases[0].entries) == 1
    assert read == ["2026-27.json"]


def test_looking_again_reads_nothing_and_makes_nothing(ten_years: FolderStore, read: list[str]) -> None:
    book = ten_years.book()
    assert all(ten_years.book() is book for _ in range(3))
    assert read == []


def test_records_that_did_not_change_are_the_same_objects(
    ten_years: FolderStore, again: FolderStore, entry: Callable[..., Entry], now: datetime
) -> None:
    before = ten_years.book()
    case = again.book().cases[0]
    again.save(Change(case, with_entry(case, entry("e1"))), by="CD", at=now)
    after = ten_years.book()
    assert [new is old for new, old in zip(after.cases, before.cases, strict=True)] == [False] + [True] * 9
    assert after.years[1] is before.years[1]
