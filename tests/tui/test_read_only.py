"""A member who may read but not write: told at once, not after a whole text."""

import pytest

from storage.domain.errors import Refused
from tests.tui.meeting.sitting import Sitting
from tests.tui.stage import memory_desk, store_of
from tui.app.app import FredstidApp
from tui.desk.settings import Settings
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.form import FileNameDialog
from tui.dialogs.writing import WritingDialog
from tui.screens.case.log import CasesScreen
from tui.screens.plan.screen import PlanScreen
from tui.screens.today.screen import TodayScreen

CLOSED = Refused("read-only", path="/srv/team", owner="kari", command="sudo chmod 2770 /srv/team")


@pytest.mark.parametrize(("mode", "screen", "key"), [("3", CasesScreen, "n"), ("1", TodayScreen, "g")])
async def test_nobody_types_what_could_not_be_saved(mode: str, screen: type, key: str) -> None:
    desk = memory_desk()
    store_of(desk).read_only = CLOSED
    async with FredstidApp(desk, Settings()).run_test(size=(80, 24)) as pilot:
        player = Sitting(pilot)
        await player.on(TodayScreen)
        await player.press(mode)
        await player.on(screen)
        pilot.app.clear_notifications()
        await player.press(key)
        await player.until(lambda: bool(pilot.app._notifications), "why not")
        said = [notice.message for notice in pilot.app._notifications]
        assert said == [desk.says(CLOSED)]
        assert "sudo chmod 2770 /srv/team" in said[0]
        assert not isinstance(pilot.app.screen, WritingDialog)


async def test_a_page_can_be_written_all_the_same() -> None:
    desk = memory_desk()
    store_of(desk).read_only = CLOSED
    async with FredstidApp(desk, Settings()).run_test(size=(80, 24)) as pilot:
        player = Sitting(pilot)
        await player.on(TodayScreen)
        await player.press("2")
        await player.on(PlanScreen)
        await player.press("p")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(FileNameDialog)
