"""Numbers drawn with block characters, so that a balance is seen before it is read."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from tui.look.signs import Mark, Role, Span

EIGHTHS = 8
UPWARDS = " ▁▂▃▄▅▆▇█"
NOTHING = "·"
FILLED, OTHER, REST = "▇", "▒", "░"
"""A bar leaves a gap to the row above; the other side of it; what is left to fill."""
METER = 14
"""Cells of a bar that stands alone in a row."""
PARTS: Sequence[tuple[str, Role]] = ((FILLED, "plan"), (OTHER, "quiet"), (REST, "faint"), (NOTHING, "faint"))
DOT = Mark.THERE.sign
WAS, IS = "○", "●"
"""On a line: where something stood first, and where it stands."""
PASSED, HERE, AHEAD = "━", "▄", "─"


def bar(value: float, top: float, width: int) -> str:
    """Return a lying bar, exactly `width` cells with the blanks behind it; what is more than nothing shows."""
    return (FILLED * _cells(value, top, width)).ljust(width)


def meter(value: float, top: float, width: int, role: Role = "plan") -> tuple[Span, Span]:
    """Return how far something has come, exactly `width` cells with what is left."""
    filled = _cells(value, top, width)
    return Span(FILLED * filled, role), Span(REST * (width - filled), "faint")


def _cells(value: float, top: float, width: int) -> int:
    return max(1, min(width, round(value / top * width))) if value > 0 and top > 0 else 0


def columns(values: Sequence[float | None], top: float, height: int, cell: int = 2) -> tuple[str, ...]:
    """Return standing bars as rows, the top row first; `cell` is a bar with the blank behind it.

    None is no bar at all; 0 is a dot.
    """
    filled = [None if value is None else _eighths(value, top, height) for value in values]
    return tuple("".join(_piece(each, row, cell) for each in filled) for row in reversed(range(height)))


def _piece(eighths: int | None, row: int, cell: int) -> str:
    if eighths is None or (eighths == 0 and row):
        return " " * cell
    if eighths == 0:
        return NOTHING.ljust(cell)
    sign = UPWARDS[max(0, min(EIGHTHS, eighths - row * EIGHTHS))]
    return f"{sign * max(1, cell - 1)}".ljust(cell)


def hanging(values: Sequence[float | None], top: float, height: int, cell: int = 2) -> tuple[str, ...]:
    """Return bars that hang from an axis as rows, the row at the axis first; a cell is filled by halves.

    None is no bar at all; whatever is more than nothing shows.
    """
    halves = [0 if value is None or top <= 0 else max(value > 0, round(value / top * height * 2)) for value in values]
    return tuple("".join(_hanging_piece(each - row * 2, cell) for each in halves) for row in range(height))


def _hanging_piece(halves: int, cell: int) -> str:
    sign = " ▀█"[max(0, min(2, halves))]
    return f"{sign * max(1, cell - 1)}".ljust(cell)


def _eighths(value: float, top: float, cells: int) -> int:
    if value <= 0 or top <= 0:
        return 0
    return max(1, min(cells * EIGHTHS, round(value / top * cells * EIGHTHS)))


def two_sided(first: float, second: float, width: int) -> tuple[Span, ...]:
    """Return one bar shared by the plan and the cases, exactly `width` cells."""
    if not first + second:
        return (Span(NOTHING * width, "faint"),)
    filled = round(first / (first + second) * width)
    return Span(FILLED * filled, "plan"), Span(OTHER * (width - filled), "case")


def shares(amounts: Sequence[float], width: int) -> tuple[int, ...]:
    """Return how many of `width` cells each amount gets: all of them together, and each at least one where they fit."""
    total = sum(amounts)
    exact = [width * (amount / total if total else 1 / len(amounts)) for amount in amounts]
    cells = [int(each) for each in exact]
    most_cut = sorted(range(len(cells)), key=lambda place: cells[place] - exact[place])
    for place in most_cut[: width - sum(cells)]:
        cells[place] += 1
    while 0 in cells and len(cells) <= width:
        cells[max(range(len(cells)), key=lambda place: (cells[place], -amounts[place]))] -= 1
        cells[cells.index(0)] += 1
    return tuple(cells)


def parts(amounts: Sequence[float], width: int) -> tuple[Span, ...]:
    """Return one bar of up to four amounts, exactly `width` cells; each has a sign of its own, and what is 0 none."""
    there = [(amount, *sign) for amount, sign in zip(amounts, PARTS, strict=False) if amount]
    if not there:
        return (Span(NOTHING * width, "faint"),)
    cells = shares([amount for amount, *_ in there], width)
    return tuple(Span(sign * count, role) for (_, sign, role), count in zip(there, cells, strict=True))


def dots(values: Sequence[int], top: int, cell: int) -> tuple[str, ...]:
    """Return how values lie from 0 to `top`, one dot each above its number; the numbers are the last row.

    Dots lie side by side, and above each other when there is no more room in a `cell`.
    """
    beside = cell - 1
    heaps = [values.count(place) for place in range(top + 1)]
    rows = range(max(0, *(heap - 1 for heap in heaps)) // beside, -1, -1)
    drawn = ("".join((DOT * min(beside, max(0, heap - row * beside))).ljust(cell) for heap in heaps) for row in rows)
    return (*drawn, "".join(f"{place}".ljust(cell) for place in range(top + 1)))


def strip(minutes: Sequence[float], width: int, here: int) -> tuple[Span, ...]:
    """Return a meeting's time, exactly `width` cells: what has passed, what goes on `here`, what comes.

    A blank stands between two where there is room for that.
    """
    return time_bar([(each, piece_of_time(place, here)) for place, each in enumerate(minutes)], width)


def piece_of_time(place: int, here: int) -> Span:
    """Return how a phase of a meeting is drawn that has passed, goes on `here`, or comes."""
    if place == here:
        return Span(HERE, "ask")
    return Span(PASSED, "quiet") if place < here else Span(AHEAD, "line")


def time_bar(pieces: Sequence[tuple[float, Span]], width: int) -> tuple[Span, ...]:
    """Return pieces as long as their minutes, each of its own sign, exactly `width` cells with the blanks between."""
    if not pieces:
        return (Span(" " * width),)
    between = " " if len(pieces) * 2 <= width + 1 else ""
    cells = shares([minutes for minutes, _ in pieces], width - len(between) * (len(pieces) - 1))
    drawn = [Span(sign * count, role) for count, (_, (sign, role)) in zip(cells, pieces, strict=True)]
    return tuple(part for piece in drawn for part in (piece, Span(between)))[:-1]


def stretched(minutes: Sequence[float], least: Sequence[int], width: int) -> tuple[int, ...]:
    """Return how many of `width` cells each gets by its minutes, none less than its least where those fit."""
    fixed = dict[int, int]()
    while True:
        free = [place for place in range(len(minutes)) if place not in fixed]
        cells = shares([minutes[place] for place in free], max(0, width - sum(fixed.values()))) if free else ()
        short = {place: least[place] for place, count in zip(free, cells, strict=True) if count < least[place]}
        if not short or sum(least) > width:
            given = fixed | dict(zip(free, cells, strict=True))
            return tuple(given[place] for place in range(len(minutes)))
        fixed |= short


def named_bar(
    pieces: Sequence[tuple[float, Span, Span]], width: int
) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Return pieces as long as their minutes, each of its own sign, and below them their names.

    A name has at least its own cells. None where the names do not fit beside each other.
    """
    least = [cell_len(name.text) for _, _, name in pieces]
    gap = next((gap for gap in (2, 1) if sum(least) + gap * (len(least) - 1) <= width), 0)
    if not pieces or not gap:
        return None
    cells = stretched([minutes for minutes, _, _ in pieces], least, width - gap * (len(pieces) - 1))
    bars = (Span(sign.text * count, sign.role) for count, (_, sign, _) in zip(cells, pieces, strict=True))
    names = (Span(set_cell_size(name.text, count), name.role) for count, (*_, name) in zip(cells, pieces, strict=True))
    return _apart(bars, gap), _apart(names, gap)


def _apart(spans: Iterable[Span], gap: int) -> tuple[Span, ...]:
    return tuple(part for span in spans for part in (span, Span(" " * gap)))[:-1]


def number_line(values: Sequence[int], top: int, step: int = 3) -> tuple[Span, ...]:
    """Return a line from 0 to `top`, so many cells a number: hollow where something stood first, full where it does."""
    first, last = values[0] * step, values[-1] * step
    cells = [Span(AHEAD, "line")] * (top * step + 1)
    cells[first] = Span(WAS, "quiet")
    cells[last] = Span(IS, "plan")
    return tuple(cells)


def rising(values: Sequence[int], top: int) -> str:
    """Return a line of standing bars, one cell for each value; 0 still shows."""
    return "".join(UPWARDS[max(1, round(value / top * EIGHTHS))] for value in values)
