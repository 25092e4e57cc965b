"""Measures of a screen, and a rule that carries a title: what frames a list where there is no room for frames."""

from rich.cells import cell_len, set_cell_size

from tui.look.signs import Span

LIST_MEASURE = 96
"""Cells within which stands what belongs to a row."""
TEXT_MEASURE = 76
"""Cells of a row of text at most."""
FROM_HERE = 120
"""Columns from which there is room for frames."""
ENDS, BETWEEN = "──", "  "
"""What a rule begins and ends with, and what parts pieces of which only some may fit."""
LEAST = 3
"""Cells of line between a title and its state at least."""


def has_frames(width: int) -> bool:
    """Tell whether a screen has room for frames."""
    return width >= FROM_HERE


def filled_title(title: str, state: str, width: int, line: str) -> tuple[Span, ...]:
    """Return `Title ───── state`, exactly `width` cells; the state gives way to the title."""
    if state and cell_len(title) + cell_len(state) + LEAST + 2 > width:
        state = ""
    room = max(0, width - (cell_len(state) + 1 if state else 0) - 1)
    shown = title if cell_len(title) <= room else f"{set_cell_size(title, max(0, room - 1))}…"
    fill = Span(f" {line * (room - cell_len(shown))}", "line")
    return (Span(shown, "heading"), fill, *((Span(f" {state}", "quiet"),) if state else ()))


def fitting(pieces: str, width: int) -> str:
    """Return as many pieces as there are cells for, the first ones first; two blanks part them."""
    told = pieces.split(BETWEEN)
    while told and cell_len(BETWEEN.join(told)) > width:
        told.pop()
    return BETWEEN.join(told)


def rule(title: str, state: str, width: int) -> tuple[Span, ...]:
    """Return `── Title ───── state ──`, exactly `width` cells; the state gives way to the title."""
    room = max(0, width - 2 * cell_len(ENDS) - 1)
    state = state if len(filled_title(title, state, room - 1, "─")) > 2 else ""  # noqa: PLR2004 - title and line
    inner = filled_title(title, state, room - bool(state), "─")
    return (Span(f"{ENDS} ", "line"), *inner, Span(f" {ENDS}" if state else ENDS, "line"))
