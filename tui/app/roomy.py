"""Nothing is drawn until there is room: a terminal of a few cells can show no question, and take no answer."""

from typing import TypeVar

from rich.console import RenderableType
from textual.app import App
from textual.events import Event, InputEvent, Paste, Resize
from textual.screen import Screen

Result = TypeVar("Result")
NARROWEST, LOWEST = 20, 5
"""Columns and rows below which nothing is laid out: less than a field with its margins takes."""
CLEAR = "\x1b[2J"


class RoomyApp(App[Result]):
    """Waits where it has no room, as it was, and takes no keys meanwhile: what they would do is not seen."""

    has_room = True

    async def on_event(self, event: Event) -> None:
        """Take in another size only when it is one, and what is typed only where it is seen."""
        if isinstance(event, Resize):
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

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if self.has_room:
            super()._display(screen, renderable)
