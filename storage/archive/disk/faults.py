"""What the system says when it says no, as what a person can be told."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from storage.archive.disk.mending import obstacle_at, to_enter, to_read, to_share
from storage.archive.disk.sharing import GroupNotKeptError
from storage.domain.errors import Refused, reason_of

TRAPS = frozenset({errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENODEV})
"""What the system says to opening a link, a pipe, a folder or a device as a file."""


def unreadable(path: Path, fault: OSError) -> Refused:
    """Return what a person is told when a file cannot be read."""
    if fault.errno in TRAPS:
        return Refused("not-a-file", file=path.name)
    return Refused("file-unreadable", file=path.name, reason=reason_of(fault), **to_read(path))


def not_saved(fault: OSError) -> Refused:
    """Return what a person is told when writing failed; the old file is as it was."""
    reason = reason_of(fault)
    if reason == "not-allowed" and isinstance(fault.filename, str | bytes):
        place = Path(os.fsdecode(fault.filename))
        if isinstance(fault, GroupNotKeptError):
            return Refused("group-not-kept", path=str(place), command=to_share(place))
        found = obstacle_at(place)
        return Refused("not-allowed", file=found["file"], owner=found["owner"], command=found["command"])
    return Refused("not-saved", reason=reason, detail=fault.strerror or "")


@contextlib.contextmanager
def saying_unreadable(path: Path) -> Iterator[None]:
    """Turn what the system says while a folder is read into `folder-unreadable`."""
    try:
        yield
    except OSError as fault:
        odd = Path(os.fsdecode(fault.filename)) if isinstance(fault.filename, str | bytes) else path
        known = to_enter(odd) if reason_of(fault) == "not-allowed" else {}
        seen = known.pop("path", str(path))
        raise Refused("folder-unreadable", path=seen, reason=reason_of(fault), **known) from None


@contextlib.contextmanager
def saying_not_saved() -> Iterator[None]:
    """Turn what the system says while something is written into `not-saved`, `not-allowed` or `group-not-kept`."""
    try:
        yield
    except OSError as fault:
        raise not_saved(fault) from None
