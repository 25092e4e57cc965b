"""A team's rows as records, and a change that is under way on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from psycopg import Cursor

from storage.domain.calendar import SchoolYear
from storage.domain.changing import Author, MadeChange
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, RecordKind, kind_of
from storage.domain.people import Team
from storage.domain.record import AnyRecord, Record, line_of

DECODERS = {kind.name: msgspec.json.Decoder(kind.record) for kind in KINDS}
MADE = msgspec.json.Decoder(tuple[tuple[str, str, str], ...])


class RevisedMeanwhile(Exception):  # noqa: N818 - no fault: it is done once more
    """A row was not as it was read: somebody wrote past the team's lock."""


@dataclass(frozen=True)
class Rows:
    """What a team's rows said after so many changes."""

    changes: int
    records: Mapping[str, Record]


def rows_of(cursor: Cursor, team: str, known: Rows | None) -> Rows:
    """Return the rows as they stand; the same object as `known` where nothing has changed. Raises `team-gone`."""
    row = cursor.execute("select changes from team where id = %s", (team,)).fetchone()
    if row is None:
        raise Refused("team-gone", path=team)
    if known and known.changes == row[0]:
        return known
    if known is None:
        read = cursor.execute("select kind, id, body from record where team = %s", (team,))
        return Rows(row[0], {key: record_from(kind, key, body) for kind, key, body in read})
    touched = _touched_since(cursor, team, known.changes)
    kept = {key: record for key, record in known.records.items() if key not in touched}
    read = cursor.execute("select kind, id, body from record where team = %s and id = any(%s)", (team, [*touched]))
    return Rows(row[0], kept | {key: record_from(kind, key, body) for kind, key, body in read})


def _touched_since(cursor: Cursor, team: str, number: int) -> frozenset[str]:
    made = cursor.execute("select records from change where team = %s and number > %s", (team, number))
    return frozenset(key for (records,) in made for _, key, _ in MADE.decode(records))


def record_from(kind: str, key: str, body: str) -> Record:
    """Return a row as its record; raises `damaged-row` where it does not fit."""
    try:
        record: Record = DECODERS[kind].decode(body)
    except (KeyError, msgspec.DecodeError) as fault:
        raise Refused("damaged-row", kind=kind, record=key, reason=str(fault)) from None
    if record.id != key or any(kind_of(record).misfits(record)):
        raise Refused("damaged-row", kind=kind, record=key, reason="does-not-fit")
    return record


@dataclass
class PendingRows:
    """The records as a change will leave them; the rules know it as `Pending`."""

    author: Author
    cursor: Cursor
    team: str
    before: Rows
    records: dict[str, Record] = field(default_factory=dict)
    touched: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.records = dict(self.before.records)

    def find(self, kind: RecordKind[Any], key: str) -> Record | None:
        """Return a record by its id."""
        record = self.records.get(key)
        return record if isinstance(record, kind.record) else None

    def every(self, kind: RecordKind[AnyRecord]) -> Iterator[AnyRecord]:
        """Yield every record of a kind."""
        yield from (record for record in self.records.values() if isinstance(record, kind.record))

    def put(self, record: Record, old: Record | None) -> Record:
        """Put a record in the place of `old`, or as a new one."""
        self.records[record.id] = record
        self.touched[kind_of(record).name, record.id] = "changed" if old else "made"
        return record

    def remove(self, record: Record) -> None:
        """Take a record out."""
        del self.records[record.id]
        self.touched[kind_of(record).name, record.id] = "deleted"

    def last_number(self, year: SchoolYear) -> int:
        """Return the highest number that was remembered for a year's cases."""
        asked = (self.team, year.start)
        row = self.cursor.execute("select last from number where team = %s and year = %s", asked).fetchone()
        return int(row[0]) if row else 0

    def remember_number(self, year: SchoolYear, number: int) -> None:
        """Remember which number was given."""
        self.cursor.execute(
            "insert into number values (%s, %s, %s) on conflict (team, year) do update set last = excluded.last",
            (self.team, year.start, number),
        )

    @property
    def made(self) -> MadeChange:
        """The change as the history tells it."""
        author = self.author
        records = tuple((kind, key, what) for (kind, key), what in self.touched.items())
        return MadeChange(
            change=author.change, at=author.at, by=author.by, user="", records=records, undoes=author.undoes
        )

    def write(self) -> Rows:
        """Write every touched row and the line of the history; raises `RevisedMeanwhile`."""
        for kind, key in self.touched:
            self._write(kind, key)
        number, author = self.before.changes + 1, self.author
        records = msgspec.json.encode(self.made.records).decode()
        self.cursor.execute(
            "insert into change (team, number, id, at, by, session, undoes, records)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s)",
            (self.team, number, author.change, author.at, author.by, author.session, author.undoes, records),
        )
        (name,) = (record.name for record in self.records.values() if isinstance(record, Team))
        self.cursor.execute("update team set changes = %s, name = %s where id = %s", (number, name, self.team))
        return Rows(number, self.records)

    def _write(self, kind: str, key: str) -> None:
        old, new = self.before.records.get(key), self.records.get(key)
        if new is None:
            self.cursor.execute("delete from record where team = %s and id = %s", (self.team, key))
        elif old is None:
            values = (self.team, key, kind, new.rev, line_of(new).decode())
            self.cursor.execute("insert into record (team, id, kind, rev, body) values (%s, %s, %s, %s, %s)", values)
        else:
            self._overwrite(old, new)

    def _overwrite(self, old: Record, new: Record) -> None:
        """Write over a row what it becomes; what a newer program wrote in it, and we do not know, stays."""
        where = (self.team, new.id, old.rev)
        row = self.cursor.execute("select body from record where team = %s and id = %s and rev = %s", where).fetchone()
        if row is None:
            raise RevisedMeanwhile
        body = line_of(new, old, row[0].encode()).decode()
        self.cursor.execute(
            "update record set rev = %s, body = %s where team = %s and id = %s and rev = %s", (new.rev, body, *where)
        )


def team_named(cursor: Cursor, asked: str) -> str:
    """Return the id of the team that an address means; raises `no-team-there` or `teams-of-one-name`."""
    found = cursor.execute(
        "select id, name from team where %(asked)s in (id, name) or %(asked)s = '' order by id", {"asked": asked}
    ).fetchall()
    if not found:
        raise Refused("no-team-in-database", team=asked)
    if len(found) > 1:
        raise Refused(
            "teams-of-one-name" if asked else "which-team-there",
            team=asked,
            teams=tuple(key if asked else name for key, name in found),
        )
    return str(found[0][0])


def make_team(cursor: Cursor, team: Team) -> None:
    """Make a team without records; whoever makes it is its first member. Raises `team-exists`."""
    if cursor.execute("select 1 from team where id = %s", (team.id,)).fetchone():
        raise Refused("team-exists", path=team.name)
    cursor.execute("insert into team (id, name) values (%s, %s)", (team.id, team.name))
    cursor.execute("insert into membership values (%s, session_user)", (team.id,))
