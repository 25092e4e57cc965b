"""What a terminal can do to any of our applications: keys in a heap, pastes, a few cells of room, a dropped line."""

from typing import TypeVar

from tui.app.discreet import DiscreetApp
from tui.app.roomy import RoomyApp
from tui.terminal.orderly import OrderlyApp
from tui.terminal.packets import PacketDriver
from tui.terminal.pasting import PastingApp

Result = TypeVar("Result")


class TerminalApp(RoomyApp[Result], OrderlyApp[Result], PastingApp[Result], DiscreetApp[Result]):
    """An application that nothing of it ends, and that does nothing unasked."""

    ALLOW_SELECT = False
    """What is drawn here has no text that Textual could mark; a drag would mark nothing and draw everything."""

    def __init__(self) -> None:
        super().__init__()
        self.driver_class = PacketDriver
        self.uses_mouse = True

    def use_mouse(self, *, wanted: bool) -> None:
        """Take the mouse, or leave it to the terminal, which can mark and copy what stands on the screen."""
        self.uses_mouse = wanted
        if isinstance(self._driver, PacketDriver):
            self._driver.use_mouse(wanted=wanted)
