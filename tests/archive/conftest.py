"""A small team in a folder, and the things it saves."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, Step
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Member, Team
from storage.domain.plan.plan import Area, Practice

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "team"


@pytest.fixture
def team() -> Team:
    return Team(id="team", name="6. trinn", members=(Member(alias="AB"), Member(alias="CD")))


@pytest.fixture
def case() -> Case:
    return Case(id="the-case", title="Leksetid hver ettermiddag", opened=date(2026, 9, 1))


@pytest.fixture
def agreement() -> Agreement:
    return Agreement(
        id="agreement", what="Ringe hjem", owner="AB", made=date(2026, 9, 1), due=date(2026, 9, 4), case="26-001"
    )


@pytest.fixture
def meeting() -> Meeting:
    return Meeting(id="meeting", form="short", title="Saksrunde", started=NOW, planned=45)


@pytest.fixture
def autumn() -> ConversationRound:
    return ConversationRound(id="round", starts=date(2026, 10, 1), ends=date(2026, 11, 1), midpoint=date(2027, 1, 15))


@pytest.fixture
def practice() -> Practice:
    return Practice(id="practice", area="homework", title="Lekser", minimum="Høyst en halv time")


@pytest.fixture
def entry() -> Callable[..., Entry]:
    def make(key: str, text: str = "Gråter over leksene de fleste dager.") -> Entry:
        return Entry(id=key, step=Step.SITUATION, text=text, at=NOW)

    return make


@pytest.fixture
def store(folder: Path, team: Team) -> FolderStore:
    return create_store(folder, team, Area(id="area", key="homework", title="Lekser"), now=NOW, session="one")


@pytest.fixture
def again(folder: Path, store: FolderStore) -> FolderStore:  # noqa: ARG001 - the folder is there
    """Another session in the same folder."""
    return open_store(folder, session="two")
