"""A team between a folder and a database, whole: its rows as a folder's files, a folder's files as rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import msgspec
from psycopg import Cursor
from psycopg.sql import SQL, Identifier

from storage.archive.beside.drafts import Journals, own_slots
from storage.archive.care.exporting import files_of
from storage.archive.care.moving import lay_down, mark_gone, standing_still, take_away, unmark
from storage.archive.change.reaching import reached
from storage.archive.change.session import Session
from storage.archive.change.snapshot import Snapshot, gone_from
from storage.archive.disk.folder import Folder, existing
from storage.archive.earlier import history
from storage.archive.format.layout import COUNTERS, SCHEMA, Header, Sealed, Trace, composed, user_in, with_user
from storage.archive.store import obstacle_in
from storage.domain.calendar import SchoolYear, local_day, school_year
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS
from storage.domain.people import Team
from storage.postgres.address import Address
from storage.postgres.connection import TeamDatabase
from storage.postgres.opening import open_team, prepare
from storage.postgres.rows import MADE, file_of, make_team, record_from, team_named
from storage.store import Draft

TABLES = {kind.name: kind.table for kind in KINDS}
NAMES = {kind.table: kind.name for kind in KINDS}
MOVES = ("record", "number", "change", "file", "paper")
"""What goes when the team comes back from a folder, and comes anew; who belongs to it stays."""
ENDING = ".json"
Lines = defaultdict[str, defaultdict[str, dict[str, bytes]]]


@dataclass(frozen=True)
class Arrived:
    """What a move came to."""

    team: Team
    to: str
    records: int
    changes: int
    drafts_of_others: int = 0
    """How many begun texts of other people stay where they were."""
    exports: tuple[Path, ...] = ()
    """The exports that deleting reached from the folder, and does not from a database."""


def files_in(address: Address) -> dict[str, bytes]:
    """Return a team in a database as the files that a folder of it would hold; raises what opening it raises."""
    return TeamDatabase(address).asked(lambda cursor: _files(cursor, team_named(cursor, address.team)))


def teams_in(address: Address) -> dict[str, str]:
    """Return the names of the teams that an address leads to, by their ids: the one it names, or all."""
    return dict(
        TeamDatabase(address).does("select id, name from team where %s in ('', id, name) order by name", address.team)
    )


def _files(cursor: Cursor, team: str) -> dict[str, bytes]:
    read = cursor.execute("select name, content from paper where team = %s order by name", (team,))
    papers: dict[str, bytes] = dict(read.fetchall())
    last = dict(_continued(cursor, team, papers))
    lines, data = _lines(cursor, team), dict[str, bytes]()
    rows = cursor.execute("select name, generation, number, came, tables from file where team = %s", (team,))
    known = {name: rest for name, *rest in rows.fetchall()}
    for name in sorted({*known, *lines}):
        generation, number, came, tables = known.get(name, (1, None, None, "[]"))
        sealed = (number and last.get(number)) or msgspec.json.decode(came or "null", type=Sealed | None)
        came_along, own = msgspec.json.decode(tables, type=list[str]), lines[name]
        order = dict.fromkeys((*came_along, COUNTERS, *own))
        kept = {table: own.get(table, {}) for table in order if table in came_along or table in own}
        header = Header(schema=SCHEMA, generation=generation, last=sealed)
        data[f"{name}{ENDING}"] = b"".join(composed(kept, header))
    return data | papers


def _lines(cursor: Cursor, team: str) -> Lines:
    lines: Lines = defaultdict(lambda: defaultdict(dict))
    numbers = "select year, name, last from number where team = %s order by place"
    for year, name, number in cursor.execute(numbers, (team,)).fetchall():
        lines[SchoolYear(year).name][COUNTERS][name] = b'{"last":%d}' % number
    records = "select file, kind, id, body from record where team = %s order by place"
    for file, kind, key, body in cursor.execute(records, (team,)).fetchall():
        home = file or file_of(record_from(kind, key, body), datetime.now(UTC))
        lines[home][TABLES[kind]][key] = body.encode()
    return lines


def _continued(cursor: Cursor, team: str, papers: dict[str, bytes]) -> Iterator[tuple[int, Sealed]]:
    """Add what was done in the database to the history that came with the team; yield each change's line by number."""
    rows = cursor.execute(
        "select number, change.id, at, by, login, session, undoes, records from change"
        " join team on team.id = team where team = %s and number > arrived order by number",
        (team,),
    )
    for number, change, at, by, login, session, undoes, records in rows.fetchall():
        moment = at.astimezone(UTC)
        trace = Trace(
            change=change,
            at=moment.isoformat(),
            by=by,
            session=with_user(login, session),
            undoes=undoes,
            records=MADE.decode(records),
        )
        name = f"{history.HISTORY}/{school_year(local_day(moment)).name}{history.SUFFIX}"
        before = papers.get(name, b"")
        previous = history.last_in(before)
        line = Sealed(trace, history.seal_of(previous.seal if previous else "", trace))
        papers[name] = before + msgspec.json.encode(line) + b"\n"
        yield number, line


def _take_in(cursor: Cursor, folder: Folder, snapshot: Snapshot, files: Mapping[str, bytes], came_from: str) -> None:
    """Make a folder's files a team's rows, that nobody may write in yet; raises `team-exists` or `move-differs`."""
    team = snapshot.book.team
    row = cursor.execute("select moved_to from team where id = %s for update", (team.id,)).fetchone()
    if row is None:
        make_team(cursor, team)
    elif row[0] != came_from:
        raise Refused("team-exists", path=team.name)
    for table in MOVES:
        cursor.execute(SQL("delete from {} where team = %s").format(Identifier(table)), (team.id,))
    _add_files(cursor, team.id, snapshot)
    papers = [(team.id, name, content) for name, content in files.items() if "/" in name]
    cursor.executemany("insert into paper (team, name, content) values (%s, %s, %s)", papers)
    changes = _add_history(cursor, team.id, folder)
    cursor.execute(
        "update team set name = %s, changes = %s, arrived = %s, moved_to = %s where id = %s",
        (team.name, changes, changes, came_from, team.id),
    )
    _refuse_difference(files, _files(cursor, team.id))


def _refuse_difference(files: Mapping[str, bytes], others: Mapping[str, bytes]) -> None:
    for name in sorted({*files, *others}):
        if files.get(name) != others.get(name):
            raise Refused("move-differs", file=name)


def _add_files(cursor: Cursor, team: str, snapshot: Snapshot) -> None:
    records, numbers = list[tuple[object, ...]](), list[tuple[object, ...]]()
    for name, file in snapshot.files.items():
        stem, tables = name.removesuffix(ENDING), msgspec.json.encode([*file.lines]).decode()
        came = msgspec.json.encode(file.header.last).decode()
        cursor.execute(
            "insert into file (team, name, generation, came, tables) values (%s, %s, %s, %s, %s)",
            (team, stem, file.header.generation, came, tables),
        )
        for table, kept in file.records.items():
            for key, record in kept.items():
                body = file.lines[table][key].decode()
                records.append((team, key, NAMES[table], record.rev, body, stem))
        for counter, last in {"cases": file.given, **{f"gone-{key}": last for key, last in file.gone.items()}}.items():
            if counter in file.lines.get(COUNTERS, {}):
                numbers.append((team, int(name[:4]), counter, last))
    cursor.executemany("insert into record (team, id, kind, rev, body, file) values (%s, %s, %s, %s, %s, %s)", records)
    cursor.executemany("insert into number (team, year, name, last) values (%s, %s, %s, %s)", numbers)


def _add_history(cursor: Cursor, team: str, folder: Folder) -> int:
    number = count(1)
    rows = [
        (
            team, next(number), trace.change, datetime.fromisoformat(trace.at), trace.by, user_in(trace.session),
            trace.session, trace.undoes, msgspec.json.encode(trace.records).decode(),
        )
        for trace in reversed(list(history.latest(folder)))
    ]  # fmt: skip
    cursor.executemany(
        "insert into change (team, number, id, at, by, login, session, undoes, records)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
        rows,
    )
    return len(rows)


def into_database(place: Path, address: Address, *, session: str, memory: Path | None) -> Arrived:
    """Move a team from a folder to a database, where nobody sees it before all of it is there.

    At no moment can it be written in at both ends; what was broken off goes on where it is done once more. Raises
    `team-exists`, `other-team-meant`, `move-differs`, what stands in the folder's way, and what the database refuses.
    """
    prepare(address)
    folder, came_from = existing(place), str(place.absolute())
    database = TeamDatabase(address)
    desk = Session(folder, session, obstacle_in(place), memory)
    team = desk.look().book.team
    if address.team not in {"", team.id, team.name}:
        raise Refused("other-team-meant", team=address.team, name=team.name)
    if not gone_from(folder):
        with standing_still(desk) as snapshot:
            files = files_of(place)
            database.asked(lambda cursor: _take_in(cursor, folder, snapshot, files, came_from))
            mark_gone(folder, _told(database, address, team))
    database.does("update team set moved_to = null where id = %s and moved_to = %s", team.id, came_from)
    return _arrived_there(folder, address, team, session)


def _told(database: TeamDatabase, address: Address, team: Team) -> str:
    """Return what a teacher types to open a team: its name, or its id where another one is called the same."""
    alike = database.says("select count(*) from team where name = %s", (team.name,))
    return address.of_anybody.of_team(team.name if alike == 1 else team.id)


def _arrived_there(folder: Folder, address: Address, team: Team, session: str) -> Arrived:
    store = open_team(Address(address.server, team.id, address.schema), session=session)
    slots, others = own_slots(folder)
    for slot in slots:
        store.keep_draft(slot.draft)
    records, changes = sum(1 for _ in store.book().records()), sum(1 for _ in store.history())
    obstacle = gone_from(folder)
    to = str(obstacle.params["to"]) if obstacle else ""
    return Arrived(team, to, records, changes, others, reached(folder, team.id))


def into_folder(address: Address, place: Path, *, session: str) -> Arrived:
    """Move a team from a database to a folder that is new, empty, or the one that it came from.

    As `into_database`; raises `moved`, `folder-not-empty` and `not-saved` as well. Only who owns the tables can.
    """
    database, to = TeamDatabase(address), str(place.absolute())
    team_id = database.asked(lambda cursor: team_named(cursor, address.team))
    if not database.says("select has_column_privilege('team', 'moved_to', 'update')", ()):
        raise Refused("database-not-yours", host=address.host)
    team = open_team(Address(address.server, team_id, address.schema), session=session).book().team

    def done(cursor: Cursor) -> Folder:
        row = cursor.execute("select moved_to from team where id = %s for update", (team_id,)).fetchone()
        if row and row[0] not in {None, to}:
            raise Refused("moved", to=row[0])
        files = _files(cursor, team_id)
        folder = lay_down(place, files, team_id, _told(database, address, team))
        _refuse_difference(files, files_of(place))
        cursor.execute("update team set moved_to = %s where id = %s", (to, team_id))
        return folder

    folder = database.asked(done)
    others = _bring_drafts(database, team_id, Journals(folder, session))
    unmark(folder)
    book = Session(folder, session).look().book
    return Arrived(team, to, sum(1 for _ in book.records()), sum(1 for _ in history.latest(folder)), others)


def _bring_drafts(database: TeamDatabase, team: str, journals: Journals) -> int:
    """Take along what this login was typing, and return how many texts of others stay."""
    rows = database.does("select login = session_user, body from draft where team = %s", team)
    for own, body in rows:
        if own:
            journals.keep(msgspec.json.decode(body, type=Draft))
    return sum(not own for own, _ in rows)


def delete_left(source: Address | Path, team: str) -> tuple[str, ...]:
    """Delete what a team that has gone left behind, and return the names of what is not ours and stays.

    Raises `not-moved` where it has gone nowhere.
    """
    if isinstance(source, Path):
        if not gone_from(existing(source)):
            raise Refused("not-moved")
        return take_away(existing(source))
    if not TeamDatabase(source).does("delete from team where id = %s and moved_to is not null returning id", team):
        raise Refused("not-moved")
    return ()
