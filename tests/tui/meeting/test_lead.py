"""Who leads: a lease with a sign of life every two seconds, by clocks that the tests wind."""

import asyncio
import platform
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, Visit
from storage.domain.people import Language, Team
from storage.store import Heartbeat
from tests.tui.memory_store import MemoryStore
from tui.desk.desk import Desk
from tui.i18n.words import Words
from tui.screens.meeting.lead import BEAT_EVERY, SILENT_AFTER, Lead

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
VISITS = (Visit(phase="check-in", title="In", minutes=2), Visit(phase="case", title="Case", minutes=9))
MEETING = Meeting(id="m", form="case-round", title="Case round", started=NOW, planned=45, place=0, visits=VISITS)


class FullDisk(MemoryStore):
    """A store that can run out of room for signs of life, and be slow in writing them."""

    full = False
    goes_on: threading.Event | None = None
    """Until it is set, a sign that is written does not stand there yet."""

    def beat(self, heartbeat: Heartbeat) -> None:
        if self.goes_on:
            self.goes_on.wait()
        if self.full:
            raise Refused("not-saved")
        super().beat(heartbeat)


@dataclass
class Room:
    """One team, one meeting, some screens, and a clock."""

    store: FullDisk = field(default_factory=lambda: FullDisk(Team(id="t", name="6"), MEETING, today=NOW.date()))
    at: float = 100.0

    def screen(self, session: str, *, leads: bool = False) -> Lead:
        later = lambda: NOW + timedelta(seconds=self.at)  # noqa: E731 - a clock
        desk = Desk(self.store, Words(Language.EN), session, now=later, place=self.store.place)
        return Lead(desk, leads=leads, monotonic=lambda: self.at)

    def heard(self) -> Heartbeat:
        heard = self.store.heartbeat()
        assert heard
        return heard


@pytest.fixture
def room() -> Room:
    return Room()


async def tick(lead: Lead, meeting: Meeting = MEETING) -> str:
    """Do what a screen does every second: look whether the lead came or went, then give a sign of life."""
    if not lead.was_given():
        lead.was_taken()
    return await lead.beat(meeting, lead.spent(meeting))


def test_time_counts_while_the_phase_runs(room: Room) -> None:
    one = room.screen("one", leads=True)
    assert one.spent(MEETING) == 0.0
    room.at += 3
    assert one.spent(MEETING) == 3.0
    room.at += 2
    assert one.spent(MEETING.but(paused=True)) == 3.0
    assert one.spent(MEETING.but(place=1)) == 0.0


def test_before_the_first_phase_no_time_counts(room: Room) -> None:
    one, opening = room.screen("one", leads=True), MEETING.but(place=-1)
    assert one.spent(opening) == 0.0
    room.at += 3
    assert one.spent(opening) == 0.0


async def test_a_sign_of_life_says_who_where_and_how_long_every_two_seconds(room: Room) -> None:
    one = room.screen("one", leads=True)
    await tick(one)
    assert (room.heard().leader, room.heard().meeting, room.heard().place, room.heard().spent) == ("one", "m", 0, 0.0)
    room.at += 1
    await tick(one)
    assert room.heard().spent == 0.0
    room.at += 1
    await tick(one)
    assert room.heard().spent == 2.0


async def test_who_follows_gives_no_sign_and_goes_by_the_leaders_time(room: Room) -> None:
    one, two = room.screen("one", leads=True), room.screen("two")
    one.spent(MEETING)
    room.at += 3
    await tick(one)
    assert not await tick(two)
    assert room.heard().leader == "one"
    assert two.spent(MEETING) == 3.0
    room.at += 1
    assert two.spent(MEETING) == 4.0
    assert two.spent(MEETING.but(paused=True)) == 3.0
    room.at += 60
    assert two.spent(MEETING) == 3.0 + BEAT_EVERY * 2


async def test_a_living_leader_is_asked_and_hands_over_its_time(room: Room) -> None:
    one, two = room.screen("one", leads=True), room.screen("two")
    await tick(one)
    assert not await two.take(MEETING)
    assert not two.was_given()
    room.at += 2
    assert await tick(one) == "two"
    room.at += 2
    assert not await tick(one), "asked once"
    await one.hand_over(MEETING, "two")
    assert not one.leads
    assert not one.was_given()
    assert two.was_given()
    assert not two.was_given()
    assert two.spent(MEETING) == 4.0


async def test_nobody_asks_themselves(room: Room) -> None:
    one = room.screen("one", leads=True)
    await tick(one)
    room.store.beat(Heartbeat(meeting="m", leader="one", place=0, spent=1.0, at=NOW, asked_by="one"))
    room.at += 2
    assert not await tick(one)


async def test_what_was_asked_in_another_meeting_is_forgotten(room: Room) -> None:
    room.store.beat(Heartbeat(meeting="old", leader="two", place=0, spent=1.0, at=NOW, asked_by="three"))
    one = room.screen("one", leads=True)
    assert not await tick(one)
    assert one.leads
    assert room.heard().meeting == "m"


async def test_a_silent_leader_loses_the_lead_and_notices(room: Room) -> None:
    one, two = room.screen("one", leads=True), room.screen("two")
    await tick(one)
    room.at += SILENT_AFTER.total_seconds() + 1
    assert await two.take(MEETING)
    assert not one.was_taken(), "two has not given a sign yet"
    await tick(two)
    assert one.was_taken()
    assert not one.leads
    assert not one.was_taken()
    assert two.leads


async def test_whoever_goes_on_after_a_crash_leads_however_slowly_the_first_sign_is_written(room: Room) -> None:
    await tick(room.screen(f"{platform.node()}:{2**22 + 1}:x", leads=True))
    one = room.screen("one", leads=True)
    room.store.goes_on = threading.Event()
    writing = asyncio.create_task(tick(one))
    await asyncio.sleep(0)
    was_taken = one.was_taken()
    room.at += BEAT_EVERY
    room.store.goes_on.set()
    await writing
    assert (was_taken, one.leads, one.was_taken()) == (False, True, False)
    assert room.heard().leader == "one"


async def test_who_hands_over_does_not_take_it_back_while_that_is_being_written(room: Room) -> None:
    one, two = room.screen("one", leads=True), room.screen("two")
    await tick(one)
    room.store.goes_on = threading.Event()
    handing = asyncio.create_task(one.hand_over(MEETING, "two"))
    await asyncio.sleep(0)
    has_moved = one.was_given() or one.was_taken()
    room.store.goes_on.set()
    await handing
    assert (has_moved, one.leads, two.was_given()) == (False, False, True)


async def test_a_leader_whose_program_has_ended_is_silent_at_once(room: Room) -> None:
    gone = f"{platform.node()}:{2**22 + 1}:x"
    await tick(room.screen(gone, leads=True))
    assert await room.screen("two").take(MEETING)


async def test_where_nobody_ever_led_the_lead_is_free(room: Room) -> None:
    two = room.screen("two")
    assert not two.was_given()
    assert await two.take(MEETING)
    assert not two.was_taken()


async def test_the_same_screen_takes_back_what_is_its_own(room: Room) -> None:
    await tick(room.screen("one", leads=True))
    assert await room.screen("one").take(MEETING)


async def test_a_full_disk_ends_no_meeting(room: Room) -> None:
    one, two = room.screen("one", leads=True), room.screen("two")
    await tick(one)
    room.store.full = True
    room.at += 2
    assert not await tick(one)
    with pytest.raises(Refused, match="not-saved"):
        await one.hand_over(MEETING, "two")
    assert one.leads
    with pytest.raises(Refused, match="not-saved"):
        await two.take(MEETING)
    assert not two.leads


SESSIONS = ("one", "two", "three")


class ThreeScreens(RuleBasedStateMachine):
    """Three screens at one meeting: whatever they do, soon exactly one leads."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Room()
        self.screens = {session: self.room.screen(session, leads=session == "one") for session in SESSIONS}
        self.asked: dict[str, str] = {}

    async def look(self, session: str) -> None:
        asks = await tick(self.screens[session])
        if asks:
            self.asked[session] = asks

    @rule(seconds=st.sampled_from([0.1, 1.0, 2.0, 9.0]))
    def wait(self, seconds: float) -> None:
        """Let time pass in which nobody looks: programs sleep and lines are slow."""
        self.room.at += seconds

    @rule(session=st.sampled_from(SESSIONS))
    def look_up(self, session: str) -> None:
        """Let one screen do what it does every second."""
        asyncio.run(self.look(session))

    @rule(session=st.sampled_from(SESSIONS))
    def take(self, session: str) -> None:
        """Press the key that takes the lead, or asks for it."""
        if not self.screens[session].leads:
            asyncio.run(self.screens[session].take(MEETING))

    @rule(session=st.sampled_from(SESSIONS), agrees=st.booleans())
    def answer(self, session: str, *, agrees: bool) -> None:
        """Answer whoever asked."""
        asks = self.asked.pop(session, "")
        if asks and agrees and self.screens[session].leads:
            asyncio.run(self.screens[session].hand_over(MEETING, asks))

    @rule(order=st.permutations(SESSIONS))
    def settle(self, order: list[str]) -> None:
        """After all have looked a few times, one leads: no more and no fewer."""
        for session in [*order, *order, *order]:
            self.room.at += BEAT_EVERY
            asyncio.run(self.look(session))
        leading = [session for session, screen in self.screens.items() if screen.leads]
        assert len(leading) == 1
        assert self.room.heard().leader == leading[0]


TestThreeScreens = ThreeScreens.TestCase
TestThreeScreens.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
