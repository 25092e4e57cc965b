"""Numbers drawn with block characters, so that a balance is seen before it is read."""

from collections.abc import Sequence

EIGHTHS = 8
UPWARDS = " ▁▂▃▄▅▆▇█"
ONWARDS = " ▏▎▍▌▋▊▉█"
NOTHING = "·"
FILLED, HATCHED = "█", "░"


def bar(value: float, top: float, width: int) -> str:
    """Return a lying bar, exactly `width` cells with the blanks behind it; what is more than nothing shows."""
    eighths = _eighths(value, top, width)
    whole, rest = divmod(eighths, EIGHTHS)
    return f"{FILLED * whole}{ONWARDS[rest] if rest else ''}".ljust(width)


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


def _eighths(value: float, top: float, cells: int) -> int:
    if value <= 0 or top <= 0:
        return 0
    return max(1, min(cells * EIGHTHS, round(value / top * cells * EIGHTHS)))


def two_sided(first: float, second: float, width: int) -> str:
    """Return one bar shared by two numbers: the first filled, the second hatched."""
    total = first + second
    filled = round(first / total * width) if total else 0
    return FILLED * filled + HATCHED * (width - filled) if total else NOTHING * width


def rising(values: Sequence[int], top: int) -> str:
    """Return a line of standing bars, one cell for each value; 0 still shows."""
    return "".join(UPWARDS[max(1, round(value / top * EIGHTHS))] for value in values)
