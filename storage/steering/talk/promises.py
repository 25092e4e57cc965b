"""Promises: whether an agreement, a first step or what all are to do names an act that somebody could see.

«Følge opp hjemmet» is kept by everybody and by nobody. What is asked for is an act, and when: who does it stands beside
an agreement. Good ones are short («Ringer far torsdag») or hold the same vague words with an act behind them, so that
neither a word nor a length tells the two apart, but what stands together.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from storage.steering.language.grammar import Grammar, grammar
from storage.steering.language.patterns import PatternIndex, patterns_in
from storage.steering.language.text import read
from storage.steering.language.words import SentenceWords
from storage.steering.sense import PROMISES, Sense, sense
from storage.steering.shipped import SPOKEN, known_language, shipped

SAID, ACT, TALK, AIM, TIME, WHO = "said", "act", "talk", "aim", "time", "who"
_ALIAS = re.compile(r"(?<![^\W_])[A-ZÆØÅ]{2,3}(?![^\W_])")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|min|am|pm)?")
_WORD = re.compile("[a-zæøåéèêóòôäöü'-]{2,}")
_LONGEST_SIGNAL = 60


class PromiseParts(NamedTuple):
    """What a promise is made of, and the words that hope instead of doing."""

    parts: frozenset[str]
    aims: tuple[tuple[int, int], ...]
    forms: tuple[str, ...]


VAGUE_FROM, VAGUE_BESIDE_ACT = 0.0, 2.0
"""How much a promise must sound like those of which nobody could see what is done: by itself, and with an act in it."""
_STEP, _LONGEST = 3, 5


def vague_stretch(text: str, language: str, weights: Sense | None = None) -> tuple[int, int] | None:
    """Return the words of a promise that name nothing one could see somebody do, or None where it is whole.

    It is heard by the `weights` that come with the program unless others are given.
    """
    parts, aims, forms = promise_parts(text, language)
    if not parts or not _sounds_vague(parts, forms, weights or sense(PROMISES)):
        return None
    if aims:
        return aims[0]
    first = next(iter(read(text)))
    end = text.find(" ", first.start + _LONGEST_SIGNAL)
    return first.start, first.end if end < 0 else min(first.end, end)


def _sounds_vague(parts: frozenset[str], forms: tuple[str, ...], weights: Sense | None) -> bool:
    """Return whether it sounds like those of which nobody could see what is done; without weights its parts tell."""
    if weights is None:
        return _is_vague(parts)
    enough = VAGUE_FROM if _is_vague(parts) else VAGUE_BESIDE_ACT
    return weights.impression(forms, promise_hints(parts, forms)).weight >= enough


def promise_hints(parts: frozenset[str], forms: Sequence[str]) -> frozenset[str]:
    """Return what the ear is told of a promise besides its words: its parts, what follows of them, its length."""
    return parts | {f"vague {_is_vague(parts)}", f"length {min(len(forms) // _STEP, _LONGEST)}"}


def _is_vague(parts: frozenset[str]) -> bool:
    """Return whether nothing in it could be seen: no act at its time, and none without a word of hope beside it."""
    if TIME in parts:
        return AIM in parts and not parts & {ACT, TALK, WHO}
    return AIM in parts or ACT not in parts


def promise_parts(text: str, language: str) -> PromiseParts:
    """Return what a promise is made of, quotations left out."""
    known, index = _listed(known_language(language))
    parts = {WHO} if _ALIAS.search(text) else set[str]()
    aims: list[tuple[int, int]] = []
    forms: list[str] = []
    for words in _sentences(text, known):
        forms += words.forms
        parts |= {SAID for form in words.forms if _WORD.fullmatch(form)}
        parts |= {TIME for form in words.forms if _NUMBER.fullmatch(form)}
        for part, start, end, _ in index.find(words):
            parts.add(part)
            if part == AIM:
                aims.append((words.starts[start], words.ends[end - 1]))
    return PromiseParts(frozenset(parts), tuple(sorted(aims)), tuple(forms))


def _sentences(text: str, known: Grammar) -> list[SentenceWords]:
    particles, english = known.classes["particles"], known.language == "en"
    return [SentenceWords.of(text, each, particles=particles, english=english) for each in read(text)]


@cache
def _listed(language: str) -> tuple[Grammar, PatternIndex[str]]:
    known, index = grammar(language), PatternIndex[str]()
    for part, listed in shipped("concepts", "promises").items():
        index.add(part, patterns_in(listed[SPOKEN[language]], known.classes))
    return known, index
