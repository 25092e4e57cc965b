import errno
import json
import os
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care import check
from storage.archive.care.restoring import sound_backups
from storage.archive.disk.folder import Folder
from storage.archive.earlier import backups
from storage.archive.earlier.backups import Backup
from storage.domain.case.case import Case
from storage.store import Change

NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)


def backup(generation: int, hours_ago: float) -> Backup:
    return Backup(Path(f"{generation}"), "team.json", generation, NOON - timedelta(hours=hours_ago))


def test_the_last_ones_are_kept_and_the_last_of_each_day() -> None:
    many = [backup(1000 - number, number * 2) for number in range(300)]
    kept = backups.wanted_of(many)
    assert [each.generation for each in kept[: backups.LAST]] == [1000, 999, 998, 997, 996, 995]
    assert [each.written.day for each in kept[backups.LAST :]] == [29, 28, 27, 26, 25, 24]
    assert all(each.written.astimezone().hour >= 22 for each in kept[backups.LAST :])


def test_a_folder_does_not_fill_with_backups(store: FolderStore, case: Case, now: datetime, folder: Path) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    for number in range(12):
        (kept,) = store.save(Change(kept, kept.but(title=f"Nr. {number}")), by="AB", at=now)
    names = [each.generation for each in backups.backups_of(Folder(folder), "2026-27.json")]
    assert names == [13, 12, 11, 10, 9, 8]


def test_the_present_file_has_a_copy_that_shares_nothing_with_it(
    store: FolderStore, case: Case, now: datetime, folder: Path
) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    whole = (folder / "2026-27.json").read_bytes()
    for backup in backups.backups_of(Folder(folder), "2026-27.json"):
        assert not backup.path.samefile(folder / "2026-27.json")
    os.truncate(folder / "2026-27.json", 9)
    newest, before = backups.backups_of(Folder(folder), "2026-27.json")
    assert newest.path.read_bytes() == whole
    assert json.loads(before.path.read_bytes())["cases"]["the-case"]["title"] == case.title


@pytest.mark.parametrize("fault", [errno.ENOTTY, errno.EXDEV, errno.ENOSYS])
def test_where_the_kernel_cannot_copy_it_is_done_by_hand(
    store: FolderStore, case: Case, now: datetime, folder: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr("storage.archive.disk.files.fcntl.ioctl", refuse)
    if fault != errno.ENOTTY:
        monkeypatch.setattr(os, "copy_file_range", refuse)
    store.save(Change(None, case), by="AB", at=now)
    assert (folder / "backups" / "2026-27.00000001.json").read_bytes() == (folder / "2026-27.json").read_bytes()


def test_a_finished_year_of_an_older_program_gets_a_copy_with_the_next_change(
    store: FolderStore, case: Case, now: datetime, folder: Path
) -> None:
    store.save(Change(None, case.but(opened=date(2024, 9, 1))), by="AB", at=now)
    copy, old = folder / "backups" / "2024-25.00000001.json", folder / "2024-25.json"
    copy.unlink()
    copy.hardlink_to(old)
    open_store(folder, session="later").save(Change(None, case.but(id="new")), by="AB", at=now)
    assert not copy.samefile(old)
    assert copy.read_bytes() == old.read_bytes()


def test_a_name_alone_makes_no_newer_backup(store: FolderStore, case: Case, now: datetime, folder: Path) -> None:
    store.save(Change(None, case), by="AB", at=now)
    shutil.copy(folder / "2026-27.json", folder / "backups" / "2026-27.00000077.json")
    shutil.copy(folder / "2026-27.json", folder / "backups" / "2019-20.00000003.json")
    empty = folder / "backups" / "2026-27.00000099.json"
    empty.touch(0o600)
    later = open_store(folder, session="later")
    assert later.book().read_only is None
    assert [(each.code, each.path) for each in check.findings_in(folder)] == [
        ("no-such-backup", "backups/2019-20.00000003.json"),
        ("no-such-backup", "backups/2026-27.00000099.json"),
        ("no-such-backup", "backups/2026-27.00000077.json"),
    ]
    assert [each.backup.generation for each in sound_backups(Folder(folder), "2026-27.json")] == [1]


def test_a_copy_that_was_never_finished_goes_with_the_next_change(
    store: FolderStore, case: Case, now: datetime, folder: Path
) -> None:
    half = folder / "backups" / "2026-27.unfinished-0123456789ab.json"
    half.write_bytes(b"half")
    store.save(Change(None, case), by="AB", at=now)
    assert not half.exists()


def test_what_lies_beside_them_is_no_backup(store: FolderStore, folder: Path) -> None:
    (folder / "backups" / "notes.txt").write_text("x")
    assert [each.generation for each in backups.backups_of(Folder(folder), "team.json")] == [1]
    assert backups.newest(Folder(folder)) == {"team.json": 1}
    assert store.book().read_only is None


@pytest.mark.parametrize("generation", [None, 90])
def test_what_only_bears_their_names_pushes_none_out(
    store: FolderStore, case: Case, now: datetime, folder: Path, generation: int | None
) -> None:
    store.save(Change(None, case.but(id="old", opened=date(2024, 9, 1))), by="AB", at=now)
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    other = (folder / "2024-25.json").read_bytes()
    for number in range(90, 97):
        named = other.replace(b'"generation":1,', b'"generation":%d,' % number) if generation else other
        (folder / "backups" / f"2026-27.000000{number}.json").write_bytes(named)
    for number in range(4):
        (kept,) = store.save(Change(kept, kept.but(title=f"Nr. {number}")), by="AB", at=now)
    true = [each.backup.generation for each in sound_backups(Folder(folder), "2026-27.json")]
    assert true == [5, 4, 3, 2, 1]
    assert len([each for each in check.findings_in(folder) if each.code == "no-such-backup"]) == 7


def test_a_folder_that_bears_a_backups_name_stops_no_change(
    store: FolderStore, case: Case, now: datetime, folder: Path
) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    (folder / "backups" / "2026-27.00000001.json").unlink()
    for name in ("2026-27.00000001", "2026-27.00000002", "2026-27.aside-20260901T120000000000"):
        (folder / "backups" / f"{name}.json" / "inside").mkdir(parents=True)
    (kept,) = store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    store.save(Change(kept, kept.but(title="Nyere")), by="AB", at=now)
    assert [each.generation for each in backups.backups_of(Folder(folder), "2026-27.json")] == [3]
    odd = {each.path for each in check.findings_in(folder) if each.code == "not-a-file"}
    assert {"backups/2026-27.00000001.json", "backups/2026-27.00000002.json"} <= odd
    assert not [each for each in folder.iterdir() if each.name.endswith(".tmp")]
