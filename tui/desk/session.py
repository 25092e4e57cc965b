"""Names for sessions: one process on one machine, so that another can tell whether it still lives."""

import os
import platform
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")


def session_name(fresh: str) -> str:
    """Return this process's name; `fresh` sets it apart from others that had its number before."""
    return f"{platform.node()}:{os.getpid()}:{fresh}"


def has_ended(session: str) -> bool:
    """Tell whether a session's process is known to have ended; of other machines nothing is known."""
    machine, _, number = session.rpartition(":")[0].rpartition(":")
    if machine != platform.node() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False


@cache
def boot_id() -> str:
    """Return which start of this machine it is; empty where the machine does not say."""
    try:
        return BOOT.read_text("ascii").strip()
    except OSError:
        return ""


def is_of_earlier_boot(session: str, boot: str) -> bool:
    """Tell whether a session ran on this machine before it was started last: its number may be another's now."""
    machine = session.rpartition(":")[0].rpartition(":")[0]
    return machine == platform.node() and bool(boot) and boot != boot_id()


STEADY = timedelta(hours=1)
"""After so long without a letter a text is nobody's who is typing just now."""


def is_typing(session: str, last: datetime) -> bool:
    """Tell whether another session on this machine may be in the middle of a text it typed in last at a moment."""
    machine = session.rpartition(":")[0].rpartition(":")[0]
    return machine == platform.node() and datetime.now(UTC) - last < STEADY and not has_ended(session)
