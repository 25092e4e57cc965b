"""Everybody's number from 0 to 10 as a picture: a dot each, the middle, and in words how far apart they lie."""

from collections.abc import Sequence
from statistics import median

from storage.domain.plan.plan import HIGHEST
from tui.i18n.words import N_, Words
from tui.look.bars import dots
from tui.look.signs import Span
from tui.presentation.lines import Line

CELL = 5
"""Cells of a number on the line: all of them fit on the smallest screen."""
APART = ((2, N_("close together")), (4, N_("some way apart")), (HIGHEST, N_("far apart: ask what lies behind")))
"""What is said of numbers that lie at most so far from each other."""


def spread_lines(words: Words, numbers: Sequence[int]) -> tuple[Line[str], ...]:
    """Return the dots above their line, then the middle and how far apart they lie."""
    *drawn, scale = dots(numbers, HIGHEST, CELL)
    lowest, highest, middle = min(numbers), max(numbers), words.number(float(median(numbers)))
    apart = next(said for most, said in APART if highest - lowest <= most)
    between = words("the middle is {middle}, from {lowest} to {highest}", middle=middle, lowest=lowest, highest=highest)
    said = f"{between} – {words(apart)}" if len(numbers) > 1 else words("{number} from one", number=lowest)
    return (
        *(Line[str]("", "", spans=(Span(row, "focus"),), indent=2) for row in drawn),
        Line("", "", spans=(Span(scale, "quiet"),), indent=2),
        Line("", said, indent=2),
    )
