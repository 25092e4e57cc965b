"""The words of a sentence, folded for comparing, with their places and the breaks between them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Self

import msgspec

from storage.steering.language.text import Sentence

_JOINED = "\u00ad\u0300-\u036f\u200b-\u200d\u2060"
_WORD = re.compile(rf"[^\W_]+(?:[{_JOINED}][^\W_]*|[-'’][^\W_]+)*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")
_MOST_REMEMBERED = 20_000
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_VOWELS = "aeiouyæøåéö"
_AS_WRITTEN: Mapping[str, str] = {}
_BREAK = re.compile(r"[;:()\[\]{}|–—«»“”„\"`]|\s-+\s|[.!?…]")
_CONTRACTION = re.compile(r"(?:(?<=\w)n['’]t|(?<=\w)['’](?:s|re|ve|ll|d|m))$")
_SLOPPY = {
    "nt": "dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont cant couldnt wouldnt shouldnt neednt",
    "s": "shes hes thats whats theres heres whos lets",
    "re": "theyre youre",
    "ve": "ive weve theyve youve shouldve couldve",
    "m": "im",
}
_SLOPPY_CUTS = {word: len(tail) for tail, listed in _SLOPPY.items() for word in listed.split()}
_WHOLE = {"ca": "can", "wo": "will"}
_TAILS = {"n't": "not", "nt": "not", "s": "'s", "re": "'re", "ve": "'ve", "m": "'m"}


@lru_cache(maxsize=_MOST_REMEMBERED)
def fold(word: str) -> str:
    """Give a word in the form it is compared in: small letters, composed accents, a plain apostrophe."""
    lowered = word.lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFC", _UNSEEN.sub("", lowered)).replace("’", "'")
    return _DRAWN_OUT.sub(_short, lowered) if _DRAWN_OUT.search(lowered) else lowered


def _short(drawn: re.Match[str]) -> str:
    """Give what is drawn out as it is otherwise written: «huuuff», «ufffff»."""
    letter = drawn[1]
    return letter if letter in _VOWELS else letter * 2


class SentenceWords(msgspec.Struct, gc=False):
    """A sentence's words side by side: what they are, where they stand and what parts each from the one before."""

    forms: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[str]
    """Before each word: "" nothing, "," a comma, "|" more than a comma or somebody else's words."""
    asked: bool
    """The sentence ends in a question mark."""
    particles: frozenset[str] = frozenset()
    """Words that may stand between any two words of a pattern."""
    spellings: Mapping[str, str] = _AS_WRITTEN
    """Other ways of writing a word that patterns know."""
    all_forms: frozenset[str] = frozenset()
    """Worked out when it is first asked for."""

    def whole(self) -> frozenset[str]:
        """Give the words that stand in the sentence."""
        if not self.all_forms:
            self.all_forms = frozenset(self.forms)
        return self.all_forms

    @classmethod
    def of(
        cls,
        text: str,
        sentence: Sentence,
        *,
        particles: frozenset[str] = frozenset(),
        spellings: Mapping[str, str] = _AS_WRITTEN,
        english: bool = False,
        all_of_it: bool = False,
    ) -> Self:
        """Take a sentence apart; quoted words are left out unless all of it is wanted."""
        asked = text[sentence.start : sentence.end].rstrip(')]"»”’*_ ').endswith("?")
        found = cls([], [], [], [], asked, particles, spellings)
        quoted = () if all_of_it else sentence.quoted
        last = sentence.start
        for start, end in _places(text, sentence, quoted):
            found.breaks.append("" if (between := text[last:start]) == " " else _break(between))
            if english:
                found._add_english(text[start:end], start)
            else:
                found._add(fold(text[start:end]), start, end)
            last = end
        return found

    def _add(self, form: str, start: int, end: int) -> None:
        self.forms.append(self.spellings.get(form, form))
        self.starts.append(start)
        self.ends.append(end)

    def _add_english(self, raw: str, start: int) -> None:
        """Add a word, or the two that a contraction is made of."""
        cut = _cut(raw)
        first = fold(raw[: cut or None])
        self._add(_WHOLE.get(first, first) if cut else first, start, start + (cut or len(raw)))
        if cut:
            tail = fold(raw[cut:])
            self.breaks.append("")
            self._add(_TAILS.get(tail, tail), start + cut, start + len(raw))


def _places(text: str, sentence: Sentence, quoted: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Give each word's place, leaving out those that begin inside a quotation."""
    found = (word.span() for word in _WORD.finditer(text, sentence.start, sentence.end))
    return _outside(found, quoted) if quoted else found


def _outside(places: Iterator[tuple[int, int]], quoted: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    turn = 0
    for start, end in places:
        while turn < len(quoted) and quoted[turn][1] <= start:
            turn += 1
        if turn == len(quoted) or start < quoted[turn][0]:
            yield start, end


def _break(between: str) -> str:
    if _BREAK.search(between):
        return "|"
    return "," if "," in between else ""


def _cut(raw: str) -> int:
    """Give where an English contraction comes apart, or 0."""
    if "'" in raw or "’" in raw:
        found = _CONTRACTION.search(raw)
        return found.start() if found is not None else 0
    short = _SLOPPY_CUTS.get(raw.lower(), 0)
    return len(raw) - short if short else 0
