"""What is typed is carried out in the order it was typed, however much of it arrives at once.

Textual gives letters to the field at once, and looks up what a field's other keys do only when they have come back
from there to the application: of what arrives together, the letters would be first and the rest last.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

from rich.console import RenderableType
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.events import Event, InputEvent, Key, MouseEvent, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tui.terminal.asking import Asking
from tui.terminal.packets import Packet

Result = TypeVar("Result")
LONGEST = 0.5
"""Seconds after which the next key is read although the one before it has not come back: it never will."""


class OrderlyApp(App[Result]):
    """Takes the next key when the one before has been all the way: to what has the focus, and back from there."""

    def __init__(self) -> None:
        super().__init__()
        self._arrived: deque[Event] = deque()
        self._way: list[MessagePump] = []
        """Where the last one comes by; what still lies before one of these is not done yet."""
        self._followed: list[MessagePump] | None = None
        self._since = 0.0
        self._uncovered = 0.0
        """When an answer last uncovered what lies behind."""

    async def on_event(self, event: Event) -> None:
        """Let keys, pastes and the mouse queue; everything else is no business of theirs."""
        if isinstance(event, (InputEvent, Paste)) and not event.is_forwarded:
            self._arrived.append(event)
            await self._take()
        else:
            await super().on_event(event)

    async def _take(self) -> None:
        """Carry out what has arrived, until something is on its way."""
        while self._arrived and not self._is_waiting() and not self._waits_for_the_last():
            event = self._arrived.popleft()
            if isinstance(event, Paste) and not self.somebody_writes:
                self.take_text(event.text)
                continue
            if isinstance(event, Packet):
                if self.takes_packet(event):
                    self.take_text(event.text)
                else:
                    self._arrived.extendleft(reversed(event.keys))
                continue
            if isinstance(event, Key) and not self.is_for_what_was_seen(event):
                continue
            way = self._way_of(event)
            await super().on_event(event)
            if event.is_forwarded and not isinstance(event, MouseEvent):
                self._way = way

    def forget(self, keys: Sequence[Key]) -> None:
        """Leave out keys that have arrived and are not carried out yet: they turned out to be something else."""
        self._arrived = deque(event for event in self._arrived if event not in keys)

    def _way_of(self, event: Event) -> list[MessagePump]:
        """Return where an event comes by, and then the news of what it did: a letter goes no further than its field.

        What others are comes up to the application, where it is looked up what they do, and only then is there news.
        """
        *up, _ = (self.focused or self.screen).ancestors_with_self
        is_letter = self.somebody_writes and isinstance(event, Key) and event.is_printable
        return [up[0], *up] if is_letter else [*up, self, *up]

    def _is_waiting(self) -> bool:
        return self._followed is not None and monotonic() - self._since < LONGEST

    def _waits_for_the_last(self) -> bool:
        """Tell whether the last one may still be on its way, and go behind it; who types by hand waits for nothing."""
        way, self._way = self._way, []
        if not any(place.message_queue_size for place in way):
            return False
        self._followed, self._since = way, monotonic()
        self._follow(way, iter(way))
        return True

    def _follow(self, way: list[MessagePump], rest: Iterator[MessagePump]) -> None:
        """Go on from place to place; the next one is taken at the end, or where a place is no more."""
        place = next(rest, None)
        if place is None or not place.call_later(self._follow, way, rest):
            self.call_later(self._back, way)

    async def _back(self, way: list[MessagePump]) -> None:
        if self._followed is way:
            self._followed = None
            await self._take()

    @property
    def somebody_writes(self) -> bool:
        """Whether a field has the focus."""
        return isinstance(self.focused, (Input, TextArea))

    def takes_packet(self, packet: Packet) -> bool:  # noqa: ARG002 - where there is a field in sight, it may
        """Tell whether a text that came in one read is meant for a field, though nobody writes in it yet."""
        return False

    def take_text(self, text: str) -> None:
        """Take what somebody wrote where nobody writes; nothing is done with it."""

    def is_for_what_was_seen(self, key: Key) -> bool:
        """Tell whether a key can be meant for what it would do: Enter, and a letter that acts, only for what was seen.

        A key that was pressed before a question could be read is no answer to it, and what was pressed to answer one
        question does nothing on the screen behind it. Letters for a field are typed ahead as ever.
        """
        acts = key.key == "enter" or (key.is_printable and not self.somebody_writes)
        if not acts:
            return True
        asked = self.screen
        return key.time >= self._uncovered and (not isinstance(asked, Asking) or asked.could_be_seen(key.time))

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(screen, Asking):
            screen.be_drawn()
        super()._display(screen, renderable)

    def pop_screen(self) -> AwaitComplete:
        """Uncover what lies behind."""
        self._uncovered = monotonic()
        return super().pop_screen()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is marked; where nothing is, the terminal's own clipboard stays as it is."""
        if text:
            super().copy_to_clipboard(text)
