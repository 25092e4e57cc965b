"""The nudge: what in a text could be turned, with the question that may turn it. Quiet when in doubt."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import NamedTuple

import msgspec

from storage.steering.language.bearer import Topic, bearer, doer, unsaid
from storage.steering.language.grammar import REACH, Clause, Role, grammar
from storage.steering.language.patterns import Hit
from storage.steering.language.text import Sentence, read
from storage.steering.language.tone import denied, reported, supposed, swallowed
from storage.steering.language.words import SentenceWords, fold
from storage.steering.lexicon import MEANT, About, Category, Lexicon, Signal, SignalKind
from storage.steering.lexicon import lexicon as shipped_lexicon
from storage.steering.sense import WINDOW
from storage.steering.talk.ear import (
    ALWAYS_FITS,
    ASKED_FROM,
    FOR_WEARY,
    MARKED_FROM,
    Hearing,
    Sound,
    gainsaid,
    hints_of,
    sound,
    tells_something,
)
from storage.steering.talk.promises import vague_stretch

_ORDER = {category: rank for rank, category in enumerate(Category)}
_SAYS_IT_ALL = 5
"""Words of a phrase that nobody says by chance, whatever the rest of the sentence sounds like."""
_NEVER_SILENT = frozenset({Category.DESPAIR, Category.PRIVATE})
"""Somebody worn out, and what is private, is marked however harmless it sounds."""
_SHORT = 60
"""A sentence of at most so many characters is shown as what was heard; of a longer one the words that tell most."""
SENSED = "sense-"
"""Begins the key of what the second ear hears; its category ends it."""
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
    text: str,
    language: str,
    *,
    lexicon: Lexicon | None = None,
    silenced: AbstractSet[str] = frozenset(),
    hear: Hearing = sound,
) -> tuple[Nudge, ...]:
    """Give what in a text could be turned, in the order it stands.

    `silenced` holds signal keys, categories or folded words; `hear` is the second ear.
    """
    words = lexicon if lexicon is not None else shipped_lexicon(language)
    return tuple(_without_overlaps(_findings(text, words, silenced | words.silenced, hear)))


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
    return tuple(sorted(findings, key=lambda finding: (not finding.loud, _ORDER[finding.category], finding.start)))


class _Met(NamedTuple):
    """A signal of the lexicon that stands in a sentence, and where."""

    signal: Signal
    start: int
    end: int


class _Read(NamedTuple):
    """A sentence of a text, read: its words, what the lexicon found in it, and what of that stands."""

    text: str
    sentence: Sentence
    clause: Clause
    hits: tuple[Hit[Signal], ...]
    met: tuple[_Met, ...]


def _sentences(text: str, lexicon: Lexicon) -> Iterator[_Read]:
    known, topic = grammar(lexicon.language), Topic()
    particles, english = known.classes["particles"], known.language == "en"
    for sentence in read(text):
        words = SentenceWords.of(text, sentence, particles=particles, spellings=known.spellings, english=english)
        clause, hits = Clause(words, known), tuple(lexicon.index.find(words))
        yield _Read(text, sentence, clause, hits, tuple(_met(text, clause, topic, hits)))
        topic = topic.after(words, known)


def _stretches(text: str, lexicon: Lexicon) -> Iterator[tuple[_Read, ...]]:
    """Give the sentences of a text, those of a line together: irony seldom stands in one alone."""
    held: list[_Read] = []
    for each in _sentences(text, lexicon):
        words = sum(len(one.clause) for one in (*held, each))
        if held and (words > WINDOW or "\n" in text[held[-1].sentence.end : each.sentence.start]):
            yield tuple(held)
            held = []
        held.append(each)
    if held:
        yield tuple(held)


def _findings(text: str, lexicon: Lexicon, silenced: AbstractSet[str], hear: Hearing) -> Iterator[Nudge]:
    for stretch in _stretches(text, lexicon):
        said = [nudge for each in stretch for nudge in _said(each, silenced)]
        heard = hear(*_told(stretch)) if tells_something([each.clause for each in stretch]) else None
        if heard is None:
            yield from said
        elif said:
            yield from _as_believed(stretch, heard, lexicon, silenced, hear)
        elif not any(each.met for each in stretch):  # where something was silenced all is left alone
            yield from _sensed(stretch, heard, lexicon, silenced)


def _as_believed(
    stretch: Sequence[_Read], heard: Sound, lexicon: Lexicon, silenced: AbstractSet[str], hear: Hearing
) -> Iterator[Nudge]:
    """Give what the lexicon said, as far as its sentence sounds like it, by itself or with those beside it."""
    for each in stretch:
        said = list(_said(each, silenced))
        alone = hear(*_told([each])) if said and len(stretch) > 1 else None
        weight = max(heard.weight, alone.weight if alone else heard.weight) + gainsaid(len(each.clause))
        yield from (nudge for one in said if (nudge := _believed(one, weight, lexicon)))


def _told(stretch: Iterable[_Read]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give what the second ear is told of sentences: their words, and what else there is to say of them."""
    forms = tuple(form for each in stretch for form in each.clause.words.forms)
    return forms, frozenset(hint for each in stretch for hint in _hints(each))


def told(text: str, language: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give what the second ear is told of a text, all its sentences as one."""
    return _told(tuple(_sentences(text, shipped_lexicon(language))))


def _met(text: str, clause: Clause, topic: Topic, hits: Iterable[Hit[Signal]]) -> Iterator[_Met]:
    """Give the signals that stand; one of a promise only where no act is promised."""
    for signal, start, end, pattern in hits:
        if swallowed(clause, pattern, start, end) or not _stands(signal, clause, topic, start, end):
            continue
        if signal.key != PROMISE or vague_stretch(_of(clause, text), clause.grammar.language):
            yield _Met(signal, start, end)


def _said(each: _Read, silenced: AbstractSet[str]) -> Iterator[Nudge]:
    """Give what the lexicon says of what it met."""
    words = each.clause.words
    for signal, start, end in each.met:
        nudge = _nudge(signal, each.text, words.starts[start], words.ends[end - 1])
        if signal.key not in silenced and fold(nudge.signal) not in silenced:
            yield nudge


def _hints(each: _Read) -> frozenset[str]:
    """Give what the ear is told; of the lexicon what comes with the program, since it has learnt of nothing else."""
    ours = shipped_lexicon(each.clause.grammar.language).signals
    met = {one.signal.key: one.signal for one in each.met if one.signal.key in ours}
    passed = {hit.meaning.key: hit.meaning for hit in each.hits if hit.meaning.key in ours.keys() - met.keys()}
    raw = each.text[each.sentence.start : each.sentence.end]
    return hints_of(each.clause, each.sentence, raw, met.values(), passed.values())


def _believed(nudge: Nudge, weight: float, lexicon: Lexicon) -> Nudge | None:
    """Give what the lexicon said: as it is, as a quiet mark, or not at all where the sentence sounds harmless."""
    ours = shipped_lexicon(lexicon.language).signals.get(nudge.key) == lexicon.signals[nudge.key]
    if nudge.category is Category.DESPAIR:
        weight += FOR_WEARY
    says_it_all = len(nudge.signal.split()) >= _SAYS_IT_ALL
    if says_it_all or not ours or nudge.category is Category.PROMISE or weight >= ASKED_FROM[lexicon.language]:
        return nudge
    marked = nudge.category in _NEVER_SILENT or weight >= MARKED_FROM[lexicon.language]
    return msgspec.structs.replace(nudge, loud=False) if marked else None


def _sensed(stretch: Sequence[_Read], heard: Sound, lexicon: Lexicon, silenced: AbstractSet[str]) -> Iterator[Nudge]:
    """Give what sentences sound like in which the lexicon met nothing."""
    category, text = heard.way.category, stretch[0].text
    key = f"{SENSED}{category}"
    if heard.weight < MARKED_FROM[lexicon.language] or not silenced.isdisjoint({key, category}):
        return
    places = [place for each in stretch for place in zip(each.clause.words.starts, each.clause.words.ends, strict=True)]
    start, end = places[heard.start][0], places[heard.end - 1][1]
    if places[-1][1] - places[0][0] <= _SHORT:
        start, end = places[0][0], places[-1][1]
    question = lexicon.questions[heard.way.question if heard.sure else ALWAYS_FITS]
    loud = heard.weight >= ASKED_FROM[lexicon.language]
    yield Nudge(start, end, category, text[start:end], question, "", key, Ear.SENSE, loud)


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
