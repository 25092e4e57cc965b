"""The identity guard's words: what is capitalised and no name, and what tells of faith, background or diagnosis."""

from functools import cache

import msgspec

from storage.steering.language.grammar import Grammar, grammar
from storage.steering.language.index import PatternIndex, Unless
from storage.steering.language.patterns import patterns_in
from storage.steering.language.words import fold
from storage.steering.shipped import known_language, shipped


class GuardWords(msgspec.Struct, frozen=True):
    """What the guard knows of a language."""

    grammar: Grammar
    common: frozenset[str]
    tails: tuple[str, ...]
    """Endings of compounds that are no names: Utviklingssamtale."""
    private: PatternIndex[None]
    unless: Unless
    """Innocent contexts of private words."""

    def ordinary(self, form: str) -> bool:
        """Whether a folded word is a common word, a place, a subject or a service."""
        bare = form.removesuffix("'s").removesuffix("s") if len(form) > len("ppts") - 1 else form
        known = form in self.common or bare in self.common or form in self.grammar.roles
        return known or any(form in words for words in self.grammar.classes.values()) or self._compound(form)

    def _compound(self, form: str) -> bool:
        return form.endswith(self.tails) and form not in self.tails


@cache
def guard_words(language: str) -> GuardWords:
    """Give the guard's words of a language, read once."""
    language = known_language(language)
    data, everywhere = shipped("guard", language), shipped("guard", "all")
    known = grammar(language)
    listed = " ".join((data["common"], everywhere["services"], everywhere["places"]))
    private: PatternIndex[None] = PatternIndex()
    private.add(None, patterns_in(data["private"], known.classes))
    unless = Unless(patterns_in(data["unless"], known.classes))
    common = frozenset(fold(word) for word in listed.split()) | frozenset(data["tails"].split())
    return GuardWords(known, common, tuple(data["tails"].split()), private, unless)
