"""Markdown's blocks, line by line: prose that is ours, and block quotes and code that are somebody else's.

A scanner of our own rather than a parser: judging happens while people write, and importing and running a whole
Markdown parser costs more than everything else here. The tests hold it against markdown-it.
"""

import re
from collections.abc import Iterator
from enum import Enum

import msgspec

_ITEMS = r"(?:(?:[-*+•–]|\d{1,9}[.)])[ \t]++)*+"
_FENCE = re.compile(rf" {{0,3}}{_ITEMS}(`{{3,}}(?!.*`)|~{{3,}})")
_QUOTE = re.compile(rf"[ \t]*+{_ITEMS}>")
_MARK = re.compile(r"[ \t]*+(?:(?:[-*+•–]|\d{1,9}[.)])(?:[ \t]++|$)|#{1,6}[ \t]++|\[[ xX]\][ \t]++)*+")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)")


class LineKind(Enum):
    """What a line is."""

    BLANK = 0
    PROSE = 1
    NEW = 2  # prose that starts a block of its own: a list item, a heading
    QUOTE = 3
    CODE = 4


_THEIRS = frozenset({LineKind.QUOTE, LineKind.CODE})
_PARTING = frozenset({LineKind.BLANK, LineKind.NEW})


class Block(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the text; `theirs` is true of block quotes and code."""

    start: int
    end: int
    theirs: bool


class _Scanner:
    """What must be remembered from one line to the next."""

    def __init__(self) -> None:
        self.fence = ""
        self.in_list = False
        self.before = LineKind.BLANK

    def kind(self, line: str) -> LineKind:
        """Tell what a line is, given the lines before it."""
        self.before = self._fenced(line) if self.fence else self._open(line)
        return self.before

    def _fenced(self, line: str) -> LineKind:
        mark = line.strip()
        if len(mark) >= len(self.fence) and not mark.strip(self.fence[0]):
            self.fence = ""
        return LineKind.CODE

    def _open(self, line: str) -> LineKind:
        first = line.lstrip()[:1]
        if not first:
            return LineKind.BLANK
        if first.isalpha():
            return self._prose(line, marked=False)
        if (fence := _FENCE.match(line)) is not None:
            self.fence = fence[1]
            return LineKind.CODE
        if _QUOTE.match(line) is not None:
            return LineKind.QUOTE
        mark = _MARK.match(line)
        return self._prose(line, marked=mark is not None and bool(mark[0].strip()))

    def _prose(self, line: str, *, marked: bool) -> LineKind:
        indented = line[0] in " \t" and _INDENTED.match(line) is not None
        if indented and not self.in_list and self.before in {LineKind.BLANK, LineKind.CODE}:
            return LineKind.CODE
        if marked:
            self.in_list = True
            return LineKind.NEW
        if self.before is LineKind.BLANK and not indented:
            self.in_list = line[0] == " " and self.in_list
        return LineKind.QUOTE if self.before is LineKind.QUOTE else LineKind.PROSE


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(text)


def _content(text: str, start: int, end: int) -> int:
    """Give where a line's own words begin, after the marks of lists and headings."""
    if text[start].isalpha():
        return start
    mark = _MARK.match(text, start, end)
    return mark.end() if mark is not None else start


def blocks(text: str) -> Iterator[Block]:
    """Give the text's paragraphs, list items, quotes and code in order, without blank lines between them."""
    scanner = _Scanner()
    first, last, held = 0, -1, False
    for start, end in _lines(text):
        kind = scanner.kind(text[start:end])
        theirs = kind in _THEIRS
        if last >= 0 and (kind in _PARTING or theirs != held):
            yield Block(first, last, held)
            last = -1
        if kind is not LineKind.BLANK:
            if last < 0:
                first = start if theirs else _content(text, start, end)
            last, held = end, theirs
    if last >= 0:
        yield Block(first, last, held)
