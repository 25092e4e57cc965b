"""Who did what when, a line for each change; each line carries the seal of the one before."""

import contextlib
import hashlib
import heapq
import os
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from storage.archive.disk.files import LARGEST, Token, appending, make_last, read_whole, token_at, value_in, write_all
from storage.archive.disk.folder import YEARS, Folder
from storage.archive.format.layout import Sealed, Trace
from storage.domain.calendar import local_day, school_year
from storage.domain.changing import MadeChange
from storage.domain.errors import Refused
from storage.domain.text import pattern
from storage.inner import plain_files

HISTORY = "history"
SUFFIX = ".jsonl"
OWN = pattern(rf"{YEARS}\.jsonl")
JOINED = pattern(rf"{YEARS}\.joined-(?P<seal>[0-9a-f]{{12}})\.jsonl")
"""What another copy of the folder had written before the two were joined, by the seal of its last line."""
NAMED = pattern(rf"{OWN.pattern}|{JOINED.pattern}")
LAID_BESIDE = pattern(rf"{YEARS}(?![0-9A-Za-z])(?!\.joined-|\.jsonl).*\.jsonl")
"""How a copy of one is called that a sync program or git laid beside it."""
JOINS = pattern(rb'"history","[^"]*:([0-9a-f]{12})[0-9a-f]{20}","joined"')
"""How a line of ours names the end of a history that was joined: only such a one counts."""
YEAR_LENGTH = 7
TAIL = 1 << 14
"""Bytes at the end that are enough to find the last line, unless it is a giant's."""
MOST = 100_000
"""Lines; no team makes as many changes in a year."""
BEGINNING = b'{"trace":{"change":"'
PASSED_OVER = frozenset({"damaged-file", "not-a-file"})


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
        _end_line(number)
        write_all(number, msgspec.json.encode(line) + b"\n")
        make_last(number)


def holds(folder: Folder, trace: Trace) -> bool:
    """Tell whether a change stands in the history."""
    wanted = named_in_line(trace.change)
    with _opened(folder, trace) as number:
        return wanted in _sure(_content(number, TAIL)) or wanted in _sure(_content(number, LARGEST))


def token(folder: Folder, trace: Trace) -> Token | None:
    """Return what tells the history of a change's school year from what it was before."""
    return token_at(_path(folder, trace))


def _path(folder: Folder, trace: Trace) -> Path:
    year = school_year(local_day(datetime.fromisoformat(trace.at)))
    return folder.file(HISTORY) / f"{year.name}{SUFFIX}"


@contextlib.contextmanager
def _opened(folder: Folder, trace: Trace) -> Iterator[int]:
    """Open the history of a change's school year."""
    folder.inside(HISTORY)
    with appending(_path(folder, trace), folder.file_mode) as number:
        yield number


def _content(number: int, most: int) -> bytes:
    """Return the end of an open history, `most` bytes of it at the utmost."""
    size = os.fstat(number).st_size
    return os.pread(number, most, max(0, size - most))


def _end_line(number: int) -> None:
    """Let the next line begin on its own: what a crash left of one of ours goes, whatever else stands there stays."""
    rest = _unended(_content(number, TAIL))
    if _is_torn(rest):
        os.ftruncate(number, os.fstat(number).st_size - len(rest))
    elif rest:
        write_all(number, b"\n")


def _sure(content: bytes) -> bytes:
    """Return what stands in a history without the end of its last line, and without a line that was never finished."""
    rest = _unended(content)
    return (content.removesuffix(rest) if _is_torn(rest) else content).removesuffix(b"\n")


def _unended(content: bytes) -> bytes:
    return content[content.rfind(b"\n") + 1 :]


def _is_torn(rest: bytes) -> bool:
    """Tell whether the end of a file is the beginning of a line that was never finished."""
    ours = rest.startswith(BEGINNING) or BEGINNING.startswith(rest)
    return bool(rest) and ours and len(rest) < TAIL and _read(rest) is None


def _last_line(number: int) -> Sealed | None:
    lines = _sure(_content(number, TAIL)).split(b"\n")
    if len(lines) == 1 and os.fstat(number).st_size > TAIL:
        lines = _sure(_content(number, LARGEST)).split(b"\n")
    return _read(lines[-1])


_decode = msgspec.json.Decoder(Sealed).decode


def last_in(content: bytes) -> Sealed | None:
    """Return the last whole line of a history, if it can be read."""
    end = content.rfind(b"\n")
    return _read(content[content.rfind(b"\n", 0, max(end, 0)) + 1 : max(end, 0)])


def _read(line: bytes) -> Sealed | None:
    return value_in(line, _decode)


def files_of(folder: Folder) -> list[Path]:
    """Return the history's own files, newest first."""
    return plain_files(folder.file(HISTORY), OWN)[::-1]


def joined_files(folder: Folder) -> list[Path]:
    """Return the histories of other copies that were joined to this one, newest first.

    One that no line of ours names was laid there for a joining that never came to be, or by somebody else.
    """
    there = plain_files(folder.file(HISTORY), JOINED)[::-1]
    if not there:
        return []
    lines = (line for path in files_of(folder) for line in _lines_or_none(path))
    named = {seal.decode() for line in lines for seal in JOINS.findall(line)}
    return [path for path in there if (found := JOINED.fullmatch(path.name)) and found["seal"] in named]


def laid_beside(folder: Folder) -> list[Path]:
    """Return the copies of histories that lie beside them, each a whole chain of seals."""
    there = plain_files(folder.file(HISTORY), LAID_BESIDE)
    return [path for path in there if not any(broken_lines(path))]


def named_in_line(change: str) -> bytes:
    """Return how a line of the history names its change."""
    return b'"change":%b,' % msgspec.json.encode(change)


def was_joined(folder: Folder, change: str) -> bool:
    """Tell whether a change stands in the history of a copy that was joined to this one."""
    with contextlib.suppress(OSError, Refused):
        return any(named_in_line(change) in read_whole(path)[0] for path in joined_files(folder))
    return False


def year_in(path: Path) -> str:
    """Return the name of the school year that a history's file is about."""
    return path.name[:YEAR_LENGTH]


def joined_name(year: str, seal: str) -> str:
    """Return what the history of another copy is called here, by the seal of its last line."""
    return f"{year}.joined-{seal[:12]}{SUFFIX}"


def lines_of(path: Path) -> list[bytes]:
    """Return a history's lines; raises what reading a file raises, and `damaged-file` for more than can be."""
    content, _ = read_whole(path)
    if content.count(b"\n") > MOST:
        raise Refused("damaged-file", file=path.name, reason="too-big", place="")
    return content.removesuffix(b"\n").split(b"\n") if content else []


def latest(folder: Folder) -> Iterator[Trace]:
    """Yield what was done, newest first, in joined copies too; what cannot be read is passed over, `check` names it."""
    joined = joined_files(folder)
    own = {year_in(path): path for path in files_of(folder)}
    for year in sorted({*own, *map(year_in, joined)}, reverse=True):
        lines = map(_read, reversed(_lines_or_none(own[year]) if year in own else []))
        traces = [line.trace for line in lines if line]
        others = [path for path in joined if year_in(path) == year]
        yield from heapq.merge(traces, _not_in(traces, others), key=_moment, reverse=True) if others else traces


def _not_in(own: list[Trace], others: list[Path]) -> list[Trace]:
    """Return what was done in joined copies alone, newest first."""
    here = {trace.change for trace in own}
    lines = (line for path in others for line in map(_read, _lines_or_none(path)) if line)
    there = {line.trace.change: line.trace for line in lines if line.trace.change not in here}
    return sorted(there.values(), key=_moment, reverse=True)


def _moment(trace: Trace) -> tuple[datetime, str]:
    return datetime.fromisoformat(trace.at), trace.change


def changes_in(path: Path) -> set[str]:
    """Return the ids of the changes in one of the history's files."""
    return {trace.change for trace in traces_in([path])}


def changes_of(folder: Folder) -> Iterator[MadeChange]:
    """Yield what was done to the records, and to their files, newest first."""
    return (trace.made for trace in latest(folder))


def traces_in(paths: Iterable[Path]) -> Iterator[Trace]:
    """Yield what was done by some of the history's files."""
    return (line.trace for path in paths for line in map(_read, _lines_or_none(path)) if line)


def contents_of(folder: Folder, without: Collection[str] = ()) -> Iterator[bytes]:
    """Yield what the history's files hold, newest first, `without` those of some years' files.

    What cannot be read is passed over.
    """
    for path in [*files_of(folder), *joined_files(folder)]:
        if f"{year_in(path)}.json" not in without:
            yield b"\n".join(_lines_or_none(path))


def gaps(folder: Folder) -> Iterator[Refused]:
    """Yield why a file is passed over, newest first."""
    for path in [*files_of(folder), *joined_files(folder)]:
        if isinstance(why := _lines_or_why(path), Refused):
            yield Refused(
                "history-unreadable", file=f"{HISTORY}/{path.name}", reason=why.params.get("reason", why.code)
            )


def _lines_or_none(path: Path) -> list[bytes]:
    lines = _lines_or_why(path)
    return [] if isinstance(lines, Refused) else lines


def _lines_or_why(path: Path) -> list[bytes] | Refused:
    try:
        return lines_of(path)
    except FileNotFoundError:
        return []
    except Refused as why:
        if why.code in PASSED_OVER:
            return why
        raise


def broken_lines(path: Path) -> Iterator[int]:
    """Yield the numbers of the lines that do not follow from the line before them."""
    previous = ""
    for number, content in enumerate(lines_of(path), 1):
        line = _read(content)
        if line is None or line.seal != seal_of(previous, line.trace):
            yield number
        previous = line.seal if line else ""
