"""One connection to a database, made anew where it was lost; what it refuses, in our codes; what others tell on it."""

import contextlib
import logging
import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from hashlib import sha256
from select import select
from threading import RLock, Thread
from time import monotonic, sleep
from typing import Any, LiteralString, TypeVar
from urllib.parse import urlsplit
from weakref import finalize

import psycopg
from psycopg import Connection, Cursor
from psycopg.errors import DeadlockDetected, SerializationFailure
from psycopg.pq import TransactionStatus
from psycopg.sql import SQL, Identifier

from storage.domain.errors import Refused
from storage.postgres.address import Address
from storage.postgres.migrations import STEPS, stands_at

OTHERS = ("42701", "42703", "42710", "42723", "42804", "42809", "42883", "42P07")
"""What is not there, is there already or is of another kind: the tables are not ours."""
CODES = dict.fromkeys(OTHERS, "database-others") | {
    "3D000": "database-empty", "3F000": "database-empty", "42P01": "database-empty",
    "42501": "database-not-yours", "25006": "database-read-only",
}  # fmt: skip
UNSAVED = {"53100": "disk-full", "55P03": "database-busy"}
UNREACHED = {
    r'database "[^"]*" does not exist': "database-empty",
    "certificate|SSL|root.crt": "database-certificate",
    r'authentication failed|no password supplied|pg_hba|role "[^"]*" does not exist|not permitted to': "database-login",
}
"""What stands in the way of a connection: only the library's own words tell it."""
REASONS = {
    "session is read-only|recovery|starting up|shutting down": "no-leader",
    "too many|remaining connection slots": "too-many-lines",
    "timeout|timed out": "no-answer",
    "refused|No such file|closed the connection|terminating|reset by peer|is lost|closed unexpectedly": "nobody-there",
    "translate host name|resolve": "no-such-host",
}


def unreached(fault: psycopg.Error, host: str) -> Refused:
    """Return why no line leads to a database on a host, or none any more."""
    code = next((code for pattern, code in UNREACHED.items() if re.search(pattern, str(fault))), "database-gone")
    known = (reason for pattern, reason in REASONS.items() if re.search(pattern, str(fault)))
    return Refused(code, host=host, reason=next(known, first_line(fault)) if code == "database-gone" else "")


def first_line(fault: Exception) -> str:
    """Return the first line of what a library says, without where it says it from."""
    lines = (line.rpartition("failed: ")[2] for line in str(fault).splitlines())
    return next(filter(None, lines), type(fault).__name__)


@contextmanager
def saying_why(host: str) -> Iterator[None]:
    """Turn what a database on a host refuses into a `Refused`."""
    try:
        yield
    except psycopg.Error as fault:
        state = fault.sqlstate or ""
        if state in UNSAVED:
            raise Refused("not-saved", reason=UNSAVED[state]) from None
        if state in CODES:
            raise Refused(CODES[state], host=host) from None
        raise


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


Result = TypeVar("Result")
PATIENCE = 5
"""Seconds to wait for a connection, and for somebody else's change."""
SILENCE = 8
"""Seconds to wait for an answer: longer than for somebody else's change."""
PAUSES = (0.0, 0.0, 0.0, 0.0, 0.05, 0.1, 0.2, 0.4)
"""Seconds before a question is asked once more that the database asked to ask again."""
AS_LONG = 3
"""How many times as long as a line was waited for in vain no other one is waited for."""
TRIED_AGAIN = (SerializationFailure, DeadlockDetected)
"""What the database asks to be done once more from the beginning."""


logging.getLogger("psycopg").addHandler(logging.NullHandler())  # what it says of lost lines would be on the screen


class PatientLine(Connection):
    """A connection that is given up where no answer comes any more: a machine that died says nothing of it."""

    longest: float | None = SILENCE

    def wait(self, gen: Generator[Any, Any, Result], interval: float = 0.1, timeout: float | None = None) -> Result:
        """Wait for an answer, but not for ever; what was left in the middle of one is not used again."""
        try:
            return super().wait(gen, interval, timeout or self.longest)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


class TeamDatabase:
    """A team's database; its transactions may be asked for from any thread, and run one after the other."""

    def __init__(self, address: Address, *, is_ready: bool = True) -> None:
        self.address = address
        self._is_ready = is_ready
        """Whether its tables are expected to be there, as this program makes them."""
        self._connection: PatientLine | None = None
        self._one_at_a_time = RLock()
        self._away: Refused | None = None
        self._away_until = 0.0
        self._news: News | None = None
        self._channel = ""
        self._tells = True
        """Whether others can be told at once; some relatives of PostgreSQL have no such thing."""

    def tells_of(self, team: str) -> None:
        """Let others hear of a team's changes; what is told has no content, for anybody in the database may listen."""
        self._channel = f"fredstid_{sha256(f'{self.address.schema}/{team}'.encode()).hexdigest()[:24]}"

    @contextlib.contextmanager
    def transaction(self, *, sends_on: bool = False) -> Iterator[Cursor]:
        """Run what is done with the cursor as one transaction; `sends_on` waits for an answer only where one is read.

        Raises `database-gone`, `database-empty`, `database-not-yours`, `database-read-only`, `database-older`,
        `database-newer` or `not-saved`; what `TRIED_AGAIN` names, and a lost connection, come as they are.
        """
        with (
            self._one_at_a_time,
            saying_why(self.address.host),
            self._used() as connection,
            contextlib.ExitStack() as done,
        ):
            if sends_on:
                done.enter_context(connection.pipeline())
            done.enter_context(connection.transaction())
            yield done.enter_context(connection.cursor())

    def says(self, statement: LiteralString, values: tuple[str, ...]) -> object:
        """Return the one value that a statement yields, None where it yields no row; raises `database-gone`."""
        row = self.asked(lambda cursor: cursor.execute(statement, values).fetchone(), at_once=True)
        return row[0] if row else None

    def does(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """Do one statement by itself, and return the rows that it yields; raises as `asked` does."""
        return self.asked(lambda cursor: _rows(cursor.execute(statement, values)), at_once=True)

    def asked(self, question: Callable[[Cursor], Result], *, at_once: bool = False) -> Result:
        """Return an answer, in a transaction or `at_once`; a question is asked once more where the line was lost.

        Raises `database-gone` where it is lost again, `not-saved` where the database asks for it again and again, and
        what `transaction` raises.
        """
        was_lost = False
        for pause in PAUSES:
            try:
                with self._one_at_a_time, self._looking() if at_once else self.transaction() as cursor:
                    return question(cursor)
            except TRIED_AGAIN:
                sleep(pause)
            except psycopg.OperationalError as fault:
                if was_lost:
                    raise unreached(fault, self.address.host) from None
                was_lost = True
        raise Refused("not-saved", reason="database-busy")

    def hang_up(self) -> bool:
        """Let go of a line that leads to a machine which writes no more; tell whether another may lead further."""
        with self._one_at_a_time:
            line, self._connection = self._connection, None
            if line:
                line.close()
        return "," in urlsplit(self.address.server).netloc or "," in self.address.server.partition("host=")[2]

    def tell(self) -> None:
        """Let others know that something has changed; who does not hear it sees it with the next look.

        It is said after the change and not in it: otherwise every team's changes would wait for each other.
        """
        if not self._tells:
            return
        try:
            with self._one_at_a_time, self._used() as connection:
                connection.execute(SQL("notify {}").format(Identifier(self._channel)))
        except psycopg.OperationalError:
            return
        except (Refused, psycopg.DatabaseError) as fault:
            self._tells = isinstance(fault, Refused)

    def listen(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call `told`, in a thread of its own, as soon as others have changed something; returns what stops that."""
        with self._one_at_a_time:
            self._news = News(self._channel, self._take_news, told)
            if self._connection:
                self._news.begin(self._connection)
        return self._news.stop

    def _take_news(self, line: Connection) -> None:
        """Take what the line says by itself, or see that it was cut."""
        with self._one_at_a_time, contextlib.suppress(psycopg.Error):
            if not line.closed:
                line.pgconn.consume_input()
                while heard := line.pgconn.notifies():
                    self._hear(line, heard.be_pid)
            return
        line.close()

    def _hear(self, line: Connection, teller: int) -> None:
        if self._news:
            self._news.hear(line, teller)

    @contextlib.contextmanager
    def _looking(self) -> Iterator[Cursor]:
        with saying_why(self.address.host), self._used() as connection, connection.cursor() as cursor:
            yield cursor

    @contextlib.contextmanager
    def _used(self) -> Iterator[PatientLine]:
        connection = self._connected()
        try:
            yield connection
        finally:
            if connection.closed or connection.broken:
                self._connection = None

    def _connected(self) -> PatientLine:
        if self._connection is None:
            line = self._reached()
            with contextlib.ExitStack() as unless_fit:
                unless_fit.callback(line.close)
                self._begin(line)
                unless_fit.pop_all()
            self._connection = line
            if self._news:
                self._news.begin(line)
            finalize(self, line.close)
        return self._connection

    def _begin(self, line: PatientLine) -> None:
        """Settle what holds for all that follows; raises `database-older` or `database-newer`."""
        line.prepare_threshold = 1
        with line.pipeline():
            line.execute(SQL("set search_path to {}").format(Identifier(self.address.schema)))
            line.execute(f"set lock_timeout to '{PATIENCE}s'")
            number = stands_at(line.cursor()) if self._is_ready else len(STEPS)
        line.longest = SILENCE if self._is_ready else None
        if number != len(STEPS):
            raise Refused("database-newer" if number > len(STEPS) else "database-older")

    def _reached(self) -> PatientLine:
        """Make a line; where that took long and failed, the same is said at once for a while: a screen looks often."""
        began = monotonic()
        if self._away and began < self._away_until:
            raise Refused(self._away.code, **self._away.params)
        try:
            return PatientLine.connect(
                self.address.server, connect_timeout=PATIENCE, application_name="fredstid", autocommit=True
            )
        except psycopg.OperationalError as fault:
            self._away = unreached(fault, self.address.host)
            self._away_until = monotonic() + AS_LONG * (monotonic() - began)
            raise self._away from None
        except psycopg.ProgrammingError as fault:
            raise Refused("database-address", reason=first_line(fault)) from None


def _rows(cursor: Cursor) -> list[tuple[Any, ...]]:
    return cursor.fetchall() if cursor.description else []
