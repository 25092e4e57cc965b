"""Who has which case open: a small file for each session, which holds nobody up and goes when it is old."""

import contextlib
import hashlib
import re
import time
from pathlib import Path

import msgspec

from storage.archive.beside import signs
from storage.archive.disk.decoding import value_in
from storage.archive.disk.faults import saying_not_saved
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import Folder
from storage.domain.errors import Refused
from storage.inner import plain_files, plain_names, remove_plain
from storage.store import Presence

PRESENT = "present"
SUFFIX = ".json"
SIGN = re.compile(r"[0-9a-f]{16}\.json")
UNFINISHED_SIGN = re.compile(rf"\.{SIGN.pattern}\.[0-9a-f]{{12}}\.tmp")
FORGOTTEN_AFTER = 3600
"""Seconds after which a sign that nobody took away is removed by whoever opens the folder."""


_presence_in = msgspec.json.Decoder(Presence).decode


def be_here(folder: Folder, presence: Presence) -> None:
    """Say where a session is; raises `not-saved`."""
    signs.give_sign(folder, PRESENT, _sign_name(presence.session), msgspec.json.encode(presence))


def leave(folder: Folder, session: str) -> None:
    """Take a session's sign away, if it gave one; raises `not-saved`."""
    with saying_not_saved():
        remove_plain(folder.file(PRESENT), (_sign_name(session),))


def present(folder: Folder) -> tuple[Presence, ...]:
    """Return every sign that can be read, whatever its age."""
    return tuple(filter(None, map(_sign_at, plain_files(folder.file(PRESENT), SIGN))))


def tidy_presence(folder: Folder) -> None:
    """Remove what was left behind."""
    place = folder.file(PRESENT)
    names = (*plain_names(place, UNFINISHED_SIGN), *plain_names(place, SIGN))
    remove_plain(place, (name for name in names if _is_forgotten(place / name)))


def _is_forgotten(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return abs(time.time() - path.lstat().st_mtime) > FORGOTTEN_AFTER
    return False


def _sign_name(session: str) -> str:
    return f"{hashlib.sha256(session.encode()).hexdigest()[:16]}{SUFFIX}"


def _sign_at(path: Path) -> Presence | None:
    try:
        content, _ = read_whole(path)
    except (FileNotFoundError, Refused):
        return None
    return value_in(content, _presence_in)
