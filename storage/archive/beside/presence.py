"""Signs of life: who has which case open, and whether the running meeting is still led."""

import contextlib
import hashlib
import re
import time
from pathlib import Path

import msgspec

from storage.archive.disk import files
from storage.archive.disk.folder import Folder
from storage.archive.disk.mending import saying_not_saved
from storage.archive.disk.sharing import give_rights
from storage.domain.errors import Refused
from storage.domain.text import pattern
from storage.inner import is_folder, plain_files, plain_names, remove_plain
from storage.store import Heartbeat, Presence


def give_sign(folder: Folder, place: str, name: str, content: bytes) -> None:
    """Write a sign of life into a folder inside the team's; raises `not-saved`.

    It is not forced to the disk: the next one comes soon, and forcing keeps laptops' disks awake.
    """
    with saying_not_saved():
        path = folder.inside(place) / name
        temporary = files.temporary_for(path)
        try:
            with files.descriptor(temporary, files.MAKING) as number:
                give_rights(number, folder.file_mode, path.parent)
                files.write_all(number, content)
            with contextlib.suppress(FileNotFoundError):  # somebody opened the folder just now and tidied up
                files.move(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                files.remove(temporary)
            raise


PRESENT = "present"
SUFFIX = ".json"
SIGN = pattern(r"[0-9a-f]{16}\.json")
UNFINISHED_SIGN = pattern(rf"\.{SIGN.pattern}\.[0-9a-f]{{12}}\.tmp")
FORGOTTEN_AFTER = 3600
"""Seconds after which a sign that nobody took away is removed by whoever opens the folder."""


_presence_in = msgspec.json.Decoder(Presence).decode


def be_here(folder: Folder, presence: Presence) -> None:
    """Say where a session is; raises `not-saved`."""
    give_sign(folder, PRESENT, _sign_name(presence.session), msgspec.json.encode(presence))


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
        content, _ = files.read_whole(path, files.SHORT)
    except (FileNotFoundError, Refused):
        return None
    return files.value_in(content, _presence_in)


HEARTBEAT = "heartbeat.json"
PLACE = "drafts"
UNFINISHED_BEAT = pattern(rf"\.{re.escape(HEARTBEAT)}\.[0-9a-f]{{12}}\.tmp")
_heartbeat_in = msgspec.json.Decoder(Heartbeat).decode


def beat(folder: Folder, heartbeat: Heartbeat) -> None:
    """Write the sign of life, whole or not at all; raises `not-saved`."""
    give_sign(folder, PLACE, HEARTBEAT, msgspec.json.encode(heartbeat))


def tidy_heartbeat(folder: Folder) -> None:
    """Remove signs of life that were never finished; one that is just being written is missed for two seconds."""
    place = folder.file(PLACE)
    remove_plain(place, plain_names(place, UNFINISHED_BEAT))


def last_beat(folder: Folder) -> Heartbeat | None:
    """Return the last sign of life that can be read."""
    place = folder.file(PLACE)
    try:
        read = files.read_whole(place / HEARTBEAT, files.SHORT)[0] if is_folder(place) else b""
    except (FileNotFoundError, Refused):
        return None
    return files.value_in(read, _heartbeat_in) if read else None
