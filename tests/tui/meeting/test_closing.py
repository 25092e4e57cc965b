"""What stands there when a meeting is over: whatever way it ended, and whatever there is room for."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from storage.domain.case.agreement import Agreement
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import DecisionKind, Meeting, ended, scored
from storage.domain.views.overview import planned_meeting
from storage.store import Change
from tests.tui.meeting.conftest import NOW
from tests.tui.meeting.play import Play
from tests.tui.meeting.sitting import Sitting, in_a_meeting, on_to, running, seated, step
from tui.desk.desk import Desk
from tui.dialogs.choose import ConfirmDialog
from tui.look.letters import huge_letters, letters
from tui.presentation.lines import Line
from tui.screens.meeting.closing import ClosingScreen, closing_lines
from tui.screens.meeting.ready import MeetingMode
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.meeting.stages.stage import MeetingInBook, StageKey
from tui.screens.pages import MinutesScreen
from tui.widgets.lists import WrappedList
from tui.widgets.reader import Reader

SIZES = ((64, 20), (80, 24), (140, 40))
TODAY = NOW.date()


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "case-round")


def agree(play: Play, *owners: str) -> None:
    for number, owner in enumerate(owners):
        made = Agreement(id=f"a{number}", what=f"Call home {number}", owner=owner, made=TODAY, due=TODAY + timedelta(2))
        decided = play.scene.decision(DecisionKind.AGREEMENT, f"{owner}: Call home {number}", made.id)
        play.save(Change(None, made), decided)


def closing(play: Play, height: int = 24) -> list[Line[StageKey]]:
    """End the meeting, and return what stands there then."""
    meeting = play.meeting
    over = ended(meeting, NOW)
    play.save(Change(meeting, over))
    return list(closing_lines(MeetingInBook(play.desk, play.book, over), height))


def said(lines: list[Line[StageKey]]) -> str:
    return "\n".join(line.aloud if line.aloud is not None else f"{line.said} {line.right}" for line in lines)


def to_the_next(meeting: Meeting) -> Meeting:
    leads = {MeetingRole.FACILITATOR: "CD"}
    return meeting.but(next_on=TODAY + timedelta(7), next_roles=leads)


def test_what_was_agreed_the_score_and_the_next_meeting_are_said_and_drawn_large(play: Play) -> None:
    play.at_phase("first-step")
    agree(play, "AB")
    play.change(lambda meeting: to_the_next(scored(meeting, "7 8 9")))
    lines = closing(play)
    assert "AB Wednesday" in said(lines)
    assert "8 · Good use of the time, 0–10 · the middle is 8, from 7 to 9" in said(lines)
    assert "CD Monday" in said(lines)
    drawn = [line.said for line in lines]
    for large in ("AB Wednesday", "8"):
        assert all(any(row in each for each in drawn) for row in letters(large, 58))
    assert {line.left: line.large for line in lines if line.large} == {"Call home 0": 2, "CD Monday": 2}


def test_the_minutes_of_plan_and_case_are_told(play: Play) -> None:
    play.at_phase("first-step")
    play.change(lambda meeting: meeting.but(visits=tuple(replace(each, spent=120.0) for each in meeting.visits)))
    assert "min for the plan" in said(closing(play))


@pytest.mark.parametrize(("owners", "height", "cards"), [("AB CD", 20, 2), ("AB CD EF", 20, 0), ("AB CD EF", 40, 3)])
def test_many_agreements_are_lines_and_few_are_cards(play: Play, owners: str, height: int, cards: int) -> None:
    play.at_phase("first-step")
    agree(play, *owners.split())
    told = said(closing(play, height))
    assert sum(f"{owner} Wednesday" in told for owner in owners.split()) == cards
    assert all(f"Call home {number}" in told for number in range(len(owners.split())))


def test_a_meeting_that_decided_nothing_says_so(play: Play) -> None:
    play.at_phase("first-step")
    told = said(closing(play))
    assert "Nothing was decided." in told
    planned = planned_meeting(play.book, TODAY)
    day = play.desk.words.day(planned.next_on if planned else None, "EEE d. MMM")
    assert f"as agreed before: {day}" in told, "the day that Today tells, as nobody set another"


async def end(sitting: Sitting, key: str) -> ClosingScreen:
    await sitting.press(key)
    await sitting.on(ConfirmDialog)
    await sitting.press("home", "enter")
    await sitting.on(ClosingScreen)
    screen = sitting.screen
    assert isinstance(screen, ClosingScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_an_early_end_shows_it_whole_and_the_minutes_are_a_key_away(desk: Desk, size: tuple[int, int]) -> None:
    async with in_a_meeting(desk, size) as sitting:
        await step(sitting, desk)
        screen = await end(sitting, "x")
        told = screen.query_one(WrappedList)
        await sitting.until(lambda: bool(told.lines), "what the meeting came to")
        assert told.max_scroll_y == 0
        assert screen.text_to_copy().startswith("# ")
        await sitting.press("m")
        await sitting.until(lambda: type(sitting.screen) is MinutesScreen, "the minutes")
        assert sitting.screen.query_one(Reader).paragraphs
        await sitting.press("escape")
        await sitting.on(ClosingScreen)
        await sitting.press("enter")
        await sitting.on(MeetingMode)


async def test_where_there_is_room_what_was_decided_is_huge_and_the_rest_stands_beside_it(play: Play) -> None:
    play.at_phase("first-step")
    agree(play, "AB")
    play.change(lambda meeting: to_the_next(scored(meeting, "7 8 9")))
    play.change(lambda meeting: ended(meeting, NOW))
    async with seated(play.desk, (140, 40)) as sitting:
        screen = ClosingScreen(play.desk, "meeting")
        await sitting.app.push_screen(screen)
        await sitting.until(lambda: bool(screen.told.lines and screen.beside.lines), "both lists")
        decided, beside = ([line.said for line in each.lines] for each in (screen.told, screen.beside))
        assert all(any(row in each for each in decided) for row in huge_letters("AB Wednesday", 90))
        assert all(any(row in each for each in beside) for row in letters("8", 9))
        assert not any(row in each for each in decided for row in letters("CD", 9)[1:])
        await sitting.pilot.resize_terminal(80, 24)
        await sitting.until(lambda: len(screen.told.lines) > len(decided), "one list")
        assert screen.told.region.width > screen.beside.region.width


@pytest.mark.parametrize("size", SIZES)
async def test_next_through_everything_ends_at_it(desk: Desk, size: tuple[int, int]) -> None:
    async with in_a_meeting(desk, size) as sitting:
        await on_to(sitting, desk, "plan-and-agreements")
        here = running(desk)
        last = here.but(place=len(here.visits) - 1, next_on=here.started.date() + timedelta(7))
        desk.store.save(Change(here, scored(last, "7 8 9")), by="AB", at=desk.now())
        meeting = sitting.screen
        assert isinstance(meeting, MeetingScreen)
        await sitting.until(lambda: meeting.book is desk.store.book(), "the last phase")
        screen = await end(sitting, "n")
        told = screen.query_one(WrappedList)
        await sitting.until(lambda: any("█" in line.said for line in told.lines), "large letters")
        assert told.max_scroll_y == 0
