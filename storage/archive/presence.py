"""Who has which case open: a small file for each session, which holds nobody up and goes when it is old."""

import contextlib
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from storage.archive import signs
from storage.archive.faults import saying_not_saved
from storage.archive.files import names_in, read_whole, remove
from storage.archive.folder import Folder
from storage.domain.errors import Refused
from storage.store import Presence

PRESENT = "present"
SUFFIX = ".json"
FORGOTTEN_AFTER = 3600
"""Seconds after which a sign that nobody took away is removed by whoever opens the folder."""


def be_here(folder: Folder, presence: Presence) -> None:
    """Say where a session is; raises `not-saved`."""
    signs.give(folder, PRESENT, _name(presence.session), msgspec.json.encode(presence))


def leave(folder: Folder, session: str) -> None:
    """Take a session's sign away, if it gave one; raises `not-saved`."""
    with saying_not_saved():
        remove(folder.file(PRESENT) / _name(session))


def present(folder: Folder) -> tuple[Presence, ...]:
    """Return every sign that can be read, whatever its age."""
    return tuple(filter(None, map(_read, _signs(folder))))


def tidy(folder: Folder) -> None:
    """Remove what was left behind."""
    for path in (*signs.unfinished(folder.file(PRESENT)), *_signs(folder)):
        with contextlib.suppress(FileNotFoundError):
            if abs(time.time() - path.lstat().st_mtime) > FORGOTTEN_AFTER:
                remove(path)


def _name(session: str) -> str:
    return f"{hashlib.sha256(session.encode()).hexdigest()[:16]}{SUFFIX}"


def _signs(folder: Folder) -> Iterator[Path]:
    place = folder.file(PRESENT)
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        yield from (place / name for name in names_in(place) if name.endswith(SUFFIX))


def _read(path: Path) -> Presence | None:
    try:
        return msgspec.json.decode(read_whole(path)[0], type=Presence)
    except (FileNotFoundError, Refused, msgspec.MsgspecError):
        return None
