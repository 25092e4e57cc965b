"""A meeting led by any hand in any order: it is always somewhere, loses nothing, and ends once."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storage.content.forms import our_forms
from storage.domain.errors import Refused
from storage.domain.meeting.agenda import shares
from storage.domain.meeting.form import MeetingForm, MeetingRole, Speaks, proposed_roles
from storage.domain.meeting.meeting import (
    Decision,
    DecisionKind,
    Meeting,
    MeetingState,
    begun,
    decided,
    ended,
    extended,
    moved,
    noted,
    parked,
    paused,
    timed,
    turned,
    with_role,
)
from storage.domain.people import Language

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
PRESENT = ("AB", "CD", "EF", "GH", "IJ")


class LedMeeting(RuleBasedStateMachine):
    """What a facilitator can do, against a plain account of what should come of it."""

    meeting: Meeting
    place: int
    spent: dict[int, float]
    minutes: list[int]
    said: list[tuple[str, str]]

    @initialize(form=st.sampled_from(our_forms(Language.NB)), minutes=st.integers(15, 120), cases=st.integers(1, 4))
    def begin(self, form: MeetingForm, minutes: int, cases: int) -> None:
        """Begin one of our forms."""
        self.meeting = begun(
            form,
            key="m",
            now=NOW,
            minutes=minutes,
            present=PRESENT,
            roles=proposed_roles(PRESENT, []),
            shares=shares(form, [f"26-{number:03d}" for number in range(1, cases + 1)], minutes),
        )
        self.place = -1
        self.spent = {}
        self.minutes = [visit.minutes for visit in self.meeting.visits]
        self.said = []

    def running(self) -> bool:
        """Tell whether the meeting goes on."""
        return self.meeting.is_running

    def asking(self) -> list[str]:
        """Return who has a turn: all, but in a round about a case not the one whose case it is."""
        phase, visit = self.meeting.phase, self.meeting.visit
        about = bool(phase and visit and visit.case and phase.speaks is Speaks.ROUND)
        owner = self.meeting.roles.get(MeetingRole.CASE_OWNER) if about else None
        return [alias for alias in PRESENT if alias != owner]

    @precondition(running)
    @rule(steps=st.integers(-3, 3), owner=st.sampled_from(["", *PRESENT]))
    def move(self, steps: int, owner: str) -> None:
        """Move on or back, also too far."""
        there = self.place + steps
        try:
            self.meeting = moved(self.meeting, steps, owner)
        except Refused:
            assert not 0 <= there < len(self.minutes)
            return
        self.place = there
        assert not self.meeting.paused
        assert self.meeting.speaker == self.asking()[0]
        assert not owner or self.meeting.roles[MeetingRole.CASE_OWNER] == owner

    @precondition(running)
    @rule(seconds=st.floats(0, 5000))
    def tick(self, seconds: float) -> None:
        """Let the clock say something, also something earlier."""
        self.meeting = timed(self.meeting, seconds)
        if self.place >= 0:
            self.spent[self.place] = max(self.spent.get(self.place, 0), round(seconds, 1))

    @precondition(running)
    @rule()
    def pause(self) -> None:
        """Stop the clock, or start it."""
        was = self.meeting.paused
        self.meeting = paused(self.meeting)
        assert self.meeting.paused is not was

    @precondition(running)
    @rule()
    def add_a_minute(self) -> None:
        """Give the phase more time."""
        if self.place < 0:
            return
        self.meeting = extended(self.meeting)
        self.minutes[self.place] += 1

    @precondition(running)
    @rule(steps=st.integers(-9, 9), role=st.sampled_from(MeetingRole), alias=st.sampled_from(PRESENT))
    def pass_on(self, steps: int, role: MeetingRole, alias: str) -> None:
        """Pass the turn and a role."""
        before = self.meeting.turn
        self.meeting = with_role(turned(self.meeting, steps), role, alias)
        assert self.meeting.speaker == self.asking()[(before + steps) % len(self.asking())]
        assert self.meeting.roles[role] == alias

    @precondition(running)
    @rule(aside=st.booleans())
    def write(self, aside: bool) -> None:
        """Note something, or park it."""
        key = f"n{len(self.said)}"
        self.meeting = (parked if aside else noted)(self.meeting, key, "tekst")
        self.said.append((key, self.meeting.visit.phase if self.meeting.visit else ""))

    @precondition(running)
    @rule()
    def decide(self) -> None:
        """Decide something."""
        key = f"d{len(self.meeting.decisions)}"
        self.meeting = decided(self.meeting, Decision(id=key, kind=DecisionKind.OTHER, text="vi gjør det"))

    @precondition(running)
    @rule()
    def crash(self) -> None:
        """Lose the program and read the meeting back."""
        self.meeting = msgspec.json.decode(msgspec.json.encode(self.meeting), type=Meeting)

    @precondition(running)
    @rule(state=st.sampled_from([MeetingState.HELD, MeetingState.BROKEN_OFF]))
    def end(self, state: MeetingState) -> None:
        """End the meeting."""
        self.meeting = ended(self.meeting, NOW + timedelta(hours=1), state)

    @precondition(lambda machine: not machine.running())
    @rule()
    def end_again(self) -> None:
        """Try to end what has ended."""
        with pytest.raises(Refused):
            ended(self.meeting, NOW)

    @invariant()
    def is_always_somewhere(self) -> None:
        """Check the place, and that the phase is the place's."""
        assert self.meeting.place == self.place
        phase = self.meeting.phase
        if self.meeting.is_running and self.place >= 0:
            assert phase
            assert phase.key == self.meeting.visits[self.place].phase
        else:
            assert phase is None

    @invariant()
    def keeps_its_time(self) -> None:
        """Check the minutes given and the seconds spent."""
        assert [visit.minutes for visit in self.meeting.visits] == self.minutes
        assert {n: visit.spent for n, visit in enumerate(self.meeting.visits) if visit.spent} == {
            place: spent for place, spent in self.spent.items() if spent
        }

    @invariant()
    def loses_nothing_that_was_said(self) -> None:
        """Check that every note is there once, in its phase."""
        notes = (*self.meeting.notes, *self.meeting.parking)
        assert sorted((note.id, note.phase) for note in notes) == sorted(self.said)

    @invariant()
    def ends_whole(self) -> None:
        """Check that an ended meeting has an end and no script."""
        assert self.meeting.is_running is (self.meeting.ended is None)
        assert self.meeting.is_running is (self.meeting.script is not None)


LedMeeting.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestLedMeeting = LedMeeting.TestCase
