"""Putting a new content in a file's place: whole, lasting, and taken back when it cannot be made to last."""

import contextlib
import errno
from pathlib import Path

import msgspec

from storage.archive.disk.files import Token, link, move, read_whole, remove, sync_folder, temporary_for, write_new

NO_SECOND_NAMES = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


class Waiting(msgspec.Struct, frozen=True):
    """A file's next content, safe on disk under another name."""

    path: Path
    target: Path
    token: Token
    mode: int


def waiting_for(target: Path, mode: int, *content: bytes) -> Waiting:
    """Write a file's next content beside it; raises OSError, and nothing is left behind."""
    path = temporary_for(target)
    return Waiting(path, target, write_new(path, mode, *content, like=target), mode)


def put_in_place(new: Waiting, keep_old: Path | None = None) -> None:
    """Let the new content take the file's place, and keep the old one where that is wanted.

    Raises OSError, and the old content is back.
    """
    spare = _spare(new)
    try:
        move(new.path, new.target)
        sync_folder(new.target.parent)
    except OSError:
        if spare:
            move(spare, new.target)
        else:
            remove(new.target)
        raise
    if spare:
        with contextlib.suppress(OSError):
            _put_away(spare, keep_old)


def _put_away(spare: Path, keep_old: Path | None) -> None:
    """Keep what lay there where that is wanted and possible, and leave nothing behind."""
    try:
        if keep_old:
            move(spare, keep_old)
    finally:
        remove(spare)


def drop(new: Waiting) -> None:
    """Remove a content that is not wanted any more; what the system says to that does not matter."""
    with contextlib.suppress(OSError):
        remove(new.path)


def _spare(new: Waiting) -> Path | None:
    spare = temporary_for(new.target)
    try:
        second_name(new.target, spare, new.mode)
    except FileNotFoundError:
        return None
    return spare


def second_name(source: Path, target: Path, mode: int) -> None:
    """Give a file a second name, or copy it where the file system knows none; raises FileExistsError."""
    try:
        link(source, target)
    except OSError as fault:
        if fault.errno not in NO_SECOND_NAMES:
            raise
        write_new(target, mode, read_whole(source)[0], like=source)
