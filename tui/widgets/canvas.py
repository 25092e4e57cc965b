"""Rows that are drawn once and only looked at: a year, a ring; a click tells where."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Static

from tui.look.signs import STYLES, Span


def content_of(spans: Iterable[Span]) -> Content:
    """Return a row as Textual draws it."""
    return Content("").join(Content.styled(text, STYLES[role]) for text, role in spans)


class Canvas(Static):
    """Spans, row by row."""

    @dataclass
    class Clicked(Message):
        """Something in it was clicked."""

        at: Offset

    def show(self, rows: Iterable[Iterable[Span]]) -> None:
        """Draw other rows."""
        self.update(Content("\n").join(map(content_of, rows)))

    def on_click(self, event: Click) -> None:
        """Tell where it was clicked; a second click is none of its own."""
        within = event.get_content_offset(self)
        if within and event.chain == 1:
            self.post_message(self.Clicked(within))
