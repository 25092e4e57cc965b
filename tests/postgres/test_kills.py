"""What was said to be saved is saved once: with lines cut in mid-change, and a server that is killed."""

import contextlib
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
from tests.postgres.server import Server
from tests.store.conftest import NOW, TEAM

WRITERS, EACH = 4, 25
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
