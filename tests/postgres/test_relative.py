"""What a wire-compatible relative cannot do is not needed: it tells nobody anything, and asks for much once more."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import NamedTuple
from uuid import uuid4

import pytest

from storage.domain.case.case import Case
from storage.postgres.address import Address, address_in
from storage.postgres.opening import create_team, open_team
from storage.store import Change
from tests.postgres.relative import as_a_relative, failures
from tests.postgres.server import Server
from tests.store.conftest import NOW, TEAM

WRITERS, EACH = 4, 6


class Relative(NamedTuple):
    """A team's database as its owner has it, and over the line of a relative."""

    own: Address
    near: Address


@pytest.fixture
def relative(server: Server) -> Iterator[Relative]:
    own = address_in(server.made_database(f"d{uuid4().hex}"))
    create_team(own, TEAM, now=NOW)
    with as_a_relative(server, own, TEAM.id) as near:
        yield Relative(own, near)


def test_those_who_write_at_once_lose_and_double_nothing(relative: Relative) -> None:
    def opens(name: str) -> list[str]:
        team = open_team(relative.near, session=name)
        keys = [f"{name}-{number}" for number in range(EACH)]
        return [
            key for key in keys if team.save(Change(None, Case(id=key, title=key, opened=NOW.date())), by="AB", at=NOW)
        ]

    with ThreadPoolExecutor(WRITERS) as pool:
        said = [key for keys in pool.map(opens, (f"w{number}" for number in range(WRITERS))) for key in keys]
    cases = open_team(relative.near, session="reader").book().cases
    assert sorted(case.id for case in cases) == sorted(said)
    assert {case.code for case in cases} == {f"26-{number:03}" for number in range(1, len(said) + 1)}
    assert failures(relative.own) > EACH


def test_what_others_change_is_seen_with_the_next_look(relative: Relative) -> None:
    one, other = (open_team(relative.near, session=name) for name in ("one", "two"))
    told = Event()
    assert one.place.listen
    stop = one.place.listen(told.set)
    for title in ("first", "second"):
        other.save(Change(None, Case(id=title, title=title, opened=NOW.date())), by="AB", at=NOW)
        assert title in {case.title for case in one.book().cases}
    assert not told.is_set()
    stop()
