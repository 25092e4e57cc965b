"""The last look: words of a document that are found nowhere in what was made of it."""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape

from storage.domain.text import cleaned

WORD = re.compile(r"[^\W_]+")


def lost_lines(markdown: str, kept: Iterable[str]) -> list[str]:
    """Return the lines that hold a word which is not kept: of what Markdown does not show, or nests too deep."""
    text = "\n".join(kept)
    left = Counter(WORD.findall(text))
    squeezed = ""
    lost: list[str] = []
    for line in cleaned(markdown).split("\n"):
        words = Counter(WORD.findall(unescape(line)))
        missing = any(left[word] < count for word, count in words.items())
        left.subtract(words)
        if not missing:
            continue
        squeezed = squeezed or _squeezed(text)
        if _squeezed(unescape(line)) not in squeezed and _squeezed(line) not in squeezed:
            lost.append(line.strip())
    return lost


def _squeezed(text: str) -> str:
    return "".join(WORD.findall(text))
