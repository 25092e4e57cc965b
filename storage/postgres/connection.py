"""One connection to a database, made anew where it was lost; what the database refuses, said in our codes."""

import contextlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from threading import RLock
from time import monotonic
from typing import LiteralString, TypeVar
from urllib.parse import urlsplit
from weakref import finalize

import psycopg
from psycopg import Connection, Cursor
from psycopg.errors import (
    DeadlockDetected,
    DiskFull,
    InsufficientPrivilege,
    InvalidCatalogName,
    InvalidSchemaName,
    LockNotAvailable,
    ReadOnlySqlTransaction,
    SerializationFailure,
    UndefinedTable,
)
from psycopg.sql import SQL, Identifier

from storage.domain.errors import Refused
from storage.postgres.address import Address
from storage.postgres.migrations import STEPS, stands_at
from storage.postgres.news import News

Result = TypeVar("Result")
PATIENCE = 5
"""Seconds to wait for a connection, and for somebody else's change."""
AS_LONG = 3
"""How many times as long as a line was waited for in vain no other one is waited for."""
TRIED_AGAIN = (SerializationFailure, DeadlockDetected)
"""What the database asks to be done once more from the beginning."""
CODES: dict[type[psycopg.Error], str] = {
    InvalidCatalogName: "database-empty", InvalidSchemaName: "database-empty", UndefinedTable: "database-empty",
    InsufficientPrivilege: "database-not-yours", ReadOnlySqlTransaction: "database-read-only",
}  # fmt: skip


class TeamDatabase:
    """A team's database; its transactions may be asked for from any thread, and run one after the other."""

    def __init__(self, address: Address, team: str = "", *, is_ready: bool = True) -> None:
        self.address = address
        self._is_ready = is_ready
        """Whether its tables are expected to be there, as this program makes them."""
        self._connection: Connection | None = None
        self._one_at_a_time = RLock()
        self._away: Refused | None = None
        self._away_until = 0.0
        self._news: News | None = None
        self._channel = f"fredstid_{sha256(f'{address.schema}/{team}'.encode()).hexdigest()[:24]}"
        """What is told on it has no content: anybody in the database may listen."""
        self._tells = True
        """Whether others can be told at once; some relatives of PostgreSQL have no such thing."""

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """Run what is done with the cursor as one transaction.

        Raises `database-gone`, `database-empty`, `database-not-yours`, `database-read-only`, `database-older`,
        `database-newer` or `not-saved`; what `TRIED_AGAIN` names, and a lost connection, come as they are.
        """
        with self._one_at_a_time, self._saying_why(), self._used() as connection, contextlib.ExitStack() as done:
            done.enter_context(connection.transaction())
            yield done.enter_context(connection.cursor())

    def says(self, statement: LiteralString, values: tuple[str, ...]) -> object:
        """Return the one value that a statement yields, None where it yields no row; raises `database-gone`."""
        row = self.asked(lambda cursor: cursor.execute(statement, values).fetchone(), at_once=True)
        return row[0] if row else None

    def asked(self, question: Callable[[Cursor], Result], *, at_once: bool = False) -> Result:
        """Return an answer, in a transaction or `at_once`; a question is asked once more where the line was lost.

        Raises `database-gone` where it is lost again, and what `transaction` raises.
        """
        for last in (False, True):
            try:
                with self._one_at_a_time, self._looking() if at_once else self.transaction() as cursor:
                    return question(cursor)
            except psycopg.OperationalError as fault:
                if last:
                    raise Refused("database-gone", host=self.address.host, reason=_first_line(fault)) from None
        raise AssertionError

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
        with self._saying_why(), self._used() as connection, connection.cursor() as cursor:
            yield cursor

    @contextlib.contextmanager
    def _used(self) -> Iterator[Connection]:
        connection = self._connected()
        try:
            yield connection
        finally:
            if connection.closed or connection.broken:
                self._connection = None

    def _connected(self) -> Connection:
        if self._connection is None:
            connection = self._reached()
            with contextlib.ExitStack() as unless_fit:
                unless_fit.callback(connection.close)
                connection.execute(SQL("set search_path to {}").format(Identifier(self.address.schema)))
                connection.execute(f"set lock_timeout to '{PATIENCE}s'")
                if self._is_ready:
                    self._refuse_other_version(connection)
                unless_fit.pop_all()
            self._connection = connection
            if self._news:
                self._news.begin(connection)
            finalize(self, connection.close)
        return self._connection

    def _reached(self) -> Connection:
        """Make a line; where that took long and failed, the same is said at once for a while: a screen looks often."""
        began = monotonic()
        if self._away and began < self._away_until:
            raise Refused(self._away.code, **self._away.params)
        try:
            return psycopg.connect(
                self.address.server, connect_timeout=PATIENCE, application_name="fredstid", autocommit=True
            )
        except psycopg.OperationalError as fault:
            self._away, self._away_until = self._unreached(fault), monotonic() + AS_LONG * (monotonic() - began)
            raise self._away from None
        except psycopg.ProgrammingError as fault:
            raise Refused("database-address", reason=_first_line(fault)) from None

    def _unreached(self, fault: psycopg.OperationalError) -> Refused:
        if "does not exist" in str(fault) and "database" in str(fault):
            return Refused("database-empty", host=self.address.host)
        return Refused("database-gone", host=self.address.host, reason=_first_line(fault))

    def _refuse_other_version(self, connection: Connection) -> None:
        with connection.cursor() as cursor:
            number = stands_at(cursor)
        if number != len(STEPS):
            raise Refused("database-newer" if number > len(STEPS) else "database-older")

    @contextlib.contextmanager
    def _saying_why(self) -> Iterator[None]:
        try:
            yield
        except tuple(CODES) as fault:
            raise Refused(CODES[type(fault)], host=self.address.host) from None
        except DiskFull:
            raise Refused("not-saved", reason="disk-full") from None
        except LockNotAvailable:
            raise Refused("not-saved", reason="database-busy") from None


def _first_line(fault: Exception) -> str:
    return next(iter(str(fault).splitlines()), type(fault).__name__)
