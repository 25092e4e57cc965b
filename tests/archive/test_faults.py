"""What the system may say in the middle of a save; `programs/faults.py` goes through all of it."""

import errno
import itertools
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.change import session, transaction
from storage.archive.disk.folder import Folder
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.plan.plan import Practice
from storage.store import Change, Heartbeat


class Failing:
    """Stands in for a system call, and fails the n-th time."""

    def __init__(self, real: Callable[..., Any], number: int, code: int) -> None:
        self._real, self._number, self._code = real, number, code
        self.count = 0

    def __call__(self, *args: Any, **options: Any) -> Any:
        self.count += 1
        if self.count == self._number:
            raise OSError(self._code, os.strerror(self._code))
        return self._real(*args, **options)


@pytest.mark.parametrize(("code", "reason"), [(errno.ENOSPC, "disk-full"), (errno.EIO, "disk-error")])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "fchmod", "replace", "link", "unlink", "pread"])
def test_a_save_says_what_is_true(
    store: FolderStore,
    case: Case,
    practice: Practice,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    code: int,
    reason: str,
) -> None:
    store.save(Change(None, case.but(id="first")), by="AB", at=now)
    for number in itertools.count(1):
        failing = Failing(getattr(os, call), number, code)
        changes = [Change(None, case.but(id=f"c{number}")), Change(None, practice.but(id=f"p{number}"))]
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing)
            said = _outcome(store, changes[: 1 + number % 2], now)
        book = open_store(store.folder, session="later").book()
        assert (book.record(f"c{number}") is not None) == (said == "")
        assert said in {"", reason}
        assert not session.is_untidy(Folder(store.folder))
        if failing.count < number:
            return


def _outcome(store: FolderStore, changes: list[Change], now: datetime) -> str:
    try:
        store.save(*changes, by="AB", at=now)
    except Refused as why:
        return str(why.params["reason"])
    return ""


def test_what_was_in_doubt_is_made_to_last_before_it_counts_as_saved(
    store: FolderStore, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_place_but_not_lasting(*args: Any, **options: Any) -> None:
        real(*args, **options)
        raise OSError(errno.EIO, "Input/output error")

    real = transaction.commit
    with monkeypatch.context() as patch:
        patch.setattr("storage.archive.change.transaction.commit", in_place_but_not_lasting)
        with pytest.raises(Refused, match="not-saved"):
            store.save(Change(None, case), by="AB", at=now)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", Failing(os.fsync, 1, errno.EIO))
        with pytest.raises(Refused, match="not-saved"):
            store.save(Change(None, case), by="AB", at=now)
    assert len(store.save(Change(None, case), by="AB", at=now)) == 1


def test_a_sign_of_life_that_cannot_be_written_leaves_nothing(
    store: FolderStore, now: datetime, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", Failing(os.write, 1, errno.ENOSPC))
        with pytest.raises(Refused, match="not-saved"):
            store.beat(Heartbeat(meeting="m", leader="one", place=0, spent=0, at=now))
    assert list((folder / "drafts").iterdir()) == []


def test_a_file_of_somebody_else_is_named_with_the_command(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr("storage.archive.disk.mending.os.geteuid", lambda: 4242)
    real = os.open

    def denied(path: Path, flags: int, *more: int, dir_fd: int | None = None) -> int:
        if Path(path).name == "team.json":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, flags, *more, dir_fd=dir_fd)

    monkeypatch.setattr("storage.archive.disk.files.os.open", denied)
    with pytest.raises(Refused) as raised:
        open_store(folder, session="later")
    assert raised.value.code == "file-unreadable"
    assert raised.value.params["command"] == f"sudo chown 4242 {store.folder}/team.json"


def test_a_folder_that_never_stands_still_keeps_its_last_state(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch, folder: Path, case: Case, now: datetime
) -> None:
    book = store.book()
    real, count = os.lstat, itertools.count()

    def restless(path: Path) -> os.stat_result:
        os.utime(folder / "team.json", ns=(next(count), next(count)))
        return real(path)

    monkeypatch.setattr(os, "lstat", restless)
    assert store.book() is book
    with pytest.raises(Refused, match="busy"):
        store.save(Change(None, case), by="AB", at=now)


class Disk:
    """A disk that knows the stronger way to make things last, or answers it with a fault."""

    def __init__(self, fault: int = 0) -> None:
        self.fault = fault
        self.asked: list[int] = []

    def fcntl(self, _number: int, command: int) -> int:
        self.asked.append(command)
        if self.fault:
            raise OSError(self.fault, os.strerror(self.fault))
        return 0


@pytest.fixture
def fsyncs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The plain syncs of a machine that also knows a stronger one."""
    asked: list[int] = []
    monkeypatch.setattr("storage.archive.disk.files.FULL_SYNC", 51)
    monkeypatch.setattr(os, "fsync", asked.append)
    return asked


def test_a_disks_own_buffer_is_flushed_where_that_can_be_asked(
    store: FolderStore, case: Case, now: datetime, fsyncs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk()
    monkeypatch.setattr("storage.archive.disk.files.fcntl.fcntl", disk.fcntl)
    store.save(Change(None, case), by="AB", at=now)
    assert len(disk.asked) > 2
    assert (set(disk.asked), fsyncs) == ({51}, [])


@pytest.mark.parametrize("fault", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_a_file_system_that_does_not_know_it_gets_the_usual_one(
    store: FolderStore, case: Case, now: datetime, fsyncs: list[int], monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    disk = Disk(fault)
    monkeypatch.setattr("storage.archive.disk.files.fcntl.fcntl", disk.fcntl)
    store.save(Change(None, case), by="AB", at=now)
    assert len(fsyncs) == len(disk.asked) > 2


@pytest.mark.usefixtures("fsyncs")
def test_a_disk_that_fails_at_it_has_not_saved(
    store: FolderStore, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.archive.disk.files.fcntl.fcntl", Disk(errno.EIO).fcntl)
    with pytest.raises(Refused, match="not-saved"):
        store.save(Change(None, case), by="AB", at=now)
    assert store.book().cases == ()
