"""Markdown as people wrote it → sentences with their exact places, and which stretches are somebody else's."""

import re
from collections.abc import Callable, Iterator
from enum import Enum
from functools import lru_cache
from typing import TypeVar

import msgspec

T = TypeVar("T")
_LONG = 1_000
_OPENER = re.compile(r"`+|[«“„”\"]")
_CLOSERS = {"«": "»", "“": "”", "„": "“”", "”": "”", '"': '"'}


def _code_ends(text: str, start: int, end: int) -> dict[int, int]:
    """For every run of backticks that is closed by an equally long one: where the closing run ends."""
    later: dict[int, int] = {}
    ends: dict[int, int] = {}
    for run in reversed(list(re.finditer(r"`+", text[start:end]))):
        length = run.end() - run.start()
        if length in later:
            ends[start + run.start()] = later[length]
        later[length] = start + run.end()
    return ends


def _opens(text: str, place: int, start: int) -> bool:
    """Whether a mark that could also close a quotation stands where one opens."""
    return place == start or not text[place - 1].isalnum()


def _close(text: str, place: int, end: int) -> int:
    """Give where the quotation that opens at `place` ends, or -1."""
    found = [at for mark in _CLOSERS[text[place]] if (at := text.find(mark, place + 1, end)) >= 0]
    return min(found) + 1 if found else -1


def quoted_stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the quoted stretches of a paragraph in order; one that is still open reaches to the paragraph's end."""
    code = _code_ends(text, start, end) if "`" in text else {}
    place = start
    while (mark := _OPENER.search(text, place, end)) is not None:
        at, place = mark.span()
        if mark[0][0] == "`":
            if at in code:
                yield at, (place := code[at])
        elif mark[0] in "«“„" or _opens(text, at, start):
            close = _close(text, at, end)
            place = close if close >= 0 else end
            yield at, place


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


_CUT = re.compile(r"[.!?…]+[)\]\"»”’*_]*(?=\s|$)|\n|[.!?…][»”\"]")
_SHORT_WORDS = (
    "f eks bl a o l osv mm m dvs ca kl nr evt ev ift iht mtp jf jfr pga mht tlf min maks obs pr str st fr vg ol "
    "e g i mr mrs ms dr etc vs approx inkl ekskl resp kap s sek mill kr mnd dvs tom fom"
)
_SHORTENED = frozenset(_SHORT_WORDS.split())
_WORD_BEFORE = re.compile(r"[^\W\d_]*+$")
_LONGEST_SHORTENED = 12
_WRAPPED_FROM = 50


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One sentence and its place in the text as written."""

    start: int
    end: int
    quoted: tuple[tuple[int, int], ...] = ()
    """Quotations and code in it, in order, as places in the whole text."""


def read(markdown: str) -> tuple[Sentence, ...]:
    """Give the sentences of a text in order; block quotes and code come back wholly quoted."""
    return tuple(sentence for block in blocks(markdown) for sentence in _sentences(markdown, block))


def _sentences(text: str, block: Block) -> Iterator[Sentence]:
    if block.theirs:
        yield Sentence(block.start, block.end, ((block.start, block.end),))
        return
    quoted = list(quoted_stretches(text, block.start, block.end))
    start, seen = block.start, 0
    for cut in (*_cuts(text, block, quoted), block.end):
        inside = seen
        while inside < len(quoted) and quoted[inside][0] < cut:
            inside += 1
        if said := text[start:cut].strip():
            first = text.index(said[0], start)
            yield Sentence(first, first + len(said), tuple(quoted[seen:inside]))
        start, seen = cut, inside


def _cuts(text: str, block: Block, quoted: list[tuple[int, int]]) -> Iterator[int]:
    """Give the places where one sentence ends and the next begins, outside quotations."""
    turn = 0
    line = block.start
    for mark in _CUT.finditer(text, block.start, block.end):
        while turn < len(quoted) and quoted[turn][1] < mark.end():
            turn += 1
        inside = turn < len(quoted) and quoted[turn][0] < mark.start() and mark.end() < quoted[turn][1]
        if not inside and _ends(text, mark, line, block.end):
            yield mark.end()
        if mark[0] == "\n":
            line = mark.end()


def _ends(text: str, mark: re.Match[str], line: int, end: int) -> bool:
    """Whether a full stop, a question mark or a line's end also ends the sentence."""
    following = text[mark.end() : mark.end() + 3].lstrip()[:1] if mark.end() < end else ""
    if mark[0] == "\n":
        return not (following.islower() and mark.start() - line >= _WRAPPED_FROM)
    if mark[0][-1] in '»”"' and len(mark[0]) > 1:
        return not following.islower()
    if mark[0].startswith((".", "…")) and following and not following.isupper():
        return mark[0].startswith(".") and not mark[0].startswith("..") and not _shortened(text, mark.start())
    return True


def _shortened(text: str, stop: int) -> bool:
    """Whether the full stop belongs to a number or a shortened word."""
    before = text[max(0, stop - _LONGEST_SHORTENED) : stop]
    word = _WORD_BEFORE.search(before)
    return before[-1:].isdigit() or (word is not None and (word[0].lower() in _SHORTENED))


def remembering(work: Callable[..., T]) -> Callable[..., T]:
    """Remember what work on a sentence came to, since whoever types changes one; of long ones few are kept."""
    short, long = lru_cache(2_000)(work), lru_cache(32)(work)
    return lambda said, *rest: (long if len(said) > _LONG else short)(said, *rest)
