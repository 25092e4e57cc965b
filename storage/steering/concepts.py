"""Concepts: what the steering hears, each once, with its wordings in every language side by side."""

import re
from functools import cache
from typing import Any

import msgspec

from storage.domain.case.case import Route
from storage.steering.language.grammar import words_in
from storage.steering.shipped import LANGUAGES, shipped_text

_ENTRY = re.compile(
    r"\[([\w.-]+)\]\n"
    r"|(\w+) = (?:'''\n?((?:[^']+|'(?!''))*)'''|'([^'\n]*)'|\"([^\"\\\n]*)\"|(true|false))\n"
    r"|(?:#[^\n]*)?\n"
)


class NotConceptsError(ValueError):
    """A line that no file of concepts has; says where."""


def concepts_in(folder: str, name: str, language: str = "") -> dict[str, Any]:
    """Return a shipped file of concepts with the wordings of a language, or of all; raises NotConceptsError."""
    left_out = frozenset(LANGUAGES) - {language} if language else frozenset()
    table: dict[str, Any] = {}
    part, at, text = table, 0, shipped_text(folder, name)
    while at < len(text):
        entry = _ENTRY.match(text, at)
        if entry is None:
            raise NotConceptsError(text[at : text.find("\n", at)])
        at = entry.end()
        if heading := entry[1]:
            part = table
            for step in heading.split("."):
                part = part.setdefault(step, {})
        elif (key := entry[2]) and key not in left_out:
            part[key] = _value(entry)
    return table


def _value(entry: re.Match[str]) -> str | bool:
    if entry[6]:
        return entry[6] == "true"
    return entry[entry.lastindex or 0]


ANYWHERE = "anywhere"
"""The innocent contexts near which nothing is looked at."""
AT_EASE = "at-ease"
"""The innocent contexts near which nothing is asked: but after a life in danger: games, cake, the stage, spelling."""


class Wordings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same thing as it is said in bokmål, in nynorsk and in English: patterns with `;` between them."""

    nb: str = ""
    nn: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """Return how it is said in a language."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[language]


class Concept(Wordings, frozen=True, forbid_unknown_fields=True):
    """One thing that is heard; `unless` names the innocent contexts it is left alone in."""

    unless: str = ""


class GateConcept(Concept, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A concept that is enough by itself for the safety gate to open, or to ask."""

    level: str
    route: Route
    ask: str
    names: bool = False
    """Its words only name what could happen: as the theme of a meeting, a plan or a lesson they are no sign."""
    by_doer: bool = False
    """The route follows whoever does it: a relative, an adult at school, else as it stands here."""
    act: bool = False
    """It is something that somebody does to somebody: done by a thing or to a thing it is no sign."""


class ClueConcept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Kinds of words that together leave a doubt; `fear|cries` is either."""

    route: Route
    ask: str
    all: str
    unless: str = ""
    of_people: str = ""
    """The kind whose words must be told of people: «mor er full», not «salen er full»."""
    acts: str = ""
    """The kinds that are acts: done by a thing or to a thing they tell nothing."""


class ConceptTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of concepts."""

    words: dict[str, Wordings]
    """Words that patterns name with @: a child, a relative."""
    mentions: dict[str, Wordings]
    """What makes a theme of a word, right before or after it, and what reports it all the same."""
    unless: dict[str, Wordings]
    """Innocent contexts by name; near `anywhere` nothing is looked at, near `at-ease` nothing is asked."""
    concepts: dict[str, GateConcept]
    kinds: dict[str, Wordings]
    """Words by what they tell of: somebody afraid, the others, a place at school."""
    clues: dict[str, ClueConcept]

    def classes(self, language: str) -> dict[str, frozenset[str]]:
        """Return the words that patterns name with @ in a language."""
        return {name: frozenset(words_in(listed.of(language))) for name, listed in self.words.items()}

    def innocent(self, names: str, language: str) -> str:
        """Return the innocent contexts of these names in a language; a name nobody knows is a KeyError."""
        return ";".join(self.unless[name].of(language) for name in names.split())


@cache
def gate_concepts(language: str = "") -> ConceptTable:
    """Return the concepts of the safety gate, with the wordings of a language or of all, read once."""
    return msgspec.convert(concepts_in("concepts", "gate", language), ConceptTable)
