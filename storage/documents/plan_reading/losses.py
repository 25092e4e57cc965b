"""The last look: words of a document that are found nowhere in what was made of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise

from storage.domain.text import cleaned

WORD = re.compile(r"[^\W_]+")
NUMBERED = re.compile(r"(?P<before>[>\s]*)(?P<number>\d{1,3})[.)]\s+(?P<text>[^\W\d_].*)")


def lost_lines(markdown: str, kept: Iterable[str]) -> list[str]:
    """Return the lines that hold a word which is not kept: of what Markdown does not show, or nests too deep."""
    text = "\n".join(kept)
    left = Counter(WORD.findall(text))
    squeezed = ""
    lost: list[str] = []
    for line in _without_numbers(cleaned(markdown).split("\n")):
        words = Counter(WORD.findall(unescape(line)))
        missing = any(left[word] < count for word, count in words.items())
        left.subtract(words)
        if not missing:
            continue
        squeezed = squeezed or _squeezed(text)
        if _squeezed(unescape(line)) not in squeezed and _squeezed(line) not in squeezed:
            lost.append(line.strip())
    return lost


def _without_numbers(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines without the numbers of lists, which are no words; `1. april` alone, or so begun, is a date."""
    found = [NUMBERED.fullmatch(line) for line in lines]
    numbers = [int(each["number"]) for each in found if each]
    listed = {place for place, (one, two) in enumerate(pairwise(numbers)) if two == one + 1}
    listed |= {place + 1 for place in listed}
    place = -1
    for line, each in zip(lines, found, strict=True):
        place += each is not None
        is_listed = each is not None and place in listed and each["text"][0].isupper()
        yield f"{each['before']}{each['text']}" if each and is_listed else line


def _squeezed(text: str) -> str:
    return "".join(WORD.findall(text))
