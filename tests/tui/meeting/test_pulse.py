from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.meeting.meeting import Meeting, Visit
from storage.store import Heartbeat
from tui.presentation.meeting import is_over, shown_left
from tui.screens.meeting.lead import LONGEST_BEAT, Stopwatch, resumed_spent, silent

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
MEETING = Meeting(
    id="m", form="case-round", title="Saksrunde", started=NOW, planned=45, place=0,
    visits=(Visit(phase="check-in", title="Innsjekk", minutes=2, spent=30.0),),
)  # fmt: skip


def beat(*, meeting: str = "m", place: int = 0) -> Heartbeat:
    return Heartbeat(meeting=meeting, leader="s", place=place, spent=42.0, at=NOW)


@given(st.lists(st.tuples(st.floats(0, 10), st.booleans()), max_size=50))
def test_the_clock_counts_what_ran_and_nothing_else(looks: list[tuple[float, bool]]) -> None:
    watch, now, expected = Stopwatch(0.0, 0.0), 0.0, 0.0
    for passed, running in looks:
        before, now = now, now + passed
        counted = now - before
        expected += counted if running and counted <= LONGEST_BEAT else 0.0
        assert watch.look(now, running=running) == pytest.approx(expected)


def test_a_machine_that_slept_loses_no_meeting_time() -> None:
    watch = Stopwatch(10.0, 100.0)
    assert watch.look(3_700.0, running=True) == 10.0
    assert watch.look(3_701.0, running=True) == 11.0


@pytest.mark.parametrize(
    ("spent", "shown", "over"),
    [
        (0, "2", False),
        (59, "2", False),
        (60, "1", False),
        (61, "0:59", False),
        (119.6, "0:00", False),
        (120, "0:00", True),
        (121, "+1", True),
        (180, "+1", True),
        (181, "+2", True),
    ],
)
def test_time_left_and_time_over(spent: float, shown: str, over: bool) -> None:
    visit = Visit(phase="p", title="P", minutes=2)
    assert (shown_left(visit, spent), is_over(visit, spent)) == (shown, over)


def test_the_last_sign_of_life_says_how_long_the_phase_has_run() -> None:
    assert resumed_spent(beat(), MEETING) == 42.0
    assert resumed_spent(beat(place=3), MEETING) == 30.0
    assert resumed_spent(beat(meeting="other"), MEETING) == 30.0
    assert resumed_spent(None, MEETING) == 30.0


@pytest.mark.parametrize(("ago", "is_silent"), [(0, False), (6, False), (20, True), (-300, True)])
def test_a_leader_without_a_sign_of_life_is_silent(ago: int, is_silent: bool) -> None:
    assert silent(beat(), MEETING, NOW + timedelta(seconds=ago)) is is_silent


def test_a_meeting_that_never_gave_a_sign_is_silent() -> None:
    assert silent(None, MEETING, NOW)
    assert silent(beat(meeting="other"), MEETING, NOW)
