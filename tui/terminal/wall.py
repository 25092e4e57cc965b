"""The second wall: whatever a screen is about to draw, no control character leaves for the terminal."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from storage.domain.text import MARK, UNWANTED

ACTING = re.compile(f"{UNWANTED.pattern}|\\r")
"""In text a return is the end of a line; on a screen it writes over what stands there."""


class TextOnly(LineFilter):
    """Replaces what could act on a terminal by a mark."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments with nothing in them but text."""
        if not any(ACTING.search(segment.text) for segment in segments if not segment.control):
            return segments
        return [
            segment if segment.control else Segment(ACTING.sub(MARK, segment.text), segment.style)
            for segment in segments
        ]


WALL = TextOnly()
"""One for everything: Textual remembers what a filter made of each row by the filter itself."""
