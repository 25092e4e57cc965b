"""A school year drawn: each month a stack of marks, this month in a frame."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.look.signs import Mark, Span

ORDER = (Mark.DONE, Mark.LATE, Mark.NOW, Mark.LATER, Mark.IDEA)
"""From the bottom of a stack to its top."""
SIDE, LINE, TOP, BOTTOM = "┃", "━", "┏┓", "┗┛"
SHORT = 3
"""Letters of a month where there is no room for its name."""
MOST_CELLS = 11
"""A month is no wider, however much room there is."""
MORE = "…"
SMALL, WIDEST = 20, 160
"""Rows of a terminal without room for the year; columns that a screen takes at most."""
ROOMY, TALLEST = 30, 4
"""Rows of a terminal in which a month's stack may take the most rows, and that most; elsewhere it takes one less."""
WHOLE_YEAR_FROM = 76
"""Cells from which what holds all year stands beside the months."""


class Month(NamedTuple):
    """A month, or what holds all year, with what is to be done in it."""

    name: str
    marks: tuple[Mark, ...] = ()
    here: bool = False
    all_year: bool = False


class Cell(NamedTuple):
    """Where a month is drawn: its first column, and how many it has."""

    month: Month
    start: int
    width: int

    @property
    def room(self) -> int:
        """Columns inside the frame, or beside the blank that parts two months."""
        return self.width - 1 - self.month.here


def cells(months: Sequence[Month], width: int) -> tuple[Cell, ...]:
    """Return where each month stands in so many cells, by its short name where not every name fits.

    What holds all year gives way where it is narrow.
    """
    shown = [each for each in months if not each.all_year or width >= WHOLE_YEAR_FROM]
    whole = sum(len(each.name) + 2 for each in shown if each.all_year)
    each = min(MOST_CELLS, (width - whole) // max(1, sum(not month.all_year for month in shown)))
    widths = [len(month.name) + 2 if month.all_year else each for month in shown]
    is_short = any(len(month.name) > each - 2 for month in shown if not month.all_year)
    named = [month._replace(name=month.name[:SHORT]) if is_short and not month.all_year else month for month in shown]
    return tuple(Cell(month, sum(widths[:place]), widths[place]) for place, month in enumerate(named))


def height_of(months: Sequence[Month], rows: int) -> int:
    """Return how many rows the fullest month needs and may take on a terminal of so many rows."""
    most = TALLEST if rows >= ROOMY else TALLEST - 1 if rows > SMALL else 1
    return max(1, min(most, max((len(month.marks) for month in months), default=1)))


def stacks(months: Sequence[Month], width: int, height: int, *, framed: bool = False) -> Iterator[tuple[Span, ...]]:
    """Yield the rows of a year: stacks so many rows high, or marks in a row where that is one, then the names.

    `framed` closes this month's frame above and below.
    """
    drawn = cells(months, width)
    if framed:
        yield tuple(span for cell in drawn for span in _edge(cell, TOP))
    for row in reversed(range(height)):
        yield tuple(span for cell in drawn for span in _within(cell, _marks(cell, row, height)))
    yield tuple(span for cell in drawn for span in _within(cell, (_name(cell),)))
    if framed:
        yield tuple(span for cell in drawn for span in _edge(cell, BOTTOM))


def _edge(cell: Cell, corners: str) -> Iterator[Span]:
    yield Span(f"{corners[0]}{LINE * cell.room}{corners[1]}", "focus") if cell.month.here else Span(" " * cell.width)


def _within(cell: Cell, inside: Sequence[Span]) -> Iterator[Span]:
    yield Span(SIDE, "focus") if cell.month.here else Span(" ")
    yield from inside
    yield Span(" " * (cell.room - sum(len(span.text) for span in inside)))
    if cell.month.here:
        yield Span(SIDE, "focus")


def _marks(cell: Cell, row: int, height: int) -> tuple[Span, ...]:
    """Return what of a month stands in a row, counted from the bottom."""
    marks = sorted(cell.month.marks, key=ORDER.index)
    piles = [marks[start : start + height] for start in range(0, len(marks), height)]
    between = "" if height == 1 else " "
    fits = (cell.room + len(between)) // (1 + len(between))
    shown = piles if len(piles) <= fits else piles[: max(0, fits - 1)]
    here = [pile[row].span if row < len(pile) else Span(" ") for pile in shown]
    here += [Span(MORE, "quiet")] if len(shown) < len(piles) and row == 0 else []
    return tuple(span for each in here for span in (each, Span(between)))[: 2 * len(here) - 1]


def _name(cell: Cell) -> Span:
    name = cell.month.name
    return Span(name.upper(), "focus") if cell.month.here else Span(name, "quiet")
