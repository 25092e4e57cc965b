"""What is pasted comes in whole, clean and in time, or not at all with a sentence: no bomb freezes the screen."""

from typing import TypeVar

from textual.app import App
from textual.events import Event, Paste
from textual.widget import Widget
from textual.widgets import Input, TextArea

from storage.domain.errors import Refused
from storage.domain.text import LONGEST_TEXT, checked_text

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
