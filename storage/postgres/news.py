"""Hearing at once that another session has changed something, where a database tells; never what."""

import contextlib
import os
from collections.abc import Callable
from select import select
from threading import Thread

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier


class News:
    """Listens on the line that a session has anyway: a thousand screens are a thousand lines, not two thousand.

    What knows no LISTEN tells nothing: whoever wants to know looks now and then too.
    """

    def __init__(self, channel: str, take: Callable[[Connection], None], told: Callable[[], None]) -> None:
        self.channel = channel
        self._take, self._told = take, told
        self._line: Connection | None = None
        ear, bell = os.pipe()
        self._ear, self._bell = os.fdopen(ear, "rb", buffering=0), os.fdopen(bell, "wb", buffering=0)
        self._has_heard = self._is_over = False
        Thread(target=self._wait, name="news", daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        self._is_over = True
        self._ring()

    def begin(self, line: Connection) -> None:
        """Listen on a line that was made just now."""
        with contextlib.suppress(psycopg.DatabaseError):
            line.execute(SQL("listen {}").format(Identifier(self.channel)))
            line.add_notify_handler(lambda heard: self.hear(line, heard.pid))
            self._line = line
            self._ring()

    def hear(self, line: Connection, teller: int) -> None:
        """Take in that somebody told something; what this session told itself is no news."""
        if teller != line.info.backend_pid:
            self._has_heard = True
            self._ring()

    def _ring(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._bell.write(b"!")

    def _wait(self) -> None:
        with self._ear, self._bell:
            while not self._is_over:
                self._wait_once()
                if self._has_heard and not self._is_over:
                    self._has_heard = False
                    self._told()

    def _wait_once(self) -> None:
        line = self._line
        try:
            lines = [line.fileno()] if line else []
            ready, _, _ = select([self._ear.fileno(), *lines], [], [])
        except (psycopg.Error, OSError, ValueError):
            self._line = None  # it was cut; the next one that is made begins here again
            return
        if self._ear.fileno() in ready:
            self._ear.read(1024)
        elif line:
            self._take(line)
