"""The same small team in every store there is: whoever writes another adds it to `open_as`, and has the contract."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from storage.archive import create_store, open_store
from storage.domain.case.case import Case, Entry, Step
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Member, Team
from storage.domain.plan.plan import Area
from storage.postgres.address import address_in
from storage.postgres.opening import create_team, open_team
from storage.store import TeamStore
from tests.postgres.relative import as_a_relative
from tests.postgres.server import Server, running_server
from tests.tui.memory_store import MemoryStore

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
TEAM = Team(id="team", name="6. trinn", members=(Member(alias="AB"), Member(alias="CD")))
AREA = Area(id="area", key="homework", title="Lekser")
Open = Callable[[str], TeamStore]
"""Opens the team as a session with that name sees it."""


def in_a_folder(place: Path) -> Open:
    create_store(place, TEAM, AREA, now=NOW, session="founder")
    return lambda session: open_store(place, session=session)


def in_memory() -> Open:
    return MemoryStore(TEAM, AREA, today=NOW.date(), session="founder").opened


def in_a_database(server: Server) -> Open:
    address = address_in(server.made_database(f"d{uuid4().hex}"))
    create_team(address, TEAM, AREA, now=NOW, session="founder")
    return lambda session: open_team(address, session=session)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@contextmanager
def in_a_relative(server: Server) -> Iterator[Open]:
    """A database that tells nobody anything and asks for much once more, as a member of the team has it."""
    address = address_in(server.made_database(f"d{uuid4().hex}"))
    create_team(address, TEAM, AREA, now=NOW, session="founder")
    with as_a_relative(server, address, TEAM.id) as near:
        yield lambda session: open_team(near, session=session)


@pytest.fixture(params=["folder", "memory", "database", "relative"])
def open_as(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    match request.param:
        case "folder":
            yield in_a_folder(tmp_path / "team")
        case "memory":
            yield in_memory()
        case "database":
            yield in_a_database(request.getfixturevalue("server"))
        case _:
            with in_a_relative(request.getfixturevalue("server")) as opened:
                yield opened


@pytest.fixture
def store(open_as: Open) -> TeamStore:
    return open_as("one")


@pytest.fixture
def again(open_as: Open) -> TeamStore:
    """The same team as another session has it."""
    return open_as("two")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def case() -> Case:
    return Case(id="the-case", title="Leksetid hver ettermiddag", opened=date(2026, 9, 1))


@pytest.fixture
def entry() -> Entry:
    return Entry(id="e1", step=Step.SITUATION, text="Gråter over leksene de fleste dager.", at=NOW)


@pytest.fixture
def meeting() -> Meeting:
    return Meeting(id="meeting", form="short", title="Saksrunde", started=NOW, planned=45)


@pytest.fixture
def autumn() -> ConversationRound:
    return ConversationRound(id="round", starts=date(2026, 10, 1), ends=date(2026, 11, 1), midpoint=date(2027, 1, 15))
