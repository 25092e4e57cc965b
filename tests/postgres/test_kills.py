"""What was said to be saved is saved once: with lines cut in mid-change, and a server that is killed."""

import contextlib
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from time import monotonic, sleep
from typing import NamedTuple
from uuid import uuid4

import psycopg
import pytest

from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.postgres import connection
from storage.postgres import store as saving
from storage.postgres.address import Address, address_in
from storage.postgres.connection import TeamDatabase
from storage.postgres.opening import create_team, open_team
from storage.postgres.rows import record_from
from storage.postgres.store import PostgresStore
from storage.store import Change, Draft, Heartbeat, Presence
from tests.postgres.relay import Relay, relay_to
from tests.postgres.server import Server
from tests.store.conftest import NOW, TEAM

WRITERS, EACH = 4, 25
PATIENCE = 30.0
HOSTILE = "'; commit; drop table record; -- $1 %s"
MESSAGES_OF_A_CHANGE = 6
"""At least so many go over the line for one change."""
REACHED = "select 1 from fredstid.team where changes >= %s"
CUT_ONE = """
select pg_terminate_backend(pid) from pg_stat_activity
where application_name = 'fredstid' and datname = current_database() order by random() limit 1
"""


def new_case(key: str) -> Case:
    return Case(id=key, title=key, opened=NOW.date())


def opened(address: Address, name: str) -> PostgresStore:
    """Open the team as soon as the server is there."""
    while True:
        with contextlib.suppress(Refused):
            return open_team(address, session=name)


Said = dict[str, float]
"""What was said to be saved, and the longest that its writer waited for an answer since they had saved before."""


def written(address: Address, name: str, times: int) -> Said:
    """Add entries to the one case that all write in; a refused one is given up."""
    store, said, longest = opened(address, name), Said(), 0.0
    for number in count():
        if len(said) == times:
            return said
        key, began = f"{name}-{number:04d}", monotonic()
        try:
            case = store.book().cases[0]
            store.save(
                Change(case, with_entry(case, Entry(id=key, step=Step.SITUATION, text=key, at=NOW))), by="AB", at=NOW
            )
            said[key] = max(longest, monotonic() - began)
            longest = 0.0
        except Refused as why:
            if why.code not in {"database-gone", "not-known", "not-saved"}:
                raise
            longest = max(longest, monotonic() - began)
    raise AssertionError


def team_with_a_case(server: Server) -> Address:
    address = address_in(f"{server.made_database(f'd{uuid4().hex}')}&team=team")
    create_team(address, TEAM, now=NOW).save(Change(None, new_case("shared")), by="AB", at=NOW)
    return address


class Outcome(NamedTuple):
    """What was said to be saved, and what is kept."""

    said: list[str]
    kept: list[str]
    longest: float = 0.0
    """Seconds that the one who waited longest had waited for an answer, that it is saved or why it is not."""
    unreadable: int = 0
    """Rows that are no record."""

    @property
    def lost(self) -> set[str]:
        return set(self.said) - set(self.kept)

    @property
    def doubled(self) -> int:
        return len(self.kept) - len(set(self.kept))


def outcome(address: Address, said: Collection[str]) -> Outcome:
    case = open_team(address, session="reader").book().cases[0]
    assert case.rev == 1 + len(case.entries)
    return weighed(address, said, [each.id for each in case.entries])


def weighed(address: Address, said: Collection[str], kept: list[str]) -> Outcome:
    with psycopg.connect(address.server) as line:
        rows = line.execute("select kind, id, body from fredstid.record").fetchall()
    longest = max(said.values(), default=0.0) if isinstance(said, dict) else 0.0
    return Outcome(list(said), kept, longest, sum(not is_record(*row) for row in rows))


def is_record(kind: str, key: str, body: str) -> bool:
    with contextlib.suppress(Refused):
        return bool(record_from(kind, key, body))
    return False


def written_while_lines_are_cut(server: Server, writers: int, each: int) -> Outcome:
    address = team_with_a_case(server)
    with ThreadPoolExecutor(writers) as pool, psycopg.connect(address.server, autocommit=True) as cutter:
        works = [pool.submit(written, address, f"w{number}", each) for number in range(writers)]
        for kept_by_now in range(writers, writers * each, 4):
            while cutter.execute(REACHED, (kept_by_now,)).fetchone() is None:
                pass
            cutter.execute(CUT_ONE)
        return outcome(address, {key: wait for work in works for key, wait in work.result().items()})


def written_while_the_server_is_killed(server: Server, kills: int) -> Outcome:
    address = team_with_a_case(server)
    with ThreadPoolExecutor(2) as pool:
        works = [pool.submit(written, address, f"w{number}", kills * 8) for number in range(2)]
        for number in range(1, kills + 1):
            with psycopg.connect(address.server, autocommit=True) as line:
                while line.execute(REACHED, (number * 8,)).fetchone() is None:
                    sleep(0.01)
            server.kill()
            server.start()
        return outcome(address, {key: wait for work in works for key, wait in work.result().items()})


def opened_by_many(server: Server, writers: int, each: int) -> Outcome:
    """Let many open cases at once, each from a line of its own; what is kept are the cases' ids and codes."""
    address = team_with_a_case(server)

    def opens(name: str) -> Said:
        store, said = open_team(address, session=name), Said()
        for key in (f"{name}-{number:04}" for number in range(each)):
            began = monotonic()
            store.save(Change(None, new_case(key)), by="AB", at=NOW)
            said[key] = monotonic() - began
        return said

    with ThreadPoolExecutor(writers) as pool:
        said = {key: wait for said in pool.map(opens, map("w{}".format, range(writers))) for key, wait in said.items()}
    cases = open_team(address, session="reader").book().cases
    assert {case.code for case in cases} == {f"26-{number:03}" for number in range(1, len(cases) + 1)}
    return weighed(address, said, [case.id for case in cases])


def test_no_line_that_is_cut_loses_or_doubles_anything(server: Server) -> None:
    came = written_while_lines_are_cut(server, WRITERS, EACH)
    assert (came.lost, came.doubled, came.unreadable) == (set(), 0, 0)


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_a_server_that_is_killed_keeps_what_it_said(server: Server, kills: int) -> None:
    came = written_while_the_server_is_killed(server, kills)
    assert (came.lost, came.doubled, came.unreadable) == (set(), 0, 0)


@pytest.mark.parametrize("each", [5, pytest.param(200, marks=pytest.mark.slow)])
def test_twelve_who_open_cases_at_once_lose_none_and_share_no_code(server: Server, each: int) -> None:
    came = opened_by_many(server, 12, each)
    assert (came.lost, came.doubled, came.unreadable) == (set(), 0, 0)
    assert len(came.kept) == 12 * each + 1


class Cut:
    """Counts what goes over a line, and lets something happen at one of the messages: before it arrives, or after."""

    def __init__(self, at: int, *, arrives: bool, deed: Callable[[], None] = lambda: None) -> None:
        self.left, self.arrives, self.deed = at, arrives, deed
        self.is_done = False

    def heard(self, said: bytes) -> bytes | None:
        if self.is_done:
            return said
        self.left -= 1
        if self.left:
            return said
        self.is_done = True
        self.deed()
        return said if self.arrives else None

    def answered(self, said: bytes) -> bytes | None:
        """Nothing comes back of what arrived at the moment of the cut."""
        return None if self.arrives and self.is_done and self.left == 0 and self._first() else said

    def _first(self) -> bool:
        self.left = -1
        return True


def cut_at_every_message(server: Server, *, arrives: bool) -> tuple[int, Outcome]:
    """Cut the line at each message of a change; return how many those are, and what came of the changes."""
    address = team_with_a_case(server)
    said = list[str]()
    with relay_to(address.server) as (relay, near):
        store = open_team(Address(near, "team"), session="one")
        for at in count(1):
            case, cut = store.book().cases[0], Cut(at, arrives=arrives)
            relay.heard, relay.answered = cut.heard, cut.answered
            entry = Entry(id=f"e{at:03}", step=Step.SITUATION, text=HOSTILE, at=NOW)
            store.save(Change(case, with_entry(case, entry)), by="AB", at=NOW)
            said.append(entry.id)
            if not cut.is_done:
                break
    return at, outcome(address, said)


@pytest.mark.parametrize("arrives", [False, True])
def test_a_line_that_is_cut_at_any_message_of_a_change_loses_and_doubles_nothing(
    server: Server, *, arrives: bool
) -> None:
    messages, came = cut_at_every_message(server, arrives=arrives)
    assert came.kept == came.said
    assert messages > MESSAGES_OF_A_CHANGE


CLIENT = """
import sys
from tests.postgres.test_kills import added
print("ready", flush=True)
sys.stdin.readline()
added(*sys.argv[1:])
print("said", flush=True)
"""


def added(server: str, key: str) -> None:
    """Add an entry to the one case."""
    store = open_team(Address(server, "team"), session=key)
    case = store.book().cases[0]
    store.save(Change(case, with_entry(case, Entry(id=key, step=Step.SITUATION, text=key, at=NOW))), by="AB", at=NOW)


def killed_at(relay: Relay, near: str, at: int, *, arrives: bool) -> tuple[bool, bool]:
    """Run a client that adds an entry and is killed at a message; tell whether it was, and whether it had been told."""
    command = [sys.executable, "-c", CLIENT, near, f"k{at:03}-{arrives}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as client:
        assert client.stdin
        assert client.stdout
        client.stdout.readline()
        cut = Cut(at, arrives=arrives, deed=client.kill)
        relay.heard, relay.answered = cut.heard, cut.answered
        said, _ = client.communicate(b"go\n")
    return cut.is_done, b"said" in said


def killed_at_every_message(server: Server, steps: int) -> tuple[int, Outcome]:
    """Kill a client at every so manieth message; return how many were killed, and what came of their changes."""
    address, killed, said = team_with_a_case(server), 0, list[str]()
    with relay_to(address.server) as (relay, near):
        for at in count(1, steps):
            ends = [(arrives, *killed_at(relay, near, at, arrives=arrives)) for arrives in (False, True)]
            said += [f"k{at:03}-{arrives}" for arrives, _, was_told in ends if was_told]
            killed += sum(was_killed for _, was_killed, _ in ends)
            if not any(was_killed for _, was_killed, _ in ends):
                break
    added(address.server, "last")  # nobody who died holds anything up
    came = outcome(address, [*said, "last"])
    assert sum(1 for _ in open_team(address, session="reader").history()) == 2 + len(came.kept)
    return killed, came


@pytest.mark.parametrize("steps", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_a_client_that_is_killed_at_any_message_leaves_all_of_its_change_or_none(server: Server, steps: int) -> None:
    killed, came = killed_at_every_message(server, steps)
    assert killed
    assert (came.lost, came.doubled, came.unreadable) == (set(), 0, 0)


def test_a_screen_goes_on_showing_what_it_had_while_the_server_is_away(server: Server) -> None:
    draft = Draft(by="AB", place="note", text="half a sent", at=NOW)
    beat = Heartbeat(meeting="m", leader="one", place=1, spent=2.0, at=NOW)
    here = Presence(session="one", by="AB", case="26-001", at=NOW)
    address = address_in(f"{server.made_database(f'd{uuid4().hex}')}&team=team")
    create_team(address, TEAM, now=NOW).save(Change(None, new_case("shared")), by="AB", at=NOW)
    store = open_team(address, session="one")
    store.keep_draft(draft)
    store.beat(beat)
    store.be_here(here)
    assert (store.heartbeat(), store.present(), store.drafts("AB")) == (beat, (here,), {"note": draft})
    server.kill()
    assert (store.heartbeat(), store.present(), store.drafts("AB")) == (beat, (here,), {"note": draft})
    away = store.book()
    assert away.cases[0].id == "shared"
    assert away.read_only is not None
    with pytest.raises(Refused, match="database-gone"):
        store.save(Change(None, new_case("other")), by="AB", at=NOW)
    server.start()
    assert store.book().read_only is None
    store.save(Change(None, new_case("other")), by="AB", at=NOW)
    assert {each.id for each in store.book().cases} == {"shared", "other"}


def test_no_look_waits_for_a_database_that_says_nothing_nor_for_somebody_who_saves(server: Server) -> None:
    address, speaks = team_with_a_case(server), Event()
    with relay_to(address.server) as (relay, near), ThreadPoolExecutor(1) as pool:
        store = open_team(Address(near, "team"), session="one")
        relay.answered = lambda said: said if speaks.wait(PATIENCE) else None
        saving = pool.submit(store.save, Change(None, new_case("late")), by="AB", at=NOW)
        looks = [(len(store.book().cases), store.heartbeat(), store.present()) for _ in range(3)]
        assert not saving.done()
        speaks.set()
        assert saving.result()
        assert looks == [(1, None, ())] * 3
        assert {case.id for case in store.book().cases} == {"shared", "late"}


def test_a_change_that_nobody_answers_is_said_not_to_be_known(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SILENCE", 0.3)
    monkeypatch.setattr(saving, "LONGEST", 0.6)
    address = team_with_a_case(server)
    with relay_to(address.server) as (relay, near):
        store = open_team(Address(near, "team"), session="one")

        def heard(said: bytes) -> bytes:
            if b"COMMIT" in said:
                relay.answered = lambda _: b""
            return said

        relay.heard = heard
        with pytest.raises(Refused, match="not-known"):
            store.save(Change(None, new_case("late")), by="AB", at=NOW)
    assert "late" in {case.id for case in open_team(address, session="two").book().cases}


def test_a_database_that_answers_nobody_is_not_waited_for_at_every_look() -> None:
    with tempfile.TemporaryDirectory(prefix="pgd", dir="/tmp") as home, socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(f"{home}/.s.PGSQL.5432")
        deaf.listen()
        deaf.setblocking(False)
        database = TeamDatabase(Address(f"postgresql:///x?host={home}", "team"))
        for _ in range(3):
            with pytest.raises(Refused, match="database-gone"):
                database.says("select 1", ())
        deaf.accept()[0].close()
        with pytest.raises(BlockingIOError):
            deaf.accept()
