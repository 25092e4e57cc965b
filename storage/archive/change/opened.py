"""One file of a folder, opened: its lines and records, what it descends from, and what keeps it from being written.

The history tells what a file descends from: each change is a line there before the next is made, whoever makes it, a
repair included. A file that follows from what was known has both its own last change and the known one in the history,
in that order; its own may be the very next. A copy that was written elsewhere has not, whichever of the two folders the
history itself came from.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec

from storage.archive.disk.files import UNREADABLE, Token, read_whole
from storage.archive.disk.folder import TEAM_FILE, Folder
from storage.archive.earlier import backups
from storage.archive.earlier.asides import asides_of
from storage.archive.earlier.history import HISTORY, SUFFIX, last_in, named_in_line, seal_of, was_joined
from storage.archive.format import layout
from storage.archive.format.damage import examined, refuse_too_much
from storage.archive.format.layout import SCHEMA
from storage.domain.calendar import SchoolYear, local_day, school_year
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, RecordKind
from storage.domain.record import AnyRecord, Record
from storage.domain.views.book import YearBook


class Known(msgspec.Struct, frozen=True):
    """A file as somebody last knew it."""

    generation: int
    checksum: str
    change: str = ""
    """The change that was written last; empty of a file from before that was kept."""
    at: str = ""


Remembered = Mapping[str, Known]


def known_of(header: layout.Header) -> Known:
    """Return what is remembered of a file."""
    if header.last is None:
        return Known(header.generation, header.checksum)
    return Known(header.generation, header.checksum, header.last.trace.change, header.last.trace.at)


def descends(folder: Folder, name: str, known: Known, header: layout.Header) -> bool:
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


def has_newer_beside(folder: Folder, name: str, header: layout.Header) -> bool:
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


def _place_of_last(folder: Folder, last: layout.Sealed) -> HowFar | None:
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


def _follows(before: layout.Sealed, trace: layout.Trace, seal: str) -> bool:
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


def _put_aside(folder: Folder, name: str, since: int) -> Iterator[layout.Header]:
    for aside in asides_of(folder, name):
        with contextlib.suppress(OSError):
            header = backups.header_of(aside.path)
            if header and header.generation >= since:
                yield header


def _is_of_lost_line(folder: Folder, header: layout.Header, known: Known) -> bool:
    return header.checksum == known.checksum or bool(header.last and _place_of_last(folder, header.last) is None)


Records = Mapping[str, Mapping[str, Record]]


class Counter(msgspec.Struct, frozen=True):
    """A number that is never given twice."""

    last: Annotated[int, msgspec.Meta(ge=0, le=10**9)]


@dataclass(frozen=True)
class OpenedFile:
    """What a file held when its token was taken."""

    name: str
    token: Token | None = None
    header: layout.Header = field(default=layout.Header(schema=SCHEMA))
    lines: layout.Lines = field(default_factory=dict)
    records: Records = field(default_factory=dict)
    obstacle: Refused | None = None
    """Why it can be read but not written."""
    newest: int = 0
    """The highest generation that was ever seen, also when this is an older copy."""
    is_closed: bool = False
    """Whether this is an old year that cannot be read, and stands in the way of nothing but itself."""
    known: Known | None = None
    """The last one that was trusted, where something stands in this one's way."""

    @property
    def trusted(self) -> Known | None:
        """What the next one must descend from."""
        return self.known if self.obstacle or self.token is None else known_of(self.header)

    def shelf(self, kind: RecordKind[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Return the records of a kind as they stand in the book."""
        kept = (record for record in self.records.get(kind.table, {}).values() if isinstance(record, kind.record))
        return tuple(sorted(kept, key=kind.order) if kind.order else kept)

    def shelves(self, *, of_team: bool) -> dict[str, Any]:
        """Return the shelves that the team's own file has, or a year's, by their names in the book."""
        return {kind.table: self.shelf(kind) for kind in KINDS if kind.is_of_team == of_team}

    @property
    def is_of_older_program(self) -> bool:
        """Whether the file still lies there in an older form than its lines have here."""
        return self.token is not None and self.header.schema < SCHEMA

    @property
    def given(self) -> int:
        """The highest number of a case's code that was ever given here."""
        return counters_of(self.name, self.lines).get("cases", 0)

    @property
    def gone(self) -> dict[str, int]:
        """The numbers that deleted cases had, by their ids."""
        counters = counters_of(self.name, self.lines).items()
        return {name.removeprefix(layout.GONE): number for name, number in counters if name.startswith(layout.GONE)}

    @cached_property
    def year_book(self) -> YearBook:
        """A year's file as its records, oldest first."""
        return YearBook(SchoolYear(int(self.name[:4])), **self.shelves(of_team=False))


def counters_of(name: str, lines: layout.Lines) -> dict[str, int]:
    """Return a file's numbers that are never given twice; raises `damaged-file`."""
    try:
        counters = {
            key: msgspec.json.decode(line, type=Counter) for key, line in lines.get(layout.COUNTERS, {}).items()
        }
    except UNREADABLE:
        raise Refused("damaged-file", file=name, reason="does-not-fit", place=f"$.{layout.COUNTERS}") from None
    return {key: counter.last for key, counter in counters.items()}


def understood(name: str, content: bytes) -> tuple[layout.Header, layout.Lines, Refused | None]:
    """Return what a file holds, as the present schema has it, and why it should not be written over, if so.

    Raises `damaged-file`.
    """
    obstacle = None
    refuse_too_much(name, content)
    try:
        header, lines = layout.parsed(content)
    except layout.MisshapenError:
        header, lines = examined(name, content)
        obstacle = Refused("changed-outside", file=name)
    if header.schema < layout.OLDEST:
        raise Refused("damaged-file", file=name, reason="not-ours", place=f"$.{layout.FILE_KEY}.schema")
    if header.schema > SCHEMA:
        obstacle = Refused("newer-schema", file=name, schema=header.schema, ours=SCHEMA)
    try:
        return header, layout.brought_up(header.schema, lines), obstacle
    except UNREADABLE:
        raise Refused("damaged-file", file=name, reason="does-not-fit", place="") from None


def opened(name: str, content: bytes, token: Token, known: OpenedFile | None = None) -> OpenedFile:
    """Return a file's content as records, those of `known` used again where their lines are the same.

    Raises `damaged-file`, or `newer-schema` when a newer program's records are beyond us.
    """
    header, lines, obstacle = understood(name, content)
    try:
        counters_of(name, lines)
        records = records_of(name, lines, known or OpenedFile(name))
    except Refused:
        if obstacle and obstacle.code == "newer-schema":
            raise obstacle from None
        raise
    return OpenedFile(name, token, header, lines, records, obstacle)


def records_of(name: str, lines: layout.Lines, known: OpenedFile) -> Records:
    """Return lines as records, those of `known` used again where their lines are the same; raises `damaged-file`."""
    if name == TEAM_FILE and len(lines.get("team", ())) != 1:
        raise Refused("damaged-file", file=name, reason="does-not-fit", place="$.team")
    return {table: _table(name, table, lines[table], known) for table in layout.TABLES if table in lines}


def _table(name: str, table: str, lines: Mapping[str, bytes], known: OpenedFile) -> dict[str, Record]:
    before, made = known.lines.get(table, {}), known.records.get(table, {})
    return {
        key: made[key] if before.get(key) == line and key in made else layout.record_from(name, table, key, line)
        for key, line in lines.items()
    }
