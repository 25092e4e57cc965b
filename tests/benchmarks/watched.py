"""A program in a terminal of its own, watched from outside: when its bytes come, and how many."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

KEYS = {"enter": b"\r", "esc": b"\x1b", "tab": b"\t", "down": b"\x1b[B", "up": b"\x1b[A", "ctrl+u": b"\x15"}
PATIENCE = 60.0
"""Seconds after which a program that shows nothing is given up."""
AFTER_START, AFTER_KEY = 0.4, 0.12
"""Seconds without a byte after which a screen has settled."""
SILENT = 1.0
"""Seconds after which a key is one that shows nothing."""


@dataclass(frozen=True)
class Answer:
    """What the terminal got for one key."""

    first: float
    """Seconds until the first byte."""
    settled: float
    """Seconds until the last byte before a silence."""
    size: int


class Watched:
    """One run; use it as a context manager."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], columns: int = 80, rows: int = 24) -> None:
        self.began = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), dict(env) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._fd)

    def settled(self, mark: str) -> float:
        """Wait until a word has come and then nothing more; return the seconds from the start to the last byte."""
        wanted, got, last = mark.encode(), b"", self.began
        while data := self._read(AFTER_START if wanted in got else PATIENCE):
            got, last = got + data, time.perf_counter()
        if wanted not in got:
            raise TimeoutError(mark)
        return last - self.began

    def press(self, *keys: str) -> Answer:
        """Press keys at once and wait until the screen has settled."""
        began = time.perf_counter()
        os.write(self._fd, b"".join(KEYS.get(key, key.encode()) for key in keys))
        first = last = 0.0
        size = 0
        while data := self._read(AFTER_KEY if size else SILENT):
            last = time.perf_counter() - began
            first = first or last
            size += len(data)
        return Answer(first, last, size)

    def idle(self, seconds: float) -> int:
        """Return the bytes that come while nobody does anything."""
        end, size = time.perf_counter() + seconds, 0
        while (left := end - time.perf_counter()) > 0:
            size += len(self._read(left))
        return size

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        try:
            return os.read(self._fd, 65536) if ready else b""
        except OSError:
            return b""
