"""What the lexicon meets in a sentence, and what of it stands: said outright, about those it must be about, in earnest.

A sentence is read once. Whoever types changes one and leaves the others as they are, so what was read is remembered as
long as it is written alike and its pronouns point back to the same.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from storage.steering.language.bearer import Topic, bearer, doer, unsaid
from storage.steering.language.grammar import REACH, Clause, Role, grammar
from storage.steering.language.patterns import Hit
from storage.steering.language.text import Sentence, read, remembering
from storage.steering.language.tone import denied, reported, supposed, swallowed
from storage.steering.language.words import SentenceWords
from storage.steering.lexicon import MEANT, PROMISE, About, Category, Lexicon, Signal, SignalKind
from storage.steering.lexicon import lexicon as shipped_lexicon
from storage.steering.talk.ear import hints_of
from storage.steering.talk.promises import vague_stretch

_PLACES: dict[SignalKind, Callable[[Clause, int, int], int | None]] = {SignalKind.TRAIT: bearer, SignalKind.ACT: doer}


class Met(NamedTuple):
    """A signal of the lexicon that stands in a sentence, and in which of its words."""

    signal: Signal
    start: int
    end: int


class SentenceRead(NamedTuple):
    """A sentence, read: its words, what of the lexicon stands in it, and what the second ear is told of it."""

    written: str
    clause: Clause
    met: tuple[Met, ...]
    forms: tuple[str, ...]
    hints: frozenset[str]
    known: int
    """How many of its words the language makes every sentence with."""
    topic: Topic
    """Whom pronouns point back to after it."""


class Placed(NamedTuple):
    """A sentence of a text, and where it begins."""

    start: int
    read: SentenceRead

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.read.written)

    def places(self) -> Iterator[tuple[int, int]]:
        """Give where its words begin and end in the text."""
        words = self.read.clause.words
        return ((self.start + start, self.start + end) for start, end in zip(words.starts, words.ends, strict=True))


def sentences_read(text: str, lexicon: Lexicon) -> Iterator[Placed]:
    """Give the sentences of a text."""
    topic = Topic()
    for sentence in read(text):
        begins = sentence.start
        written = text[begins : sentence.end]
        within = Sentence(0, len(written), tuple((start - begins, end - begins) for start, end in sentence.quoted))
        each = _read(written, within, topic, lexicon)
        yield Placed(begins, each)
        topic = each.topic


@remembering
def _read(written: str, sentence: Sentence, topic: Topic, lexicon: Lexicon) -> SentenceRead:
    known = grammar(lexicon.language)
    particles, english = known.classes["particles"], known.language == "en"
    words = SentenceWords.of(written, sentence, particles=particles, spellings=known.spellings, english=english)
    clause, hits = Clause(words, known), tuple(lexicon.index.find(words))
    met = tuple(_met(written, clause, topic, hits))
    hints = _hints(clause, sentence, written, met, hits)
    of_language = len(clause) - clause.roles.count(Role.OTHER)
    return SentenceRead(written, clause, met, tuple(words.forms), hints, of_language, topic.after(words, known))


def _met(text: str, clause: Clause, topic: Topic, hits: Iterable[Hit[Signal]]) -> Iterator[Met]:
    for signal, start, end, pattern in hits:
        if swallowed(clause, pattern, start, end) or not _stands(signal, clause, topic, start, end):
            continue
        if signal.key != PROMISE or vague_stretch(_of(clause, text), clause.grammar.language):
            yield Met(signal, start, end)


def _of(clause: Clause, text: str) -> str:
    return text[clause.words.starts[0] : clause.words.ends[-1]]


def _hints(
    clause: Clause, sentence: Sentence, written: str, met: Iterable[Met], hits: Iterable[Hit[Signal]]
) -> frozenset[str]:
    """Give what the ear is told; of the lexicon what comes with the program, since it has learnt of nothing else."""
    ours = shipped_lexicon(clause.grammar.language).signals
    stands = {one.signal.key: one.signal for one in met if one.signal.key in ours}
    passed = {hit.meaning.key: hit.meaning for hit in hits if hit.meaning.key in ours.keys() - stands.keys()}
    return hints_of(clause, sentence, written, stands.values(), passed.values())


def _stands(signal: Signal, clause: Clause, topic: Topic, start: int, end: int) -> bool:
    """Whether a match is said, about those it must be about, outright and in earnest."""
    if signal.needs is not None and not any(signal.needs.fits(clause.form(at)) for at in clause.around(start, end)):
        return False
    if not _meant(signal, clause, topic, start, end):
        return False
    if denied(clause, start, end, act=signal.kind is SignalKind.ACT, phrase=signal.kind is SignalKind.PHRASE):
        return False
    told = signal.category is not Category.PRIVATE and reported(clause, start, end)
    return not (told or supposed(clause, start) or _innocent(signal, clause, start, end))


def _innocent(signal: Signal, clause: Clause, start: int, end: int) -> bool:
    """Whether something near tells that it is meant innocently."""
    if any(one.near(clause, start, end) for one in (signal.unless, *signal.innocent)):
        return True
    return signal.alone.near(clause, start, end) and not any(
        clause.role(at) in {Role.PARENTS, Role.OTHERS} for at in clause.around(start, end)
    )


def _meant(signal: Signal, clause: Clause, topic: Topic, start: int, end: int) -> bool:
    """Whether it is about those whom the signal must be about."""
    if signal.about is About.ANY:
        return True
    if signal.kind is SignalKind.PHRASE:
        return any(_is_one(signal, clause, topic, at) for at in clause.around(start, end))
    place = _PLACES[signal.kind](clause, start, end)
    if place is None:
        return signal.about is About.SELF and unsaid(clause, start)
    if clause.role(place) is Role.DUMMY and signal.about is About.COOPERATION:
        return any(_is_one(signal, clause, topic, at) for at in clause.around(start, end))
    return _is_one(signal, clause, topic, place)


def _is_one(signal: Signal, clause: Clause, topic: Topic, at: int) -> bool:
    """Whether the word at a place is one of those whom the signal must be about."""
    role = clause.role(at)
    if role is Role.THEY or role is Role.THEM:
        before = topic.after(clause.words, clause.grammar, max(0, at - REACH), at)
        role = before.pointed_at(clause.form(at), clause.grammar)
    return role in MEANT[signal.about]
