"""One lock for a folder: the kernel's, so that it goes with whoever dies holding it; whoever came first goes first."""

import contextlib
import errno
import fcntl
import os
import re
import stat
import struct
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from fcntl import fcntl as control
from pathlib import Path

import msgspec

from storage.archive.disk.files import SAFELY, SHORT, close, names_in, read_whole, value_in
from storage.archive.disk.folder import Folder
from storage.archive.disk.mending import TRAPS, saying_not_saved
from storage.archive.disk.sharing import give_rights
from storage.domain.errors import Refused
from storage.domain.text import pattern

COUNTER_AT = 256
"""Where in the lock file the last number stands, behind the holder's name."""
COUNTER_WIDTH = 8
COUNTING = 1 << 40
"""The byte that is held while somebody takes a number."""
PLACES = 1 << 41
"""The bytes that are held by those who wait, by their numbers."""
MANY = 1 << 32
TRY_COMMAND: int | None = getattr(fcntl, "F_OFD_SETLK", None)
"""What Linux calls a lock of one opening of a file; None elsewhere."""
WAIT_COMMAND: int | None = getattr(fcntl, "F_OFD_SETLKW", None)
HELD = frozenset({errno.EAGAIN, errno.EACCES})


class Turn:
    """Somebody's place in the queue; it is given up when the lock file is closed."""

    def __init__(self, lock: int) -> None:
        self._lock = lock
        self._number: int | None = None

    def comes(self, *, wait: bool) -> bool:
        """Tell whether everybody who came before has gone; waits for them where that is wanted."""
        if TRY_COMMAND is None:
            return True
        try:
            return self._has_number(wait) and self._hold(PLACES + (self._number or 0), wait)
        except OSError:
            return True  # no order here, and still the lock

    def _has_number(self, wait: bool) -> bool:
        if self._number is None:
            if not self._hold(COUNTING, wait):
                return False
            try:
                self._number = self._taken()
            finally:
                self._set(fcntl.F_UNLCK, COUNTING, wait)
        return True

    def _taken(self) -> int:
        """Return the last number, hold the byte after it, and note it: whoever comes next waits for that byte."""
        if os.fstat(self._lock).st_nlink != 1:
            raise OSError(errno.EMLINK, "these bytes are somebody's own, by another name")
        last = int.from_bytes(os.pread(self._lock, COUNTER_WIDTH, COUNTER_AT), "little") % MANY
        mine = (last + 1) % MANY
        self._hold(PLACES + mine, wait=False)
        os.pwrite(self._lock, mine.to_bytes(COUNTER_WIDTH, "little"), COUNTER_AT)
        return last

    def _hold(self, byte: int, wait: bool) -> bool:
        try:
            self._set(fcntl.F_WRLCK, byte, wait)
        except OSError as fault:
            if fault.errno not in HELD:
                raise
            return False
        return True

    def _set(self, kind: int, byte: int, wait: bool) -> None:
        how = WAIT_COMMAND if wait else TRY_COMMAND
        if how is not None:
            control(self._lock, how, struct.pack("hhqqi4x", kind, os.SEEK_SET, byte, 1, 0))


LOCK_FILE = ".lock"
WAITING = "waits for the folder's lock"
PATIENCE = 5.0
"""Seconds that a save waits for others."""
WIDTH = 250
"""Bytes of the lock file, spaces at the end included."""
OPENING = os.O_RDWR | os.O_CREAT | SAFELY


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock, and since when."""

    who: str
    process: int
    since: datetime


@contextlib.contextmanager
def locked(folder: Folder, who: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the folder's lock; raises `locked` with holder and since when others take too long, or `not-saved`."""
    with saying_not_saved():
        descriptor = _taken(folder, patience)
    try:
        _sign(descriptor, who)
        yield
    finally:
        close(descriptor)


@contextlib.contextmanager
def at_rest(folder: Folder, patience: float = PATIENCE) -> Iterator[bool]:
    """Let nobody write meanwhile, and say whether that came true; nothing is made or changed for it."""
    try:
        descriptor = os.open(folder.file(LOCK_FILE), os.O_RDONLY | SAFELY)
    except FileNotFoundError:
        yield True  # nobody has ever written here
        return
    except OSError:
        yield False
        return
    still = _is_free(descriptor, fcntl.LOCK_SH) or _Wait(descriptor, fcntl.LOCK_SH).comes(patience)
    try:
        yield still
    finally:
        if still:
            close(descriptor)  # else the one that still waits closes it


def _taken(folder: Folder, patience: float) -> int:
    """Return the descriptor that holds the lock; a lock file that was replaced meanwhile does not count."""
    while True:
        descriptor = _waited_for(folder, _opened(folder), patience)
        if _still_there(folder, descriptor):
            return descriptor
        close(descriptor)


def _opened(folder: Folder) -> int:
    try:
        descriptor = os.open(folder.file(LOCK_FILE), OPENING, folder.file_mode)
    except OSError as fault:
        if fault.errno in TRAPS:
            raise Refused("not-a-file", file=LOCK_FILE) from None
        raise
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        close(descriptor)
        raise Refused("not-a-file", file=LOCK_FILE)
    mine = state.st_nlink == 1 and state.st_uid == os.geteuid()
    if mine and (not state.st_size or stat.S_IMODE(state.st_mode) != folder.file_mode):
        _share(descriptor, folder)
    return descriptor


def _share(descriptor: int, folder: Folder) -> None:
    """Give a lock file to everybody who works in the folder."""
    try:
        give_rights(descriptor, folder.file_mode, folder.path)
    except BaseException:
        close(descriptor)
        raise


def _waited_for(folder: Folder, descriptor: int, patience: float) -> int:
    """Return the descriptor once it holds the lock; whoever came first gets it first, the first try included."""
    turn = Turn(descriptor)
    if turn.comes(wait=False) and _is_free(descriptor):
        return descriptor
    if patience and _Wait(descriptor, turn=turn).comes(patience):
        return descriptor
    if not patience:
        close(descriptor)
    holder = _holder(folder)
    raise Refused("locked", holder=holder.who if holder else "", since=holder.since if holder else None)


def _is_free(descriptor: int, how: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        close(descriptor)
        raise
    return True


class _Wait:
    """A thread that waits for the lock, and gives it back when nobody wants it any more."""

    def __init__(self, descriptor: int, how: int = fcntl.LOCK_EX, turn: Turn | None = None) -> None:
        self._descriptor = descriptor
        self._how = how
        self._turn = turn
        self._here = threading.Event()
        self._claim = threading.Lock()
        self._given_up = False
        threading.Thread(target=self._wait, name=WAITING, daemon=True).start()

    def comes(self, patience: float) -> bool:
        """Tell whether the lock came in time; if it comes later, it is given back at once."""
        self._here.wait(patience)
        with self._claim:
            self._given_up = not self._here.is_set()
        return not self._given_up

    def _wait(self) -> None:
        if self._turn:
            self._turn.comes(wait=True)
        fcntl.flock(self._descriptor, self._how)
        with self._claim:
            if self._given_up:
                close(self._descriptor)
            else:
                self._here.set()


def _still_there(folder: Folder, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(folder.file(LOCK_FILE)))
    except FileNotFoundError:
        return False


def _sign(descriptor: int, who: str) -> None:
    name = msgspec.json.encode(Holder(who[:40], os.getpid(), datetime.now(UTC)))
    with contextlib.suppress(OSError):
        if os.fstat(descriptor).st_nlink == 1:  # what bears the lock's bytes by another name is somebody's own
            os.pwrite(descriptor, name.ljust(WIDTH), 0)  # longer than any earlier one: cutting costs more than writing


def _holder(folder: Folder) -> Holder | None:
    try:
        return value_in(read_whole(folder.file(LOCK_FILE), SHORT)[0][:WIDTH], msgspec.json.Decoder(Holder).decode)
    except (OSError, Refused):
        return None


MOUNTS = Path("/proc/self/mountinfo")
"""Linux only: elsewhere nothing is known, and nothing is refused."""
UNSHARED = pattern(r"nfs\d?|cifs|smb\w*|9p|afs|ceph|ncpfs|vboxsf|prl_fs|fuse(\..+)?")
"""File systems whose locks may end at this machine."""


def unshared_locks(folder: Path, mounts: Path = MOUNTS) -> Refused | None:
    """Return why nothing should be written in a folder, if its locks may not hold for other machines."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    kind = _kind_at(os.path.realpath(folder), lines)
    return Refused("locks-not-shared", path=str(folder), kind=kind) if UNSHARED.fullmatch(kind) else None


def _kind_at(path: str, lines: list[str]) -> str:
    """Return the kind of file system that a path lies on: that of the longest mount point above it, the last one."""
    best, kind = -1, ""
    for line in lines:
        point, _, after = line.partition(" - ")
        place = re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), point.split()[4])
        if _is_above(place, path) and len(place) >= best:
            best, kind = len(place), after.split()[0]
    return kind


def _is_above(place: str, path: str) -> bool:
    return path == place or path.startswith(place.rstrip("/") + "/")


MARKER = pattern(r"\.stfolder|\.git|desktop\.ini|\._?sync_[0-9a-z]+\.db|\.(owncloud|nextcloud)sync\.log", re.IGNORECASE)
"""What Syncthing, git, OneDrive and Nextcloud leave at the top of what they look after."""


def sync_marker(folder: Path, home: Path) -> Path | None:
    """Return what shows that a folder, or one above it, is kept in step elsewhere; `home` itself is not asked."""
    real = folder.resolve()
    for place in (real, *real.parents):
        if place in {home, Path(place.anchor)}:
            return None
        try:
            found = next((name for name in names_in(place) if MARKER.fullmatch(name)), None)
        except OSError:
            continue
        if found:
            return place / found
    return None
