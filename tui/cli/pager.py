"""Long output goes through a pager, as git's does: on a terminal only, and none where it fits."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import IO

VARIABLES = ("FREDSTID_PAGER", "PAGER")
"""Which pager somebody wants, the first that is set; `cat` or nothing for none."""
PROGRAM = "less"
AS_GIT = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""Ends where all fits, and leaves what was read on the terminal."""
READING = frozenset(
    {
        "agreements", "brief", "cards", "cases", "coach", "history", "insight", "lift", "minutes", "parents", "review",
        "rounds", "safety", "search", "show", "teams", "today", "year",
    }
)  # fmt: skip
"""Commands that only print."""


class Pages(TextIOWrapper):
    """Standard output while a pager shows it: what is printed is laid out as for the terminal."""

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
    """Show what a command prints in a pager, where a person reads it on a terminal."""
    program = pager_of(os.environ) if command in READING and sys.stdout.isatty() else ""
    if not program:
        yield
        return
    sys.stdout.flush()
    shown = subprocess.Popen(program, shell=True, stdin=subprocess.PIPE, env=AS_GIT | os.environ)  # noqa: S602 - one's own
    before, sys.stdout = sys.stdout, _into(shown.stdin)
    try:
        with suppress(BrokenPipeError):
            yield
            sys.stdout.flush()
    finally:
        _end(shown, sys.stdout)
        sys.stdout = before


def _into(pipe: IO[bytes] | None) -> Pages:
    if pipe is None:
        raise OSError
    return Pages(pipe, encoding="utf-8", errors="replace", write_through=True)


def _end(shown: subprocess.Popen[bytes], pages: IO[str]) -> None:
    """Let the reader read on; Ctrl+C is the pager's own meanwhile."""
    with suppress(OSError):
        pages.close()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    shown.wait()
    signal.signal(signal.SIGINT, before)
