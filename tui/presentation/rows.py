"""Lines and paragraphs as rows of cells, as wide as there is room."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from rich.cells import cell_len, chop_cells, set_cell_size

from tui.look.letters import HEIGHT, huge_letters, letters
from tui.look.panels import LIST_MEASURE, TEXT_MEASURE, rule
from tui.look.signs import Role, Span, text_of
from tui.presentation.lines import Key_co, Line, Paragraph

MARGINS = 4
"""Cells that a row needs besides its text and its remark."""
BETWEEN = " · "
"""Parts the pieces of a remark; where it is long, the last ones give way."""
AROUND_FIGURE = 3
"""Cells before a large figure, and between it and the rows beside it."""
FILLS = 6
"""Lines of large letters from which a text may as well be of whole blocks: it has the screen to itself."""
GOES_ON = "…"
"""Stands where a text has begun before what is seen of it."""
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
    front = (*line.figure, *line.front)
    before = cell_len(text_of(front))
    while right and not has_room_beside(right, width - before):
        right = right.rpartition(BETWEEN)[0]
    room = max(0, width - before - (cell_len(right) + 3 if right else 2))
    shown = left if cell_len(left) <= room else set_cell_size(left, max(0, room - 1)) + "…"
    text = (Span(shown, line.look), Span(set_cell_size("", room - cell_len(shown))))
    remark = Span(f" {right} " if right else " ", "quiet" if line.look in {"plain", "heading", "ask"} else line.look)
    return (Span(" "), *front, *text, remark)


def from_within(line: Line[Hashable], width: int) -> tuple[Span, ...]:
    """Return a row that goes on with one that is out of view: an ellipsis before its text says so."""
    hidden = line.left and line.indent > HANGING and not line.spans
    before = replace(line, indent=line.indent - HANGING, spans=(Span(f"{GOES_ON} ", "quiet"),)) if hidden else line
    return row_spans(before, width)


def across(drawn: Sequence[str]) -> int:
    """Return how many cells a large figure takes before the rows beside it."""
    return cell_len(drawn[0]) + AROUND_FIGURE


def beside_figure(
    lines: Sequence[Line[Key_co]], key: Hashable, drawn: Sequence[str], role: Role
) -> tuple[Line[Key_co], ...]:
    """Return rows of which one stands beside a figure in large letters: the loudest, what one is asked to do now."""
    first = next(place for place, line in enumerate(lines) if line.key == key)
    end = next((place for place in range(first + 1, len(lines)) if not lines[place].goes_on), len(lines))
    beside = [replace(lines[first], look="ask"), *lines[first + 1 : end]]
    beside += [Line("", "")] * (len(drawn) - len(beside))
    pieces = (*(f" {row}  " for row in drawn), *[" " * across(drawn)] * (len(beside) - len(drawn)))
    whole = (replace(line, figure=(Span(piece, role),)) for line, piece in zip(beside, pieces, strict=True))
    return (*lines[:first], *whole, *lines[end:])


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
    draw = partial(huge_letters, most=line.large * HEIGHT) if line.large >= FILLS else letters
    drawn = draw(line.left, width - indent - MARGINS)
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


WORD = re.compile(r"\S+\s*|\s+")
TAB = 4
CUT = " …"
SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[»”\"]?(?=\s|$)|$)|[.!?]+")


def wrapped(text: str, width: int) -> list[str]:
    """Return the rows of a text, broken between words where that is possible; `width` is in cells."""
    return [row for line in text.expandtabs(TAB).split("\n") for row in _rows(line, max(1, width))]


def shortened(text: str, width: int) -> str:
    """Return what fits of a text in one row, cut between words where it goes on; nothing where nothing fits."""
    if "\n" not in text and cell_len(text) <= width:
        return text
    room = width - cell_len(CUT)
    return f"{wrapped(text, room)[0].rstrip()}{CUT}" if room > 0 else ""


def as_fits(text: str, width: int, rows: int) -> list[str]:
    """Return as many whole sentences of a text as there is room for; of a first one that is too long its beginning."""
    sentences = SENTENCE.findall(text)
    drawn = (wrapped("".join(sentences[:count]).strip(), width) for count in range(len(sentences), 0, -1))
    fitting = next((each for each in drawn if len(each) <= rows), None)
    if fitting is not None or rows < 1:
        return _even(fitting or [], width)
    every = wrapped(text, width)
    return [*every[: rows - 1], shortened(" ".join(every[rows - 1 :]), width)]


def _even(rows: list[str], width: int) -> list[str]:
    """Return rows broken anew so that none is much shorter than the others: a last word alone is hard to read."""
    text, count = " ".join(rows), len(rows)
    narrower = (wrapped(text, each) for each in range(width // 2, width))
    return next((each for each in narrower if len(each) <= count), rows) if count > 1 else rows


def _rows(line: str, width: int) -> Iterator[str]:
    if len(line) <= width and cell_len(line) <= width:
        yield line
        return
    row, used = "", 0
    for word in WORD.findall(line):
        need = cell_len(word.rstrip())
        if used + need > width:
            if row.strip():
                yield row.rstrip()
            row, used = "", 0
        *full, rest = chop_cells(word, width) if need > width else (word,)
        yield from full
        row += rest
        used += cell_len(rest)
    yield row.rstrip()
