"""Experience cards that are like a case, each with the reason: themes and words they share, and the step it lacks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, Step
from storage.domain.case.path import held_steps
from storage.domain.search import folded
from storage.domain.stems import stems
from storage.domain.views.everyday import is_everyday
from storage.domain.views.spoken import spoken

WORD = re.compile(r"[^\W\d_]{5,}")
COMMON = 3
"""What stands in more than every so many cards says nothing about likeness."""
FEWEST_CARDS = 4
"""With fewer cards no theme is common."""
SHOWN = 3
"""Words that are named as the reason."""
FEWEST_WORDS = 2
"""Rare words that make a card like a case without a shared theme."""


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A card that is like a case, and why."""

    card: ExperienceCard
    themes: tuple[str, ...]
    words: tuple[str, ...]
    """Words they share, as the card writes them."""
    begins: bool
    """Whether the case lacks a first step and the card says how to begin."""


def alike(case: Case, cards: Sequence[ExperienceCard]) -> tuple[Likeness, ...]:
    """Return the cards that are like a case, the likest first: nothing rather than noise.

    Those it has taken as ideas are left out, and those that came of it. A theme that most cards have is no reason by
    itself, nor is a word that everybody writes.
    """
    said = {key for text in spoken(case) for key in _rare_words(text)} - _common_words(cards)
    common = _common_themes(cards)
    lacks_step = not held_steps(case)[Step.FIRST_STEP]
    known = {idea.card for idea in case.ideas} | {card.id for card in cards if case.code and case.code in card.sources}
    found = (_likeness(case, card, said, lacks_step=lacks_step) for card in cards if card.id not in known)
    kept = [each for each in found if len(each.words) >= FEWEST_WORDS or set(each.themes) - common]
    return tuple(sorted(kept, key=lambda each: (-_weight(each), each.card.id)))


def _likeness(case: Case, card: ExperienceCard, said: AbstractSet[str], *, lacks_step: bool) -> Likeness:
    shared = {key: word for text in spoken(card) for key, word in _rare_words(text).items() if key in said}
    return Likeness(
        card=card,
        themes=tuple(theme for theme in card.themes if theme in case.themes),
        words=tuple(shared.values())[:SHOWN],
        begins=lacks_step and bool(card.start.strip()),
    )


def _weight(likeness: Likeness) -> int:
    return 3 * len(likeness.themes) + len(likeness.words) + likeness.begins


def _rare_words(text: str) -> dict[str, str]:
    """Return the words of a text that not everybody writes, by their stem."""
    words = (found[0].lower() for found in WORD.finditer(text))
    return {stems(folded(word))[0]: word for word in words if not is_everyday(word)}


def _common_words(cards: Sequence[ExperienceCard]) -> set[str]:
    return _in_most(cards, ({key for text in spoken(card) for key in _rare_words(text)} for card in cards))


def _common_themes(cards: Sequence[ExperienceCard]) -> set[str]:
    count = Counter(theme for card in cards for theme in set(card.themes))
    return {theme for theme, found in count.items() if len(cards) >= FEWEST_CARDS and found * 2 > len(cards)}


def _in_most(cards: Sequence[ExperienceCard], keys: Iterable[Iterable[str]]) -> set[str]:
    if len(cards) < FEWEST_CARDS:
        return set()
    count = Counter(key for each in keys for key in each)
    return {key for key, found in count.items() if found * COMMON > len(cards)}
