"""Finding words in everything that was written: accents and case aside, in any form, by the stems of words."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from threading import Lock
from typing import Protocol

import msgspec

from storage.domain.text import pattern

SPELLINGS = {"ø": "o", "å": "a", "æ": "a", "ä": "a", "ö": "o", "é": "e", "đ": "d", "ł": "l"}
"""What has no accent to take off, and what is so common here that it is worth doing first."""
DOUBLED = pattern(r"oe+|a[ae]+")
"""The spellings of æ, å and ø that are one letter or two."""
BEYOND_ASCII = pattern(r"[^\x00-\x7f]+")
WORD = pattern(r"[^\W_]+")
SHORTEST = 2
"""Letters of a word that is looked for; one letter stands in nearly every text. A digit may stand alone."""
ANYWHERE = 3
"""Letters from which a word is also found inside others; a shorter one only where a word begins."""
COMPOUND = 5
"""Letters from which another form of a word is also found inside others: «leksa» in «hjemmelekser»."""
SHORTEST_STEM = 2
LAST_PART = 4
"""Letters of a stem that may be the last part of a compound, and of what stands before it."""
NEAR = 4
"""Letters from which a word may be one that somebody mistyped."""


class Passage(msgspec.Struct, frozen=True):
    """One text that can be found: what it belongs to, and where in it."""

    code: str
    """The case's code, or the id of a practice, card, agreement or meeting."""
    kind: str
    text: str
    part: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What a search brought."""

    passages: tuple[Passage, ...] = ()
    meant: str = ""
    """The words that were looked for instead, where those typed stand nowhere."""


class _Bare(dict[int, int | None]):
    """Takes accents and joiners off; each letter is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in {"Mn", "Cf"} else code
        return self[code]


BARE = _Bare()


def folded(text: str) -> str:
    """Return text as it is compared: no case, no accents, `æ ä ae` as `a`, `ø ö oe` as `o`, `å aa` as `a`.

    Each line is folded by itself, so that many texts can be folded at one stroke.
    """
    plain = text.casefold()
    for letter, bare in SPELLINGS.items():
        plain = plain.replace(letter, bare)
    plain = DOUBLED.sub(_single, plain)
    if plain.isascii():
        return plain
    bare_too = BEYOND_ASCII.sub(_bared, plain)
    return bare_too if bare_too == plain else folded(bare_too)


def _single(doubled: re.Match[str]) -> str:
    return doubled[0][0]


def _bared(letters: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", letters[0]).translate(BARE)


def sought_words(words: str) -> tuple[str, ...]:
    """Return the folded words to look for, the longest first; single letters are left out."""
    parts = {part for part in folded(words).split() if len(part) >= SHORTEST or not "a" <= part <= "z"}
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def holds(text: str, words: str) -> bool:
    """Tell whether a short text holds every word in some form; where nothing is looked for it does."""
    here = folded(text)
    tokens = WORD.findall(here)
    return all(
        word in here or (len(stems(word)[0]) >= SHORTEST_STEM and any(share_a_stem(word, token) for token in tokens))
        for word in sought_words(words)
    )


class Index:
    """Everything that can be found, folded once; a search looks through all of it."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages: Sequence[Passage] = tuple(passages)
        lines = folded("\n".join(" ".join(passage.text.splitlines()) for passage in self.passages))
        self._whole = f"\n{lines}\n"
        lengths = (len(line) + 1 for line in self._whole[1:-1].split("\n"))
        self._starts = tuple(accumulate(lengths, initial=1))

    @cached_property
    def _vocabulary(self) -> Sequence[str]:
        """Every word that stands anywhere, sorted."""
        return sorted(set(WORD.findall("\n".join(set(self._whole.split())))))

    def find(self, words: str, most: int = 200) -> Answer:
        """Return the passages that hold every word, as typed before folded before another form of a word.

        Words that stand nowhere in any form are taken for the nearest that do, and the answer says which.
        """
        wanted = sought_words(words)
        meant = {word: self.nearest(word) for word in wanted if not self._stands(word)}
        if not wanted or not all(meant.values()):
            return Answer()
        places = self._ranked([meant.get(word, word) for word in wanted], words.casefold(), most)
        answer = Answer(tuple(self.passages[place] for place in places))
        return msgspec.structs.replace(answer, meant=self._spelled(words, meant)) if meant else answer

    def _ranked(self, wanted: Sequence[str], typed: str, most: int) -> Sequence[int]:
        """Return at most so many places that hold all words, the nearest to what was typed first."""
        exact: list[int] = []
        others: list[int] = []
        for place in self._holding(wanted):
            (exact if typed in self.passages[place].text.casefold() else others).append(place)
            if len(exact) == most:
                return exact
        known = {*exact, *others}
        in_other_forms = self._holding_forms(wanted) - known if len(known) < most else ()
        return [*exact, *others, *sorted(in_other_forms)][:most]

    def _holding(self, wanted: Sequence[str]) -> Iterator[int]:
        """Yield the places that hold all words as they were looked for."""
        first, *rest = wanted
        others = [{*self._places_of(word)} for word in rest]
        return (place for place in self._places_of(first) if all(place in other for other in others))

    def _holding_forms(self, wanted: Sequence[str]) -> set[int]:
        """Return the places that hold some form of all words."""
        return set.intersection(*({*self._places_of(word), *self._places_of_forms(word)} for word in wanted))

    def _places_of(self, word: str) -> Iterator[int]:
        short = len(word) < ANYWHERE
        return self._places(word, at_start=short, at_end=short and not word.isalpha())

    def _places_of_forms(self, word: str) -> Iterator[int]:
        for form in self._other_forms(word):
            yield from self._places(form, at_start=len(form) < COMPOUND, at_end=len(form) < COMPOUND)

    def _stands(self, word: str) -> bool:
        """Tell whether a word stands anywhere in some form."""
        return any(True for places in (self._places_of, self._places_of_forms) for _ in places(word))

    def _spelled(self, words: str, meant: Mapping[str, str]) -> str:
        """Return the words with those that stand nowhere replaced by what was meant, as somebody wrote it."""
        return " ".join(
            self._as_written(meant[word]) if (word := folded(typed)) in meant else typed for typed in words.split()
        )

    def _as_written(self, word: str) -> str:
        place = next(self._places_of(word), None)
        written: list[str] = [] if place is None else WORD.findall(self.passages[place].text.casefold())
        return next((token for token in written if folded(token) == word), word)

    def _places(self, word: str, *, at_start: bool, at_end: bool) -> Iterator[int]:
        """Yield each passage in which a word stands, at the start or the end of one where that is asked."""
        whole, starts = self._whole, self._starts
        at = whole.find(word)
        while at >= 0:
            end = at + len(word)
            if (at_start and whole[at - 1].isalnum()) or (at_end and whole[end].isalnum()):
                at = whole.find(word, at + 1)
                continue
            place = bisect_right(starts, at) - 1
            yield place
            at = whole.find(word, starts[place + 1])

    def _other_forms(self, word: str) -> tuple[str, ...]:
        """Return the words of the vocabulary that are forms of a word, or compounds of one, and do not hold it."""
        return tuple(other for other in self._forms(word) if word not in other)

    def _forms(self, word: str) -> Iterator[str]:
        if not word.isalpha():
            return
        start = word[: max(SHORTEST_STEM, min(map(len, stems(word))) - 1)]
        if len(stems(word)[0]) >= SHORTEST_STEM:
            yield from (other for other in self._vocabulary if start in other and is_form(word, other))

    def nearest(self, word: str) -> str:
        """Return the word of the vocabulary that somebody may have meant; empty where none is near.

        That is one a slip of a letter away, the commonest of them, or else the longest that a compound is made of.
        """
        if len(word) < NEAR or not word.isalpha():
            return ""
        slips: list[str] = _one_slip_from(word).findall("\n".join(self._vocabulary))
        if slips:
            return max(slips, key=lambda slip: (self._whole.count(slip), slip))
        ends = (word[cut:] for cut in range(1, len(word) - COMPOUND + 1))
        beginnings = (word[:cut] for cut in range(len(word) - 1, COMPOUND - 1, -1))
        return next((part for part in (*ends, *beginnings) if self._stands(part)), "")


def is_form(word: str, other: str) -> bool:
    """Tell whether a word is another form of one, or a compound that ends in it."""
    compound, stem = stems(other)[0], stems(word)[0]
    is_part = len(stem) >= LAST_PART <= len(compound) - len(stem) and compound.endswith(stem)
    return is_part or share_a_stem(word, other)


@lru_cache(64)
def _one_slip_from(word: str) -> re.Pattern[str]:
    """Return what matches the words with one letter too many, too few, wrong, or changed places with the next."""
    cuts = range(len(word) + 1)
    forms = {word[:cut] + "." + word[cut:] for cut in cuts}
    forms |= {word[:cut] + ".?" + word[cut + 1 :] for cut in cuts[:-1]}
    forms |= {word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :] for cut in cuts[:-2]}
    return re.compile(f"^(?:{'|'.join(sorted(forms))})$", re.MULTILINE)


REMEMBERED = 1 << 16
"""Words; more than a team's vocabulary of ten years."""
_ONE_AT_A_TIME = Lock()
"""A stemmer keeps the word it works on in itself, and searches run in threads."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@cache
def _stemmers() -> tuple[_Stemmer, ...]:
    """Return Snowball's rules for Norwegian, which serve both written forms, and for English."""
    from snowballstemmer import stemmer  # noqa: PLC0415 - only who searches pays for loading it

    return stemmer("norwegian"), stemmer("english")


@lru_cache(REMEMBERED)
def stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word by the rules of each language that teams here write, Norwegian first."""
    rules = _stemmers()
    with _ONE_AT_A_TIME:
        return tuple(rule.stemWord(word) for rule in rules)


def share_a_stem(one: str, other: str) -> bool:
    """Tell whether two words are forms of one word by the rules of either language."""
    return any(mine == theirs for mine, theirs in zip(stems(one), stems(other), strict=True))
