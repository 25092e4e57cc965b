"""Who did what when, a line for each change; each line carries the seal of the one before.

A line that was changed or taken out breaks the seals after it. Whoever can write the file can also seal it anew:
the seals show accidents and careless hands, not a forger's.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from storage.archive.files import Token, appending, make_last, names_in, read_whole, token_at, write_all
from storage.archive.folder import Folder
from storage.archive.layout import Sealed, Trace
from storage.domain.calendar import local_day, school_year

HISTORY = "history"
SUFFIX = ".jsonl"
TAIL = 1 << 14
"""Bytes at the end that are enough to find the last line, unless it is a giant's."""


def seal(folder: Folder, trace: Trace) -> Sealed:
    """Return a change as the line that comes next in the history of its school year; under the lock."""
    with _opened(folder, trace) as number:
        last = _last_line(number)
    return Sealed(trace, seal_of(last.seal if last else "", trace))


def seal_of(previous: str, trace: Trace) -> str:
    """Return the seal of a line that follows the one sealed with `previous`."""
    return hashlib.sha256(previous.encode() + msgspec.json.encode(trace)).hexdigest()[:32]


def append(folder: Folder, line: Sealed) -> None:
    """Add a line, safe on disk when this returns; under the lock."""
    with _opened(folder, line.trace) as number:
        write_all(number, msgspec.json.encode(line) + b"\n")
        make_last(number)


def holds(folder: Folder, trace: Trace) -> bool:
    """Tell whether a change stands in the history."""
    wanted = b'"change":%b,' % msgspec.json.encode(trace.change)
    with _opened(folder, trace) as number:
        return wanted in _content(number, _tail_start(number)) or wanted in _content(number, 0)


def token(folder: Folder, trace: Trace) -> Token | None:
    """Return what tells the history of a change's school year from what it was before."""
    return token_at(_path(folder, trace))


def _path(folder: Folder, trace: Trace) -> Path:
    year = school_year(local_day(datetime.fromisoformat(trace.at)))
    return folder.file(HISTORY) / f"{year.name}{SUFFIX}"


@contextlib.contextmanager
def _opened(folder: Folder, trace: Trace) -> Iterator[int]:
    """Open the history of a change's school year, a line that was never finished cut off."""
    folder.inside(HISTORY)
    with appending(_path(folder, trace), folder.file_mode) as number:
        _cut_off_unfinished(number)
        yield number


def _content(number: int, start: int) -> bytes:
    return os.pread(number, os.fstat(number).st_size - start, start)


def _cut_off_unfinished(number: int) -> None:
    size = os.fstat(number).st_size
    if size and os.pread(number, 1, size - 1) != b"\n":
        os.ftruncate(number, _content(number, 0).rfind(b"\n") + 1)


def _tail_start(number: int) -> int:
    return max(0, os.fstat(number).st_size - TAIL)


def _last_line(number: int) -> Sealed | None:
    start = _tail_start(number)
    lines = _content(number, start).split(b"\n")
    if start and len(lines) <= 2:  # noqa: PLR2004 - a piece of one line, and nothing after its end
        lines = _content(number, 0).split(b"\n")
    return _read(lines[-2]) if len(lines) > 1 else None


def last_in(content: bytes) -> Sealed | None:
    """Return the last whole line of a history, if it can be read."""
    end = content.rfind(b"\n")
    return _read(content[content.rfind(b"\n", 0, max(end, 0)) + 1 : max(end, 0)])


def _read(line: bytes) -> Sealed | None:
    try:
        return msgspec.json.decode(line, type=Sealed)
    except msgspec.MsgspecError:
        return None


def files_of(folder: Folder) -> list[Path]:
    """Return the history's files, newest first."""
    place = folder.file(HISTORY)
    names = names_in(place) if place.is_dir() else []
    return [place / name for name in reversed(names) if name.endswith(SUFFIX)]


def latest(folder: Folder) -> Iterator[Trace]:
    """Yield what was done, newest first; lines that cannot be read are passed over."""
    for path in files_of(folder):
        for line in reversed(read_whole(path)[0].split(b"\n")):
            if found := _read(line):
                yield found.trace


def broken_lines(path: Path) -> Iterator[int]:
    """Yield the numbers of the lines that do not follow from the line before them."""
    previous = ""
    for number, content in enumerate(read_whole(path)[0].splitlines(), 1):
        line = _read(content)
        if line is None or line.seal != seal_of(previous, line.trace):
            yield number
        previous = line.seal if line else ""
