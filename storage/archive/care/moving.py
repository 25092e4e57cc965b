"""A folder whose team moves: what it holds, laid down whole, marked as gone, and taken away when all is elsewhere."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from storage.archive.care.exporting import Files, refuse_inside_a_team
from storage.archive.care.strangers import INNER, SIDE_FILES
from storage.archive.change.memory import team_at
from storage.archive.change.session import Session
from storage.archive.change.snapshot import MOVED_FILE, MovedAway, Snapshot, gone_from
from storage.archive.disk.files import BEGINNING, names_in, read_whole, remove
from storage.archive.disk.folder import DATA_FILE, TEAM_FILE, Folder, existing_folder, new_folder
from storage.archive.disk.lock import LOCK_FILE, locked
from storage.archive.disk.mending import saying_not_saved
from storage.archive.disk.replacing import put_in_place, waiting_for
from storage.archive.earlier import history
from storage.domain.errors import Refused
from storage.inner import is_folder, is_plain, plain_files
from storage.school import SCHOOL_FOLDERS


@contextmanager
def standing_still(desk: Session) -> Iterator[Snapshot]:
    """Let nobody write in a folder meanwhile, and say what it holds.

    Raises what stands in the way of saving in it, `year-closed` and `history-unreadable`: what cannot be read cannot be
    taken along.
    """
    with desk.change("", BEGINNING) as to:
        for why in (*to.snapshot.closed, *history.gaps(desk.folder)):
            raise why
        yield to.snapshot


def mark_gone(folder: Folder, to: str) -> None:
    """Say in a folder where its team has gone; from then on nothing is written in it. Raises `not-saved`."""
    with saying_not_saved():
        put_in_place(waiting_for(folder.file(MOVED_FILE), folder.file_mode, msgspec.json.encode(MovedAway(to)) + b"\n"))


def unmark(folder: Folder) -> None:
    """Let a folder be written in again."""
    with saying_not_saved():
        remove(folder.file(MOVED_FILE))


def lay_down(target: Path, files: Files, team: str, came_from: str) -> Folder:
    """Lay a team's files into a folder that is new, empty, or the one it once went away from; it stays marked.

    Raises `folder-not-empty`, `inside-a-team`, `move-differs` where that folder knows what the files do not tell, and
    `not-saved`. What was laid down is found again by whoever does it once more.
    """
    refuse_inside_a_team(target)
    folder = _place_for(target, team)
    with locked(folder, ""), saying_not_saved():
        _refuse_what_would_be_lost(folder, files)
        mark_gone(folder, came_from)
        for name in sorted(files, key=lambda name: (name == TEAM_FILE, name)):
            path = folder.inside(name.partition("/")[0]) / name.partition("/")[2] if "/" in name else folder.file(name)
            if not is_plain(path) or read_whole(path)[0] != files[name]:
                put_in_place(waiting_for(path, folder.file_mode, files[name]))
    return folder


def _place_for(target: Path, team: str) -> Folder:
    names = names_in(target) if target.is_dir() else []
    if not names:
        return new_folder(target)
    folder = existing_folder(target)
    there = team_at(target)
    if gone_from(folder) is None or (TEAM_FILE in names and (there is None or there.id != team)):
        raise Refused("folder-not-empty", path=str(target))
    return folder


def _refuse_what_would_be_lost(folder: Folder, files: Files) -> None:
    """Raise `move-differs` where a folder's history does not go on in the one that comes."""
    for path in plain_files(folder.file(history.HISTORY), history.NAMED):
        name = f"{history.HISTORY}/{path.name}"
        if not files.get(name, b"").startswith(read_whole(path)[0]):
            raise Refused("move-differs", file=name)


def take_away(folder: Folder) -> tuple[str, ...]:
    """Delete what a team that has gone left in its folder, and return the names of what is not ours and stays.

    The folder goes as well where nothing stays. Raises `not-saved`.
    """
    with saying_not_saved():
        for name in names_in(folder.path):
            path = folder.file(name)
            if name in {*INNER, *SCHOOL_FOLDERS} and is_folder(path):
                shutil.rmtree(path)
            elif name not in {LOCK_FILE, MOVED_FILE} and (DATA_FILE.fullmatch(name) or name in SIDE_FILES):
                remove(path)
        for name in (LOCK_FILE, MOVED_FILE):
            remove(folder.file(name))
        stays = tuple(names_in(folder.path))
        if not stays:
            folder.path.rmdir()
    return stays
