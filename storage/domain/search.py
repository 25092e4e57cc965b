"""Finding words in everything that was written, accents and case aside."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

SPELLINGS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "å": "a", "ä": "a", "ö": "o", "é": "e"})
"""What has no accent to take off, and what is so common here that it is worth doing first."""
DOUBLED = re.compile(r"(?P<o>o)e+|a[aeæ]+|æ[aeæ]*")
"""The spellings of æ and å that are one letter or two, and of ø."""


class Passage(msgspec.Struct, frozen=True):
    """One text that can be found: what it belongs to, and where in it."""

    code: str
    """The case's code, or the id of a practice, card, agreement or meeting."""
    kind: str
    text: str
    part: str = ""


class _Bare(dict[int, int | None]):
    """Takes accents and joiners off; each letter is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in {"Mn", "Cf"} else code
        return self[code]


BARE = _Bare()
REMEMBERED = 1 << 16
"""Texts: ten years of a team's, so that a change costs the index one text and not all."""


@lru_cache(REMEMBERED)
def folded(text: str) -> str:
    """Return text as it is compared: no case, no accents, `æ ä ae` as `a`, `ø ö oe` as `o`, `å aa` as `a`."""
    plain = DOUBLED.sub(_single, text.casefold().translate(SPELLINGS))
    if plain.isascii():
        return plain
    return DOUBLED.sub(_single, unicodedata.normalize("NFD", plain).translate(BARE))


def _single(found: re.Match[str]) -> str:
    return found["o"] or "a"


class Index:
    """Everything that can be found, folded once; a search looks through every passage."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages: Sequence[Passage] = tuple(passages)
        self._typed = [passage.text.casefold() for passage in self.passages]
        self._folded = [folded(passage.text) for passage in self.passages]

    def find(self, words: str, most: int = 200) -> tuple[Passage, ...]:
        """Return the passages that hold every word, those that hold them as typed first."""
        wanted = sorted(folded(words).split(), key=len, reverse=True)
        if not wanted:
            return ()
        typed = words.casefold()
        exact: list[int] = []
        others: list[int] = []
        for place in self._holding(wanted):
            (exact if typed in self._typed[place] else others).append(place)
            if len(exact) == most:
                break
        return tuple(self.passages[place] for place in (*exact, *others)[:most])

    def _holding(self, wanted: Sequence[str]) -> Iterator[int]:
        longest, *rest = wanted
        candidates = (place for place, text in enumerate(self._folded) if longest in text)
        if not rest:
            return candidates
        return (place for place in candidates if all(word in self._folded[place] for word in rest))
