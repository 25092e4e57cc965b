import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import FolderStore, backups
from storage.archive.backups import Backup
from storage.archive.folder import Folder
from storage.domain.case import Case
from storage.store import Change

NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)


def backup(generation: int, hours_ago: float) -> Backup:
    return Backup(Path(f"{generation}"), "team.json", generation, NOON - timedelta(hours=hours_ago))


def test_the_last_ones_are_kept_and_the_last_of_each_day() -> None:
    many = [backup(1000 - number, number * 2) for number in range(300)]
    kept = backups.wanted_of(many)
    assert [each.generation for each in kept[: backups.LAST]] == [1000, 999, 998, 997, 996, 995]
    assert [each.written.day for each in kept[backups.LAST :]] == [29, 28, 27, 26, 25, 24]
    assert all(each.written.hour == 22 for each in kept[backups.LAST :])


def test_a_folder_does_not_fill_with_backups(store: FolderStore, case: Case, now: datetime, folder: Path) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    for number in range(12):
        (kept,) = store.save(Change(kept, kept.but(title=f"Nr. {number}")), by="AB", at=now)
    names = [each.generation for each in backups.backups_of(Folder(folder), "2026-27.json")]
    assert names == [13, 12, 11, 10, 9, 8]


def test_the_present_file_is_kept_by_a_second_name(store: FolderStore, case: Case, now: datetime, folder: Path) -> None:
    store.save(Change(None, case), by="AB", at=now)
    (newest,) = backups.backups_of(Folder(folder), "2026-27.json")
    assert newest.path.samefile(folder / "2026-27.json")


def test_where_there_are_no_second_names_it_is_copied(
    store: FolderStore, case: Case, now: datetime, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    before = (folder / "2026-27.json").read_bytes()
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    assert (folder / "backups" / "2026-27.00000001.json").read_bytes() == before
    assert not list(folder.glob(".*.tmp"))


def test_what_lies_beside_them_is_no_backup(store: FolderStore, folder: Path) -> None:
    (folder / "backups" / "notes.txt").write_text("x")
    assert [each.generation for each in backups.backups_of(Folder(folder), "team.json")] == [1]
    assert backups.newest(Folder(folder)) == {"team.json": 1}
    assert store.book().read_only is None
