"""An old year that cannot be read closes nothing but itself, and can be left out."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care.check import findings_in, repair
from storage.archive.care.exporting import files_of
from storage.archive.care.findings import Mend
from storage.archive.care.importing import looked_at
from storage.archive.care.restoring import sound_asides
from storage.archive.disk.folder import Folder
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, with_entry
from storage.domain.errors import Refused
from storage.store import Change

CUT = b'{"_file":{"schema":2},"cases":{"x":{"code":"24-003"'
OLD, NEW = "2024-25.json", "2026-27.json"


@pytest.fixture
def years(store: FolderStore, case: Case, now: datetime, folder: Path) -> Path:
    """Two years, the old one with three cases of which the last was deleted, and no backup of it."""
    old = [case.but(id=f"old{number}", opened=date(2024, 9, 1)) for number in range(3)]
    kept = store.save(*(Change(None, each) for each in (*old, case)), by="AB", at=now)
    store.save(Change(kept[2], None), by="AB", at=now)
    for backup in (folder / "backups").glob("2024-25.*"):
        backup.unlink()
    return folder / OLD


def damage(path: Path) -> None:
    path.with_name("other").write_bytes(path.read_bytes()[:-40])
    path.with_name("other").chmod(0o600)
    path.with_name("other").replace(path)


def closed(store: FolderStore) -> list[tuple[str, object, object]]:
    book = store.book()
    assert book.read_only is None
    return [(why.code, why.params["file"], why.params["reason"]) for why in book.closed]


def test_the_other_years_are_read_and_written(
    years: Path, store: FolderStore, folder: Path, entry: Callable[..., Entry], now: datetime
) -> None:
    damage(years)
    spoilt = years.read_bytes()
    for session in (store, open_store(folder, session="later")):
        assert closed(session) == [("year-closed", OLD, "cut")]
        case = session.book().case("26-001")
        session.save(Change(case, with_entry(case, entry(f"e{case.rev}"))), by="AB", at=now)
    assert len(open_store(folder, session="last").book().case("26-001").entries) == 2
    assert years.read_bytes() == spoilt


def test_an_open_session_goes_on_showing_what_it_had_read(years: Path, store: FolderStore) -> None:
    damage(years)
    assert closed(store)
    assert {case.code for case in store.book().cases} == {"26-001", "24-001", "24-002"}


def test_nothing_is_written_into_the_closed_year(
    years: Path, store: FolderStore, folder: Path, case: Case, now: datetime
) -> None:
    damage(years)
    spoilt = years.read_bytes()
    known = store.book().case("24-001")
    with pytest.raises(Refused, match="year-closed"):
        store.save(Change(known, known.but(title="Ny")), by="AB", at=now)
    with pytest.raises(Refused, match="year-closed"):
        open_store(folder, session="x").save(Change(None, case.but(id="n", opened=date(2024, 9, 9))), by="AB", at=now)
    assert years.read_bytes() == spoilt
    assert open_store(folder, session="last").book().case("26-001").title == case.title


def test_the_newest_year_still_closes_the_team(years: Path, folder: Path) -> None:
    damage(years.with_name(NEW))
    with pytest.raises(Refused, match="damaged-file"):
        open_store(folder, session="later")


@pytest.mark.parametrize("gone", [False, True])
def test_a_repair_leaves_it_out_keeps_its_file_and_gives_no_code_again(
    years: Path, store: FolderStore, folder: Path, case: Case, agreement: Agreement, now: datetime, gone: bool
) -> None:
    store.save(Change(None, agreement.but(case="24-003")), by="AB", at=now)
    for backup in (folder / "backups").glob("2024-25.*"):
        backup.unlink()
    if gone:
        years.unlink()
        (folder / "backups" / "2024-25.00000003.json").write_bytes(CUT)
    else:
        damage(years)
    spoilt = years.read_bytes() if years.exists() else CUT
    (finding,) = [each for each in findings_in(folder) if each.path == OLD]
    assert finding.mend is Mend.LEAVE_OUT
    repair(folder, [finding], by="AB", at=now)
    later = open_store(folder, session="later")
    assert closed(later) == closed(store) == []
    assert spoilt in [path.read_bytes() for path in (folder / "backups").iterdir()]
    (kept,) = later.save(Change(None, case.but(id="new", opened=date(2024, 9, 9))), by="AB", at=now)
    assert isinstance(kept, Case)
    assert kept.code == "24-004"
    assert [each.code for each in findings_in(folder) if each.path == OLD] == []


def test_where_there_is_a_backup_it_is_gone_back_to(
    store: FolderStore, years: Path, folder: Path, now: datetime
) -> None:
    known = store.book().case("24-001")
    store.save(Change(known, known.but(title="Ny")), by="AB", at=now)
    damage(years)
    repair(folder, findings_in(folder), by="AB", at=now)
    later = open_store(folder, session="later")
    assert (closed(later), later.book().case("24-001").title) == ([], "Ny")
    assert list(sound_asides(Folder(folder), OLD)) == []
    assert len(list((folder / "backups").glob("2024-25.aside-*"))) == 1


def test_nothing_is_exported_or_brought_in_without_a_year_that_is_there(
    years: Path, store: FolderStore, folder: Path
) -> None:
    damage(years)
    with pytest.raises(Refused, match="year-closed"):
        files_of(folder)
    with pytest.raises(Refused, match="year-closed"):
        looked_at(folder, store.book(), whole=False)
