"""What is typed is carried out in the order it was typed; what is typed fast where nobody writes is text."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from rich.console import RenderableType
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingsMap
from textual.events import Event, InputEvent, Key, MouseEvent, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, TextArea

from tui.commands import ANYWHERE, Command, works_while_writing
from tui.terminal.asking import Asking
from tui.terminal.packets import Packet

Result = TypeVar("Result")
HARMLESS = frozenset({"escape", "f8"})
"""Keys that answer nothing."""
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
        self._patience: Timer | None = None
        """Goes off when what is waited for should have come."""
        self._uncovered = 0.0
        """When an answer last uncovered what lies behind."""
        self._last = ""
        """The key that was carried out last."""
        self._asked: Asking[Any] | None = None
        """What is asked, and the key that opened it while no other has been pressed there."""
        self._opened_by = ""

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
            self._note(event)
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
        self._wait()
        self._follow(iter(way), partial(self._back, way))
        return True

    @property
    def is_at_rest(self) -> bool:
        """Whether every key that has arrived has been all the way."""
        return not (self._arrived or self._is_waiting() or any(place.message_queue_size for place in self._way))

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.set_timer(LONGEST, self._take_late)

    async def _take_late(self) -> None:
        """Go on with what has arrived though nothing comes back: its place may have gone with a question."""
        self._patience = None
        await self._take()
        if self._arrived:
            self._wait()

    def behind_the_last(self, act: Callable[[], None]) -> None:
        """Do something when the keys that are on their way have been all of it, up to where their text is kept."""
        *up, _ = (self.focused or self.screen).ancestors_with_self
        self._follow(iter([up[0], *up]), act)

    def _follow(self, way: Iterator[MessagePump], then: Callable[[], object]) -> None:
        """Go on from place to place, and do what is to be done at the end, or where a place is no more."""
        place = next(way, None)
        if place is None or not place.call_later(self._follow, way, then):
            self.call_later(then)

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
        """Tell whether a key can be meant for what it would do.

        What was pressed to answer one question does nothing on the screen behind it. Keys are typed ahead into a
        question that opens, in their order, but not the one again that opened it; and where an answer weighs heavily,
        none before it could be read. Letters for a field are typed ahead as ever.
        """
        acts = key.key == "enter" or (key.is_printable and not self.somebody_writes)
        asked = self._opened()
        if acts and key.time < self._uncovered:
            return False
        if asked is None or asked.could_be_seen(key.time):
            return True
        if asked.weighs and not self.somebody_writes:
            return key.key in HARMLESS
        return (asked.is_written_in and key.is_printable) or key.key != self._opened_by

    def _opened(self) -> Asking[Any] | None:
        """Return what is asked now, and remember the key that opened it."""
        asked = self.screen if isinstance(self.screen, Asking) else None
        if asked is not self._asked:
            self._asked, self._opened_by = asked, self._last
        return asked

    def _note(self, event: Event) -> None:
        if isinstance(event, Key):
            self._last, self._opened_by = event.key, ""

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

    @property
    def is_at_rest(self) -> bool:
        """Whether no letter waits either to be known as text or as a command."""
        return super().is_at_rest and not self._waiting

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


def bound(own: BindingsMap, commands: Iterable[Command]) -> BindingsMap:
    """Return the bindings of commands, behind those that a screen or a question has of its own.

    They have priority: a key is done before the next is read, so that what is typed after it goes where it leads.
    Those that work everywhere are bound by the screens: as the application's own they would act behind dialogs.
    """
    keys = ((key, command) for command in commands for key in command.keys if key not in ANYWHERE)
    return BindingsMap.merge((own, BindingsMap(_binding(key, command) for key, command in keys)))


def _binding(key: str, command: Command) -> Binding:
    action = command.called if works_while_writing(key) else f"steer({command.called!r})"
    return Binding(key, action, command.text, show=False, priority=True)
