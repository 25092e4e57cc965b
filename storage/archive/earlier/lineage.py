"""Whether a file descends from the one that somebody knew, or from a copy of the folder that went its own way.

The history tells: each change is a line there before the next is made, whoever makes it, a repair included. A file that
follows from what was known has both its own last change and the known one in the history, in that order; its own may be
the very next. A copy that was written elsewhere has not, whichever of the two folders the history itself came from.
"""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import Folder
from storage.archive.earlier import backups
from storage.archive.earlier.asides import asides_of
from storage.archive.earlier.history import HISTORY, SUFFIX, last_in, named_in_line, seal_of, was_joined
from storage.archive.format.layout import Header, Sealed, Trace
from storage.domain.calendar import local_day, school_year
from storage.domain.errors import Refused


class Known(msgspec.Struct, frozen=True):
    """A file as somebody last knew it."""

    generation: int
    checksum: str
    change: str = ""
    """The change that was written last; empty of a file from before that was kept."""
    at: str = ""


Remembered = Mapping[str, Known]


def known_of(header: Header) -> Known:
    """Return what is remembered of a file."""
    if header.last is None:
        return Known(header.generation, header.checksum)
    return Known(header.generation, header.checksum, header.last.trace.change, header.last.trace.at)


def descends(folder: Folder, name: str, known: Known, header: Header) -> bool:
    """Tell whether a file follows from the known one, or is an earlier one of the same line."""
    if header.generation == known.generation:
        return header.checksum == known.checksum
    if header.last is None or not known.change:
        return True
    here = _place_of_last(folder, header.last)
    if header.generation < known.generation:
        return here is not None
    there = _place(folder, known.at, known.change)
    if here is None or there is None or (there.year == here.year and there.offset > here.offset):
        return _was_put_aside(folder, name, known)
    return True


def has_newer_beside(folder: Folder, name: str, header: Header) -> bool:
    """Tell whether a later state of a file lies beside it, as a copy: a tool put the two there."""
    copies = (path for path, _ in folder.copies() if Path(name).stem in path.name)
    return any(each.generation > header.generation for each in filter(None, map(backups.header_of, copies)))


def last_kept(folder: Folder, name: str, newest: int) -> Known | None:
    """Return what the folder itself last knew of a file: its newest backup, if that is what its name says."""
    try:
        header = backups.header_of(backups.path_of(folder, name, newest))
    except OSError:
        return None
    return known_of(header) if header and header.generation == newest else None


class HowFar(NamedTuple):
    """How far into which year of the history; across years a clock that was wrong decides nothing."""

    year: str
    offset: int


def _place_of_last(folder: Folder, last: Sealed) -> HowFar | None:
    """Return where a file's last change stands in the history, or would be the next to stand."""
    path, content = _history_at(folder, last.trace.at)
    if not content:
        return HowFar(path.name, 0)
    found = content.find(named_in_line(last.trace.change))
    if found >= 0:
        return HowFar(path.name, found)
    before = last_in(content)
    if before and _follows(before, last.trace, last.seal):
        return HowFar(path.name, len(content))
    return HowFar("", 0) if was_joined(folder, last.trace.change) else None  # as git takes a file that only they wrote


def _follows(before: Sealed, trace: Trace, seal: str) -> bool:
    return seal_of(before.seal, trace) == seal


def _place(folder: Folder, at: str, change: str) -> HowFar | None:
    path, content = _history_at(folder, at)
    found = content.find(named_in_line(change))
    if found < 0 and content and was_joined(folder, change):
        return HowFar("", 0)  # in another copy, all of which came before
    return HowFar(path.name, found) if found >= 0 or not content else None


def _history_at(folder: Folder, at: str) -> tuple[Path, bytes]:
    """Return a year's history; an empty one where there is none that can be read: that proves nothing."""
    year = school_year(local_day(datetime.fromisoformat(at)))
    path = folder.file(HISTORY) / f"{year.name}{SUFFIX}"
    try:
        return path, read_whole(path)[0]
    except (OSError, Refused):
        return path, b""


def _was_put_aside(folder: Folder, name: str, known: Known) -> bool:
    """Tell whether a repair has put aside, knowingly, what was known or what came of it."""
    with contextlib.suppress(PermissionError):  # what nobody may see proves nothing
        return any(_is_of_lost_line(folder, header, known) for header in _put_aside(folder, name, known.generation))
    return False


def _put_aside(folder: Folder, name: str, since: int) -> Iterator[Header]:
    for aside in asides_of(folder, name):
        with contextlib.suppress(OSError):
            header = backups.header_of(aside.path)
            if header and header.generation >= since:
                yield header


def _is_of_lost_line(folder: Folder, header: Header, known: Known) -> bool:
    return header.checksum == known.checksum or bool(header.last and _place_of_last(folder, header.last) is None)
