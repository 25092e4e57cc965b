"""A team's rows as records, and a change that is under way on them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec
from psycopg import Connection, Cursor

from storage.domain.calendar import SchoolYear, local_day
from storage.domain.case.case import Case
from storage.domain.changing import Author, MadeChange
from storage.domain.errors import Refused
from storage.domain.joining.codes import first_code, number_of
from storage.domain.kinds import KINDS, RecordKind, kind_of, year_of_case
from storage.domain.people import Team
from storage.domain.record import AnyRecord, Record, line_of
from storage.domain.views.book import year_of

DECODERS = {kind.name: msgspec.json.Decoder(kind.record) for kind in KINDS}
TEAM_FILE = "team"
GIVEN = "cases"
"""What the highest number that was given to a case is called."""
GONE = "gone-"
"""What the number that a deleted case had is called, before the case's id; in a folder's file as well."""
LAST_NUMBER = f"select last from number where team = %s and year = %s and name = '{GIVEN}'"  # noqa: S608 - ours
ALL = """
select changes, coalesce(moved_to, ''), record.id, kind, body from team left join record on team = team.id
where team.id = %s
"""
SINCE = """
with news as (
    select distinct touched ->> 1 as id from change, jsonb_array_elements(records::jsonb) as touched
    where team = %(team)s and number > %(known)s
)
select changes, coalesce(moved_to, ''), news.id, kind, body
from team left join news on true left join record on team = team.id and record.id = news.id where team.id = %(team)s
"""
TOUCHED = "select id, rev, body, file from record where team = %s and id = any(%s) for update"
WRITTEN_FILES = """
insert into file (team, name, generation, number) select %s, unnest(%s::text[]), 1, %s
on conflict (team, name) do update set generation = file.generation + 1, number = excluded.number
"""
MADE = msgspec.json.Decoder(tuple[tuple[str, str, str], ...])


class RevisedMeanwhile(Exception):  # noqa: N818 - no fault: it is done once more
    """A row was not as it was read: somebody wrote past the team's lock."""


@dataclass(frozen=True)
class Rows:
    """What a team's rows said after so many changes."""

    changes: int
    records: Mapping[str, Record]
    moved_to: str = ""
    """Where the team has gone; nothing is written here any more."""

    @cached_property
    def moved(self) -> Refused | None:
        """That the team has gone, and where."""
        return Refused("moved", to=self.moved_to) if self.moved_to else None


def writable(rows: Rows) -> Rows:
    """Return rows that may be changed; raises `moved` where the team has gone elsewhere."""
    if rows.moved:
        raise rows.moved
    return rows


def rows_of(line: Connection, team: str, known: Rows | None) -> Rows:
    """Return the rows as they stand at one moment; the same object as `known` where nothing has changed.

    Raises `team-gone`.
    """
    if known is None or known.moved_to:
        read = line.execute(ALL, (team,)).fetchall()
    else:
        read = line.execute(SINCE, {"team": team, "known": known.changes}).fetchall()
    if not read:
        raise Refused("team-gone", path=team)
    changes, moved_to, *_ = read[0]
    if known and changes < known.changes:  # somebody brought it back from a backup
        return rows_of(line, team, None)
    if known and (known.changes, known.moved_to) == (changes, moved_to):
        return known
    touched = {key: body and record_from(kind, key, body) for _, _, key, kind, body in read if key}
    kept = touched if known is None or known.moved_to else {**known.records, **touched}
    return Rows(changes, {key: record for key, record in kept.items() if record}, moved_to)


def record_from(kind: str, key: str, body: str) -> Record:
    """Return a row as its record; raises `damaged-row` where it does not fit."""
    try:
        record: Record = DECODERS[kind].decode(body)
    except (KeyError, msgspec.DecodeError) as fault:
        raise Refused("damaged-row", kind=kind, record=key, reason=str(fault)) from None
    if record.id != key or any(kind_of(record).misfits(record)):
        raise Refused("damaged-row", kind=kind, record=key, reason="does-not-fit")
    return record


def standing(rows: Cursor, keys: Collection[str]) -> dict[str, tuple[int, str, str | None]]:
    """Return what stands in each of the rows that were asked for."""
    return dict.fromkeys(keys, (0, "", None)) | {key: (rev, body, file) for key, rev, body, file in rows.fetchall()}


@dataclass
class PendingRows:
    """The records as a change will leave them; the rules know it as `Pending`."""

    author: Author
    line: Connection
    """It may send on before an answer has come."""
    team: str
    before: Rows
    stands: dict[str, tuple[int, str, str | None]]
    """What stands in the rows that were asked for beforehand: revision, body and file; none where nothing stands."""
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
        """Take a record out; which number a case had stays, so that no copy gives it to another."""
        del self.records[record.id]
        self.touched[kind_of(record).name, record.id] = "deleted"
        if isinstance(record, Case):
            self._count(f"{GONE}{record.id}", year_of_case(record), number_of(first_code(record)))

    def last_number(self, year: SchoolYear) -> int:
        """Return the highest number that was remembered for a year's cases."""
        asked = (self.team, year.start)
        row = self.line.execute(LAST_NUMBER, asked).fetchone()
        return int(row[0]) if row else 0

    def remember_number(self, year: SchoolYear, number: int) -> None:
        """Remember which number was given."""
        self._count(GIVEN, year, number)

    def _count(self, name: str, year: SchoolYear, number: int) -> None:
        self.line.execute(
            "insert into number (team, year, name, last) values (%s, %s, %s, %s)"
            " on conflict (team, year, name) do update set last = excluded.last",
            (self.team, year.start, name, number),
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
        unasked = [key for _, key in self.touched if key not in self.stands]
        stands = self.stands | (standing(self.line.execute(TOUCHED, (self.team, unasked)), unasked) if unasked else {})
        files = {self._write(kind, key, *stands[key]) for kind, key in self.touched}
        number, author = self.before.changes + 1, self.author
        self.line.execute(WRITTEN_FILES, (self.team, [*files], number))
        records = msgspec.json.encode(self.made.records).decode()
        self.line.execute(
            "insert into change (team, number, id, at, by, session, undoes, records)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s)",
            (self.team, number, author.change, author.at, author.by, author.session, author.undoes, records),
        )
        (name,) = (record.name for record in self.records.values() if isinstance(record, Team))
        self.line.execute("update team set changes = %s, name = %s where id = %s", (number, name, self.team))
        return Rows(number, self.records)

    def _write(self, kind: str, key: str, rev: int, body: str, file: str | None) -> str:
        """Write a row over what stands there, and return which of a folder's files it would lie in."""
        old, new = self.before.records.get(key), self.records.get(key)
        if (old.rev if old else 0) != rev:
            raise RevisedMeanwhile
        record = new or old
        known = file or (file_of(record, self.author.at) if record else TEAM_FILE)
        if new is None:
            self.line.execute("delete from record where team = %s and id = %s", (self.team, key))
        elif old is None:
            values = (self.team, key, kind, new.rev, line_of(new).decode(), known)
            self.line.execute("insert into record (team, id, kind, rev, body, file) values (%s,%s,%s,%s,%s,%s)", values)
        else:  # what a newer program wrote in it, and we do not know, stays
            changed = (new.rev, line_of(new, old, body.encode()).decode(), self.team, key)
            self.line.execute("update record set rev = %s, body = %s where team = %s and id = %s", changed)
        return known


def file_of(record: Record, at: datetime) -> str:
    """Return which of a folder's files a record would lie in, without its ending."""
    return TEAM_FILE if kind_of(record).is_of_team else year_of(record, local_day(at)).name


def team_named(cursor: Cursor, asked: str) -> str:
    """Return the id of the team that an address means; raises `no-team-there` or `teams-of-one-name`."""
    found = cursor.execute(
        "select id, name from team where %(asked)s in (id, name) or %(asked)s = '' order by id", {"asked": asked}
    ).fetchall()
    if not found:
        raise Refused("no-team-in-database", team=asked)
    if len(found) > 1:
        names = [name for _, name in found]
        teams = tuple(name if names.count(name) == 1 else key for key, name in found)
        raise Refused("teams-of-one-name" if asked else "which-team-there", team=asked, teams=teams)
    return str(found[0][0])


def make_team(cursor: Cursor, team: Team) -> None:
    """Make a team without records; whoever makes it is its first member. Raises `team-exists`."""
    if cursor.execute("select 1 from team where id = %s", (team.id,)).fetchone():
        raise Refused("team-exists", path=team.name)
    cursor.execute("insert into team (id, name) values (%s, %s)", (team.id, team.name))
    cursor.execute("insert into membership values (%s, session_user)", (team.id,))
