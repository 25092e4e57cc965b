"""What is pasted: whole, clean, or refused with a sentence before any field has to draw it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.events import Paste
from textual.widgets import Input

from storage.domain.text import LONGEST_LINE, LONGEST_TEXT, MARK
from tests.tui.meeting.sitting import Sitting
from tests.tui.stage import memory_desk
from tui.app.app import FredstidApp
from tui.desk.settings import Settings
from tui.dialogs.case.case import CaseDialog
from tui.screens.today.screen import TodayScreen
from tui.widgets.composer import Composer

LINES = "It was calm today.\n" * (LONGEST_TEXT // 20)


@asynccontextmanager
async def writing() -> AsyncIterator[Sitting]:
    """Somebody with the form for a new case before them, the title marked."""
    async with FredstidApp(memory_desk(), Settings()).run_test(size=(80, 24)) as pilot:
        player = Sitting(pilot)
        await player.on(TodayScreen)
        await player.press("n")
        await player.on(CaseDialog)
        await player.until(lambda: isinstance(player.screen.focused, Input), "the title")
        yield player


async def paste(player: Sitting, text: str) -> None:
    player.app.post_message(Paste(text))
    await player.pilot.pause()
    await player.pilot.pause()


def title(player: Sitting) -> str:
    return player.screen.query_one("#title", Input).value


def told(player: Sitting) -> str:
    return " ".join(notice.message for notice in player.app._notifications)


async def test_several_lines_in_a_field_of_one_become_one_line() -> None:
    async with writing() as player:
        await paste(player, "Tears\r\nover\nhomework\n")
        assert title(player) == "Tears over homework"


async def test_what_acts_on_a_terminal_becomes_a_mark() -> None:
    async with writing() as player:
        await player.press("tab")
        await paste(player, "Hi\x1b[2Jthere\u202e")
        assert player.screen.query_one(Composer).text == f"Hi{MARK}there{MARK}"


async def test_a_long_text_fits_and_not_a_letter_more() -> None:
    async with writing() as player:
        await player.press("tab")
        composer = player.screen.query_one(Composer)
        await paste(player, LINES)
        assert composer.text == LINES
        await paste(player, "a" * (LONGEST_TEXT - len(LINES) + 1))
        assert composer.text == LINES
        assert "more than 65536 characters" in told(player)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x" * 1_000_000, "more than 65536"),
        ("It was calm. \n" * 80_000, "more than 65536"),
        ("x" * (LONGEST_LINE + 1), "at most 10240"),
    ],
)
@pytest.mark.parametrize("field", ["#title", "#text"])
async def test_a_bomb_is_refused_before_anybody_has_to_draw_it(field: str, text: str, why: str) -> None:
    async with writing() as player:
        player.screen.query_one(field).focus()
        await paste(player, text)
        assert title(player) == ""
        assert player.screen.query_one(Composer).text == ""
        assert why in told(player)


async def test_where_nobody_writes_a_paste_is_nothing() -> None:
    async with FredstidApp(memory_desk(), Settings()).run_test(size=(80, 24)) as pilot:
        player = Sitting(pilot)
        await player.on(TodayScreen)
        await paste(player, "qqq")
        assert isinstance(player.screen, TodayScreen)
