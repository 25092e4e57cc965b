"""What the system says when it says no, as what a person can be told."""

import contextlib
import errno
import os
import pwd
import shlex
from collections.abc import Iterator
from pathlib import Path

from storage.domain.errors import Refused

REASONS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only-disk",
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.ENOENT: "no-folder-there",
    errno.ENOTDIR: "no-folder-there",
    errno.EISDIR: "is-a-folder",
    errno.ENAMETOOLONG: "name-too-long",
}
TRAPS = frozenset({errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENODEV})
"""What the system says to opening a link, a pipe, a folder or a device as a file."""


def unreadable(path: Path, fault: OSError) -> Refused:
    """Return what a person is told when a file cannot be read."""
    if fault.errno in TRAPS:
        return Refused("not-a-file", file=path.name)
    return Refused("file-unreadable", file=path.name, reason=reason_of(fault), **_whose(path))


def _whose(path: Path) -> dict[str, str]:
    """Return whose a file is that may not be read, and the command that makes it ours."""
    try:
        owner = path.lstat().st_uid
    except OSError:
        return {}
    return {"owner": name_of(owner), "command": f"sudo chown {name_of(os.geteuid())} {shlex.quote(str(path))}"}


def name_of(user: int) -> str:
    """Return a system user's name, or the number of one without."""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def reason_of(fault: OSError) -> str:
    """Return why the system said no, as a code."""
    return REASONS.get(fault.errno or 0, "disk-error")


def said_of(fault: OSError) -> str:
    """Return why the system said no, as a code where there is one, else in its own words."""
    return REASONS.get(fault.errno or 0) or fault.strerror or type(fault).__name__


def not_saved(fault: OSError) -> Refused:
    """Return what a person is told when writing failed; the old file is as it was."""
    return Refused("not-saved", reason=reason_of(fault), detail=fault.strerror or "")


@contextlib.contextmanager
def saying_unreadable(path: Path) -> Iterator[None]:
    """Turn what the system says while a folder is read into `folder-unreadable`."""
    try:
        yield
    except OSError as fault:
        raise Refused("folder-unreadable", path=str(path), reason=reason_of(fault)) from None


@contextlib.contextmanager
def saying_not_saved() -> Iterator[None]:
    """Turn what the system says while something is written into `not-saved`."""
    try:
        yield
    except OSError as fault:
        raise not_saved(fault) from None
