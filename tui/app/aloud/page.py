"""A page of the screens in plain lines: its rows are said with their numbers, and lines do what keys do there."""

import re
import sys
from collections.abc import Iterator
from io import FileIO
from typing import Any

from textual.screen import Screen
from textual.widgets import Static

from tui.app.aloud.meeting import MeetingAloud
from tui.app.aloud.talk import LEAVES, AloudApp, Talk, literal
from tui.desk.desk import Desk
from tui.desk.settings import Settings
from tui.presentation.aloud import SpokenRow, spoken_rows
from tui.screens.homes.beside import ListedScreen
from tui.screens.homes.doors import DOORS
from tui.screens.homes.rounds import RoundScreen
from tui.screens.team_screen import TeamScreen
from tui.terminal.asking import Asking
from tui.widgets.lists import LineList

SIZE = (100, 40)
"""Columns and rows of the screen that nobody sees."""
BESIDE = re.compile(r" {3,}")
"""Behind it stands what signs mean, which nobody hears."""
HEADS = ("headline", "together", "advice", "whose")
"""What stands above rows, or under them, and is said too."""


class PageAloud(MeetingAloud):
    """Says what a page with rows shows, and does what is typed."""

    def __init__(self, app: AloudApp, page: str) -> None:
        super().__init__(app)
        self.page = page

    async def meet(self, front: Screen[Any]) -> None:
        """Open the page, say what is new on the one in front, and do what is typed; back from it is the end."""
        if self.page:
            page, self.page = self.page, ""
            self.app.push_screen(DOORS[page](self.app.desk))
        elif isinstance(front, Asking):
            await self.questions.answer(front)
        elif isinstance(front, TeamScreen) and front.MODE == "plan" and front.query(LineList):
            await self.at_page(front, front.query(LineList).first())
        else:
            self.is_over = True

    async def at_page(self, front: TeamScreen, listed: LineList[Any]) -> None:
        """Say the rows, all or those that are new, and do what is typed."""
        rows = (*_heads(front), *spoken_rows(self.words, listed.whole_rows()))
        comes = self.rows.where is not front
        self.rows.say(front, rows, {each.key for each in rows if each.key})
        if comes:
            self.talk.say(
                self.words("Type a row's number to go on with it, 2 x to do x with row 2, ? to hear the rest.")
            )
        text = await self.talk.asked("> ", lambda: self.app.screen is front)
        if text is None:
            return
        number, action = [*text.split(maxsplit=1), "", ""][:2]
        chosen = self.rows.chosen(number)
        if chosen:
            listed.cursor = next(at for at, line in enumerate(listed.lines) if line.key == chosen.key)
        if chosen and not action:
            await self.app.run_action("rate" if isinstance(front, RoundScreen) else "open", front)
        elif text.strip() == LEAVES:
            self.app.pop_screen()
        elif not text.strip():
            self.rows.where = None
        elif not await self.did(action if chosen else text, front):
            await self._write(front, text)

    async def _write(self, front: TeamScreen, text: str) -> None:
        if isinstance(front, RoundScreen) and front.may_write:
            await front.keep_written(literal(text))
        else:
            self.say_none_of_these()


def _heads(front: TeamScreen) -> Iterator[SpokenRow]:
    """Yield what stands above the rows."""
    if isinstance(front, ListedScreen):
        yield SpokenRow("", front.heading)
    said = (BESIDE.split(f"{each.content}".strip())[0] for each in front.query(Static) if each.id in HEADS)
    yield from (SpokenRow("", each) for each in said if each)


def hold(desk: Desk, settings: Settings, page: str) -> BaseException | None:
    """Hold or follow a meeting in plain lines, or go through a page; return what failed."""
    typed = FileIO(sys.stdin.fileno(), closefd=False)  # unbuffered: who still waits for a line at the end holds no lock
    talk = Talk(desk.words, sys.stdout, typed, repeats=not sys.stdin.isatty())
    app = AloudApp(desk, settings, talk)
    aloud = PageAloud(app, page) if page else MeetingAloud(app)
    app.run(headless=True, mouse=False, size=SIZE, auto_pilot=aloud.hold)
    app.let_go()
    return app.failure
