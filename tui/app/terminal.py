"""What a terminal can do to any of our applications: too little room, a closed line, keys in a heap, pastes."""

import asyncio
import os
import signal
import threading
from datetime import UTC, datetime
from typing import Any, TypeVar

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.events import Event, InputEvent, Paste, Resize
from textual.screen import Screen
from textual.worker import WorkerFailed

from tui.app.crash import terminal_is_gone, write_log
from tui.app.themes import DressedApp
from tui.terminal.orderly import OrderlyApp
from tui.terminal.packets import PacketDriver
from tui.terminal.picture import OnlyChanges
from tui.terminal.walls import PastingApp

Result = TypeVar("Result")
NARROWEST, LOWEST = 20, 5
"""Columns and rows below which nothing is laid out: less than a field with its margins takes."""
CLEAR = "\x1b[2J"


class RoomyApp(App[Result]):
    """Waits where it has no room, as it was, and takes no keys meanwhile: what they would do is not seen.

    Sends what is not on the terminal yet.
    """

    has_room = True

    async def on_event(self, event: Event) -> None:
        """Take in another size only when it is one, and what is typed only where it is seen."""
        if isinstance(event, Resize):
            self.forget_picture()
            self.has_room, had = event.size.width >= NARROWEST and event.size.height >= LOWEST, self.has_room
            if not self.has_room:
                self.clear()
                return
            if not had:
                self.refresh(layout=True)
        if self.has_room or not isinstance(event, (InputEvent, Paste)):
            await super().on_event(event)

    def clear(self) -> None:
        """Take away what was drawn for another size."""
        if self._driver and not self.is_headless:
            self._driver.write(CLEAR)
            self._driver.flush()
        self.forget_picture()

    def forget_picture(self) -> None:
        """Send everything next time: it is not known what stands on the terminal."""
        if isinstance(self._driver, PacketDriver):
            self._driver.picture.forget()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, (LayoutUpdate, ChopsUpdate)) and isinstance(self._driver, PacketDriver):
            renderable = OnlyChanges(renderable, self._driver.picture)
        if self.has_room:
            super()._display(screen, renderable)


LONGEST_END = 0.35
"""Seconds in which everything has to have ended after a signal; what is not saved by then was never said to be."""


def _log_alone(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, Exception) and not terminal_is_gone(error):
        write_log(error, datetime.now(UTC))


class DiscreetApp(App[Result]):
    """Keeps what failed for whoever ran it; Textual would print it with everything it held."""

    failure: BaseException | None = None

    @property
    def is_tried(self) -> bool:
        """Whether a test runs it, which is to see all that fails."""
        return self.is_headless

    def _handle_exception(self, error: Exception) -> None:
        if self.is_tried:
            super()._handle_exception(error)
            return
        self.failure = self.failure or (error.error if isinstance(error, WorkerFailed) else error)
        self._return_code = 1
        self._close_messages_no_wait()

    def stay_discreet(self) -> None:
        """End in half a second when the line drops or the machine shuts down, and print nothing that fails beside."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_log_alone)
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self.hang_up, number)

    def hang_up(self, number: signal.Signals) -> None:
        """End at once; a save that waits for somebody else's is not waited for."""
        last = threading.Timer(LONGEST_END, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        self.let_go()
        self.leave()

    def leave(self) -> None:
        """End, with everything that is not saved yet in safety."""
        self.let_go()
        self.exit()

    def let_go(self) -> None:
        """Put in safety what is not saved yet."""


class TerminalApp(RoomyApp[Result], OrderlyApp[Result], PastingApp[Result], DiscreetApp[Result], DressedApp[Result]):
    """An application that nothing of it ends, and that does nothing unasked."""

    ALLOW_SELECT = False
    """What is drawn here has no text that Textual could mark; a drag would mark nothing and draw everything."""

    def __init__(self) -> None:
        super().__init__()
        self.driver_class = PacketDriver
        self.uses_mouse = True

    def leave(self) -> None:
        """End behind the last key: a letter that is seen already may still be on its way to where it is kept."""
        if self.is_running and self.screen_stack:
            self.behind_the_last(super().leave)
        else:
            super().leave()

    def use_mouse(self, *, wanted: bool) -> None:
        """Take the mouse, or leave it to the terminal, which can mark and copy what stands on the screen."""
        self.uses_mouse = wanted
        if isinstance(self._driver, PacketDriver):
            self._driver.use_mouse(wanted=wanted)
