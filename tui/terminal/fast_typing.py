"""Whoever types fast where nobody writes has not seen that: it is text, and no letter of it is a command."""

from time import monotonic
from typing import TypeVar

from textual.events import Event, Key

from tui.terminal.orderly import OrderlyApp

Result = TypeVar("Result")
PAUSE = 0.35
"""Seconds between two letters of one who types; a key pressed alone acts at once."""
SIGNS = 3
"""So many different signs one after another are no commands: nobody steers that fast."""


class FastTypingApp(OrderlyApp[Result]):
    """Looks at letters before they act: the first of a row does, the next wait until it is known what they are."""

    def __init__(self) -> None:
        super().__init__()
        self._row: list[Key] = []
        """Letters that were typed fast after one another."""
        self._waiting: list[Key] = []
        """Those of them that have not acted."""

    async def on_event(self, event: Event) -> None:
        """Take a row of letters as text where the screen has a place for it."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        elif event.is_printable and self.takes_text(event):
            await self._look_at(event)
        else:
            await self._carry_out()
            self._row.clear()
            await super().on_event(event)

    async def _look_at(self, key: Key) -> None:
        if self._begins(key):
            await self._carry_out()
            self._row.clear()
        self._row.append(key)
        signs = {each.character for each in self._row}
        if len(signs) >= SIGNS:
            text = "".join(each.character or "" for each in self._row)
            self.forget(self._row)
            self._row, self._waiting = [], []
            self.take_text(text)
        elif len(signs) > 1:
            self._waiting.append(key)
            self.set_timer(PAUSE, self._look_whether_over)
        else:
            await super().on_event(key)

    def _begins(self, key: Key) -> bool:
        """Tell whether a letter begins a row: after a pause, as a capital, or after a command given several times."""
        if not self._row or key.time - self._row[-1].time > PAUSE:
            return True
        last = [each.character or "" for each in self._row]
        is_command = len(last) > 1 and len(set(last)) == 1 and self._row[0].key in self.screen.active_bindings
        return (is_command and key.character != last[0]) or ((key.character or "").isupper() and not last[-1].isupper())

    async def _look_whether_over(self) -> None:
        """Carry out what waits when nothing has been typed since."""
        if self._waiting:
            left = self._row[-1].time + PAUSE - monotonic()
            if left > 0:
                self.set_timer(left, self._look_whether_over)
            else:
                await self._carry_out()

    async def _carry_out(self) -> None:
        """Do what the letters that wait do as commands."""
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            await super().on_event(key)

    def takes_text(self, key: Key) -> bool:
        """Tell whether a letter could be meant for a field that is in sight, and that nobody writes in."""
        raise NotImplementedError

    def take_text(self, text: str) -> None:
        """Take a text that somebody began to write."""
        raise NotImplementedError
