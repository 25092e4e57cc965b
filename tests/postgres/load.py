"""Fills a database as a country would, step by step, and prints how what people wait for grows with it.

Run with `python tests/postgres/load.py [TEAMS…] [--screens N]`; a team is five years of fifty cases. What is measured
is what a store does: a save, a book that is read for the first time, one that has not changed, a search, and how long
it takes until a change is seen by a session that listens, while N other screens are open and look once a second. A save
is also held to what the same login pays then for one row by itself, turn about, so that what the machine is busy with
counts for both. Each
team has a login of its own, and all of it is done as that one: whose rows they are is asked of every statement.
"""

import contextlib
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from multiprocessing.synchronize import Event as Signal
from pathlib import Path
from threading import Event

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.content.names import theme_names
from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, Entry, Standing, Step, with_entry
from storage.domain.ids import case_code
from storage.domain.meeting.meeting import Meeting, MeetingState, Note
from storage.domain.record import Record
from storage.domain.views.book import Finder
from storage.postgres.address import Address, address_in
from storage.postgres.migrations import ROLE
from storage.postgres.opening import create_team, open_team
from storage.postgres.store import STANDS, PostgresStore
from storage.store import Change
from tests.postgres.server import running_server
from tests.store.conftest import NOW, TEAM

YEARS, CASES, MEETINGS, ENTRIES = 5, 50, 38, 6
SAID = "They came back from the weekend and said that the homework had gone better, but that mornings are hard. "
TIMES = 60
WHICH = count()
TEMPLATE = "template"
COPIES = """
insert into team (id, name, changes) select 't' || n, 'Team ' || n, changes from team, numbers where id = %(of)s;
insert into membership select 't' || n, 'm' || n from numbers where %(of)s <> '';
insert into record (team, id, kind, rev, body, file)
    select 't' || n, id, kind, rev, body, file from record, numbers where team = %(of)s order by n;
insert into number (team, year, name, last)
    select 't' || n, year, name, last from number, numbers where team = %(of)s;
insert into file (team, name, generation, number)
    select 't' || n, name, generation, number from file, numbers where team = %(of)s;
insert into change (team, number, id, at, by, session, undoes, records)
    select 't' || n, number, id, at, by, session, undoes, records from change, numbers where team = %(of)s order by n
"""
TABLES = ("record", "change", "file", "number", "team")


def years() -> Iterator[tuple[SchoolYear, date]]:
    for back in reversed(range(YEARS)):
        year = SchoolYear(NOW.year - back)
        yield year, date(year.start, 9, 1)


def entry(key: str) -> Entry:
    return Entry(id=key, step=Step.SITUATION, text=SAID, at=NOW, by="AB")


def of_a_year(year: SchoolYear, first: date) -> Iterator[Record]:
    """What a team writes in a year."""
    for number in range(1, CASES + 1):
        code, opened = case_code(year.start, number), first + timedelta(days=number * 5)
        closed = Standing(state=CaseState.CLOSED, on=opened + timedelta(days=60))
        yield Case(
            id=f"c{code}", code=code, title=f"Homework in case {code}", opened=opened, owner="AB",
            entries=tuple(entry(f"{code}-{each}") for each in range(ENTRIES)), standing=closed,
            first_step="They agreed.",
        )  # fmt: skip
        for each in range(2):
            yield Agreement(
                id=f"a{code}-{each}", what=SAID[:60], owner="AB", buddy="CD", made=opened,
                due=opened + timedelta(days=7), review=opened + timedelta(days=14), case=code,
            )  # fmt: skip
    for number in range(MEETINGS):
        notes = tuple(Note(id=f"n{each}", phase="talk", text=SAID) for each in range(4))
        yield Meeting(
            id=f"m{year.start}-{number}", form="short", title="Cases", started=NOW + timedelta(days=number),
            planned=45, state=MeetingState.HELD, notes=notes,
        )  # fmt: skip


def write_template(address: Address) -> None:
    """Write one team's five years through the store itself, a change a record and one more for each entry."""
    store = create_team(address, TEAM.but(id=TEMPLATE, name="Template"), now=NOW)
    for year, first in years():
        for record in of_a_year(year, first):
            store.save(Change(None, record), by="AB", at=NOW)


def grow(server: str, first: int, last: int) -> None:
    """Add teams to a database, all of them as the first one is."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("set search_path to fredstid")
        connection.execute("create temp table numbers as select generate_series(%s::int, %s::int) as n", (first, last))
        for number in range(first, last + 1):
            connection.execute(f"create role m{number} login in role {ROLE}".encode())
        for statement in COPIES.split(";"):
            connection.execute(statement.encode(), {"of": TEMPLATE})
        connection.execute("analyze")


def of_member(server: str, number: int) -> str:
    """The address as the member of a team has it."""
    return server.replace("//owner@", f"//m{number}@")


def look_on(server: str, screens: int, teams: int, begun: Signal, over: Signal) -> None:
    """Be many screens that look once a second."""
    with contextlib.ExitStack() as lines:
        connections = [
            lines.enter_context(psycopg.connect(of_member(server, number % teams + 1), autocommit=True))
            for number in range(screens)
        ]
        for connection in connections:
            connection.execute("set search_path to fredstid")
            connection.prepare_threshold = 0
        begun.set()
        while not over.is_set():
            began = time.monotonic()
            for number, connection in enumerate(connections):
                connection.execute(STANDS, (f"t{number % teams + 1}",))
            over.wait(max(0.0, 1 - (time.monotonic() - began)))


def taken(times: int, deed: Callable[[], object]) -> list[float]:
    """How many milliseconds a deed takes, each time."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        deed()
        spent.append(1000 * (time.perf_counter() - began))
    return spent


def p95(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def told(spent: list[float]) -> str:
    """The median, and what nineteen of twenty stay below."""
    return f"{statistics.median(spent):.1f}/{p95(spent):.1f}"


def times(spent: list[float], bare: list[float]) -> str:
    """How many times as long as the other one, in the median and of nineteen of twenty."""
    return f"{statistics.median(spent) / statistics.median(bare):.1f}/{p95(spent) / p95(bare):.1f}"


def write_bare(line: psycopg.Connection) -> float:
    """Begin, insert one row and commit, and return how many milliseconds that took: what any change costs there."""

    def written() -> None:
        line.execute("begin")
        line.execute("insert into bare (body) values (%s)", (SAID,))
        line.execute("commit")

    return taken(1, written)[0]


def compared(server: str, store: PostgresStore) -> tuple[list[float], list[float]]:
    """Saves, and rows by themselves, turn about."""
    with psycopg.connect(server, autocommit=True) as line:
        pairs = [(write(store), write_bare(line)) for _ in range(TIMES)]
    return [save for save, _ in pairs], [bare for _, bare in pairs]


def seen(one: PostgresStore, other: PostgresStore) -> list[float]:
    """How many milliseconds after a change is begun another session has read it."""
    told = Event()

    def read() -> None:
        one.book()
        told.set()

    stop = one.place.listen(read) if one.place.listen else read

    def changed() -> None:
        told.clear()
        write(other)
        told.wait(5)

    spent = taken(TIMES, changed)
    stop()
    return spent


def write(store: PostgresStore) -> float:
    """Add an entry, and return how many milliseconds it took to save it."""
    cases = store.book().cases
    case = cases[next(WHICH) % len(cases)]  # one that everything were added to would be as long as none is
    changed = Change(case, with_entry(case, entry(f"e{time.monotonic_ns()}")))
    return taken(1, lambda: store.save(changed, by="AB", at=NOW))[0]


def measured(database: str, teams: int, screens: int) -> str:
    """A row of the table."""
    address = Address(address_in(of_member(database, teams)).server, f"t{teams}")
    one, other = (open_team(address, session=name) for name in ("one", "two"))
    opened = taken(10, lambda: open_team(address, session="cold"))
    cold = taken(TIMES, lambda: PostgresStore(one._database, address.team, "cold").book())
    finder = Finder()
    first = taken(1, lambda: finder.index(one.book(), theme_names()).find("homework"))
    found = taken(TIMES, lambda: finder.index(one.book(), theme_names()).find("mornings hard"))
    same = taken(TIMES, one.book)
    (saves, bare), news = compared(address.server, other), seen(one, other)
    with psycopg.connect(database) as connection:
        sizes = [
            connection.execute("select pg_total_relation_size(%s::regclass)", (f"fredstid.{table}",)).fetchone()
            for table in TABLES
        ]
        scans = connection.execute(
            "select coalesce(sum(seq_scan) filter (where relname in ('record', 'change')), 0), sum(idx_scan)"
            " from pg_stat_user_tables"
        ).fetchone()
    megabytes = [(size[0] if size else 0) / 2**20 for size in sizes]
    columns = [
        f"{teams}", f"{teams * YEARS * CASES}", f"{sum(megabytes):.0f}", f"{megabytes[0]:.0f}", f"{megabytes[1]:.0f}",
        f"{screens}", told(saves), told(bare), times(saves, bare), *map(told, (opened, cold, same, found, news)),
        f"{first[0]:.0f}",
        f"{scans[0] if scans else 0}", f"{os.getloadavg()[0]:.0f}",
    ]  # fmt: skip
    return " | ".join(columns)


HEAD = (
    "teams | cases | MB | records MB | history MB | screens | save | one row | times that | open | book, first"
    " | book, unchanged | search | seen | first search | scans of whole tables | the machine's load"
    " (ms: median/nineteen of twenty)"
)


def main(words: list[str]) -> int:
    """Print the curve."""
    at = words.index("--screens") if "--screens" in words else len(words)
    screens = int(words[at + 1]) if at < len(words) else 1000
    steps = [int(word) for word in (*words[:at], *words[at + 2 :])] or [10, 100, 1000]
    with running_server(screens + 40) as server:
        database = server.made_database("country")
        write_template(address_in(database))
        with psycopg.connect(database, autocommit=True) as line:
            line.execute("create table bare (id bigserial primary key, body text)")
            line.execute("grant all on all tables in schema public to public")
            line.execute("grant all on all sequences in schema public to public")
        sys.stdout.write(f"{HEAD}\n")
        there = 0
        for teams in steps:
            grow(database, there + 1, teams)
            there = teams
            for open_screens in dict.fromkeys((0, screens)):
                with looking_on(database, open_screens, teams):
                    sys.stdout.write(f"{measured(database, teams, open_screens)}\n")
                    sys.stdout.flush()
    return 0


@contextlib.contextmanager
def looking_on(server: str, screens: int, teams: int) -> Iterator[None]:
    """Let other screens be open meanwhile."""
    if not screens:
        yield
        return
    begin = multiprocessing.get_context("spawn")
    begun, over = begin.Event(), begin.Event()
    others = begin.Process(target=look_on, args=(server, screens, teams, begun, over))
    others.start()
    begun.wait(120)
    try:
        yield
    finally:
        over.set()
        others.join()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
