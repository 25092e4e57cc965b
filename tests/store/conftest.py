"""The same small team in every store there is: whoever writes another adds it to `STORES`, and has the contract."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.archive import create_store, open_store
from storage.domain.case.case import Case, Entry, Step
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Member, Team
from storage.domain.plan.plan import Area
from storage.store import TeamStore
from tests.tui.memory_store import MemoryStore

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
TEAM = Team(id="team", name="6. trinn", members=(Member(alias="AB"), Member(alias="CD")))
AREA = Area(id="area", key="homework", title="Lekser")
Open = Callable[[str], TeamStore]
"""Opens the team as a session with that name sees it."""


def in_a_folder(place: Path) -> Open:
    create_store(place, TEAM, AREA, now=NOW, session="founder")
    return lambda session: open_store(place, session=session)


def in_memory(_: Path) -> Open:
    return MemoryStore(TEAM, AREA, today=NOW.date(), session="founder").opened


STORES: dict[str, Callable[[Path], Open]] = {"folder": in_a_folder, "memory": in_memory}


@pytest.fixture(params=STORES)
def open_as(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    return STORES[request.param](tmp_path / "team")


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
