"""Side files that hold more, or say other things, than any of ours: named at once, and in nobody's way."""

import itertools
import os
import platform
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.beside.exports import EXPORTS_FILE, MOST_SETTLED
from storage.archive.care.check import findings_in, repair
from storage.archive.care.exporting import files_of
from storage.archive.care.findings import Mend
from storage.archive.care.strangers import MOST_NAMED
from storage.domain.case.case import Case
from storage.domain.people import Team
from storage.store import Change

MANY = 600_000
SOON = 2.0
"""Seconds of this process; what was decoded whole took ten times as long."""
CHANGE = b'{"change":"c","at":"2026-09-01T12:00:00+00:00","by":"AB","records":[%b]}'


def entries(entry: Callable[[int], bytes], count: int = MANY) -> bytes:
    return b",".join(map(entry, range(count)))


def an_intent() -> bytes:
    return b'{"files":{%b}}' % entries(lambda number: b'"%d":""' % number)


def a_deletion() -> bytes:
    return b'{"case":"x","code":"26-001","files":[%b]}' % entries(lambda _: b'"team.json"')


def a_history() -> bytes:
    return b'{"trace":%b,"seal":"x"}\n' % (CHANGE % entries(lambda _: b'["a","b","c"]'))


def a_year() -> bytes:
    return b'{"_file":{"schema":3,"generation":4,"checksum":"x","last":%b}}\n' % a_history().strip()


@pytest.fixture
def store(folder: Path, team: Team, case: Case, now: datetime) -> FolderStore:
    create_store(folder, team, now=now)
    store = open_store(folder, session="one")
    store.save(Change(None, case), by="AB", at=now)
    return store


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        (".intent", an_intent, "intent-unusable"),
        (".deleting", a_deletion, "leftover"),
        ("history/2026-27.jsonl", a_history, "history-broken"),
        ("backups/2020-21.00000099.json", a_year, "no-such-backup"),
        ("2020-21.json", a_year, "damaged-file"),
    ],
)
def test_more_than_any_of_ours_is_named_soon_and_stops_nobody(
    store: FolderStore, now: datetime, name: str, content: Callable[[], bytes], code: str
) -> None:
    (store.folder / name).write_bytes(content())
    (store.folder / name).chmod(0o600)
    began = time.process_time()
    later = open_store(store.folder, session="later")
    (kept,) = later.book().cases
    later.save(Change(kept, kept.but(title="Høyst en halv time")), by="AB", at=now)
    assert code in {each.code for each in findings_in(store.folder)}
    assert time.process_time() - began < SOON
    assert [each.title for each in open_store(store.folder, session="last").book().cases] == ["Høyst en halv time"]


def test_a_note_longer_than_any_of_ours_is_dropped_by_a_repair(store: FolderStore, now: datetime) -> None:
    os.truncate(os.open(store.folder / ".deleting", os.O_CREAT | os.O_WRONLY, 0o600), 5 << 30)
    repair(store.folder, findings_in(store.folder), by="AB", at=now)
    assert findings_in(store.folder) == ()


def test_what_could_not_be_read_is_not_held(store: FolderStore) -> None:
    years = ["2001-02.json", "2002-03.json", "2003-04.json", "2004-05.json"]
    for name in years:
        (store.folder / name).write_bytes(b'{"_file":{}}' + b" " * (8 << 20))
    tracemalloc.start()
    try:
        book = open_store(store.folder, session="later").book()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(book.closed) == len(years)
    assert held < 8 << 20


@pytest.mark.parametrize("moment", [300e9, 9e11, -90e9])
def test_a_backup_of_no_day_in_any_calendar_hinders_nobody(store: FolderStore, now: datetime, moment: float) -> None:
    backups = list((store.folder / "backups").iterdir())
    try:
        for path in backups:
            os.utime(path, (moment, moment))
    except (OSError, OverflowError):
        pytest.skip("this file system knows no such times")
    later = open_store(store.folder, session="later")
    (kept,) = later.book().cases
    later.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    assert findings_in(store.folder) == ()


def test_a_year_is_named_in_plain_digits(store: FolderStore) -> None:
    year = store.folder / "2026-27.json"
    (store.folder / "2\N{ARABIC-INDIC DIGIT ZERO}26-27.json").write_bytes(year.read_bytes())
    assert len(open_store(store.folder, session="later").book().cases) == 1
    assert [each.code for each in findings_in(store.folder)] == ["no-such-year"]


def test_exports_that_were_never_finished_are_settled_a_few_at_a_time(store: FolderStore, now: datetime) -> None:
    def line(number: int) -> bytes:
        place = {"path": f"/nowhere/{number}", "machine": platform.node(), "at": now, "by": "AB", "id": str(number)}
        return msgspec.json.encode(place | {"waiting": f".{number}.0123456789ab.tmp"}) + b"\n"

    notes = store.folder / EXPORTS_FILE
    notes.write_bytes(b"".join(map(line, range(1000))))
    notes.chmod(0o600)
    began = time.process_time()
    for count in (1, 2):
        open_store(store.folder, session="later")
        assert notes.read_bytes().count(b"\n") == 1000 + count * MOST_SETTLED
    named = [each for each in findings_in(store.folder) if each.code == "export-unsettled"]
    assert len(named) == MOST_NAMED
    assert time.process_time() - began < SOON


def lines_of_a_strange_history() -> Iterator[bytes]:
    while True:
        yield b'{"trace":%b,"seal":"x"}\n' % (CHANGE % b'["case","c","changed"]')


def test_a_strange_history_is_named_by_its_first_lines(store: FolderStore, now: datetime) -> None:
    with (store.folder / "history" / "2026-27.jsonl").open("ab") as history:
        history.writelines(itertools.islice(lines_of_a_strange_history(), 50_000))
    named = [each.params["line"] for each in findings_in(store.folder) if each.code == "history-broken"]
    assert len(named) == MOST_NAMED
    assert store.save(Change(None, Case(id="new", title="Ny", opened=now.date())), by="AB", at=now)


def test_an_export_takes_along_what_a_school_can_use(store: FolderStore) -> None:
    (store.folder / "forms").mkdir()
    (store.folder / "forms" / "ours.toml").write_bytes(b'key = "ours"\n')
    for number in range(3):
        with (store.folder / "forms" / f"giant{number}.toml").open("wb") as giant:
            giant.truncate(31 << 20)
    kept = files_of(store.folder)
    assert [name for name in kept if name.startswith("forms/")] == ["forms/ours.toml"]
    assert "history/2026-27.jsonl" in kept


@pytest.mark.parametrize("odd", ["a folder", "too long"])
def test_a_deletion_says_that_it_could_not_look_for_exports(store: FolderStore, now: datetime, odd: str) -> None:
    notes = store.folder / EXPORTS_FILE
    if odd == "a folder":
        notes.mkdir()
    else:
        notes.write_bytes(b"\n" * 30_000)
    (kept,) = store.book().cases
    (left,) = open_store(store.folder, session="later").delete_case(kept.id, by="AB", at=now)
    assert (left.reason, left.path) == ("list-unread", str(notes))


def test_a_repair_gives_no_rights_where_a_link_was_laid_meanwhile(store: FolderStore, now: datetime) -> None:
    (backup,) = (store.folder / "backups").glob("2026-27.*")
    backup.chmod(0o644)
    findings = findings_in(store.folder)
    assert [each.mend for each in findings] == [Mend.RIGHTS]
    elsewhere = store.folder.parent / "elsewhere"
    (store.folder / "backups").rename(elsewhere)
    (elsewhere / backup.name).chmod(0o640)
    (store.folder / "backups").symlink_to(elsewhere)
    repair(store.folder, findings, by="AB", at=now)
    assert (elsewhere / backup.name).stat().st_mode & 0o777 == 0o640
    assert "not-a-folder-inside" in {each.code for each in findings_in(store.folder)}


def test_what_was_put_aside_at_no_moment_counts_for_nothing(store: FolderStore, now: datetime) -> None:
    odd = store.folder / "backups" / "2026-27.aside-20269999T999999999999.json"
    odd.write_bytes(b"x")
    odd.chmod(0o600)
    (kept,) = store.book().cases
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    assert [(each.code, each.path) for each in findings_in(store.folder)] == [("no-such-backup", f"backups/{odd.name}")]


def test_what_is_too_long_for_a_year_is_moved_aside_and_not_copied(store: FolderStore, now: datetime) -> None:
    giant = store.folder / "2020-21.json"
    with giant.open("wb") as file:
        file.truncate(5 << 30)
    inode = giant.stat().st_ino
    repair(store.folder, findings_in(store.folder), by="AB", at=now)
    (kept,) = (store.folder / "backups").glob("2020-21.aside-*.json")
    assert kept.stat().st_ino == inode
    assert giant.stat().st_size < 1 << 20
