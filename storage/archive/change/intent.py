"""A change that touches several files: written down before the first file moves, so that it happens whole.

Anybody who shares the folder could lay down such a note. So one is followed only where it lets a whole file of ours,
which waits in the folder under the name that we give such files, take the place of a team's file; any other is left as
it lies, and `check` names it.
"""

import os
import stat
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from storage.archive.disk import files as disk
from storage.archive.disk.folder import DATA_FILE, Folder
from storage.archive.earlier import backups
from storage.archive.earlier.asides import keep_aside
from storage.archive.format.layout import MisshapenError, parsed
from storage.domain.errors import Refused
from storage.domain.text import pattern
from storage.inner import is_plain

INTENT_FILE = ".intent"
ASIDE = "intent.json"
"""What an intent that cannot be followed is called among the backups."""
LEFTOVER = pattern(rf"\.(?P<file>{DATA_FILE.pattern}|\.intent|\.deleting)\.[0-9a-f]{{12}}\.tmp")
"""The names of what waits to take a file's place."""


class Intent(msgspec.Struct, frozen=True):
    """Which waiting file takes which file's place."""

    files: dict[str, str]


_decode = msgspec.json.Decoder(Intent).decode


def declare(folder: Folder, waiting: Mapping[str, str]) -> None:
    """Make a change certain: once this returns, it is finished by whoever comes next, whatever happens."""
    path = folder.file(INTENT_FILE)
    if is_plain(path):
        _put_aside(folder, INTENT_FILE, ASIDE)
    temporary = disk.temporary_for(path)
    disk.write_new(temporary, folder.file_mode, msgspec.json.encode(Intent(dict(waiting))))
    try:
        temporary.replace(path)
        disk.sync_folder(folder.path)
    except OSError:
        disk.remove(temporary)
        disk.remove(path)
        raise


def standing_in(folder: Folder) -> dict[str, str]:
    """Return, for a change that is certain but not finished, which waiting files count as which files."""
    return _waiting(folder) or {}


def can_be_followed(folder: Folder) -> bool:
    """Tell whether what lies there as an intent is one of ours; true where there is none."""
    return not os.path.lexists(folder.file(INTENT_FILE)) or _waiting(folder) is not None


def finish(folder: Folder) -> None:
    """Finish a change that was certain; under the lock. What cannot be followed stays as it is."""
    waiting = _waiting(folder)
    if waiting is None:
        return
    for name, temporary in waiting.items():
        folder.file(temporary).replace(folder.file(name))
    disk.sync_folder(folder.path)
    disk.remove(folder.file(INTENT_FILE))
    disk.sync_folder(folder.path)


def leftovers(folder: Folder) -> list[tuple[str, str]]:
    """Return the names of what waits in a folder, each with that of the file whose place it was to take."""
    named = (LEFTOVER.fullmatch(name) for name in disk.names_in(folder.path))
    return [(each[0], each["file"]) for each in named if each and is_plain(folder.file(each[0]))]


def set_aside(folder: Folder) -> None:
    """Keep an intent that cannot be followed among the backups, and what waited beside it; under the lock."""
    if not is_plain(folder.file(INTENT_FILE)) or can_be_followed(folder):
        return
    for name, file in leftovers(folder):
        _put_aside(folder, name, ASIDE if file == INTENT_FILE else file)
    _put_aside(folder, INTENT_FILE, ASIDE)
    disk.sync_folder(folder.path)


def _put_aside(folder: Folder, name: str, called: str) -> None:
    """Keep a copy with the folder's rights: whoever laid the file there can change it no more; unread it is moved."""
    content, moment = _content(folder, name), datetime.now(UTC)
    if content is None:
        folder.inside(backups.BACKUPS)
        disk.move(folder.file(name), backups.aside(folder, called, moment))
    else:
        keep_aside(folder, called, moment, content)
        disk.remove(folder.file(name))


def _waiting(folder: Folder) -> dict[str, str] | None:
    """Return which waiting files still have to take which file's place; None for what is no intent of ours.

    Raises `file-unreadable` where the disk, and not the file, is what says no.
    """
    try:
        content = _content(folder, INTENT_FILE, disk.SHORT)
    except FileNotFoundError:
        return {}
    if content is None:
        return None
    intent = disk.value_in(content, _decode)
    if intent is None or not all(_is_ours(name, waiting) for name, waiting in intent.files.items()):
        return None
    left = {name: waiting for name, waiting in intent.files.items() if os.path.lexists(folder.file(waiting))}
    return left if all(_is_whole(folder, waiting) for waiting in left.values()) else None


def _is_ours(name: str, waiting: str) -> bool:
    named = LEFTOVER.fullmatch(waiting)
    return bool(DATA_FILE.fullmatch(name)) and named is not None and named["file"] == name


def _is_whole(folder: Folder, waiting: str) -> bool:
    """Tell whether a waiting file is one that this program wrote, and not a stranger's where strangers may write."""
    try:
        content = _content(folder, waiting)
        if content is not None:
            parsed(content)
    except (FileNotFoundError, MisshapenError):
        return False
    return content is not None and _is_of_the_team(folder, waiting)


def _content(folder: Folder, name: str, most: int = disk.LARGEST) -> bytes | None:
    """Return what a file holds, None for one that is a trap or that we may not read."""
    try:
        return disk.read_whole(folder.file(name), most)[0]
    except Refused as why:
        if why.code == "file-unreadable" and why.params["reason"] != "not-allowed":
            raise
        return None


def _is_of_the_team(folder: Folder, waiting: str) -> bool:
    around, state = folder.path.stat(), folder.file(waiting).lstat()
    everybody_may_add = around.st_mode & stat.S_ISVTX
    return not everybody_may_add or state.st_uid in {os.geteuid(), around.st_uid}
