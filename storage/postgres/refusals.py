"""What a database refuses, said in our codes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.errors import (
    DatatypeMismatch,
    DiskFull,
    DuplicateColumn,
    DuplicateFunction,
    DuplicateObject,
    DuplicateTable,
    InsufficientPrivilege,
    InvalidCatalogName,
    InvalidSchemaName,
    LockNotAvailable,
    ReadOnlySqlTransaction,
    UndefinedColumn,
    UndefinedFunction,
    UndefinedTable,
    WrongObjectType,
)

from storage.domain.errors import Refused

CODES: dict[type[psycopg.Error], str] = {
    InvalidCatalogName: "database-empty",
    InvalidSchemaName: "database-empty",
    UndefinedTable: "database-empty",
    **dict.fromkeys(
        (
            DatatypeMismatch,
            DuplicateColumn,
            DuplicateFunction,
            DuplicateObject,
            DuplicateTable,
            UndefinedColumn,
            UndefinedFunction,
            WrongObjectType,
        ),
        "database-others",
    ),
    InsufficientPrivilege: "database-not-yours",
    ReadOnlySqlTransaction: "database-read-only",
}
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
    said = str(fault) or "timeout"
    codes = (code for pattern, code in UNREACHED.items() if re.search(pattern, said))
    known = (reason for pattern, reason in REASONS.items() if re.search(pattern, said))
    code = next(codes, "database-gone")
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
    except tuple(CODES) as fault:
        raise Refused(CODES[type(fault)], host=host) from None
    except DiskFull:
        raise Refused("not-saved", reason="disk-full") from None
    except LockNotAvailable:
        raise Refused("not-saved", reason="database-busy") from None
