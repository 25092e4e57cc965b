"""The second ear for how people speak: what a sentence without a bad word sounds like, and which way of speaking it is.

The lexicon points at words. It knows nothing of irony, of what is only hinted at or sighed; and it takes offence at
words that are harmless where they stand. This ear is told what the lexicon met and let pass, who is spoken of, and the
pieces of all words. Quotations are left out before it hears anything.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from storage.steering.language.grammar import Clause, Role
from storage.steering.language.text import Sentence
from storage.steering.lexicon import Category, Signal
from storage.steering.sense import TALK, Sense, sense

ASKED_FROM = {"nb": 1.05, "nn": 0.9, "en": 0.7}
"""How much a sentence must sound like it to be asked about, language by language: so much that of the sentences to be
left alone by a writer it did not learn from, most of them written to look like the others, some forty in a thousand
are; fewest in bokmål and most in English, so that about as much is met in all three."""
MARKED_FROM = {"nb": -0.25, "nn": -0.15, "en": -0.33}
"""How much to be marked quietly: one in ten of those."""
_LEAST = min(MARKED_FROM.values())
FOR_EACH_LACKING, ENOUGH_WORDS = 0.9, 7
"""How much less is enough where the lexicon points at words, for each word that is lacking to enough of them: of few
words the ear can tell little that would gainsay the lexicon. What it met the ear is told of, and has weighed."""
FOR_WEARY = 1.0
"""How much less is enough where the lexicon hears somebody worn out."""
SURE_OF_WAY = 25
"""How far one way of speaking must stand out, in its weights, for its own question to be put."""
_SHORT_QUOTE, _STEP, _LONGEST = 26, 5, 6
_MOST_REMEMBERED = 2_000
_TOLD = frozenset({Role.PARENTS, Role.PUPILS, Role.STAFF, Role.OTHERS, Role.SHARED, Role.THEY, Role.THEM})
_TOLD_TOO = frozenset({Role.SELF, Role.NEGATION, Role.SAY})


class Way(NamedTuple):
    """A way of speaking: what it is silenced by, and the lexicon's name for the question that answers it."""

    category: Category
    question: str


ALWAYS_FITS = "seen"
"""The question to what sounds like it in no way that stands out."""
WAYS = {
    "label": Way(Category.LABEL, ALWAYS_FITS), "always": Way(Category.GENERALISING, "last-time"),
    "mind": Way(Category.MOTIVE, "explain-otherwise"), "insinuation": Way(Category.INSINUATION, "ask-them"),
    "sigh": Way(Category.SIGH, "need-today"), "hopeless": Way(Category.STUCK, "helped-a-little"),
    "blame": Way(Category.BLAME, "whatever-they-do"), "irony": Way(Category.IRONY, "straight-out"),
    "hurt": Way(Category.HURT, "stings"), "police": Way(Category.POLICED, "what-works"),
    "alike": Way(Category.US_AND_THEM, "this-family"), "ofcourse": Way(Category.INSINUATION, "in-the-way"),
    "fixed": Way(Category.STUCK, "change-noticed"),
}  # fmt: skip
"""What the sentences that were written for it are told apart by."""


class Sound(NamedTuple):
    """What words sound like: how much, in which of them most, and in which way if one stands out."""

    weight: float
    start: int
    end: int
    way: Way
    sure: bool


def gainsaid(words: int) -> float:
    """Return how much less than what is heard alone is enough where the lexicon points at some of so many words."""
    return FOR_EACH_LACKING * max(0, ENOUGH_WORDS - words)


Hearing = Callable[[tuple[str, ...], frozenset[str]], Sound | None]
"""How words are heard: by the weights that come with the program, by others, or not at all."""


@lru_cache(maxsize=_MOST_REMEMBERED)
def sound(forms: tuple[str, ...], hints: frozenset[str]) -> Sound | None:
    """Return what words sound like, remembered, since whoever types changes few of them; None without the weights."""
    weights = sense(TALK)
    return _heard(weights, forms, hints) if weights else None


def unheard(forms: tuple[str, ...], hints: frozenset[str]) -> Sound | None:  # noqa: ARG001 - nothing is heard
    """Return nothing, as where the lexicon is to hear alone."""
    return None


def sound_by(weights: Sense) -> Hearing:
    """Return how words are heard by other weights than those that come with the program."""
    return partial(_heard, weights)


def _heard(weights: Sense, forms: tuple[str, ...], hints: frozenset[str]) -> Sound:
    impression = weights.impression(forms, hints)
    if impression.weight < _LEAST:  # nobody asks in which words, or in which way
        return Sound(impression.weight, impression.start, impression.end, WAYS["label"], sure=False)
    part = forms[impression.start : impression.end]
    first, last = weights.heaviest(part)
    kinds = weights.kinds(part, hints)
    best, second = sorted(kinds.values())[-1:-3:-1]
    way = WAYS[max(kinds, key=kinds.__getitem__)]
    start = impression.start
    return Sound(impression.weight, start + first, start + last, way, best - second >= SURE_OF_WAY)


def hints_of(
    clause: Clause, sentence: Sentence, raw: str, met: Iterable[Signal], passed: Iterable[Signal]
) -> frozenset[str]:
    """Return what the ear is told besides words: what the lexicon met and let pass, who is spoken of, and the signs."""
    told = {hint for signal in met for hint in ("met", f"met {signal.key}", f"met {signal.category}")}
    told |= {hint for signal in passed for hint in (f"passed {signal.key}", f"passed {signal.category}")}
    return frozenset(told.union(_of_words(clause), _of_signs(clause, sentence, raw)))


def _of_words(clause: Clause) -> Iterator[str]:
    roles = set(clause.roles)
    yield from (f"role {role}" for role in roles if role in _TOLD or role in _TOLD_TOO)
    yield f"first {clause.role(0)}"
    yield f"length {min(len(clause) // _STEP, _LONGEST)}"


def _of_signs(clause: Clause, sentence: Sentence, raw: str) -> Iterator[str]:
    signs = {
        "asked": clause.words.asked,
        "dots": "…" in raw or "..." in raw,
        "shout": "!" in raw,
        "quoted": bool(sentence.quoted),
        "a word quoted": any(end - start < _SHORT_QUOTE for start, end in sentence.quoted),
        "number": any(sign.isdecimal() for sign in raw),
        "says": clause.holds("say"),
    }
    return (name for name, stands in signs.items() if stands)
