"""Steering and writing are two states: single keys act only while nobody writes."""

from textual.dom import DOMNode
from textual.widgets import Input, TextArea

from tui.commands import COMMANDS


class Steered(DOMNode):
    """A screen whose single keys are actions, unless a field has the focus."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys be text while somebody writes."""
        return not (action == "steer" and self.somebody_writes) and super().check_action(action, parameters)

    @property
    def somebody_writes(self) -> bool:
        """Whether a field has the focus."""
        return isinstance(self.app.focused, (Input, TextArea))

    async def action_steer(self, number: int) -> None:
        """Do the command with this number."""
        await self.app.run_action(COMMANDS[number].action, self)
