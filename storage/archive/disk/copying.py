"""Copies of a file that share nothing with it: who writes in the one, in place, does not reach the other."""

import contextlib
import errno
import fcntl
import os
import secrets
from pathlib import Path

from storage.archive.disk.files import MAKING, READING, descriptor, move, remove, write_all
from storage.archive.disk.sharing import give_rights

FICLONE = 0x40049409
"""What Linux calls sharing a file's blocks until one of the two is written to; Btrfs, XFS and others know it."""
UNFINISHED = ".unfinished-"
PIECE = 1 << 24
ELSEWHERE = frozenset({errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM})
"""What a file system says that cannot copy by itself."""


def copy(source: Path, target: Path, mode: int) -> None:
    """Put a copy of a file in a place, whole or not at all; whoever dies meanwhile leaves a name like the target's.

    It is not waited for until the disk has it: the file itself is there for that.
    """
    waiting = unfinished_for(target)
    try:
        with descriptor(source, READING) as origin, descriptor(waiting, MAKING) as number:
            give_rights(number, mode, target.parent, source)
            _fill(number, origin)
        move(waiting, target)
    except OSError:
        with contextlib.suppress(OSError):
            remove(waiting)
        raise


def unfinished_for(target: Path) -> Path:
    """Return a name for a copy that is being made; it begins and ends as the target's does."""
    return target.with_name(f"{target.name.partition('.')[0]}{UNFINISHED}{secrets.token_hex(6)}{target.suffix}")


def is_unfinished(name: str) -> bool:
    """Tell whether a name is that of a copy that was never finished."""
    return UNFINISHED in name


def _fill(number: int, origin: int) -> None:
    try:
        fcntl.ioctl(number, FICLONE, origin)
    except OSError:
        _copy(number, origin)


def _copy(number: int, origin: int) -> None:
    try:
        while os.copy_file_range(origin, number, PIECE):
            pass
    except (AttributeError, OSError) as fault:
        if isinstance(fault, OSError) and fault.errno not in ELSEWHERE:
            raise
        _copy_by_hand(number, origin)


def _copy_by_hand(number: int, origin: int) -> None:
    os.lseek(origin, 0, os.SEEK_SET)
    os.lseek(number, 0, os.SEEK_SET)
    while piece := os.read(origin, PIECE):
        write_all(number, piece)
