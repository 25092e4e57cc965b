"""Steering and writing are two states: single keys act only while nobody writes."""

import asyncio
from collections.abc import Collection
from typing import Any

from textual.screen import Screen
from textual.widgets import Input, TextArea
from textual.worker import Worker

from tui.commands import COMMANDS

TICK = 0.005
PATIENCE = 0.5
"""Seconds that keys wait at most for what a command opens: on a busy machine they are read all the same."""


class Steered(Screen[None]):
    """A screen whose single keys are actions, unless a field has the focus.

    A Screen itself: of several bases Textual takes looks, parts and names from the first alone.
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys be text while somebody writes."""
        return not (action == "steer" and self.somebody_writes) and super().check_action(action, parameters)

    @property
    def somebody_writes(self) -> bool:
        """Whether a field has the focus."""
        return isinstance(self.app.focused, (Input, TextArea))

    async def action_steer(self, number: int) -> None:
        """Do the command with this number; no key is read before one can type in what it opens."""
        here, before = self.app.screen, set(self.app.workers)
        await self.app.run_action(COMMANDS[number].called, self)
        begun = set(self.app.workers) - before
        for _ in range(round(PATIENCE / TICK)):
            if self._is_open(here, begun):
                return
            await asyncio.sleep(TICK)

    def _is_open(self, here: Screen[Any], begun: Collection[Worker[Any]]) -> bool:
        """Tell whether what was begun is over, or has opened something that takes keys."""
        asked = self.app.screen
        if asked is here:
            return all(worker.is_finished for worker in begun)
        return asked.focused is not None or (asked.is_mounted and not asked.focus_chain)
