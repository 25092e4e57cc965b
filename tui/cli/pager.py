"""Output that does not fit goes through a pager, as git's does: on a terminal only."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO, TextIOWrapper

VARIABLES = ("FREDSTID_PAGER", "PAGER")
"""Which pager somebody wants, the first that is set; `cat` or nothing for none."""
PROGRAM = "less"
AS_GIT = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""Leaves what was read on the terminal."""
READING = frozenset(
    {
        "agreements", "brief", "cards", "cases", "coach", "history", "insight", "lift", "minutes", "parents", "review",
        "rounds", "safety", "search", "show", "teams", "today", "year",
    }
)  # fmt: skip
"""Commands that only print."""


class Pages(TextIOWrapper):
    """Standard output while it is not known yet whether it fits: laid out as for the terminal."""

    def isatty(self) -> bool:
        """Return that a person reads it."""
        return True


def pager_of(environment: Mapping[str, str]) -> str:
    """Return which pager is to show what is printed; empty for none."""
    chosen = next((environment[name] for name in VARIABLES if name in environment), PROGRAM).strip()
    if chosen == "cat" or environment.get("TERM", "dumb") == "dumb":
        return ""
    return chosen if chosen != PROGRAM or shutil.which(PROGRAM) else ""


@contextmanager
def paged(command: str) -> Iterator[None]:
    """Show what a command prints in a pager, where a person reads it on a terminal and it does not fit there."""
    program = pager_of(os.environ) if command in READING and sys.stdout.isatty() else ""
    if not program:
        yield
        return
    before, printed = sys.stdout, BytesIO()
    sys.stdout = pages = Pages(printed, encoding="utf-8", errors="replace", write_through=True)
    try:
        yield
    finally:
        sys.stdout = before
        pages.flush()  # and it lives to here: when it goes, what was printed goes with it
        _show(program, printed.getvalue())


def _show(program: str, printed: bytes) -> None:
    if printed.count(b"\n") < os.get_terminal_size(sys.stdout.fileno()).lines:
        sys.stdout.buffer.write(printed)
        sys.stdout.flush()
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the pager's own meanwhile
    with suppress(OSError):
        subprocess.run(program, shell=True, input=printed, env=AS_GIT | os.environ, check=False)  # noqa: S602 - one's own
    signal.signal(signal.SIGINT, before)
