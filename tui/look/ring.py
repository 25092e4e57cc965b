"""A school year as the ring that hangs in every staff room: a piece for each month, as much of it full as is done."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import atan2, cos, hypot, pi, sin
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from tui.look.signs import Mark, Role, Span, text_of
from tui.look.year import MORE, ORDER, Month

Cells = tuple[Span, ...]
BESIDE, ABOVE = 12, 3
"""Cells beside the ring for a month's name and marks, and rows above and below."""
LEAST_PIECES, LEAST = 5, 26
"""Practices that each month has room for, and rows without which there is no room for a ring."""
GAP = 0.45
"""Of a cell, on either side of where two months meet."""
RIM = 1.2
"""Half rows of the line within the ring, which is whole all year round."""
FULL = frozenset({Mark.DONE, Mark.LATE, Mark.NOW})
"""What is drawn in its own colour; what is still to come is grey."""
HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
SIDEWAYS, UPWARDS = 0.35, 0.5
"""How far round a name stands beside the ring, and not above or below it; and above its marks."""


class Ring(NamedTuple):
    """A ring of months in so many cells and rows, one of them open."""

    months: Sequence[Month]
    width: int
    height: int
    opened: int = -1

    @property
    def stations(self) -> tuple[Month, ...]:
        """The months that stand round it; what holds all year does not."""
        return tuple(month for month in self.months if not month.all_year)

    @property
    def radius(self) -> float:
        """From the middle to the outer edge, in half rows, which are as long as a cell is wide."""
        return min(self.width / 2 - BESIDE, self.height - 2 * ABOVE)

    @property
    def breadth(self) -> float:
        """Of the ring, in half rows."""
        return max(3, self.radius / 3)

    @property
    def turn(self) -> float:
        """The angle that a month takes."""
        return 2 * pi / max(1, len(self.stations))

    def polar(self, x: float, y: float) -> tuple[float, float]:
        """Return how far a point is from the middle, and its angle from the top, clockwise; y is in half rows."""
        across, up = x - self.width / 2, self.height - y
        return hypot(across, up), atan2(across, up) % (2 * pi)

    def month_at(self, x: int, y: int) -> int | None:
        """Return which month a cell belongs to; within the ring it is what holds all year."""
        far, angle = self.polar(x + 0.5, 2 * y + 1)
        if far >= self.radius - self.breadth:
            return min(int(angle / self.turn), len(self.stations) - 1)
        return next((place for place, month in enumerate(self.months) if month.all_year), None)

    def role_at(self, x: int, row: int) -> tuple[Role, tuple[bool, bool]]:
        """Return how a cell is drawn, and which of its halves are."""
        halves = tuple(self._mark_at(x + 0.5, 2 * row + half) for half in (0.5, 1.5))
        role: Role = next((_role(mark) for mark in halves if mark), "line")
        return role, (halves[0] is not None, halves[1] is not None)

    def _mark_at(self, x: float, y: float) -> Mark | None:
        """Return of which mark a point is part; none where nothing is drawn."""
        far, angle = self.polar(x, y)
        outer, inner = self.radius, self.radius - self.breadth
        place = min(int(angle / self.turn), len(self.stations) - 1)
        within = angle / self.turn - place
        pieces = max(LEAST_PIECES, *(len(month.marks) for month in self.stations))
        marks, piece = sorted(self.stations[place].marks, key=ORDER.index), int(within * pieces)
        edge = min(within, 1 - within) * self.turn * far
        if piece < len(marks) and edge >= GAP and inner <= far <= outer:
            return marks[piece]
        return Mark.LATER if inner <= far <= inner + RIM else None


def _role(mark: Mark) -> Role:
    return mark.role if mark in FULL else "line"


def ring(drawn: Ring, middle: Sequence[Cells]) -> tuple[Cells, ...]:
    """Return the rows of a ring, its months named round it; other rows stand in its middle."""
    grid = [[Span(" ")] * drawn.width for _ in range(drawn.height)]
    for y, row in enumerate(grid):
        for x in range(drawn.width):
            role, halves = drawn.role_at(x, y)
            if any(halves):
                row[x] = Span(HALVES[halves], role)
    top = (drawn.height - len(middle)) // 2
    for y, spans in enumerate(middle, top):
        _write(grid[y], (drawn.width - cell_len(text_of(spans))) // 2, spans)
    for place in range(len(drawn.stations)):
        for x, y, spans in _labels(drawn, place):
            if 0 <= y < drawn.height:
                _write(grid[y], x, spans)
    return tuple(_joined(row) for row in grid)


def _write(row: list[Span], x: int, spans: Cells) -> None:
    for text, role in spans:
        for sign in text:
            if 0 <= x < len(row):
                row[x] = Span(sign, role)
            x += 1


def _joined(row: Sequence[Span]) -> Cells:
    together = groupby(row, key=lambda span: span.role)
    return tuple(Span("".join(span.text for span in spans), role) for role, spans in together)


def _labels(drawn: Ring, place: int) -> Iterator[tuple[int, int, Cells]]:
    """Yield a month's name and its marks, each with the column and the row it begins at."""
    month, angle = drawn.stations[place], (place + 0.5) * drawn.turn
    far = drawn.radius + 2
    x, y = drawn.width / 2 + far * sin(angle), (drawn.height - far * cos(angle)) / 2
    name = Span(month.name.upper(), "focus") if month.here else Span(month.name, "quiet")
    name = Span(name.text, "found") if place == drawn.opened and not month.here else name
    for down, spans in enumerate(((name,), _marks(month))):
        long = cell_len(text_of(spans))
        side = sin(angle)
        start = x + 1 if side > SIDEWAYS else x - 1 - long if side < -SIDEWAYS else x - long / 2
        above = 2 if cos(angle) > UPWARDS else 0 if cos(angle) < -UPWARDS else 1
        yield round(start), int(y) + 1 - above + down, spans


def _marks(month: Month) -> Cells:
    """Return a month's marks in a row, apart where there is room for that."""
    marks = sorted(month.marks, key=ORDER.index)
    room = BESIDE - 4
    between = " " if 2 * len(marks) - 1 <= room else ""
    shown = marks if len(marks) <= room or between else marks[: room - 1]
    more = (Span(MORE, "quiet"),) if len(shown) < len(marks) else ()
    spans = tuple(span for mark in shown for span in (mark.span, Span(between)))
    return (*spans[: 2 * len(shown) - 1], *more)


def in_middle(large: Sequence[str], said: Sequence[Span]) -> tuple[Cells, ...]:
    """Return what stands in a ring's middle: a number in large letters, and below it what it counts."""
    width = max(map(cell_len, large), default=0)
    return (*((Span(set_cell_size(row, width), "plan"),) for row in large), (), *((span,) for span in said))
