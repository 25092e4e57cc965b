"""Names for sessions: one process on one machine, so that another can tell whether it still lives."""

import os
import platform


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
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
