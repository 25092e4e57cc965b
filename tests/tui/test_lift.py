"""What waits for the leadership, on the screen."""

import re
from pathlib import Path
from stat import S_IMODE

import pytest
from textual.widgets import Input

from storage.domain.case.case import CaseState
from storage.domain.case.standing import set_aside
from storage.store import Change
from tests.tui.stage import TODAY, Player, english_desk, shown
from tui.desk.desk import Desk
from tui.dialogs.form import FileNameDialog
from tui.screens.case.screen import CaseScreen
from tui.screens.looking.insight import InsightScreen
from tui.screens.pages import LiftScreen
from tui.screens.team_screen import TeamScreen
from tui.screens.today.screen import TodayScreen


def desk() -> Desk:
    at = english_desk()
    case = at.store.book().case("26-001")
    at.store.save(Change(case, set_aside(case, CaseState.LIFTED, "Who pays?", TODAY)), by="AB", at=at.now())
    return at


def screen(name: str, at: Desk) -> TeamScreen:
    match name:
        case "today":
            return TodayScreen(at)
        case "insight":
            return InsightScreen(at)
    return CaseScreen(at, "26-001")


async def opened(player: Player) -> None:
    await player.press("t")
    await player.on(LiftScreen)


@pytest.mark.parametrize("name", ["today", "insight", "case"])
async def test_one_key_shows_it_from_where_one_is(name: str) -> None:
    async with shown(screen(name, desk())) as player:
        await opened(player)
        await player.sees("Who pays?")
        await player.press("escape")
        await player.until(lambda: not isinstance(player.screen, LiftScreen))


async def test_it_is_taken_along_in_a_new_file(tmp_path: Path) -> None:
    file = tmp_path / "lift.md"
    async with shown(TodayScreen(desk())) as player:
        await opened(player)
        await player.press("p")
        await player.on(FileNameDialog)
        player.screen.query_one(Input).value = str(file)
        await player.press("enter")
        await player.on(LiftScreen)
        await noticed(player, "It stands in")
        await player.press("p")
        await player.on(FileNameDialog)
        player.screen.query_one(Input).value = str(file)
        await player.press("enter")
        await player.until(lambda: re.search(r"exists\W+already", player.text()), "that it is there")
        assert isinstance(player.screen, FileNameDialog)
        await player.press("escape")
        await player.on(LiftScreen)
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert "Who pays?" in file.read_text("utf-8")


async def noticed(player: Player, said: str) -> None:
    await player.until(lambda: any(said in each.message for each in player.stage._notifications), said)
