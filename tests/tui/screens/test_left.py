"""A screen that has been left draws nothing more, whatever comes late: a tick, a rest, an awaited answer."""

from collections.abc import Callable

import pytest

from tests.tui.meeting.sitting import in_a_meeting
from tests.tui.stage import memory_desk, shown
from tui.desk.desk import Desk
from tui.screens.case.log import CasesScreen
from tui.screens.case.screen import CaseScreen
from tui.screens.homes.contacts import ContactsScreen
from tui.screens.looking.insight import InsightScreen
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.plan.screen import PlanScreen
from tui.screens.team_screen import TeamScreen
from tui.screens.today.screen import TodayScreen


@pytest.mark.parametrize(
    "opened",
    [
        TodayScreen,
        PlanScreen,
        CasesScreen,
        InsightScreen,
        ContactsScreen,
        lambda desk: CaseScreen(desk, "26-001"),
    ],
)
async def test_what_comes_late_breaks_nothing(
    opened: Callable[[Desk], TeamScreen],
) -> None:
    late: list[str] = []
    screen = opened(memory_desk())
    async with shown(screen) as player:
        assert screen.stands
        screen.at_rest(lambda: late.append("rest"))
        await player.stage.pop_screen()
        screen.follow()
        screen.if_it_stands(lambda: late.append("drawn"))
        assert not screen.stands
        await player.pilot.pause(0.2)
    assert late == []


async def test_a_meeting_that_has_been_left_ticks_no_more() -> None:
    desk = memory_desk()
    async with in_a_meeting(desk) as sitting:
        screen = sitting.screen
        assert isinstance(screen, MeetingScreen)
        await sitting.app.pop_screen()
        screen.tick()
        screen.draw_anew()
        screen.after_writing()
        screen.mark("written")
        assert not screen.stands
