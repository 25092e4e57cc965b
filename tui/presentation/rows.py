"""Lines and paragraphs as rows of cells: what stands where, in which role."""

from collections.abc import Hashable, Iterator
from dataclasses import replace

from rich.cells import cell_len, set_cell_size

from tui.look.letters import HEIGHT, letters
from tui.look.panels import LIST_MEASURE, TEXT_MEASURE, rule
from tui.look.signs import Role, Span, text_of
from tui.presentation.lines import Key_co, Line, Paragraph
from tui.presentation.wrapping import wrapped

MARGINS = 4
"""Cells that a row needs besides its text and its remark."""
BETWEEN = " · "
"""Parts the pieces of a remark; where it is long, the last ones give way."""
HANGING = 2
"""Cells by which a text goes on further in than it begins."""


def measure(width: int) -> int:
    """Return within how many of so many cells stands what belongs to a row."""
    return min(width, LIST_MEASURE)


def has_room_beside(right: str, width: int) -> bool:
    """Tell whether a remark leaves a third of the row to the text."""
    return width - cell_len(right) - 3 >= width // 3


def row_spans(line: Line[Hashable], width: int) -> tuple[Span, ...]:
    """Return a row, exactly `width` cells; the text gives way to the remark, and a heading becomes a rule."""
    left, right = line.left.replace("\n", " "), line.right
    if line.is_rule:
        return rule(left, right, width)
    front = line.front
    before = cell_len(text_of(front))
    while right and not has_room_beside(right, width - before):
        right = right.rpartition(BETWEEN)[0]
    room = max(0, width - before - (cell_len(right) + 3 if right else 2))
    shown = left if cell_len(left) <= room else set_cell_size(left, max(0, room - 1)) + "…"
    text = Span(set_cell_size(shown, room), line.look)
    remark = Span(f" {right} " if right else " ", "quiet" if line.look in {"plain", "heading"} else line.look)
    return (Span(" "), *front, text, remark)


def laid_out(line: Line[Hashable], width: int) -> str:
    """Return a row as plain text, exactly `width` cells."""
    return set_cell_size(text_of(row_spans(line, width)), width)


def wrapped_rows(line: Line[Key_co], width: int) -> Iterator[Line[Key_co]]:
    """Yield the rows that show a line whole; those after the first hang below its text."""
    if line.large:
        yield from _large_rows(line, width)
        return
    before = cell_len(text_of(line.front))
    if line.right and not has_room_beside(line.right, width - before):
        line = replace(line, left=f"{line.left}\n{line.right}", right="")
    room = width - cell_len(line.right) - MARGINS - before
    if (cell_len(line.left) <= room and "\n" not in line.left) or line.is_rule:
        yield line
        return
    head, *others = line.left.split("\n")
    first, *rest = wrapped(head, max(room, width // 3))
    yield replace(line, left=first)
    indent = max(before, line.indent + HANGING)
    below = (wrapped(text, width - MARGINS - indent) for text in (" ".join(rest), *others))
    yield from (Line("", row, look=line.look, indent=indent) for rows in below for row in rows if row)


def _large_rows(line: Line[Key_co], width: int) -> Iterator[Line[Key_co]]:
    """Yield a text in large letters; in bold ones where it is too long for so many lines of those."""
    indent = max(line.indent, HANGING)
    drawn = letters(line.left, width - indent - MARGINS)
    if len(drawn) > line.large * HEIGHT:
        yield from wrapped_rows(replace(line, look="heading", large=0), width)
        return
    first, *others = ((Span(row, line.look),) for row in drawn)
    yield replace(line, left="", mark=None, indent=indent, spans=first, large=0)
    yield from (Line("", "", look=line.look, indent=indent, spans=row) for row in others)


def text_rows(paragraph: Paragraph, width: int) -> list[tuple[Span, ...]]:
    """Return a paragraph's rows, at most `width` cells each."""
    if paragraph.state is not None:
        return [rule(paragraph.text, paragraph.state, measure(width))]
    before = cell_len(text_of(paragraph.front))
    room = max(1, min(width, TEXT_MEASURE) - paragraph.indent - before)
    margin = Span(" " * paragraph.indent)
    hanging = Span(" " * (paragraph.indent + before))
    return [
        (*((hanging,) if place else (margin, *paragraph.front)), Span(row, paragraph.look))
        for place, row in enumerate(wrapped(paragraph.text, room))
    ]


def in_column(name: str, width: int, role: Role) -> tuple[Span, ...]:
    """Return what stands in a column of so many cells, and the blanks behind it."""
    return (Span(set_cell_size(name, width), role), Span("  "))
