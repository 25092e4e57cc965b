"""What follows a change is one thing, whichever face somebody looks at: one table, run through both."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store
from storage.domain.case.case import Route
from storage.domain.case.standing import alarmed
from storage.domain.errors import Refused
from storage.domain.people import Language, Member, Team
from storage.domain.plan.plan import Practice
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tests.cli.conftest import NOW, RECORDS
from tests.faces.faces import CASE, PRACTICE, CommandLine, Face, Screens, reader_of

TEAM = Team(id="team", name="Year 6", language=Language.EN, members=(Member(alias="AB"), Member(alias="CD")))
GATE = gate_file("en")
NOTICE, QUESTION = GATE.routes["adult"].say, "Could the pupil be leaving because something in there is not safe"
NUDGE, PHONE = "“never” –", "Is this a phone number?"
AWAY, AT_HOME = GATE.routes["home"].no_contact, GATE.ask["home"]
BOTH = "The child says that he is beaten at home. He says that he wants to kill himself."
TURNED = "They never answer our messages."
REMARKS = frozenset({NOTICE, QUESTION, NUDGE, PHONE, AT_HOME})
FULL = "the disk is full"
THEIRS = "We end with a day that suits the home."


@dataclass(frozen=True)
class Follows:
    """What follows when a text is kept."""

    text: str
    says: str = ""
    """What one is told; of the other remarks nothing."""
    alarm: Route | None = None
    """What stands in the case from now on."""
    disk_is_full: bool = False
    is_kept: bool = True
    waits: bool = False
    """Whether the text waits as a draft."""
    before: Route | None = None
    """Which alarm is open in the case before."""


TABLE = {
    "nothing": Follows("It was calmer on Monday."),
    "the gate is sure": Follows("An adult at school hit the pupil.", NOTICE, Route.ADULT),
    "the gate is sure, and nothing is turned": Follows(
        "An adult hit the pupil and never listens.", NOTICE, Route.ADULT
    ),
    "the gate is in doubt": Follows("The pupil leaves the classroom several times a week.", QUESTION),
    "the gate is sure of a home and a life": Follows(BOTH, AWAY, Route.DANGER),
    "the gate is in doubt about a home while it is open": Follows(
        "Goes stiff and silent when stepdad's car pulls up.", AT_HOME, Route.NOT_SAFE, before=Route.NOT_SAFE
    ),
    "nothing is turned while it may be the home": Follows(TURNED, alarm=Route.HOME, before=Route.HOME),
    "nothing is turned while a life may be in danger": Follows(TURNED, alarm=Route.DANGER, before=Route.DANGER),
    "a nudge turns it while the school was not told": Follows(TURNED, NUDGE, Route.NOT_SAFE, before=Route.NOT_SAFE),
    "a nudge turns it": Follows("They never answer our messages.", NUDGE),
    "the guard warns": Follows("Call 91 23 45 67 in the evening.", PHONE),
    "it cannot be saved": Follows("They never answer.", FULL, disk_is_full=True, is_kept=False, waits=True),
    "it may stand nowhere": Follows("He is 01010750004.", "holds an identity number", is_kept=False),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_store(tmp_path / "team", TEAM, *RECORDS, now=NOW)
    return tmp_path / "team"


@pytest.fixture(params=["screens", "command line"])
def face(request: pytest.FixtureRequest, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Face:
    monkeypatch.setenv("COLUMNS", "500")
    return Screens(folder) if request.param == "screens" else CommandLine(folder, tmp_path, monkeypatch)


def full(*_: object, **__: object) -> None:
    raise Refused("not-saved", reason="disk-full")


def entries(folder: Path) -> list[str]:
    return [entry.text for entry in reader_of(folder).book().case(CASE).entries][1:]


def waiting(folder: Path) -> list[str]:
    return [draft.text for draft in reader_of(folder).drafts("AB").values()]


def minimum(folder: Path) -> str:
    practice = reader_of(folder).book().record(PRACTICE)
    assert isinstance(practice, Practice)
    return practice.minimum


@pytest.mark.parametrize("follows", TABLE.values(), ids=TABLE)
async def test_what_follows_an_entry(
    face: Face, folder: Path, monkeypatch: pytest.MonkeyPatch, follows: Follows
) -> None:
    def meanwhile() -> None:
        if follows.disk_is_full:
            monkeypatch.setattr(FolderStore, "save", full)

    if follows.before:
        store = reader_of(folder)
        case = store.book().case(CASE)
        store.save(Change(case, alarmed(case, follows.before)), by="CD", at=NOW)
    told = await face.write_entry(follows.text, meanwhile)
    assert follows.says in told
    assert not [remark for remark in REMARKS - {follows.says} if remark in told]
    assert entries(folder) == [follows.text] * follows.is_kept
    assert reader_of(folder).book().case(CASE).alarm is follows.alarm
    assert waiting(folder) == [follows.text] * follows.waits


async def test_what_somebody_else_changed_meanwhile_is_overwritten_by_nobody(face: Face, folder: Path) -> None:
    def meanwhile() -> None:
        store = reader_of(folder)
        practice = store.book().record(PRACTICE)
        assert isinstance(practice, Practice)
        store.save(Change(practice, practice.but(minimum=THEIRS)), by="CD", at=NOW)

    told = await face.change_minimum("We end with a date and an hour.", meanwhile)
    assert "Somebody" in told
    assert "changed" in told
    assert minimum(folder) == THEIRS
