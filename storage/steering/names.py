"""Names: a class list kept only as keyed hashes, and which capitalised words may be somebody's name."""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b

import msgspec

from storage.domain.people import Team
from storage.steering.language.words import fold

_LISTED = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_HEADINGS = frozenset(
    (
        *("navn", "namn", "name", "names", "elev", "elever", "elevar", "pupil", "pupils", "klasse", "klassa", "class"),
        *("fornavn", "etternavn", "fornamn", "etternamn", "surname"),
    )
)
_KEPT_MARKS = "åäöÅÄÖ"
_SHORTEST = 2
_DIGEST_BYTES = 8
_LONGEST_NAME = 60


def folded_name(word: str) -> str:
    """Give a name in the form it is compared in: small letters, no accents but those of å, ä and ö."""
    plain = fold(word).removesuffix("'s").removesuffix("'")
    return "".join(letter if letter in _KEPT_MARKS else _bare(letter) for letter in plain)


def _bare(letter: str) -> str:
    return letter if letter.isascii() else unicodedata.normalize("NFD", letter)[0]


class NameList(msgspec.Struct, frozen=True):
    """A class list that cannot be read back without its key: hashes of its words, genitive included."""

    key: str
    """The team's own key, in hexadecimal digits."""
    marks: frozenset[str] = frozenset()

    def adding(self, pasted: str) -> "NameList":
        """Give the list with the words of a pasted class list added; the words themselves are not kept."""
        marks = {self._mark(form) for word in _listed(pasted) for form in (word, word + "s")}
        return NameList(self.key, self.marks | marks)

    def holds(self, word: str) -> bool:
        """Whether a word, or a part of it joined by a hyphen, is on the list."""
        form = folded_name(word)[:_LONGEST_NAME]
        return any(self._mark(part) in self.marks for part in {form, *form.split("-")})

    def _mark(self, form: str) -> str:
        return blake2b(form.encode(), key=bytes.fromhex(self.key), digest_size=_DIGEST_BYTES).hexdigest()


def _listed(pasted: str) -> Iterator[str]:
    """Give the folded words of a pasted list, and the parts of those joined by a hyphen."""
    for found in _LISTED.finditer(pasted):
        form = folded_name(found[0])[:_LONGEST_NAME]
        if form not in _HEADINGS:
            yield from (part for part in {form, *form.split("-")} if len(part) >= _SHORTEST)


def class_list(team: Team) -> NameList | None:
    """Return the team's class list, if it has one."""
    return NameList(team.names_key, frozenset(team.names)) if team.names_key else None


KEY_BYTES = 32
FORMS = 2
"""Each word is kept as it is and in the genitive."""


def without_class_list(team: Team) -> Team:
    """Return the team without a class list."""
    return team.but(names_key="", names=())


def listed_words(team: Team) -> int:
    """Return about how many words are on the list."""
    return len(team.names) // FORMS


def words_in(pasted: str) -> int:
    """Return about how many words a pasted list brings."""
    return len(NameList("00" * KEY_BYTES).adding(pasted).marks) // FORMS
