"""What kinds of words a language has, as far as the steering needs to know, and a sentence's words with these roles."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import msgspec

from storage.steering.language.notation import expand
from storage.steering.language.words import SentenceWords
from storage.steering.shipped import known_language, shipped

_SHORTEST_MISSPELT = 5
_MOST_GUESSED = 20_000
COMMON = "common"
"""The class of words that every sentence has: of no use in telling patterns apart."""
_IN_ALL = ("negation", "copula", "auxiliary", "adverb", "they", "self", "dummy", "preposition", "determiner")


class Role(StrEnum):
    """What a word does in a sentence; OTHER is every word we do not know, as a rule a noun or a verb."""

    PARENTS = "parents"
    PUPILS = "pupils"
    STAFF = "staff"
    OTHERS = "others"
    SHARED = "shared"
    THEY = "they"
    THEM = "them"
    SELF = "self"
    DUMMY = "dummy"
    COPULA = "copula"
    NEGATION = "negation"
    SAY = "say"
    PREPOSITION = "preposition"
    BOUNDARY = "boundary"
    RELATIVE = "relative"
    AND = "and"
    DETERMINER = "determiner"
    INFINITIVE = "infinitive"
    ADVERB = "adverb"
    AUXILIARY = "auxiliary"
    OTHER = "other"


class Grammar(msgspec.Struct, frozen=True):
    """A language's words by role and by class; a class is what patterns name with @."""

    language: str
    roles: dict[str, Role]
    classes: dict[str, frozenset[str]]
    tails: tuple[str, ...]
    """Endings that make a compound a parent: klasseforeldre, klassemammaen."""
    people: dict[str, list[str]]
    """Misspellable words for parents, by their first letter."""
    turns: bool
    """The subject may stand behind its verb: «nå maser hun»."""
    spellings: dict[str, str] = {}
    """Dialect, slips and haste: how a word is written, and the word the patterns know."""
    guessed: dict[str, Role] = {}
    """Roles worked out for words not listed, while there is room to remember them."""

    def role(self, form: str) -> Role:
        """Give a word's role, forgiving one slip of the keys in a word for parents."""
        known = self.roles.get(form) or self.guessed.get(form)
        if known is None:
            known = Role.PARENTS if form.endswith(self.tails) or self._misspelt(form) else Role.OTHER
            if len(self.guessed) >= _MOST_GUESSED:
                self.guessed.clear()
            self.guessed[form] = known
        return known

    def _misspelt(self, form: str) -> bool:
        return len(form) >= _SHORTEST_MISSPELT and any(near(form, word) for word in self.people.get(form[0], ()))

    def within(self, name: str, form: str) -> bool:
        """Whether a word belongs to a class."""
        return form in self.classes.get(name, frozenset())


def near(form: str, word: str) -> bool:
    """Whether two words that begin alike are one slip apart: a letter too many, too few, wrong or swapped."""
    if form[0] != word[0] or abs(len(form) - len(word)) > 1:
        return False
    head = next((at for at, (a, b) in enumerate(zip(form, word, strict=False)) if a != b), min(len(form), len(word)))
    rest, other = form[head:], word[head:]
    return rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other or _swapped(rest, other)


def _swapped(rest: str, other: str) -> bool:
    return rest[:2] == other[1::-1] and rest[2:] == other[2:]


def words_in(listed: str) -> Iterator[str]:
    """Give every form in a list such as `elev(en|er) gutt`."""
    for word in listed.split():
        yield from expand(word)


@cache
def grammar(language: str) -> Grammar:
    """Give a language's words, read once."""
    language = known_language(language)
    data = shipped("words_of", language)
    classes = {
        name: frozenset(words_in(listed)) for part in ("roles", "classes") for name, listed in data[part].items()
    }
    classes[COMMON] = frozenset().union(*(classes[name] for name in _IN_ALL))
    roles: dict[str, Role] = {}
    for name in data["roles"]:
        roles |= dict.fromkeys(classes[name] - roles.keys(), Role(name))
    people = dict[str, list[str]]()
    for word in classes["parents"]:
        if len(word) > _SHORTEST_MISSPELT:
            people.setdefault(word[0], []).append(word)
    spellings = {form: word for word, listed in data["spellings"].items() for form in words_in(listed)}
    return Grammar(language, roles, classes, tuple(data["tails"].split()), people, data["turns"], spellings)


REACH = 20
"""How many words to either side of a place its sentence is looked at, so that cost never grows with its length."""


class Clause:
    """A sentence as the steering reads it, with the role of each of its words.

    `innocent` remembers which innocent contexts stand in it, by their identity.
    """

    def __init__(self, words: SentenceWords, grammar: Grammar) -> None:
        self.words = words
        self.grammar = grammar
        self.roles = [grammar.role(form) for form in words.forms]
        self._holds: dict[str, bool] = {}
        self.innocent: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self.words.forms)

    def role(self, at: int) -> Role | None:
        """Give the role of the word at a place, or None outside the sentence."""
        return self.roles[at] if 0 <= at < len(self.roles) else None

    def form(self, at: int) -> str:
        """Give the word at a place, or nothing outside the sentence."""
        return self.words.forms[at] if 0 <= at < len(self.words.forms) else ""

    def within(self, name: str, at: int) -> bool:
        """Whether the word at a place belongs to a class."""
        return self.grammar.within(name, self.form(at))

    def holds(self, name: str) -> bool:
        """Whether any word of a class stands in the sentence."""
        if name not in self._holds:
            self._holds[name] = not self.grammar.classes[name].isdisjoint(self.words.forms)
        return self._holds[name]

    def parted(self, at: int) -> bool:
        """Whether more than a comma stands before a place, or the sentence is over."""
        return not 0 <= at < len(self.words.forms) or self.words.breaks[at] == "|"

    def comma(self, at: int) -> bool:
        """Whether any break stands before a place, or the sentence is over."""
        return not 0 <= at < len(self.words.forms) or bool(self.words.breaks[at])

    def around(self, start: int, end: int) -> range:
        """Give the places near a stretch, itself included."""
        return range(max(0, start - REACH), min(len(self), end + REACH))
