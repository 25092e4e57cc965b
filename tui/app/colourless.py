"""What NO_COLOR asks for: no colour at all, greys included; what only colours turned round is turned round without."""

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter, Monochrome

DARK_BELOW = 0.5
"""Brightness below which a screen's own ground is dark."""
REVERSED = Style(reverse=True)


class Colourless(LineFilter):
    """Leaves bold, underlined and reversed as they are; Textual's own filter would send greys."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without their colours."""
        is_dark = background.brightness < DARK_BELOW
        return [
            Segment(text, plain(style, is_dark=is_dark) if style else style, control)
            for text, style, control in segments
        ]


@lru_cache(4096)
def plain(style: Style, *, is_dark: bool) -> Style:
    """Return a style without colours: reversed where its letters are nearer to the ground than what is behind them."""
    front, behind = style.color, style.bgcolor
    if style.reverse or front is None or behind is None or front.triplet is None or behind.triplet is None:
        return style.without_color
    letters, ground = (Color.from_rich_color(each).brightness for each in (front, behind))
    is_turned = letters < ground if is_dark else letters > ground
    return style.without_color + REVERSED if is_turned else style.without_color


COLOURLESS = Colourless()
"""One for everything: Textual remembers what a filter made of each row by the filter itself."""


def without_greys(filters: Iterable[LineFilter]) -> Iterable[LineFilter]:
    """Yield Textual's filters, ours in place of the one that sends greys."""
    return (COLOURLESS if isinstance(each, Monochrome) else each for each in filters)
