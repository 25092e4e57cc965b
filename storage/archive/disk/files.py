"""Reading and writing whole files so that neither a trap nor a crash can harm them; copies that share nothing."""

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from storage.archive.disk.mending import TRAPS, unreadable
from storage.archive.disk.sharing import give_rights
from storage.domain.errors import Refused
from storage.inner import near

Value = TypeVar("Value")
UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)
"""Everything that a decoder says to bytes: what is no JSON or does not fit, no UTF-8, nested too deep, too big."""
MOST_COMMAS = 400_000
"""A change of a hundred thousand records, more than a team ever makes, has fewer in its line."""
BEGINNING = datetime.fromtimestamp(0, UTC)
YEARS = range(1970, 9000)
"""In which a moment can be told in any time zone."""


def is_told(moment: datetime) -> bool:
    """Tell whether a moment names its zone and can be told in any other: so it can be compared, and shown to people."""
    return moment.tzinfo is not None and moment.year in YEARS


def moment_of(seconds: float) -> datetime:
    """Return a file's time; the beginning of all files' times for one that no calendar has, which anybody can set."""
    with contextlib.suppress(ValueError, OverflowError, OSError):
        moment = datetime.fromtimestamp(seconds, UTC)
        if is_told(moment):
            return moment
    return BEGINNING


def says_too_much(content: bytes) -> bool:
    """Tell whether bytes hold more values than any line or note of ours: counting costs little, decoding much."""
    return content.count(b",") > MOST_COMMAS


def value_in(content: bytes, decode: Callable[[bytes], Value]) -> Value | None:
    """Return what bytes say, None where that is unreadable, too much, or a moment that nobody can tell."""
    if says_too_much(content):
        return None
    try:
        value = decode(content)
    except UNREADABLE:
        return None
    parts = msgspec.structs.astuple(value) if isinstance(value, msgspec.Struct) else ()
    return value if all(is_told(part) for part in parts if isinstance(part, datetime)) else None


LARGEST = 32 * 1024 * 1024
"""Bytes: four times a year of 20 000 entries."""
SHORT = 1 << 16
"""Bytes: several times what a note or a sign of ours needs."""
SAFELY = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""Never follow a link, never wait for a pipe, never hand it on."""
READING = os.O_RDONLY | SAFELY
MAKING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY
APPENDING = os.O_RDWR | os.O_APPEND | os.O_CREAT | SAFELY
TEMPORARY = ".tmp"
FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)
"""What macOS calls it; None elsewhere."""
NOT_KNOWN_THERE = frozenset({errno.ENOTSUP, errno.EINVAL, errno.ENOTTY})


class Token(msgspec.Struct, frozen=True):
    """What tells one content of a file from the next, without reading it."""

    inode: int
    changed: int
    """Nanoseconds."""
    size: int


def token_of(state: os.stat_result) -> Token:
    """Return the token of a file's state."""
    return Token(state.st_ino, state.st_mtime_ns, state.st_size)


def token_at(path: Path) -> Token | None:
    """Return the token of the file at a path, or None when there is none."""
    try:
        return token_of(os.lstat(path))
    except FileNotFoundError:
        return None


def read_whole(path: Path, most: int = LARGEST) -> tuple[bytes, Token]:
    """Return a file's bytes and token.

    Raises FileNotFoundError, `not-a-file` (a link, pipe, device or folder), `file-unreadable` or `damaged-file`.
    """
    try:
        with descriptor(path, READING) as number:
            state = _plain(path, number)
            if state.st_size > most:
                raise Refused("damaged-file", file=path.name, reason="too-big", place="")
            return _all_of(number, state.st_size), token_of(state)
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise unreadable(path, fault) from None


def _all_of(number: int, size: int) -> bytes:
    pieces, count = [], 0
    while count <= LARGEST and (piece := os.read(number, max(size + 1, 1 << 16))):
        pieces.append(piece)
        count += len(piece)
    return b"".join(pieces)


@contextlib.contextmanager
def descriptor(path: Path, flags: int) -> Iterator[int]:
    """Open a file as a number, and close it again whatever the system says to that; raises `not-a-file` for a trap."""
    try:
        with near(path) as (name, folder):
            number = os.open(name, flags, 0o600, dir_fd=folder)
    except OSError as fault:
        if fault.errno in TRAPS:
            raise Refused("not-a-file", file=path.name) from None
        raise
    try:
        yield number
    finally:
        close(number)


def close(number: int) -> None:
    """Close a file; what had to last was made to last before."""
    with contextlib.suppress(OSError):
        os.close(number)


@contextlib.contextmanager
def appending(path: Path, mode: int) -> Iterator[int]:
    """Open a plain file to add to it and to look into it; a new one gets these rights."""
    _set_apart(path, mode)
    with descriptor(path, APPENDING) as number:
        state = _plain(path, number)
        if state.st_size == 0 and state.st_uid == os.geteuid():
            give_rights(number, mode, path.parent)
        yield number


def _set_apart(path: Path, mode: int) -> None:
    """Give a file that bears a second name somewhere its own bytes, so that nothing is added to the other."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISREG(state.st_mode) and state.st_nlink > 1:
        own = temporary_for(path)
        write_new(own, mode, read_whole(path)[0])
        move(own, path)


def _plain(path: Path, number: int) -> os.stat_result:
    state = os.fstat(number)
    if not stat.S_ISREG(state.st_mode):
        raise Refused("not-a-file", file=path.name)
    return state


def write_new(path: Path, mode: int, *content: bytes, like: Path | None = None) -> Token:
    """Write a file that must not exist yet, safe on disk when this returns; it is gone again when writing fails.

    Whoever works in the folder can work with it, and whoever was named on the file it is `like`.
    """
    with descriptor(path, MAKING) as number:
        try:
            give_rights(number, mode, path.parent, like)
            for piece in content:
                write_all(number, piece)
            make_last(number)
            return token_of(os.fstat(number))
        except BaseException:
            with contextlib.suppress(OSError):
                remove(path)
            raise


def write_all(number: int, content: bytes) -> None:
    """Write every byte, however few the system takes at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(number, rest) :]


def temporary_for(path: Path) -> Path:
    """Return a name beside a file for its next content."""
    return path.with_name(f".{path.name}.{os.urandom(6).hex()}{TEMPORARY}")


def sync_folder(path: Path) -> None:
    """Make what was made, renamed or removed in a folder last."""
    with descriptor(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) as number:
        make_last(number)


def make_last(number: int) -> None:
    """Make what was written to a file, or happened in a folder, last; a disk's own buffer included, where it has one.

    On macOS fsync leaves it in that buffer; file systems that do not know the stronger way get the usual one.
    """
    if FULL_SYNC is not None:
        try:
            fcntl.fcntl(number, FULL_SYNC)
        except OSError as fault:
            if fault.errno not in NOT_KNOWN_THERE:
                raise
        else:
            return
    os.fsync(number)


def names_in(folder: Path) -> list[str]:
    """Return the names of what lies in a folder, sorted."""
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries)


def remove(path: Path) -> None:
    """Remove a file if it is there."""
    with contextlib.suppress(FileNotFoundError), near(path) as (name, folder):
        os.unlink(name, dir_fd=folder)


def move(source: Path, target: Path) -> None:
    """Let a file take another name, and the place of what bore it."""
    with near(source) as (old, from_there), near(target) as (new, to_there):
        os.replace(old, new, src_dir_fd=from_there, dst_dir_fd=to_there)


def link(source: Path, target: Path) -> None:
    """Give a file a second name; raises FileExistsError."""
    with near(source) as (old, there), near(target) as (new, here):
        os.link(old, new, src_dir_fd=there, dst_dir_fd=here, follow_symlinks=False)


def give_times(path: Path, state: os.stat_result) -> None:
    """Give a file the times of another."""
    with near(path) as (name, folder):
        os.utime(name, ns=(state.st_atime_ns, state.st_mtime_ns), dir_fd=folder, follow_symlinks=False)


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
    return target.with_name(f"{target.name.partition('.')[0]}{UNFINISHED}{os.urandom(6).hex()}{target.suffix}")


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
