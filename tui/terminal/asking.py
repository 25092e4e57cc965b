"""Screens that ask: each takes one answer, and the grave ones only keys that were pressed when they could be seen."""

import asyncio
from collections.abc import Collection
from time import monotonic
from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen
from textual.widgets import Input
from textual.worker import Worker

Answer = TypeVar("Answer")


class Asking(ModalScreen[Answer]):
    """Answers once, and only while it stands in front: a second key goes nowhere, or to what lies behind."""

    weighs = False
    """Whether an answer weighs so heavily that no key counts before the question could be read."""

    is_written_in = False
    """Whether letters typed ahead are text, whatever key opened it."""

    is_answered = False
    """Whether an answer was given."""
    seen_since: float | None = None
    """The moment from which on people can see what is asked; None before."""

    def on_mount(self) -> None:
        """Let the cursor stand still: blinking would send bytes without an end."""
        for field in self.query(Input):
            field.cursor_blink = False

    def on_screen_suspend(self) -> None:
        """Count anew from the next drawing on: meanwhile something else is asked."""
        self.seen_since = None

    def be_drawn(self) -> None:
        """From now on keys are meant for what is asked here."""
        if self.seen_since is None:
            self.seen_since = monotonic()

    def could_be_seen(self, moment: float) -> bool:
        """Tell whether a key of a moment can have been meant for what is asked here."""
        return self.seen_since is not None and self.seen_since <= moment

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer and go; what has answered already, or stands behind another question, does not."""
        if self.is_answered or self is not self.app.screen:
            return AwaitComplete()
        self.is_answered = True
        return super().dismiss(result)


TICK = 0.005
PATIENCE = 1.5
"""Seconds that keys wait at most for what a command opens: on a busy machine they are read all the same."""


async def opened(here: Screen[Any], begun: Collection[Worker[Any]]) -> None:
    """Wait until what was begun on a screen is over, or has opened something that takes keys."""
    for _ in range(round(PATIENCE / TICK)):
        asked = here.app.screen
        if asked is here:
            is_open = all(worker.is_finished for worker in begun)
        else:
            is_open = asked.focused is not None or (asked.is_mounted and not asked.focus_chain)
        if is_open:
            return
        await asyncio.sleep(TICK)
