"""Finds which patterns begin at each word of a sentence, without trying them all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from storage.steering.clause import Clause
from storage.steering.patterns import Pattern
from storage.steering.words import Words

T = TypeVar("T")

_STEM = 3
_TAIL = 3
_MOST_REMEMBERED = 20_000


class Hit(NamedTuple, Generic[T]):
    """A match: what it stands for, its first word, and the place after its last; or an innocent context of it."""

    meaning: T
    start: int
    end: int
    innocent: bool


class Index(Generic[T]):
    """Patterns by the word they begin with; each stands for something of type T, or for an innocent context of it."""

    def __init__(self) -> None:
        self._exact: dict[str, list[tuple[Pattern, T, bool]]] = {}
        self._stems: dict[str, list[tuple[Pattern, T, bool]]] = {}
        self._tails: dict[str, list[tuple[Pattern, T, bool]]] = {}
        self._remembered: dict[str, list[tuple[Pattern, T, bool]]] = {}

    def add_all(self, meaning: T, patterns: Iterable[Pattern], unless: Iterable[Pattern]) -> None:
        """Take in what stands for a meaning, and the contexts in which it does not."""
        for pattern in patterns:
            self._add(pattern, (pattern, meaning, False))
        for pattern in unless:
            self._add(pattern, (pattern, meaning, True))

    def _add(self, pattern: Pattern, entry: tuple[Pattern, T, bool]) -> None:
        for word in pattern.beginnings():
            if word[-1] == "*":
                self._stems.setdefault(word[:_STEM], []).append(entry)
            elif word[0] == "*":
                self._tails.setdefault(word[-_TAIL:], []).append(entry)
            else:
                self._exact.setdefault(word, []).append(entry)

    def _beginning(self, form: str) -> list[tuple[Pattern, T, bool]]:
        """Give the patterns that may begin with a word, remembering the answer while there is room."""
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        found = [
            *self._exact.get(form, ()),
            *self._stems.get(form[:_STEM], ()),
            *self._tails.get(form[-_TAIL:], ()),
        ]
        self._remembered[form] = found
        return found

    def find(self, words: Words) -> Iterator[Hit[T]]:
        """Give every match in a sentence, in order."""
        for at, form in enumerate(words.forms):
            known = self._remembered.get(form)
            for pattern, meaning, innocent in self._beginning(form) if known is None else known:
                if (end := pattern.end(words, at)) >= 0:
                    yield Hit(meaning, at, end, innocent)


def spoken(hits: Sequence[Hit[T]], clause: Clause) -> Iterator[tuple[T, int, int]]:
    """Give the matches that no innocent context of the same meaning stands near."""
    innocent = {(id(hit.meaning), hit.start) for hit in hits if hit.innocent}
    for hit in hits:
        near = clause.around(hit.start, hit.end) if innocent else ()
        if not hit.innocent and not any((id(hit.meaning), at) in innocent for at in near):
            yield hit.meaning, hit.start, hit.end
