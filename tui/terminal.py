"""What a terminal can do to any of our applications: keys in a heap, pastes, a few cells of room, a dropped line."""

from typing import TypeVar

from tui.discreet import DiscreetApp
from tui.orderly import OrderlyApp
from tui.pasting import PastingApp
from tui.roomy import RoomyApp

Result = TypeVar("Result")


class TerminalApp(RoomyApp[Result], OrderlyApp[Result], PastingApp[Result], DiscreetApp[Result]):
    """An application that nothing of it ends, and that does nothing unasked."""
