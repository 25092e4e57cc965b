"""A sentence's words with their roles, asked about one place at a time."""

from storage.steering.language.grammar import Grammar, Role
from storage.steering.language.words import SentenceWords

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
