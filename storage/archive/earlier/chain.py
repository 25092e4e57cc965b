"""Whether the history's chain holds: to its end, and since a head that somebody noted down."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import msgspec

from storage.archive.disk.files import value_in
from storage.archive.disk.folder import Folder
from storage.archive.earlier.history import (
    HISTORY,
    SUFFIX,
    broken_lines,
    files_of,
    joined_files,
    lines_of,
    seal_of,
    year_in,
)
from storage.archive.format.layout import Sealed
from storage.domain.calendar import SchoolYear, local_day, school_year
from storage.domain.errors import Refused

_decode = msgspec.json.Decoder(Sealed).decode
HEAD = re.compile(r"(?P<year>\d{4}-\d{2}):(?P<lines>\d{1,9}):(?P<seal>[0-9a-f]{32})")


class Head(msgspec.Struct, frozen=True):
    """How far a year's history goes, and the seal of its last line."""

    year: str
    lines: int
    seal: str

    def __str__(self) -> str:
        return f"{self.year}:{self.lines}:{self.seal}"


def heads(folder: Folder) -> Iterator[Head]:
    """Yield the head of each year's history, newest first; nothing of one without a whole last line."""
    for path in files_of(folder):
        seals = _seals(folder, path.name)
        if seals and seals[-1]:
            yield Head(path.name.removesuffix(SUFFIX), len(seals), seals[-1])


def typed_head(typed: str) -> Head:
    """Return a head as it was printed; raises `no-such-head`."""
    found = HEAD.fullmatch(typed.strip())
    if not found:
        raise Refused("no-such-head", typed=typed)
    return Head(found["year"], int(found["lines"]), found["seal"])


def stands(folder: Folder, head: Head) -> bool:
    """Tell whether everything up to a head is as it was when that was noted, here or in a copy that was joined."""
    own = [f"{head.year}{SUFFIX}"]
    return any(
        _stands_in(folder, name, head)
        for name in own + [path.name for path in joined_files(folder) if year_in(path) == head.year]
    )


def _stands_in(folder: Folder, name: str, head: Head) -> bool:
    seals = _seals(folder, name)
    if not 0 < head.lines <= len(seals) or seals[head.lines - 1] != head.seal:
        return False
    return all(line > head.lines for line in broken_lines(folder.file(HISTORY) / name))


def head_of(path: Path) -> Head | None:
    """Return the head of one history's file; None without a whole last line. Raises what reading a file raises."""
    last = [line.seal for content in lines_of(path) if (line := value_in(content, _decode))]
    return Head(year_in(path), len(lines_of(path)), last[-1]) if last else None


def lacks_end(folder: Folder, last: Sealed) -> bool:
    """Tell whether the history lacks a change that a file holds, other than one that is only just being written."""
    return all(last.seal not in _sealed_or_next(folder, year, last) for year in _years_of(last))


def _years_of(last: Sealed) -> frozenset[SchoolYear]:
    """Return the school years a change may stand in: on 31 July and 1 August it depends on whose clock was read."""
    moment = datetime.fromisoformat(last.trace.at)
    return frozenset(school_year(local_day(moment + timedelta(days=days))) for days in (-1, 0, 1))


def _sealed_or_next(folder: Folder, year: SchoolYear, last: Sealed) -> frozenset[str]:
    """Return the seals of a year's lines, and the one that a change would get as the next.

    Where nobody can read the year's history, nobody can say either that a change is missing in it.
    """
    try:
        seals = _readable_seals(folder, f"{year.name}{SUFFIX}")
    except (Refused, PermissionError):
        return frozenset({last.seal})
    joined = (_seals(folder, path.name) for path in joined_files(folder) if year_in(path) == year.name)
    return frozenset({*seals, *chain.from_iterable(joined), seal_of(seals[-1] if seals else "", last.trace)})


def _seals(folder: Folder, name: str) -> list[str]:
    """Return the seals of a year's lines, none where they cannot be read; an empty one for such a line."""
    try:
        return _readable_seals(folder, name)
    except Refused:
        return []


def _readable_seals(folder: Folder, name: str) -> list[str]:
    path = folder.file(HISTORY) / name
    try:
        lines = lines_of(path) if path in [*files_of(folder), *joined_files(folder)] else []
    except FileNotFoundError:
        return []
    read = (value_in(line, _decode) for line in lines)
    return [line.seal if line else "" for line in read]
