"""One connection to a database, made anew where it was lost; what the database refuses, said in our codes."""

import contextlib
import logging
from collections.abc import Callable, Generator, Iterator
from hashlib import sha256
from threading import RLock
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
from storage.postgres.news import News
from storage.postgres.refusals import first_line, saying_why, unreached

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
