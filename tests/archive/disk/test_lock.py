import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore
from storage.archive.care import check
from storage.archive.disk import lock
from storage.archive.disk.folder import Folder
from storage.archive.disk.lock import Turn
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.store import Change, Draft

HOLD = """
import fcntl, sys
lock = open(sys.argv[1], "a")
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(store: FolderStore) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until it is told to go."""
    command = [sys.executable, "-c", HOLD, str(store.folder / ".lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.usefixtures("held")
def test_who_waits_too_long_is_told_who_holds_it(folder: Path) -> None:
    started = datetime.now(UTC)
    with pytest.raises(Refused) as raised, lock.locked(Folder(folder), "CD", patience=0.05):
        pytest.fail("two hold the lock")
    told = raised.value
    assert (told.code, told.params["holder"]) == ("locked", "one")
    assert isinstance(told.params["since"], datetime)
    assert told.params["since"] <= started


def test_one_who_holds_it_and_stands_still_is_named_and_later_given_way_to(
    store: FolderStore, folder: Path, case: Case, now: datetime, held: subprocess.Popen[str]
) -> None:
    held.send_signal(signal.SIGSTOP)
    with pytest.raises(Refused, match="locked"), lock.locked(Folder(folder), "CD", patience=0.05):
        pytest.fail("two hold the lock")
    assert lock.PATIENCE <= 5
    held.kill()
    held.wait()
    store.save(Change(None, case), by="AB", at=now)
    assert store.book().cases


@pytest.mark.usefixtures("held")
def test_while_it_is_held_one_can_read_and_type(store: FolderStore, now: datetime) -> None:
    store.keep_draft(Draft(by="AB", place="x", text="y", at=now))
    assert store.drafts("AB")["x"].text == "y"
    assert store.book().team.name == "6. trinn"


def test_the_lock_goes_with_whoever_dies(
    store: FolderStore, case: Case, now: datetime, held: subprocess.Popen[str]
) -> None:
    saving = threading.Thread(target=store.save, args=(Change(None, case),), kwargs={"by": "AB", "at": now})
    saving.start()
    held.kill()
    saving.join(timeout=10)
    assert len(store.book().cases) == 1


def test_a_wait_that_was_given_up_gives_the_lock_back(folder: Path, held: subprocess.Popen[str]) -> None:
    with pytest.raises(Refused, match="locked"), lock.locked(Folder(folder), "AB", patience=0.01):
        pytest.fail("two hold the lock")
    held.kill()
    held.wait()
    with lock.locked(Folder(folder), "AB"):
        pass
    for thread in threading.enumerate():
        if thread.name == lock.WAITING:
            thread.join(timeout=10)
    with lock.locked(Folder(folder), "AB", patience=0):
        pass


def test_an_old_lock_file_means_nothing(store: FolderStore, folder: Path, case: Case, now: datetime) -> None:
    (folder / ".lock").write_bytes(b"whatever lay here")
    store.save(Change(None, case), by="AB", at=now)
    assert len(store.book().cases) == 1


def test_a_lock_file_that_was_replaced_meanwhile_does_not_count(
    store: FolderStore, folder: Path, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, locked_inodes = fcntl.flock, []

    def replace_the_first(number: int, how: int) -> None:
        real(number, how)
        locked_inodes.append(os.fstat(number).st_ino)
        if len(locked_inodes) == 1:
            (folder / ".lock").unlink()

    monkeypatch.setattr(fcntl, "flock", replace_the_first)
    store.save(Change(None, case), by="AB", at=now)
    assert len(locked_inodes) == 2
    assert (folder / ".lock").stat().st_ino == locked_inodes[1]


def test_threads_wait_for_each_other_too(store: FolderStore, case: Case, now: datetime) -> None:
    def save(number: int) -> None:
        store.save(Change(None, case.but(id=f"case{number}")), by="AB", at=now)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert sorted(case.code for case in store.book().cases) == [f"26-00{number}" for number in range(1, 9)]


def test_a_session_that_looks_has_no_lock_file_to_make(store: FolderStore, folder: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in folder.rglob("*")}
    store.book()
    store.heartbeat()
    store.drafts("AB")
    assert {path.name: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def opened_thrice(folder: Path) -> list[int]:
    return [os.open(folder / lock.LOCK_FILE, lock.OPENING, 0o600) for _ in range(3)]


@pytest.mark.usefixtures("store")
def test_whoever_came_first_goes_first_and_the_dead_are_passed_over(folder: Path) -> None:
    first, second, third = opened_thrice(folder)
    turns = [Turn(number) for number in (first, second, third)]
    assert [turn.comes(wait=False) for turn in turns] == [True, False, False]
    os.close(second)
    assert turns[2].comes(wait=False)
    os.close(first)
    os.close(third)
    with lock.locked(Folder(folder), "AB", patience=0):
        pass


@pytest.mark.usefixtures("store")
def test_who_had_the_lock_and_wants_it_at_once_waits_behind_the_others(folder: Path) -> None:
    first, waiting, again = opened_thrice(folder)
    assert Turn(first).comes(wait=False)
    fcntl.flock(first, fcntl.LOCK_EX)
    assert not Turn(waiting).comes(wait=False)
    os.close(first)
    with pytest.raises(Refused, match="locked"), lock.locked(Folder(folder), "AB", patience=0):
        pytest.fail("it went before one who waits")
    os.close(waiting)
    assert Turn(again).comes(wait=False)
    os.close(again)


@pytest.mark.usefixtures("store")
def test_where_the_system_knows_no_order_there_is_still_the_lock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.archive.disk.lock.TRY_COMMAND", None)
    with (
        lock.locked(Folder(folder), "AB"),
        pytest.raises(Refused, match="locked"),
        lock.locked(Folder(folder), "CD", patience=0),
    ):
        pytest.fail("two hold the lock")


def test_no_number_is_written_into_what_is_somebodys_own(store: FolderStore, folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.write_bytes(b"mine")
    (folder / lock.LOCK_FILE).unlink()
    (folder / lock.LOCK_FILE).hardlink_to(own)
    number = os.open(folder / lock.LOCK_FILE, lock.OPENING, 0o600)
    assert Turn(number).comes(wait=False)
    os.close(number)
    assert own.read_bytes() == b"mine"
    assert store.book().read_only is None


@pytest.mark.usefixtures("held")
def test_what_somebody_is_writing_is_no_leftover(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.archive.care.check.PATIENCE", 0.05)
    (folder / ".2026-27.json.0123456789ab.tmp").write_bytes(b"half")
    assert check.findings_in(folder) == ()


def test_what_nobody_is_writing_is_a_leftover(store: FolderStore, folder: Path, held: subprocess.Popen[str]) -> None:
    (folder / ".2026-27.json.0123456789ab.tmp").write_bytes(b"half")
    held.kill()
    held.wait()
    assert [each.code for each in check.findings_in(store.folder)] == ["leftover"]
