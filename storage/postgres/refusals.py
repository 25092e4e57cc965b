"""What a database refuses, said in our codes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from storage.domain.errors import Refused

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
