"""The nudge: what in a text could be turned, with the question that may turn it. Quiet when in doubt."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from enum import StrEnum

import msgspec

from storage.steering.language.bearer import Topic, bearer, doer, unsaid
from storage.steering.language.clause import REACH, Clause
from storage.steering.language.grammar import Role, grammar
from storage.steering.language.index import Hit
from storage.steering.language.text import read
from storage.steering.language.tone import denied, reported, supposed, swallowed
from storage.steering.language.words import SentenceWords, fold
from storage.steering.lexicon import MEANT, About, Category, Lexicon, Signal, SignalKind
from storage.steering.lexicon import lexicon as shipped_lexicon
from storage.steering.talk.promises import vague_stretch

_ORDER = {category: rank for rank, category in enumerate(Category)}
PROMISE = "promise"
"""The lexicon's name for what is asked of a promise in which nothing can be seen."""
_PLACES: dict[SignalKind, Callable[[Clause, int, int], int | None]] = {SignalKind.TRAIT: bearer, SignalKind.ACT: doer}


class Ear(StrEnum):
    """What heard it."""

    WORDS = "words"
    """The lexicon, which points at words."""
    SENSE = "sense"
    """What a sentence sounds like as a whole."""


class Nudge(msgspec.Struct, frozen=True):
    """A stretch of the text that a turning question may answer."""

    start: int
    """In characters, from 0."""
    end: int
    category: Category
    signal: str
    """The words themselves, as written."""
    question: str
    neutral: str
    """Another wording to offer, or nothing."""
    key: str
    """The lexicon's name for the signal: what is silenced."""
    ear: Ear = Ear.WORDS
    loud: bool = True
    """Whether it is a question to put; else a quiet mark."""


def judge(
    text: str, language: str, *, lexicon: Lexicon | None = None, silenced: AbstractSet[str] = frozenset()
) -> tuple[Nudge, ...]:
    """Give what in a text could be turned, in the order it stands; `silenced` holds signal keys or folded words."""
    words = lexicon if lexicon is not None else shipped_lexicon(language)
    return tuple(_without_overlaps(_findings(text, words, silenced | words.silenced)))


def judge_promise(
    text: str, language: str, *, lexicon: Lexicon | None = None, silenced: AbstractSet[str] = frozenset()
) -> tuple[Nudge, ...]:
    """Give what in an agreement could be turned, and where nothing can be seen the question that makes it whole."""
    words = lexicon if lexicon is not None else shipped_lexicon(language)
    signal, stretch = words.signals.get(PROMISE), vague_stretch(text, language)
    found = judge(text, language, lexicon=words, silenced=silenced | {PROMISE})
    if signal is None or stretch is None or PROMISE in silenced | words.silenced:
        return found
    return (*found, _nudge(signal, text, *stretch))


def most_useful(findings: Iterable[Nudge]) -> tuple[Nudge, ...]:
    """Give findings with the one most worth answering first."""
    return tuple(sorted(findings, key=lambda finding: (_ORDER[finding.category], finding.start)))


def _findings(text: str, lexicon: Lexicon, silenced: AbstractSet[str]) -> Iterator[Nudge]:
    known = grammar(lexicon.language)
    topic = Topic()
    particles, english = known.classes["particles"], known.language == "en"
    for sentence in read(text):
        words = SentenceWords.of(text, sentence, particles=particles, spellings=known.spellings, english=english)
        hits = list(lexicon.index.find(words))
        if hits:
            yield from _spoken(text, Clause(words, known), topic, hits, silenced)
        topic = topic.after(words, known)


def _spoken(
    text: str, clause: Clause, topic: Topic, hits: list[Hit[Signal]], silenced: AbstractSet[str]
) -> Iterator[Nudge]:
    for signal, start, end, pattern in hits:
        if signal.key in silenced or swallowed(clause, pattern, start, end):
            continue
        if signal.key == PROMISE and vague_stretch(_of(clause, text), clause.grammar.language) is None:
            continue
        if _stands(signal, clause, topic, start, end):
            nudge = _nudge(signal, text, clause.words.starts[start], clause.words.ends[end - 1])
            if fold(nudge.signal) not in silenced:
                yield nudge


def _of(clause: Clause, text: str) -> str:
    return text[clause.words.starts[0] : clause.words.ends[-1]]


def _nudge(signal: Signal, text: str, start: int, end: int) -> Nudge:
    return Nudge(start, end, signal.category, text[start:end], signal.question, signal.neutral, signal.key)


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


def _without_overlaps(findings: Iterable[Nudge]) -> list[Nudge]:
    """Keep the longest of findings that share words, and the most useful of equals, in the text's order."""
    kept: list[Nudge] = []
    for finding in sorted(findings, key=lambda one: one.start):
        if kept and finding.start < kept[-1].end:
            kept[-1] = min(kept[-1], finding, key=lambda one: (one.start - one.end, _ORDER[one.category]))
        else:
            kept.append(finding)
    return kept
