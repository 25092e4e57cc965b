"""The queue before the lock: whoever came first goes first, and whoever dies in it is passed over.

Each who waits holds a byte far behind the lock file's end, the one after that of whoever came before, and waits for
that one's byte to come free. The lock alone keeps the folder safe, and this the order: a program that had the lock and
wants it again at once waits behind all others. Where the system knows no such locks there is no order.
"""

import errno
import fcntl
import os
import struct
from fcntl import fcntl as control

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
