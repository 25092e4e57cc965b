"""One file of a folder, opened: its lines, its records, and what stands in the way of writing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

import msgspec

from storage.archive.disk.files import UNREADABLE, Token
from storage.archive.disk.folder import TEAM_FILE
from storage.archive.earlier.lineage import Known, known_of
from storage.archive.format.damage import examined, refuse_too_much
from storage.archive.format.layout import FILE_KEY, SCHEMA, Header, Lines, MisshapenError, parsed
from storage.archive.format.records import COUNTERS, GONE, OLDEST, TABLES, brought_up, record_from
from storage.domain.calendar import SchoolYear
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, RecordKind
from storage.domain.record import AnyRecord, Record
from storage.domain.views.book import YearBook

Records = Mapping[str, Mapping[str, Record]]


class Counter(msgspec.Struct, frozen=True):
    """A number that is never given twice."""

    last: Annotated[int, msgspec.Meta(ge=0, le=10**9)]


@dataclass(frozen=True)
class OpenedFile:
    """What a file held when its token was taken."""

    name: str
    token: Token | None = None
    header: Header = field(default=Header(schema=SCHEMA))
    lines: Lines = field(default_factory=dict)
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
        return {name.removeprefix(GONE): number for name, number in counters if name.startswith(GONE)}

    @cached_property
    def year_book(self) -> YearBook:
        """A year's file as its records, oldest first."""
        return YearBook(SchoolYear(int(self.name[:4])), **self.shelves(of_team=False))


def counters_of(name: str, lines: Lines) -> dict[str, int]:
    """Return a file's numbers that are never given twice; raises `damaged-file`."""
    try:
        counters = {key: msgspec.json.decode(line, type=Counter) for key, line in lines.get(COUNTERS, {}).items()}
    except UNREADABLE:
        raise Refused("damaged-file", file=name, reason="does-not-fit", place=f"$.{COUNTERS}") from None
    return {key: counter.last for key, counter in counters.items()}


def understood(name: str, content: bytes) -> tuple[Header, Lines, Refused | None]:
    """Return what a file holds, as the present schema has it, and why it should not be written over, if so.

    Raises `damaged-file`.
    """
    obstacle = None
    refuse_too_much(name, content)
    try:
        header, lines = parsed(content)
    except MisshapenError:
        header, lines = examined(name, content)
        obstacle = Refused("changed-outside", file=name)
    if header.schema < OLDEST:
        raise Refused("damaged-file", file=name, reason="not-ours", place=f"$.{FILE_KEY}.schema")
    if header.schema > SCHEMA:
        obstacle = Refused("newer-schema", file=name, schema=header.schema, ours=SCHEMA)
    try:
        return header, brought_up(header.schema, lines), obstacle
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


def records_of(name: str, lines: Lines, known: OpenedFile) -> Records:
    """Return lines as records, those of `known` used again where their lines are the same; raises `damaged-file`."""
    if name == TEAM_FILE and len(lines.get("team", ())) != 1:
        raise Refused("damaged-file", file=name, reason="does-not-fit", place="$.team")
    return {table: _table(name, table, lines[table], known) for table in TABLES if table in lines}


def _table(name: str, table: str, lines: Mapping[str, bytes], known: OpenedFile) -> dict[str, Record]:
    before, made = known.lines.get(table, {}), known.records.get(table, {})
    return {
        key: made[key] if before.get(key) == line and key in made else record_from(name, table, key, line)
        for key, line in lines.items()
    }
