"""A year that vanished is missed: by its backups, by whoever has seen it, or by the history."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care.check import findings_in, repair
from storage.archive.care.findings import Mend
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.store import Change

OLD, NEW = "2024-25.json", "2026-27.json"


@pytest.fixture
def years(store: FolderStore, case: Case, now: datetime, folder: Path) -> Path:
    """A folder with an old year and a new one."""
    store.save(Change(None, case.but(id="old", opened=date(2024, 9, 1))), Change(None, case), by="AB", at=now)
    return folder


@pytest.fixture
def vanish(years: Path) -> Callable[[str], None]:
    """Let a year vanish, with its backups."""

    def gone(name: str) -> None:
        (years / name).unlink()
        for backup in (years / "backups").glob(f"{Path(name).stem}.*"):
            backup.unlink()

    return gone


def test_the_history_still_speaks_of_the_newest(
    years: Path, vanish: Callable[[str], None], store: FolderStore, now: datetime
) -> None:
    vanish(NEW)
    (finding,) = findings_in(years)
    assert (finding.code, finding.path, finding.mend) == ("file-missing", NEW, Mend.LEAVE_OUT)
    repair(years, (finding,), by="AB", at=now)
    assert findings_in(years) == ()
    assert store.book().read_only is None


def test_whoever_comes_new_writes_nothing_where_the_history_speaks_of_the_newest(
    years: Path, vanish: Callable[[str], None], case: Case, now: datetime, tmp_path: Path
) -> None:
    vanish(NEW)
    newcomer = open_store(years, session="new", memory=tmp_path / "memory")
    for touched in (False, True):
        if touched:
            os.utime(years / "team.json")
        why = newcomer.book().read_only
        assert why is not None
        assert (why.code, why.params["file"]) == ("file-missing", NEW)
        with pytest.raises(Refused) as refused:
            newcomer.save(Change(None, case.but(id="fresh")), by="CD", at=now)
        assert refused.value.code == "file-missing"
    assert not (years / NEW).exists()
    repair(years, findings_in(years), by="AB", at=now)
    assert newcomer.book().read_only is None
    assert newcomer.save(Change(None, case.but(id="fresh")), by="CD", at=now)


def test_a_new_team_misses_nothing(store: FolderStore, folder: Path, case: Case, now: datetime) -> None:
    assert [path.name for path in (folder / "history").iterdir()]
    assert not (folder / NEW).exists()
    newcomer = open_store(folder, session="new")
    assert newcomer.book().read_only is None
    newcomer.save(Change(None, case), by="CD", at=now)
    assert len(store.book().cases) == 1


def test_what_was_deleted_is_not_missed(years: Path, store: FolderStore, now: datetime) -> None:
    store.delete_case("26-001", by="AB", at=now)
    assert findings_in(years) == ()


@pytest.mark.parametrize("name", [OLD, NEW])
def test_whoever_has_seen_it_misses_it_until_it_is_left_out(
    years: Path, vanish: Callable[[str], None], tmp_path: Path, now: datetime, name: str
) -> None:
    memory = tmp_path / "memory"
    open_store(years, session="before", memory=memory)
    vanish(name)
    for _ in range(2):
        book = open_store(years, session="later", memory=memory).book()
        said = book.read_only if name == NEW else book.closed[0]
        assert said is not None
        assert said.params["file"] == name
        assert [finding.path for finding in findings_in(years, memory)] == [name]
    repair(years, findings_in(years, memory), by="AB", at=now, memory=memory)
    book = open_store(years, session="last", memory=memory).book()
    assert (book.read_only, book.closed) == (None, ())
    assert findings_in(years, memory) == ()


def test_an_open_session_misses_it_too(years: Path, vanish: Callable[[str], None], store: FolderStore) -> None:
    assert store.book().read_only is None
    vanish(NEW)
    why = store.book().read_only
    assert why is not None
    assert (why.code, why.params["file"]) == ("file-missing", NEW)
    assert years.is_dir()
