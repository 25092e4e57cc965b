"""Somebody puts a link into another team's private folder in an inner folder's place, just after it was looked at."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.disk.folder import INNER, Folder
from storage.archive.earlier.asides import set_aside
from storage.archive.earlier.backups import lifted
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.store import Change, Draft, Heartbeat, Presence

YEAR = "2026-27.json"


@pytest.fixture
def private(tmp_path: Path, store: FolderStore, case: Case, now: datetime) -> Path:
    """Another team's folder, whose files bear the names that the next change here would write."""
    store.save(Change(None, case), by="AB", at=now)
    there = create_store(tmp_path / "private", Team(id="private", name="Private"), case, now=now, session="one")
    for number in range(3):
        there.save(Change(there.book().cases[0], there.book().cases[0].but(title=f"{number}")), by="AB", at=now)
    there.keep_draft(Draft(by="AB", place="p", text="private", at=now))
    there.be_here(Presence(session="one", by="AB", case="26-001", at=now))
    there.beat(Heartbeat(meeting="m", leader="private", place=0, spent=1.0, at=now))
    return tmp_path / "private"


def everything_in(folder: Path) -> dict[Path, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def swap(folder: Path, name: str, private: Path) -> None:
    place = folder / name
    if place.is_dir() and not place.is_symlink():
        place.rename(folder / f"{name}.away")
        place.symlink_to(private / name)


Deed = Callable[[FolderStore, Path, datetime], object]


def save(store: FolderStore, _: Path, now: datetime) -> None:
    case = store.book().cases[0]
    store.save(Change(case, case.but(title="Shared")), by="AB", at=now)


def lose_what_was_lifted(_: FolderStore, folder: Path, __: datetime) -> None:
    with lifted(Folder(folder), YEAR):
        raise Refused("not-saved")


DEEDS: tuple[Deed, ...] = (
    save,
    lambda store, _, now: store.keep_draft(Draft(by="AB", place="p", text="shared", at=now)),
    lambda store, _, now: store.keep_draft(Draft(by="AB", place="p", text="", at=now)),
    lambda store, _, now: store.edit_draft(Draft(by="AB", place="p", text="shared", at=now)),
    lambda store, _, now: store.be_here(Presence(session="one", by="AB", case="26-002", at=now)),
    lambda store, _, now: store.beat(Heartbeat(meeting="m", leader="one", place=1, spent=9.0, at=now)),
    lambda store, _, __: store.leave("one"),
    lambda _, folder, now: set_aside(Folder(folder), YEAR, now),
    lose_what_was_lifted,
)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("name", sorted(INNER))
def test_nothing_is_written_or_removed_through_a_link_that_was_swapped_in(
    store: FolderStore,
    folder: Path,
    private: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    deed: Deed,
) -> None:
    real, before = Folder.inside, everything_in(private)

    def inside(here: Folder, inner: str) -> Path:
        path = real(here, inner)
        swap(folder, name, private)
        return path

    monkeypatch.setattr(Folder, "inside", inside)
    with contextlib.suppress(Refused, OSError):
        deed(store, folder, now)
    assert everything_in(private) == before


@pytest.mark.parametrize("name", sorted(INNER))
def test_a_team_goes_on_once_its_own_folder_is_back(
    store: FolderStore, folder: Path, private: Path, now: datetime, name: str
) -> None:
    swap(folder, name, private)
    for deed in DEEDS[:7]:
        with contextlib.suppress(Refused):
            deed(store, folder, now)
    if (folder / name).is_symlink():
        (folder / name).unlink()
        (folder / f"{name}.away").rename(folder / name)
    case = store.book().cases[0]
    store.save(Change(case, case.but(title="Again")), by="AB", at=now)
    assert open_store(folder, session="later").book().cases[0].title == "Again"
