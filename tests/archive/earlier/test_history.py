import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care.check import findings_in, repair
from storage.archive.disk.folder import Folder
from storage.archive.earlier import history
from storage.archive.format.layout import Trace
from storage.domain.case.case import Case
from storage.store import Change


@pytest.fixture
def path(store: FolderStore) -> Path:
    return store.folder / "history" / "2026-27.jsonl"


def changes(folder: Path) -> list[str]:
    return [trace.change for trace in history.latest(Folder(folder))]


def test_it_says_who_did_what_to_which_record_and_never_what_was_written(
    store: FolderStore, case: Case, now: datetime, path: Path
) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    store.save(Change(kept, kept.but(title="Hemmelig")), by="CD", at=now)
    lines = [json.loads(line)["trace"] for line in path.read_text().splitlines()]
    assert [(line["by"], line["records"]) for line in lines[1:]] == [
        ("AB", [["case", "the-case", "made"]]),
        ("CD", [["case", "the-case", "changed"]]),
    ]
    assert "Hemmelig" not in path.read_text()
    assert list(history.broken_lines(path)) == []


def test_a_change_that_is_missing_is_added_before_the_next_one(
    store: FolderStore, case: Case, now: datetime, path: Path
) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    later = open_store(store.folder, session="later")
    later.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    assert path.read_bytes().startswith(whole)
    assert len(changes(store.folder)) == 3
    assert list(history.broken_lines(path)) == []


def test_when_more_than_the_last_line_is_missing_it_shows(
    store: FolderStore, case: Case, now: datetime, path: Path
) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    (kept,) = store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))
    open_store(store.folder, session="later").save(Change(kept, kept.but(title="Nyere")), by="AB", at=now)
    assert list(history.broken_lines(path)) == [2]


def test_a_line_that_was_never_finished_is_cut_off(store: FolderStore, case: Case, now: datetime, path: Path) -> None:
    store.save(Change(None, case), by="AB", at=now)
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    open_store(store.folder, session="later").save(Change(None, case.but(id="other")), by="AB", at=now)
    assert path.read_bytes().startswith(whole)
    assert list(history.broken_lines(path)) == []


def test_a_giant_line_does_not_break_the_chain(store: FolderStore, case: Case, now: datetime, path: Path) -> None:
    many = [Change(None, case.but(id=f"c{number:06}")) for number in range(900)]
    store.save(*many, by="AB", at=now)
    assert path.stat().st_size > history.TAIL
    store.save(Change(None, case), by="AB", at=now)
    later = open_store(store.folder, session="later")
    later.save(Change(None, case.but(id="other")), by="AB", at=now)
    assert list(history.broken_lines(path)) == []
    assert len(changes(store.folder)) == 4


def test_years_follow_each_other(store: FolderStore, case: Case, now: datetime) -> None:
    store.save(Change(None, case), by="AB", at=now.replace(year=2027))
    store.save(Change(None, case.but(id="other")), by="AB", at=now.replace(year=2028))
    assert [file.name for file in history.files_of(Folder(store.folder))] == [
        "2028-29.jsonl",
        "2027-28.jsonl",
        "2026-27.jsonl",
    ]
    assert [trace.at[:4] for trace in history.latest(Folder(store.folder))] == ["2028", "2027", "2026"]


def test_an_old_change_is_found_far_back(store: FolderStore, case: Case, now: datetime) -> None:
    (made,) = changes(store.folder)
    for number in range(120):
        store.save(Change(None, case.but(id=f"c{number}")), by="AB", at=now)
    trace = Trace(change=made, at=now.isoformat(), by="", records=())
    assert history.holds(Folder(store.folder), trace)
    assert not history.holds(Folder(store.folder), Trace(change="none", at=now.isoformat(), by="", records=()))


@pytest.mark.parametrize(
    "end",
    [b"\xff\xfe\n", b"\xff", b'{"trace":"\xff"}\n', b"[" * 100_000 + b"\n", b'{"trace":{"at":1e400}}\n', b"\0" * 50],
)
def test_a_line_that_nobody_can_read_stops_nothing_and_stays(
    store: FolderStore, case: Case, now: datetime, path: Path, end: bytes
) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    whole = path.read_bytes()
    path.write_bytes(whole + end)
    later = open_store(store.folder, session="later")
    later.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    assert path.read_bytes().startswith(whole + end)
    assert [deed.by for deed in later.history()] == ["AB", "AB", ""]
    lines = [(each.code, each.path, each.params["line"]) for each in findings_in(store.folder)]
    assert lines == [("history-broken", "history/2026-27.jsonl", 3)]
    repair(store.folder, findings_in(store.folder), by="AB", at=now)
    later.delete_case(kept.id, by="AB", at=now)
    assert path.read_bytes().startswith(whole + end)


def test_a_history_beyond_reading_stops_nothing(store: FolderStore, case: Case, now: datetime, path: Path) -> None:
    os.truncate(path, 1 << 40)
    store.save(Change(None, case), by="AB", at=now)
    assert list(open_store(store.folder, session="later").history()) == []
    assert [(each.code, each.path) for each in findings_in(store.folder)] == [("passed-over", "history/2026-27.jsonl")]


def test_nothing_is_added_to_a_file_that_bears_a_history_by_a_second_name(
    store: FolderStore, case: Case, now: datetime, path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "profile"
    other.hardlink_to(path)
    before = other.read_bytes()
    store.save(Change(None, case), by="AB", at=now)
    assert (other.read_bytes(), path.read_bytes().startswith(before)) == (before, True)
    assert list(history.broken_lines(path)) == []
