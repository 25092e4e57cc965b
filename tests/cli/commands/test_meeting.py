"""`fredstid meeting`: read along, as it happens."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import date

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.content.forms import forms
from storage.domain.case.case import Entry, Idea, Step, with_entry, with_ideas, without_entry
from storage.domain.meeting import meeting as course
from storage.domain.meeting.meeting import Decision, DecisionKind, Meeting
from storage.domain.people import SHARED, Language
from storage.store import Change
from tests.cli.conftest import NOW
from tui.cli.asked import Asked
from tui.desk.preparation import Preparation

Run = Callable[..., Result]


@pytest.fixture
def as_it_goes(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a meeting go one step further each time the command would wait."""
    form = forms(Language.EN).form("case-round")
    assert form
    store.save(Change(None, Preparation.proposed(store.book(), form).begin("m2", NOW)), by=SHARED, at=NOW)
    steps = _steps(store)
    monkeypatch.setattr(time, "sleep", lambda _: next(steps))


def _steps(store: FolderStore) -> Iterator[None]:
    def change(how: Callable[[Meeting], Meeting]) -> None:
        running = store.book().running
        assert running
        store.save(Change(running, how(running)), by=SHARED, at=NOW)

    change(lambda meeting: course.moved(meeting, 3, "CD"))
    yield
    case = store.book().case("26-001")
    entry = Entry(id="e9", step=Step.SITUATION, text="Calm on Friday.", at=NOW, meeting="m2")
    idea = Idea(id="i9", text="One weekly plan", meeting="m2")
    store.save(Change(case, with_ideas(with_entry(case, entry), [idea])), by=SHARED, at=NOW)
    change(lambda meeting: course.parked(meeting, "n9", "The trip"))
    yield
    change(course.paused)
    yield
    case = store.book().case("26-001")
    store.save(Change(case, with_entry(case, msgspec.structs.replace(entry, text="Calm at noon."))), by=SHARED, at=NOW)
    yield
    case = store.book().case("26-001")
    store.save(Change(case, without_entry(case, "e9")), by=SHARED, at=NOW)
    yield
    decision = Decision(id="d9", kind=DecisionKind.OTHER, text="We wait a week")
    change(lambda meeting: course.decided(meeting, decision))
    change(lambda meeting: course.scored(meeting, "7 8 9").but(next_on=date(2026, 12, 7)))
    yield
    change(lambda meeting: course.ended(meeting, NOW))
    yield


@pytest.mark.usefixtures("as_it_goes")
def test_what_happens_is_said_line_by_line_until_it_is_over(run: Run) -> None:
    result = run("meeting", "--follow")
    assert (result.exit_code, result.stderr) == (0, "")
    said = result.stdout.splitlines()
    assert said[0] == "Case round · 13:00 · AB CD"
    assert said[1].startswith("The case, told") or "26-001 Homework every afternoon" in said[1]
    assert said[2:] == [
        "The situation: Calm on Friday.",
        "Idea: One weekly plan",
        "Parked: The trip",
        "The clock stands.",
        "Corrected: Calm at noon.",
        "Taken back: Calm at noon.",
        "Decided: We wait a week",
        "Score: 8",
        "Next meeting: Monday 7 Dec",
        "The meeting is over.",
    ]


@pytest.mark.usefixtures("as_it_goes")
def test_for_programs_one_thing_a_line(run: Run) -> None:
    happened = [json.loads(line) for line in run("meeting", "--follow", "--json").stdout.splitlines()]
    assert [each["kind"] for each in happened] == [
        "began", "phase", "entry", "idea", "parked", "paused", "changed", "changed", "decision", "score", "next",
        "ended",
    ]  # fmt: skip
    assert happened[2] == {
        "kind": "entry",
        "text": "The situation: Calm on Friday.",
        "phase": "the-case",
        "case": "26-001",
    }


def test_without_a_meeting_it_says_how_one_begins(run: Run) -> None:
    result = run("meeting", "--follow")
    assert (result.exit_code, result.stderr) == (1, "No meeting goes on. “fredstid meeting” begins one.\n")


def test_json_is_for_following(run: Run) -> None:
    assert run("meeting", "--json").exit_code == 2


def test_without_following_the_meeting_is_held(run: Run, opened: list[Asked]) -> None:
    assert run("meeting").exit_code == 0
    assert len(opened) == 1
