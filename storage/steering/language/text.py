"""Markdown as people wrote it → sentences with their exact places, and which stretches are somebody else's words."""

import re
from collections.abc import Iterator

import msgspec

from storage.steering.language.blocks import Block, blocks
from storage.steering.language.quotes import quoted_stretches

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
