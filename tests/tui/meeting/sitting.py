"""Somebody at the keys: presses, types, and waits until the screen says so."""

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from tui.app import FredstidApp

PATIENCE = 400


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
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.pilot.press(*text)
