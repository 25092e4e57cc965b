"""What one read of the terminal brings, kept together: how keys arrive tells whether somebody typed or pasted them.

Where a terminal does not bracket what is pasted, it comes as keys, Enter for each new line; carried out one by one,
they would be commands. Nobody goes on after a line's Enter quickly enough for both to come in one read.
"""

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from itertools import groupby
from time import monotonic
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import InputEvent, Key, Paste
from textual.message import Message

from tui.terminal.picture import TerminalPicture

TEXT = {"enter": "\n", "ctrl+j": "\n", "tab": " "}
"""Keys that are text where they stand between letters."""
GOES_ON = 0.1
"""Seconds within which more text still belongs to what was pasted: a long paste takes several reads."""
LETTERS = 3
"""So many different signs in one read are somebody's text, whoever expects a command."""
LOOK_AGAIN = 0.1
"""Seconds after which a lone Esc is one, and after which the end is noticed."""
MOST = 4096
MOUSE_ON, MOUSE_OFF = ("".join(f"\x1b[?{mode}{end}" for mode in (1000, 1002, 1006)) for end in "hl")


class Packet(InputEvent):
    """Text that came in one read: a key that opens a field may stand first, and what goes into it behind."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self.keys = keys

    @property
    def text(self) -> str:
        """What the keys write."""
        return "".join(map(sign, self.keys))


def sign(key: Key) -> str:
    """Return what a key writes; nothing when it is no text."""
    return TEXT.get(key.key) or (key.character or "" if key.is_printable else "")


class PacketReading:
    """Tells what was typed from what was pasted, read by read."""

    def __init__(self) -> None:
        self._pasted = -GOES_ON
        """When something was pasted last."""

    def told(self, events: Sequence[Message], at: float) -> Iterator[Message]:
        """Yield what one read brought, its text as what it is: keys, a packet of them, or a paste."""
        is_text = all(sign(event) for event in events if isinstance(event, Key))
        for written, group in groupby(events, lambda event: is_text and isinstance(event, Key)):
            run = [event for event in group if not written or isinstance(event, Key)]
            yield from self._run([event for event in run if isinstance(event, Key)], at) if written else run

    def _run(self, keys: Sequence[Key], at: float) -> Iterator[Message]:
        goes_on = at - self._pasted < GOES_ON
        if not goes_on and sign(keys[0]) == "\n":
            yield keys[0]  # who begins to write with Enter types on at once, and the line brings both
            keys = keys[1:]
        text = "".join(map(sign, keys))
        if goes_on or "\n" in text.rstrip():
            self._pasted = at
            yield Paste(text)
        elif len(set(filter(str.isalpha, text))) >= LETTERS:
            yield Packet(keys)
        else:
            yield from keys


class PacketDriver(LinuxDriver):
    """Reads as Textual's own driver does, but a read's keys together, and no byte that is no UTF-8 ends it.

    Knows what stands on the terminal.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.picture = TerminalPicture()

    def resume_application_mode(self) -> None:
        """Take the terminal back: nothing of ours stands on it now."""
        self.picture.forget()
        super().resume_application_mode()

    def run_input_thread(self) -> None:
        """Read until the end; a terminal that has gone is told by a signal."""
        parser, reading = XTermParser(), PacketReading()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], LOOK_AGAIN)
            text = decode(self._read()) if ready else ""
            events = list(parser.feed(text)) if text else []
            for event in (*reading.told(events, monotonic()), *parser.tick()):
                self.process_message(event)

    def _read(self) -> bytes:
        data = os.read(self.fileno, MOST)
        if not data:
            self.exit_event.wait(LOOK_AGAIN)
        return data

    def _enable_mouse_support(self) -> None:
        """Ask for clicks, drags and the wheel; where the mouse merely passes is nobody's business and many bytes."""
        if self._mouse:
            self.write(MOUSE_ON)
            self.flush()

    def _disable_mouse_support(self) -> None:
        self.write(MOUSE_OFF)
        self.flush()

    def use_mouse(self, *, wanted: bool) -> None:
        """Take the mouse, or leave it to the terminal."""
        self._mouse = wanted
        (self._enable_mouse_support if wanted else self._disable_mouse_support)()
