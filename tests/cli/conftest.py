"""A small team in a folder, and commands run on it at a known moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, Entry, Kind, Learned, Outcome, Standing, Step
from storage.domain.meeting.meeting import Meeting, MeetingState, Note
from storage.domain.people import Language, Member, Team
from storage.domain.plan.plan import Area, Depth, Milestone, Practice, PracticeState
from tui.cli.asked import Asked
from tui.cli.fredstid import fredstid

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday in November."""
Run = Callable[..., Result]

HOMEWORK = Case(
    id="c1",
    code="26-001",
    title="Homework every afternoon",
    opened=date(2026, 9, 21),
    themes=("homework", "communication"),
    owner="CD",
    entries=(Entry(id="e1", step=Step.SITUATION, text="It ends in tears most days.", at=NOW, by="CD"),),
)
COACH = Case(
    id="c2",
    code="26-002",
    title="Shared rules with the coach",
    opened=date(2026, 10, 5),
    kind=Kind.SUCCESS,
    themes=("conflict",),
    learned=(Learned(id="l1", outcome=Outcome.NOTHING, text="Fører til ro: den samme regelen overalt."),),
)
MESSAGES = Case(
    id="c3",
    code="25-001",
    title="The long messages",
    opened=date(2026, 2, 2),
    themes=("communication",),
    standing=Standing(state=CaseState.CLOSED, on=date(2026, 5, 4)),
)
RECORDS = (
    Area(id="a1", key="conversation", title="The conversation", order=1),
    Area(id="a2", key="contact", title="First contact", order=2),
    Practice(
        id="p1",
        area="conversation",
        title="Two agreements at most",
        minimum="We end with a date.",
        owner="AB",
        month=11,
        depth=Depth.DIALOGUE,
        milestones=(Milestone(PracticeState.AGREED, date(2026, 9, 1)),),
    ),
    Practice(id="p2", area="contact", title="Good news first", month=8),
    HOMEWORK,
    COACH,
    MESSAGES,
    Agreement(id="g1", what="Ask the home", owner="AB", made=date(2026, 11, 2), due=date(2026, 11, 20), case="26-001"),
    Agreement(id="g2", what="Send the texts", owner="CD", made=date(2026, 11, 2), due=date(2026, 11, 27)),
    Meeting(
        id="m1",
        form="saksrunde",
        title="Case round",
        started=datetime(2026, 11, 16, 13, 15, tzinfo=UTC),
        ended=datetime(2026, 11, 16, 14, 0, tzinfo=UTC),
        planned=45,
        state=MeetingState.HELD,
        present=("AB", "CD"),
        notes=(Note(id="n1", phase="", text="The room was cold."),),
        next_on=date(2026, 11, 30),
    ),
)


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let lines be as long as they are: what a command says is one thing, how it is laid out another."""
    monkeypatch.setenv("COLUMNS", "500")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def team() -> Team:
    return Team(id="team", name="Year 6", language=Language.EN, members=(Member(alias="AB"), Member(alias="CD")))


@pytest.fixture
def folder(tmp_path: Path, team: Team) -> Path:
    create_store(tmp_path / "team", team, *RECORDS, now=NOW)
    return tmp_path / "team"


@pytest.fixture
def store(folder: Path) -> FolderStore:
    """Another look at the same folder."""
    return open_store(folder, session="looking")


@pytest.fixture
def opened() -> list[Asked]:
    """What the screens were opened with."""
    return []


@pytest.fixture
def run_anywhere(opened: list[Asked]) -> Run:
    """Run a command line as it stands."""

    def run(*arguments: str, input: str | bytes | None = None) -> Result:  # noqa: A002 - as click has it
        asked = Asked.by(arguments, opened.append)
        asked.now = lambda: NOW
        return CliRunner().invoke(fredstid, arguments, obj=asked, input=input, prog_name="fredstid")

    return run


@pytest.fixture
def run(run_anywhere: Run, folder: Path) -> Run:
    """Run a command on the small team."""

    def run_there(*arguments: str, input: str | bytes | None = None) -> Result:  # noqa: A002 - as above
        return run_anywhere(*arguments, "--team", str(folder), input=input)

    return run_there
