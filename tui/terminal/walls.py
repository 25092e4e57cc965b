"""What is pasted comes in whole and clean, or not at all; and no control character leaves for the terminal."""

from typing import TypeVar

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.events import Event, Paste
from textual.filter import LineFilter
from textual.widget import Widget
from textual.widgets import Input, TextArea

from storage.domain.errors import Refused
from storage.domain.text import LONGEST_TEXT, MARK, UNWANTED_SIGNS, checked_text, pattern

Result = TypeVar("Result")


def fitting(text: str, into: Widget | None) -> str:
    """Return a pasted text as a field can take it; raises `long-text` or `long-line`.

    A field of one line takes all lines as one: nothing is lost in silence.
    """
    there = len(into.text) if isinstance(into, TextArea) else 0
    if len(text) + there > LONGEST_TEXT:
        raise Refused("long-text", longest=LONGEST_TEXT)
    return checked_text(" ".join(text.split()) if isinstance(into, Input) else text)


class PastingApp(App[Result]):
    """Looks at what is pasted before any field does."""

    async def on_event(self, event: Event) -> None:
        """Take a paste in as it fits, or say why it does not."""
        if isinstance(event, Paste) and not event.is_forwarded:
            try:
                event.text = fitting(event.text, self.focused)
            except Refused as refusal:
                self.refuse_paste(refusal)
                return
        await super().on_event(event)

    def refuse_paste(self, refusal: Refused) -> None:
        """Say why a paste was not taken in."""
        raise NotImplementedError


ACTING = pattern(f"{UNWANTED_SIGNS}|\\r")
"""In text a return is the end of a line; on a screen it writes over what stands there."""


class TextOnly(LineFilter):
    """Replaces what could act on a terminal by a mark."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments with nothing in them but text."""
        texts = (segment.text for segment in segments if not (segment.control or segment.text.isprintable()))
        if not any(map(ACTING.search, texts)):
            return segments
        return [
            segment if segment.control else Segment(ACTING.sub(MARK, segment.text), segment.style)
            for segment in segments
        ]


WALL = TextOnly()
"""One for everything: Textual remembers what a filter made of each row by the filter itself."""
