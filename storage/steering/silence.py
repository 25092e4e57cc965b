"""Words a team does not want to be asked about again, ways of speaking alike, and words it has said are no names."""

from collections.abc import Collection

from storage.steering.language.words import fold

SHORTEST_STEM = 4
LONGEST_ENDING = 3
NO_NAME = "="
"""Stands before a word that was taken for a name and is none."""
WAY = "~"
"""Stands before a way of speaking, by its category, of which nothing is asked any more."""


def as_silenced(kept: str) -> tuple[str, str]:
    """Give a word that the team keeps as people wrote it, and the sign before it: `NO_NAME`, `WAY` or none."""
    sign = next((sign for sign in (NO_NAME, WAY) if kept.startswith(sign)), "")
    return kept.removeprefix(sign), sign


def silences(silenced: Collection[str], said: str, way: str = "") -> bool:
    """Whether what was said is among the silenced words, with this ending or another, or its way of speaking is."""
    form = fold(said)
    words = (word for word, sign in map(as_silenced, silenced) if not sign)
    return (bool(way) and WAY + way in silenced) or any(_is_one(form, fold(word)) for word in words)


def no_names(silenced: Collection[str]) -> frozenset[str]:
    """Give the words that a team has said are no names, genitive included."""
    words = {fold(word) for word, sign in map(as_silenced, silenced) if sign == NO_NAME}
    return frozenset(words | {f"{word}s" for word in words})


def _is_one(form: str, word: str) -> bool:
    short, long = sorted((form, word), key=len)
    same = long == short or (len(short) >= SHORTEST_STEM and long.startswith(short))
    return same and len(long) - len(short) <= LONGEST_ENDING
