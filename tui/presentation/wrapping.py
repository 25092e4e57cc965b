"""Breaking text into rows of a terminal's cells."""

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

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
