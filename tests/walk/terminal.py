"""A terminal without a person: runs a program in a pty, keeps the picture, presses keys, waits for what is shown."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~",
    "f8": "\x1b[19~", "f9": "\x1b[20~", "f12": "\x1b[24~", "ctrl+p": "\x10",
}  # fmt: skip
OWN_PICTURE = 1049
"""The terminal's mode for a picture of a program's own, gone with the program."""
CLOCK = r"(?:slutt|ends) \d\d:\d\d"
"""When a meeting will be over: it stands there from its opening on."""
IN_A_PHASE = r" \d+ (?:av|of) \d+ "
"""What stands behind a phase's short name while a meeting is at it."""
PATIENCE = 40.0
"""Seconds to wait for something before the test fails."""


class _Screen(pyte.Screen):
    """A screen that is empty again when a program leaves its own picture, which pyte alone keeps."""

    def reset_mode(self, *modes: int, **kwargs: bool) -> None:
        super().reset_mode(*modes, **kwargs)
        if OWN_PICTURE in modes:
            self.reset()


class Terminal:
    """A program in a terminal of its own; use it as a context manager."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], *, columns: int = 80, rows: int = 24) -> None:
        self.screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.status: int | None = None
        self.sent = b""
        """Every byte the program has written."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], list(command), dict(env) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        os.close(self._fd)

    @property
    def picture(self) -> str:
        """What stands on the screen now."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Press keys, each by its name or as one character."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self._fd, text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def see(self, pattern: str, *, gone: bool = False) -> str:
        """Wait until a pattern is on the screen (or gone from it) and return the picture."""
        deadline = time.monotonic() + PATIENCE
        while bool(re.search(pattern, self.picture, re.MULTILINE)) is gone:
            assert self._read(deadline), f"{pattern!r} {'stayed' if gone else 'never came'}:\n{self.picture}"
        return self.picture

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is true outside, drawing what comes meanwhile."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < deadline, f"{what} never came:\n{self.picture}"
            self._read(time.monotonic() + 0.05)

    def rest(self, seconds: float) -> None:
        """Let some time pass, drawing what comes meanwhile."""
        deadline = time.monotonic() + seconds
        while self._read(deadline) and time.monotonic() < deadline:
            pass

    def quiet(self, seconds: float = 0.2, longest: float = 5.0) -> None:
        """Draw what comes until nothing comes any more for a while."""
        deadline = time.monotonic() + longest
        while time.monotonic() < deadline and self._read(time.monotonic() + seconds):
            pass

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        self.sent += data
        self._stream.feed(data)
        return bool(data)

    def hang_up(self) -> None:
        """Drop the line: from now on the program writes to nobody."""
        nobody = os.open(os.devnull, os.O_RDWR)
        os.dup2(nobody, self._fd)
        os.close(nobody)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End the program the hard way, and wait until it has gone."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, how)
            self.wait()

    def wait(self) -> int:
        """Wait until the program has ended by itself and return its exit code."""
        if self.status is None:
            self.until(self._has_ended, "the end of the program")
        return self.status or 0

    def _has_ended(self) -> bool:
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.status = os.waitstatus_to_exitcode(status)
        return bool(pid)
