"""Experience cards that are like a case, each with the reason: themes and words they share, and the step it lacks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from storage.domain.card import ExperienceCard
from storage.domain.case import Case, Step
from storage.domain.path import held_steps
from storage.domain.search import folded
from storage.domain.spoken import spoken

WORD = re.compile(r"[^\W\d_]{5,}")
STEM = 6
"""Letters that make two words the same: endings differ."""
COMMON = 3
"""A word that stands in more than every so many cards says nothing about likeness."""
FEWEST_CARDS = 6
"""With fewer cards no word is common."""
SHOWN = 3
"""Words that are named as the reason."""
FEWEST_WORDS = 2
"""Words that make a card like a case without a shared theme."""


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A card that is like a case, and why."""

    card: ExperienceCard
    themes: tuple[str, ...]
    words: tuple[str, ...]
    """Words they share, as the card writes them."""
    begins: bool
    """Whether the case lacks a first step and the card says how to begin."""


def alike(case: Case, cards: Sequence[ExperienceCard]) -> tuple[Likeness, ...]:
    """Return the cards that are like a case, the likest first; those it has taken as ideas are left out."""
    common = _common(cards)
    said = {stem for text in spoken(case) for stem in _stems(text)} - common
    lacks_step = not held_steps(case)[Step.FIRST_STEP]
    taken = {idea.card for idea in case.ideas}
    found = (_likeness(case, card, said, lacks_step=lacks_step) for card in cards if card.id not in taken)
    kept = [each for each in found if each.themes or len(each.words) >= FEWEST_WORDS]
    return tuple(sorted(kept, key=lambda each: (-_weight(each), each.card.id)))


def _likeness(case: Case, card: ExperienceCard, said: set[str], *, lacks_step: bool) -> Likeness:
    shared = {stem: word for text in spoken(card) for stem, word in _stems(text).items() if stem in said}
    return Likeness(
        card=card,
        themes=tuple(theme for theme in card.themes if theme in case.themes),
        words=tuple(shared.values())[:SHOWN],
        begins=lacks_step and bool(card.start.strip()),
    )


def _weight(likeness: Likeness) -> int:
    return 3 * len(likeness.themes) + len(likeness.words) + likeness.begins


def _stems(text: str) -> dict[str, str]:
    """Return the words of a text by their beginnings."""
    return {folded(found[0])[:STEM]: found[0].lower() for found in WORD.finditer(text)}


def _common(cards: Sequence[ExperienceCard]) -> set[str]:
    if len(cards) < FEWEST_CARDS:
        return set()
    count = Counter(stem for card in cards for stem in _all_stems(spoken(card)))
    return {stem for stem, found in count.items() if found * COMMON > len(cards)}


def _all_stems(texts: Iterable[str]) -> Iterator[str]:
    yield from {stem for text in texts for stem in _stems(text)}
