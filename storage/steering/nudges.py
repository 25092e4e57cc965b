"""The nudge: what in a text could be turned, with the question that may turn it. Quiet when in doubt."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Protocol, TypeVar

import msgspec

from storage.steering.language.words import fold
from storage.steering.lexicon import PROMISE, Category, Lexicon, Signal
from storage.steering.lexicon import lexicon as shipped_lexicon
from storage.steering.sense import WINDOW
from storage.steering.talk.ear import ASKED_FROM, FOR_WEARY, MARKED_FROM, Hearing, Sound, gainsaid, sound
from storage.steering.talk.met import Placed, sentences_read
from storage.steering.talk.promises import vague_stretch

_ORDER = {category: rank for rank, category in enumerate(Category)}
_NEVER_SILENT = frozenset({Category.DESPAIR, Category.PRIVATE})
"""Somebody worn out, and what is private, is marked however harmless it sounds."""
_OUTRIGHT = frozenset({Category.PROMISE, Category.POLICED})
"""What the lexicon says only where it is said in so many words, whatever stands beside it."""
_FEWEST, _KNOWN = 3, 2
_SHORT = 60
"""A sentence of at most so many characters is shown as what was heard; of a longer one the words that tell most."""
SENSED = "sense-"
"""Begins the key of what the second ear hears; its category ends it."""


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


def _stretches(text: str, lexicon: Lexicon) -> Iterator[tuple[Placed, ...]]:
    held, words = list[Placed](), 0
    for each in sentences_read(text, lexicon):
        words += len(each.read.clause)
        if held and (words > WINDOW or "\n" in text[held[-1].end : each.start]):
            yield tuple(held)
            held, words = [], len(each.read.clause)
        held.append(each)
    if held:
        yield tuple(held)


def _findings(text: str, lexicon: Lexicon, silenced: AbstractSet[str], hear: Hearing) -> Iterator[Nudge]:
    for stretch in _stretches(text, lexicon):
        said = [nudge for each in stretch for nudge in _said(each, silenced)]
        heard = hear(*_told(stretch)) if _tells_something(stretch) else None
        if heard is None:
            yield from said
        elif said:
            yield from _as_believed(stretch, heard, lexicon, silenced, hear)
        elif not any(each.read.met for each in stretch):  # where something was silenced all is left alone
            yield from _sensed(text, stretch, heard, lexicon, silenced)


def _tells_something(stretch: Sequence[Placed]) -> bool:
    return (
        sum(len(each.read.clause) for each in stretch) >= _FEWEST and sum(each.read.known for each in stretch) >= _KNOWN
    )


def _as_believed(
    stretch: Sequence[Placed], heard: Sound, lexicon: Lexicon, silenced: AbstractSet[str], hear: Hearing
) -> Iterator[Nudge]:
    """Give what the lexicon said, as far as its sentence sounds like it, by itself or with those beside it."""
    for each in stretch:
        said = list(_said(each, silenced))
        alone = hear(*_told([each])) if said and len(stretch) > 1 else None
        nearest = alone or heard
        weight = max(heard.weight, nearest.weight) + gainsaid(len(each.read.clause))
        yield from (nudge for one in said if (nudge := _believed(one, weight, lexicon, nearest)))


def _told(stretch: Sequence[Placed]) -> tuple[tuple[str, ...], frozenset[str], str]:
    if len(stretch) == 1:
        return stretch[0].read.forms, stretch[0].read.hints, stretch[0].read.written
    forms = tuple(form for each in stretch for form in each.read.forms)
    written = " ".join(each.read.written for each in stretch)
    return forms, frozenset().union(*(each.read.hints for each in stretch)), written


def told(text: str, language: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give what the second ear is told of a text, all its sentences as one."""
    forms, hints, _ = _told(tuple(sentences_read(text, shipped_lexicon(language))))
    return forms, hints


def _said(each: Placed, silenced: AbstractSet[str]) -> Iterator[Nudge]:
    words = each.read.clause.words
    for signal, start, end in each.read.met:
        nudge = _nudge(signal, each.read.written, words.starts[start], words.ends[end - 1], each.start)
        if signal.key not in silenced and fold(nudge.signal) not in silenced:
            yield nudge


def _believed(nudge: Nudge, weight: float, lexicon: Lexicon, heard: Sound) -> Nudge | None:
    """Give what the lexicon said: as it is, as a quiet mark, or not at all where the sentence sounds harmless."""
    ours = shipped_lexicon(lexicon.language).signals.get(nudge.key) == lexicon.signals[nudge.key]
    if nudge.category is Category.DESPAIR:
        weight += FOR_WEARY
    is_likely = weight >= MARKED_FROM[lexicon.language]
    is_sure = weight >= ASKED_FROM[lexicon.language]
    if not ours or nudge.category in _OUTRIGHT:
        return nudge
    if nudge.category not in _NEVER_SILENT and heard.gainsays(nudge.category):
        nudge = msgspec.structs.replace(nudge, question=lexicon.questions[heard.question])
    if is_sure:
        return nudge
    marked = nudge.category in _NEVER_SILENT or is_likely
    return msgspec.structs.replace(nudge, loud=False) if marked else None


def _sensed(
    text: str, stretch: Sequence[Placed], heard: Sound, lexicon: Lexicon, silenced: AbstractSet[str]
) -> Iterator[Nudge]:
    category = heard.way.category
    key = f"{SENSED}{category}"
    if heard.weight < MARKED_FROM[lexicon.language] or not silenced.isdisjoint({key, category}):
        return
    places = [place for each in stretch for place in each.places()]
    start, end = places[heard.start][0], places[heard.end - 1][1]
    if places[-1][1] - places[0][0] <= _SHORT:
        start, end = places[0][0], places[-1][1]
    loud = heard.weight >= ASKED_FROM[lexicon.language]
    yield Nudge(start, end, category, text[start:end], lexicon.questions[heard.question], "", key, Ear.SENSE, loud)


def _nudge(signal: Signal, text: str, start: int, end: int, after: int = 0) -> Nudge:
    """Give what a signal asks of a stretch of a text that begins after so many characters of all that is looked at."""
    words = text[start:end]
    return Nudge(after + start, after + end, signal.category, words, signal.question, signal.neutral, signal.key)


def _without_overlaps(findings: Iterable[Nudge]) -> list[Nudge]:
    """Keep the longest of findings that share words, and the most useful of equals, in the text's order."""
    kept: list[Nudge] = []
    for finding in sorted(findings, key=lambda one: one.start):
        if kept and finding.start < kept[-1].end:
            kept[-1] = min(kept[-1], finding, key=lambda one: (one.start - one.end, _ORDER[one.category]))
        else:
            kept.append(finding)
    return kept


class Question(Protocol):
    """A turning question, wherever it is kept."""

    @property
    def key(self) -> str:
        """Its name."""

    @property
    def family(self) -> str:
        """Its kind, such as `exceptions`."""


Q = TypeVar("Q", bound=Question)

_ANSWERS: dict[Category, tuple[str, ...]] = {
    Category.DESPAIR: ("coping", "strengths"), Category.PRIVATE: ("home", "strengths"),
    Category.BLAME: ("room", "wanted"), Category.MOTIVE: ("home", "exceptions"), Category.LABEL: ("home", "strengths"),
    Category.POLICED: ("strengths", "room"), Category.INSINUATION: ("home", "exceptions"),
    Category.IRONY: ("wanted", "home"), Category.HURT: ("coping", "strengths"),
    Category.US_AND_THEM: ("home", "wanted"), Category.STUCK: ("exceptions", "scale"),
    Category.GENERALISING: ("exceptions", "scale"), Category.NOBODY: ("first-step", "room"),
    Category.PROMISE: ("first-step", "room"), Category.SIGH: ("coping", "wanted"), Category.PAYBACK: ("wanted", "home"),
}  # fmt: skip
"""Which families answer best to what a text shows signs of."""


def ranked(
    questions: Sequence[Q], families: Sequence[str], text: str, seen: Collection[str], language: str
) -> tuple[Q, ...]:
    """Give all questions, best first: unseen, of the phase's families, of the families that answer to the text.

    `families` are the phase's, `seen` the keys of questions already put, oldest first; when all have been seen the
    oldest comes first again.
    """
    order = list(seen)
    wanted = _fitting(text, language)

    def rank(question: Q) -> tuple[int, int, int, int]:
        place = order.index(question.key) + 1 if question.key in seen else 0
        return (
            place,
            question.family not in families,
            _place(wanted, question.family),
            _place(families, question.family),
        )

    return tuple(sorted(questions, key=rank))


def _fitting(text: str, language: str) -> tuple[str, ...]:
    """Give the families that answer to what a text shows signs of, the most useful first."""
    found = most_useful(judge(text, language))
    return tuple(dict.fromkeys(family for finding in found for family in _ANSWERS[finding.category]))


def _place(families: Iterable[str], family: str) -> int:
    listed = list(families)
    return listed.index(family) if family in listed else len(listed)
