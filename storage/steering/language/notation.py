"""The lexicon's small notation for sequences of words, read part by part.

A pattern is words parted by spaces. `a|b` is either; `vanskelig(e|ere)` the word with or without an ending;
`kverulant*` any ending and `*foreldre` any beginning; `@parents` a class of words; `?så` a word that may be missing;
`~3` up to three words of any kind; `$` the end of the clause.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple

import msgspec

HEAD = 3
"""How many of its first letters a pattern is kept by that may begin with several words."""
_LONGEST_GAP = 6
_MOST_PARTS = 12
_MOST_PIECES = 5  # two groups of endings at most
_LONGEST_WORD = 200
_SHORTEST_STEM = 3
_SHORT_FORMS = {
    "is": "'s", "has": "'s", "are": "'re", "am": "'m", "have": "'ve", "will": "'ll", "would": "'d", "had": "'d",
}  # fmt: skip
"""English words and what they shrink to behind another word; a pattern that names the word means both."""
_GROUP = re.compile(r"\(([^()]*)\)")
_BAR = re.compile(r"\|(?![^()]*\))")
_PLAIN = re.compile(r"'?[^\W_]+(?:[-'][^\W_]+)*")

Classes = Mapping[str, frozenset[str]]


class PatternError(ValueError):
    """A pattern that cannot be read; says which part and why, as a code."""

    def __init__(self, code: str, part: str) -> None:
        super().__init__(code, part)
        self.code = code
        self.part = part


class PatternPart(msgspec.Struct, frozen=True, gc=False):
    """One step of a pattern: a word of certain forms, or a gap."""

    words: frozenset[str] = frozenset()
    classes: tuple[frozenset[str], ...] = ()
    stems: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    optional: bool = False
    gap: int = 0
    at_end: bool = False
    """The clause ends here."""

    open: bool = False
    """It is more than a few whole words: a class, or any beginning or ending."""

    @property
    def spelled(self) -> frozenset[str]:
        """Give all the words it may be; none where it may be missing or any beginning or ending may do."""
        if self.optional or self.stems or self.tails:
            return frozenset()
        return self.words.union(*self.classes)

    def fits(self, form: str) -> bool:
        """Whether a word is one of these."""
        if form in self.words:
            return True
        if self.stems and form.startswith(self.stems):
            return True
        if self.tails and form.endswith(self.tails):
            return True
        return bool(self.classes) and any(form in words for words in self.classes)


_GAPS = {str(length): PatternPart(gap=length) for length in range(1, _LONGEST_GAP + 1)}


def expand(word: str) -> list[str]:
    """Give every form that `vanskelig(e|ere)` stands for; raises PatternError."""
    if "(" not in word:
        return [word]
    pieces = _GROUP.split(word)
    if len(pieces) > _MOST_PIECES or len(word) > _LONGEST_WORD:
        raise PatternError("pattern-length", word)
    choices = [[piece] if at % 2 == 0 else ["", *piece.split("|")] for at, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in product(*choices)]


def heads(source: str) -> Iterable[str]:
    """Give what a readable pattern is kept by.

    The one word it may begin with, and a blank; else the first letters of each, a class as its name, `*` for any.
    """
    first = source.partition(" ")[0]
    if first.isalpha() and first not in _SHORT_FORMS:
        return (f"{first} ",)
    return {head for alternative in _alternatives(first) for head in _heads(alternative)}


def _heads(alternative: str) -> Iterable[str]:
    if alternative[0] in "@*":
        return (alternative if alternative[0] == "@" else "*",)
    head = alternative[:HEAD]
    if "(" not in head and alternative not in _SHORT_FORMS:
        return (head,)
    return [word[:HEAD] for word in _written(alternative)]


class Opening(NamedTuple):
    """The words a pattern may begin with; its classes are not among them."""

    words: frozenset[str]
    stems: tuple[str, ...]
    tails: tuple[str, ...]

    def fits(self, form: str) -> bool:
        """Return whether it may begin with a word."""
        return form in self.words or form.startswith(self.stems) or form.endswith(self.tails)


def opening(source: str) -> Opening:
    """Return the words a readable pattern may begin with."""
    first = source.partition(" ")[0]
    every = frozenset(written for alternative in _alternatives(first) for written in _written(alternative))
    stems = tuple(written[:-1] for written in every if written[-1] == "*")
    return Opening(every, stems, tuple(written[1:] for written in every if written[0] == "*"))


def _written(alternative: str) -> list[str]:
    if "(" in alternative and alternative[0] != "@":
        return expand(alternative)
    return [alternative, _SHORT_FORMS[alternative]] if alternative in _SHORT_FORMS else [alternative]


def _alternatives(part: str) -> list[str]:
    """Part `a|b(c|d)` at the bars that stand outside brackets."""
    if "(" not in part:
        return part.split("|")
    return _BAR.split(part)


def _plain(form: str, part: str) -> str:
    if not _PLAIN.fullmatch(form):
        raise PatternError("pattern-word", part)
    return form


def _stem(stem: str, part: str) -> str:
    if len(stem) < _SHORTEST_STEM:
        raise PatternError("pattern-stem", part)
    return _plain(stem, part)


def _class(name: str, classes: Classes) -> frozenset[str]:
    if name not in classes:
        raise PatternError("pattern-class", name)
    return classes[name]


def _word(part: str, classes: Classes) -> PatternPart:
    body = part.removeprefix("?")
    words: set[str] = set()
    kinds: dict[str, list[str]] = {"@": [], "*-": [], "-*": []}
    for alternative in _alternatives(body):
        if alternative.startswith("@"):
            kinds["@"].append(alternative[1:])
        elif alternative.endswith("*"):
            kinds["-*"].extend(_stem(stem, part) for stem in expand(alternative[:-1]))
        elif alternative.startswith("*"):
            kinds["*-"].extend(_stem(tail, part) for tail in expand(alternative[1:]))
        else:
            words.update(_plain(form, part) for form in expand(alternative))
    return PatternPart(
        words=frozenset(words) | {_SHORT_FORMS[word] for word in words & _SHORT_FORMS.keys()},
        classes=tuple(_class(name, classes) for name in kinds["@"]),
        stems=tuple(kinds["-*"]),
        tails=tuple(kinds["*-"]),
        optional=part.startswith("?"),
        open=any(kinds.values()),
    )


def _part(part: str, classes: Classes) -> PatternPart:
    if part.startswith("~"):
        return _gap_part(part)
    if part == "$":
        return PatternPart(at_end=True)
    if part.isalpha() and part not in _SHORT_FORMS:
        return PatternPart(words=frozenset((part,)))
    return _word(part, classes)


def _gap_part(part: str) -> PatternPart:
    length = part[1:]
    if length not in _GAPS:
        raise PatternError("pattern-gap", part)
    return _GAPS[length]


def read_parts(source: str, classes: Classes) -> tuple[PatternPart, ...]:
    """Read a whole pattern; raises PatternError."""
    parts = tuple(_part(part, classes) for part in source.split())
    if not parts or len(parts) > _MOST_PARTS:
        raise PatternError("pattern-length", source)
    if parts[0].at_end or any(part.gap or part.optional for part in (parts[0], parts[-1])):
        raise PatternError("pattern-edge", source)
    return parts
