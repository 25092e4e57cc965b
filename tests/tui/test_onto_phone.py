"""A day as squares on the screen, which a phone's camera reads."""

from datetime import timedelta

import pytest
import zxingcpp

from storage.domain.case.agreement import Agreement
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.store import Change
from tests.tui.stage import NOW, TODAY, Player, memory_desk, shown
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.curtain import CameraDialog
from tui.screens.case.screen import CaseScreen
from tui.screens.today.screen import TodayScreen

DOTS = 8
SIZES = ((64, 20), (80, 24), (140, 40))


def seen_by_a_camera(player: Player) -> str:
    """What a decoder reads of the whole screen, letters around the squares included."""
    assert isinstance(player.screen, CameraDialog)
    lit = player.stage.current_theme.dark
    cells = player.text().split("\n")
    width = max(map(len, cells))
    rows = []
    for line in cells:
        for halves in ("█▀", "█▄"):
            dark = (sign not in halves if lit else sign in halves for sign in line.ljust(width))
            rows += [b"".join((b"\x00" if each else b"\xff") * DOTS for each in dark)] * DOTS
    picture = memoryview(b"".join(rows)).cast("B", (len(rows), width * DOTS))
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


@pytest.mark.parametrize("size", SIZES)
async def test_a_camera_reads_the_agreement_of_a_case_from_the_whole_screen(size: tuple[int, int]) -> None:
    desk = memory_desk()
    due = Agreement(id="due", what="Secret", owner="CD", made=TODAY, due=TODAY + timedelta(days=3), case="26-002")
    desk.store.save(Change(None, due), by="AB", at=NOW)
    async with shown(CaseScreen(desk, "26-002"), size) as player:
        await player.press("j")
        await player.on(CameraDialog)
        assert seen_by_a_camera(player) == "BEGIN:VEVENT\nSUMMARY:26-002: avtale, CD\nDTSTART:20261126\nEND:VEVENT"
        text = " ".join(player.text("#beside").split())
        assert "26-002: avtale, CD" in text
        assert "cloud" in text
        assert "Esc back" in text
        assert "Secret" not in player.text()
        await player.press("escape")
        await player.on(CaseScreen)


async def test_which_one_is_asked_where_there_are_several() -> None:
    desk = memory_desk()
    due = Agreement(
        id="due",
        what="Ask",
        owner="CD",
        made=TODAY,
        due=TODAY + timedelta(days=3),
        review=TODAY + timedelta(days=9),
        case="26-002",
    )
    desk.store.save(Change(None, due), by="AB", at=NOW)
    async with shown(CaseScreen(desk, "26-002")) as player:
        await player.press("j")
        await player.on(ChooseDialog)
        await player.press("down", "enter")
        await player.on(CameraDialog)
        assert "hjalp det?" in seen_by_a_camera(player)


async def test_a_case_without_a_day_says_so() -> None:
    async with shown(CaseScreen(memory_desk(), "25-001")) as player:
        await player.press("j")
        await player.hears("Mark something with a day first")


async def test_today_shows_the_marked_parent_meeting() -> None:
    desk = memory_desk()
    evening = ParentMeeting(id="evening", title="Friends", on=TODAY + timedelta(days=7))
    desk.store.save(Change(None, evening), by="AB", at=NOW)
    async with shown(TodayScreen(desk)) as player:
        rows = player.screen.query_one("#rows")
        await player.until(lambda: "Friends" in player.text())
        for _ in range(30):
            key = getattr(rows, "key", "")
            if getattr(key, "kind", "") == "parents":
                break
            await player.press("down")
        await player.press("j")
        await player.on(CameraDialog)
        assert "DTSTART:20261130T180000" in seen_by_a_camera(player)
