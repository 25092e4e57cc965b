"""The stem of a word: what its inflections have in common."""

from functools import cache, lru_cache
from threading import Lock
from typing import Protocol

REMEMBERED = 1 << 16
"""Words; more than a team's vocabulary of ten years."""
_ONE_AT_A_TIME = Lock()
"""A stemmer keeps the word it works on in itself, and searches run in threads."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@cache
def _stemmers() -> tuple[_Stemmer, ...]:
    """Return Snowball's rules for Norwegian, which serve both written forms, and for English."""
    from snowballstemmer import stemmer  # noqa: PLC0415 - only who searches pays for loading it

    return stemmer("norwegian"), stemmer("english")


@lru_cache(REMEMBERED)
def stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word by the rules of each language that teams here write, Norwegian first."""
    rules = _stemmers()
    with _ONE_AT_A_TIME:
        return tuple(rule.stemWord(word) for rule in rules)


def share_a_stem(one: str, other: str) -> bool:
    """Tell whether two words are forms of one word by the rules of either language."""
    return any(mine == theirs for mine, theirs in zip(stems(one), stems(other), strict=True))
