"""Text for people laid out in a terminal's columns: words stay whole, cells stand under one another."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from storage.domain.text import cleaned, pattern, typed_number

UNKNOWN = 80
"""Columns where nobody says how many there are, as in a pipe."""
NARROWEST = 40
"""Columns we lay out for at least; a narrower terminal breaks the lines itself."""
BETWEEN = 2
"""Columns between two cells of a row."""
SMALLEST_CELL = 8
"""Columns below which no cell is cut."""
TEXT_SHARE = 40
"""Percent of the room that columns of texts keep before others are cut."""
WIDE = frozenset("WF")
EMOJI = "\N{VARIATION SELECTOR-16}"
JOINER = "\N{ZERO WIDTH JOINER}"
NARROW = pattern(r"[\x20-\u02ff\u2010-\u2027]*")
"""Nearly all that is written here: letters of our own, each in a column."""
NO_ROOM = frozenset({"Mn", "Me", "Cf"})
HANGING = pattern(r"\s*(?:(?:[^\w\s«»\"'(]|\d+(?=\s{2}))\s+)?")
"""What a line's further lines stand under the end of: a mark, or a number in front."""
BLANKS = pattern(r"[ \t]+")
FENCE = ("```", "~~~")
UNBROKEN = pattern(r"\s*(?:#{1,6}\s|\|)|\s{4,}\S")
"""Begins a Markdown line that means something else when it is broken: a heading, a table, or what is indented far."""
CELL_EDGE = pattern(r"(?<!\\)\|")
TABLE_RULE = pattern(r"[|:\- ]+")
LIST_MARK = pattern(r"\s*(?:(?:>|[-*+]|\d{1,9}[.)]|\[[ x]\])\s+)*")
MARKDOWN_MARK = pattern(r"[-+*=>|:~`]+.*|#{1,6}|\d{1,9}[.)]\\?")
"""A word that would mean something else to Markdown at the beginning of a line."""


def room() -> int:
    """Return how many columns there are for text: the terminal's, or what $COLUMNS says."""
    said = os.environ.get("COLUMNS", "")
    return max(NARROWEST, typed_number(said) or _of_terminal() or UNKNOWN)


def _of_terminal() -> int:
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1).columns
    except (OSError, ValueError):
        return 0


def cells(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    if text.isascii() or NARROW.fullmatch(text):
        return len(text)
    return sum(width for _, width in _measured(text))


def _measured(text: str) -> Iterator[tuple[str, int]]:
    """Yield each character with the columns it adds."""
    before = ""
    for character in text:
        yield character, _added(character, before)
        before = character


def _added(character: str, before: str) -> int:
    if character == EMOJI:
        return int(unicodedata.east_asian_width(before or " ") not in WIDE and before != "")
    if before == JOINER or unicodedata.category(character) in NO_ROOM:
        return 0
    return 2 if unicodedata.east_asian_width(character) in WIDE else 1


def cut(text: str, width: int) -> str:
    """Return a text as far as it fits, ending in … where something was left out."""
    if cells(text) <= width:
        return text
    if NARROW.fullmatch(text):
        return f"{text[: width - 1].rstrip()}…"
    used, kept = 0, ""
    for character, added in _measured(text):
        used += added
        if used > width - 1:
            break
        kept += character
    return f"{kept.rstrip()}…"


def padded(text: str, width: int) -> str:
    """Return a text with as many spaces behind it as fill a width."""
    return text + " " * (width - cells(text))


def wrapped(text: str, width: int, glued: re.Pattern[str] | None = None) -> Iterator[str]:
    """Yield a text in lines of a width, broken between words; a word that fits `glued` begins none of them."""
    if cells(text) <= width:
        yield text
        return
    line, used = "", 0
    measure = len if NARROW.fullmatch(text) else cells
    words = BLANKS.split(text.strip(" \t"))
    for word in _unbroken(words, glued) if glued else words:
        added = measure(word)
        if line and used + 1 + added > width:
            yield line
            line, used = word, added
        else:
            line, used = (f"{line} {word}", used + 1 + added) if line else (word, added)
    yield line


def _unbroken(words: Iterable[str], glued: re.Pattern[str]) -> Iterator[str]:
    """Yield words, each together with those behind it that may begin no line."""
    together = ""
    for word in words:
        if together and not glued.fullmatch(word):
            yield together
            together = ""
        together = f"{together} {word}" if together else word
    yield together


def laid_out(line: str, width: int) -> Iterator[str]:
    """Yield a line as lines that fit, the further ones under where its text begins."""
    yield from _hanging(line, width, HANGING)


def _hanging(line: str, width: int, head: re.Pattern[str], glued: re.Pattern[str] | None = None) -> Iterator[str]:
    if cells(line) <= width:
        yield line
        return
    begins = head.match(line)
    mark = begins[0] if begins else ""
    under = "".join(sign if sign == ">" else " " * cells(sign) for sign in mark)
    for number, each in enumerate(wrapped(line[len(mark) :], width - cells(mark), glued)):
        yield f"{under if number else mark}{each}"


def page_lines(page: str, width: int) -> Iterator[str]:
    """Yield the lines of a Markdown page so that they fit; it stays the same page, its headings and tables whole."""
    fenced = False
    for line in page.split("\n"):
        fenced ^= line.lstrip().startswith(FENCE)
        if fenced or UNBROKEN.match(line):
            yield line
        else:
            yield from _hanging(line, width, LIST_MARK, MARKDOWN_MARK)


def to_be_read(page: str, width: int) -> Iterator[str]:
    """Yield the lines of a Markdown page for a person: a table that does not fit is a list of its rows."""
    for is_table, group in groupby(page.split("\n"), key=lambda line: line.startswith("|")):
        lines = list(group)
        if is_table and max(map(cells, lines)) > width:
            rows = (CELL_EDGE.split(line.strip("| ")) for line in lines if not TABLE_RULE.fullmatch(line))
            lines = [f"- {' · '.join(filter(None, map(str.strip, row)))}" for row in rows]
        for line in lines:
            yield from laid_out(line, width) if line.startswith("#") else (line,)


def columns(
    rows: Iterable[tuple[str, ...]],
    *,
    within: int = 0,
    texts: Sequence[int] = (-1,),
    most: int = 0,
    whole: Sequence[int] = (),
) -> tuple[str, ...]:
    """Return rows as lines with their cells under one another, in the room there is less `within`.

    Where they do not fit, the cells of the columns `texts` go on below, in `most` lines at the most; others are cut,
    but for those of the columns `whole`, which somebody types again.
    """
    rows = [tuple(map(cleaned, row)) for row in rows]
    if not rows:
        return ()
    going_on = [place % len(rows[0]) for place in texts]
    widths = _fitted([max(map(cells, column)) for column in zip(*rows, strict=True)], room() - within, going_on, whole)
    return tuple(line for row in rows for line in _row(row, widths, going_on, most))


def _fitted(widths: Sequence[int], width: int, texts: Sequence[int], whole: Sequence[int] = ()) -> list[int]:
    """Return the columns' widths, made narrower until they fit: first those of texts, then the widest of the others."""
    left = width - BETWEEN * (len(widths) - 1)
    fitted = [each if place in whole else min(each, left) for place, each in enumerate(widths)]
    share = min(left * TEXT_SHARE // 100, max(left - sum(widths[place] for place in whole), SMALLEST_CELL))
    fewest = [
        fitted[place] if place in whole else share // len(texts) if place in texts else SMALLEST_CELL
        for place in range(len(fitted))
    ]
    for _ in range(sum(fitted) - left):
        narrower = [place for place in range(len(fitted)) if fitted[place] > fewest[place]]
        if not narrower:
            break
        fitted[max(narrower, key=lambda place: (place in texts, fitted[place]))] -= 1
    return fitted


def _row(row: Sequence[str], widths: Sequence[int], texts: Sequence[int], most: int) -> Iterator[str]:
    broken = [
        _in_cell(cell, width, most) if place in texts else [cut(cell, width)]
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    for shown in zip_longest(*broken, fillvalue=""):
        yield (" " * BETWEEN).join(map(padded, shown, widths)).rstrip()


def _pieces(line: str, width: int) -> Iterator[str]:
    """Yield a line in pieces of a width: only a word that is longer than its cell is broken."""
    if cells(line) <= width:
        yield line
        return
    piece, used = "", 0
    for character, added in _measured(line):
        if used + added > width:
            yield piece
            piece, used = "", 0
        piece += character
        used += added
    yield piece


def _in_cell(text: str, width: int, most: int) -> list[str]:
    """Return a cell's lines; the last of those there may be is cut."""
    lines = [piece for line in wrapped(text, width) for piece in _pieces(line, width)]
    kept, more = (lines[: most - 1], lines[most - 1 :]) if most else (lines, [])
    return [*kept, cut(" ".join(more), width)] if more else kept
