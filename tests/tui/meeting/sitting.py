"""Somebody at the keys: presses, types, and waits until the screen says so."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from storage.domain.case.case import Case
from storage.domain.meeting.meeting import Meeting
from storage.domain.views.book import Book
from tui.app.app import FredstidApp
from tui.desk.desk import Desk
from tui.desk.settings import Settings
from tui.screens.meeting.ready import MeetingMode
from tui.screens.meeting.screen import MeetingScreen
from tui.terminal.orderly import OrderlyApp

PATIENCE = 1000
NAMES = {" ": "space", "?": "question_mark", ".": "full_stop", ":": "colon"}


def typed(app: App[Any], text: str, gap: float = 0.0) -> None:
    """Type a text as one who is fast, with so many seconds between two letters however busy the machine is."""
    first = monotonic()
    for number, letter in enumerate(text):
        key = Key(NAMES.get(letter, letter), letter)
        key.time = first + number * gap
        app.post_message(key)


async def come_to_rest(pilot: Pilot[Any]) -> None:
    """Wait until all that was typed has been carried out, and what it did has been shown."""
    app = pilot.app
    assert isinstance(app, OrderlyApp)
    for _ in range(PATIENCE):
        await pilot.pause()
        if app.is_at_rest and not app.message_queue_size:
            break


class Sitting:
    """A pilot with patience."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> FredstidApp:
        app = self.pilot.app
        assert isinstance(app, FredstidApp)
        return app

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    async def until(self, true: Callable[[], bool], what: str) -> None:
        for _ in range(PATIENCE):
            if true():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"{what} never came on {self.screen}")

    async def on(self, kind: type[Screen[Any]]) -> None:
        await self.until(lambda: isinstance(self.screen, kind), kind.__name__)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await come_to_rest(self.pilot)

    async def type(self, text: str) -> None:
        typed(self.app, text)
        await come_to_rest(self.pilot)


@asynccontextmanager
async def seated(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Sitting]:
    async with FredstidApp(desk, Settings()).run_test(size=size) as pilot:
        yield Sitting(pilot)


@asynccontextmanager
async def in_a_meeting(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Sitting]:
    async with seated(desk, size) as sitting:
        await sitting.press("4")
        await sitting.on(MeetingMode)
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        yield sitting


def running(desk: Desk) -> Meeting:
    meeting = desk.store.book().running
    assert meeting
    return meeting


def case_on_the_table(desk: Desk) -> Case:
    visit = running(desk).visit
    case = desk.store.book().find_case(visit.case) if visit else None
    assert case
    return case


async def step(sitting: Sitting, desk: Desk) -> None:
    place = running(desk).place
    await sitting.press("n")
    await sitting.until(lambda: running(desk).place > place, "the next phase")


async def on_to(sitting: Sitting, desk: Desk, phase: str) -> None:
    def there() -> bool:
        visit = running(desk).visit
        return visit is not None and visit.phase == phase

    while not there():
        await step(sitting, desk)


async def saved(sitting: Sitting, desk: Desk, true: Callable[[Book], bool], what: str) -> None:
    await sitting.until(lambda: true(desk.store.book()), what)
