"""Words a team does not want to be asked about again, and words it has said are no names."""

from collections.abc import Collection

from storage.steering.language.words import fold

SHORTEST_STEM = 4
LONGEST_ENDING = 3
NO_NAME = "="
"""Stands before a word that was taken for a name and is none."""


def as_silenced(kept: str) -> tuple[str, bool]:
    """Give a word that the team keeps as people wrote it, and whether it was said to be no name."""
    return kept.removeprefix(NO_NAME), kept.startswith(NO_NAME)


def silences(silenced: Collection[str], said: str) -> bool:
    """Whether what was said is among the silenced words, in this form or with another ending."""
    form = fold(said)
    return any(_is_one(form, fold(word)) for word, no_name in map(as_silenced, silenced) if not no_name)


def no_names(silenced: Collection[str]) -> frozenset[str]:
    """Give the words that a team has said are no names, genitive included."""
    words = {fold(word) for word, no_name in map(as_silenced, silenced) if no_name}
    return frozenset(words | {f"{word}s" for word in words})


def _is_one(form: str, word: str) -> bool:
    short, long = sorted((form, word), key=len)
    same = long == short or (len(short) >= SHORTEST_STEM and long.startswith(short))
    return same and len(long) - len(short) <= LONGEST_ENDING
