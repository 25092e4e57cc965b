"""A link, a pipe or a folder where a file should lie: set aside by a repair, and nobody's hindrance where it can be."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.care.check import findings_in, repair
from storage.archive.care.findings import Mend
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.store import Change

OLD, NEW = "2024-25.json", "2026-27.json"
Trap = Callable[[Path], None]


def link_to_nowhere(path: Path) -> None:
    path.symlink_to("/nowhere/at/all")


def link_elsewhere(path: Path) -> None:
    other = path.parent.parent / "elsewhere"
    other.write_bytes(b"somebody's own")
    path.symlink_to(other)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()
    (path / "inside").write_bytes(b"somebody's own")


TRAPS = pytest.mark.parametrize("trap", [link_to_nowhere, link_elsewhere, pipe, a_folder])


@pytest.fixture
def years(store: FolderStore, case: Case, now: datetime, folder: Path) -> Path:
    """A folder with an old year and a new one."""
    store.save(Change(None, case.but(id="old", opened=date(2024, 9, 1))), Change(None, case), by="AB", at=now)
    return folder


@TRAPS
@pytest.mark.parametrize("name", ["team.json", OLD, NEW])
def test_a_repair_sets_it_aside_and_goes_back_to_the_backup(
    years: Path, now: datetime, tmp_path: Path, trap: Trap, name: str
) -> None:
    (years / name).unlink()
    trap(years / name)
    (finding,) = findings_in(years, tmp_path / "memory")
    assert (finding.code, finding.path, finding.mend) == ("not-a-file", name, Mend.RESTORE)
    repair(years, (finding,), by="AB", at=now, memory=tmp_path / "memory")
    assert findings_in(years, tmp_path / "memory") == ()
    assert {each.code for each in open_store(years, session="later").book().cases} == {"24-001", "26-001"}
    assert len(list((years / "backups").glob(f"{Path(name).stem}.aside-*"))) >= 1


@TRAPS
@pytest.mark.parametrize("name", [OLD, "2031-32.json", "1999-00.json"])
def test_one_that_bears_an_old_or_an_invented_years_name_closes_only_that(
    years: Path, case: Case, now: datetime, trap: Trap, name: str
) -> None:
    (years / name).unlink(missing_ok=True)
    trap(years / name)
    store = open_store(years, session="later")
    book = store.book()
    assert book.read_only is None
    assert [(why.params["file"], why.params["reason"]) for why in book.closed] == [(name, "not-a-file")]
    assert name[:4] not in {each.year.name[:4] for each in book.years}
    store.save(Change(None, case.but(id="next")), by="AB", at=now)
    assert [finding.path for finding in findings_in(years)] == [name]


def test_a_team_whose_own_file_vanished_is_never_founded_over(years: Path, team: Team, now: datetime) -> None:
    (years / "team.json").unlink()
    with pytest.raises(Refused, match="team-file-gone"):
        open_store(years, session="x")
    with pytest.raises(Refused, match="team-file-gone"):
        create_store(years, team, now=now)
    for backup in (years / "backups").iterdir():
        backup.unlink()
    with pytest.raises(Refused, match="team-file-gone"):
        create_store(years, team, now=now)
    assert not (years / "team.json").exists()
