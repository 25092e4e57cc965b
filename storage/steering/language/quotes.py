"""Quoted stretches inside a paragraph: «…», “…”, „…”, "…" and `code`. What is quoted is not ours to turn."""

import re
from collections.abc import Iterator

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
