"""What was said to be saved is saved once: with lines cut in mid-change, and a server that is killed."""

import contextlib
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from uuid import uuid4

import psycopg
import pytest

from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.postgres.address import Address, address_in
from storage.postgres.opening import create_team, open_team
from storage.postgres.store import PostgresStore
from storage.store import Change
from tests.postgres.relay import Relay, relay_to
from tests.postgres.server import Server
from tests.store.conftest import NOW, TEAM

WRITERS, EACH = 4, 25
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


def written(address: Address, name: str, times: int) -> list[str]:
    """Add entries to the one case that all write in; return the ids of those that were said to be saved."""
    store = opened(address, name)
    said: list[str] = []
    for number in count():
        if len(said) == times:
            return said
        key = f"{name}-{number:04d}"
        try:
            case = store.book().cases[0]
            store.save(
                Change(case, with_entry(case, Entry(id=key, step=Step.SITUATION, text=key, at=NOW))), by="AB", at=NOW
            )
            said.append(key)
        except Refused as why:
            if why.code not in {"database-gone", "not-saved"}:
                raise
    raise AssertionError


def test_no_line_that_is_cut_loses_or_doubles_anything(server: Server) -> None:
    database = server.made_database(f"d{uuid4().hex}")
    address = address_in(f"{database}&team=team")
    create_team(address, TEAM, now=NOW).save(Change(None, new_case("shared")), by="AB", at=NOW)
    with ThreadPoolExecutor(WRITERS) as pool, psycopg.connect(database, autocommit=True) as cutter:
        writers = [pool.submit(written, address, f"w{number}", EACH) for number in range(WRITERS)]
        for kept_by_now in range(WRITERS, WRITERS * EACH, 4):
            while cutter.execute(REACHED, (kept_by_now,)).fetchone() is None:
                pass
            cutter.execute(CUT_ONE)
        said = [key for writer in writers for key in writer.result()]
    case = open_team(address, session="reader").book().cases[0]
    kept = [each.id for each in case.entries]
    assert set(said) <= set(kept)
    assert len(kept) == len(set(kept))
    assert case.rev == 1 + len(kept)


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_a_server_that_is_killed_keeps_what_it_said(server: Server, kills: int) -> None:
    database = server.made_database(f"d{uuid4().hex}")
    address = address_in(f"{database}&team=team")
    create_team(address, TEAM, now=NOW).save(Change(None, new_case("shared")), by="AB", at=NOW)
    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(written, address, f"w{number}", kills * 8) for number in range(2)]
        for _ in range(kills):
            server.kill()
            server.start()
        said = [key for writer in writers for key in writer.result()]
    kept = [each.id for each in open_team(address, session="reader").book().cases[0].entries]
    assert set(said) <= set(kept)
    assert len(kept) == len(set(kept))


def team_with_a_case(server: Server) -> Address:
    address = address_in(f"{server.made_database(f'd{uuid4().hex}')}&team=team")
    create_team(address, TEAM, now=NOW).save(Change(None, new_case("shared")), by="AB", at=NOW)
    return address


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


@pytest.mark.parametrize("arrives", [False, True])
def test_a_line_that_is_cut_at_any_message_of_a_change_loses_and_doubles_nothing(
    server: Server, *, arrives: bool
) -> None:
    address = team_with_a_case(server)
    with relay_to(address.server) as (relay, near):
        store = open_team(Address(near, "team"), session="one")
        for at in count(1):
            case = store.book().cases[0]
            cut = Cut(at, arrives=arrives)
            relay.heard, relay.answered = cut.heard, cut.answered
            entry = Entry(id=f"e{at:03}", step=Step.SITUATION, text=HOSTILE, at=NOW)
            store.save(Change(case, with_entry(case, entry)), by="AB", at=NOW)
            if not cut.is_done:
                break
    case = open_team(address, session="reader").book().cases[0]
    assert [each.id for each in case.entries] == [f"e{number:03}" for number in range(1, at + 1)]
    assert case.rev == 1 + at
    assert at > MESSAGES_OF_A_CHANGE


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


@pytest.mark.parametrize("steps", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_a_client_that_is_killed_at_any_message_leaves_all_of_its_change_or_none(server: Server, steps: int) -> None:
    address = team_with_a_case(server)
    told = set[str]()
    with relay_to(address.server) as (relay, near):
        for at in count(1, steps):
            ends = [(arrives, *killed_at(relay, near, at, arrives=arrives)) for arrives in (False, True)]
            told |= {f"k{at:03}-{arrives}" for arrives, _, said in ends if said}
            if not any(was_killed for _, was_killed, _ in ends):
                break
    store = open_team(address, session="reader")
    case = store.book().cases[0]
    kept = [each.id for each in case.entries]
    assert told <= set(kept)
    assert len(kept) == len(set(kept))
    assert case.rev == 1 + len(kept)
    assert sum(1 for _ in store.history()) == 2 + len(kept)
    added(address.server, "last")  # nobody who died holds anything up


def test_a_screen_goes_on_showing_what_it_had_while_the_server_is_away(server: Server) -> None:
    address = address_in(f"{server.made_database(f'd{uuid4().hex}')}&team=team")
    create_team(address, TEAM, now=NOW).save(Change(None, new_case("shared")), by="AB", at=NOW)
    store = open_team(address, session="one")
    server.kill()
    away = store.book()
    assert away.cases[0].id == "shared"
    assert away.read_only is not None
    with pytest.raises(Refused, match="database-gone"):
        store.save(Change(None, new_case("other")), by="AB", at=NOW)
    server.start()
    assert store.book().read_only is None
    store.save(Change(None, new_case("other")), by="AB", at=NOW)
    assert {each.id for each in store.book().cases} == {"shared", "other"}
