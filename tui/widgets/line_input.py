"""A field for one line of text, as wide as its place: a letter costs a drawing, not a layout of the whole screen."""

import asyncio

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

TURNS = 3
"""Turns of the event loop in which a widget tells its screen that it changed."""


class LineInput(Input):
    """An Input whose own size does not depend on what is in it."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    cursor_blink: Reactive[bool] = Reactive(default=False, init=False)
    """A cursor that stands still sends nothing while nobody types."""


async def one_drawing() -> None:
    """Wait until what a letter changed elsewhere is known too: then both share one drawing, and none waits a frame."""
    for _ in range(TURNS):
        await asyncio.sleep(0)
