"""The lexicon: a language's signals, shipped ones and what a school adds, changes and a team silences."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from storage.school import BrokenFile, Wrong, as_shape, line_of, line_saying, meaning, only_known, school_files, text_in
from storage.steering.concepts import concepts_in
from storage.steering.language.grammar import Role, grammar
from storage.steering.language.notation import PatternError, PatternPart
from storage.steering.language.patterns import Pattern, PatternIndex, Unless, patterns_in
from storage.steering.language.words import fold
from storage.steering.shipped import known_language


class Category(StrEnum):
    """What a signal is a sign of, most useful to turn first."""

    DESPAIR = "despair"
    PRIVATE = "private"
    BLAME = "blame"
    MOTIVE = "motive"
    POLICED = "policed"
    LABEL = "label"
    INSINUATION = "insinuation"
    IRONY = "irony"
    US_AND_THEM = "us-and-them"
    STUCK = "stuck"
    GENERALISING = "generalising"
    HURT = "hurt"
    PAYBACK = "payback"
    """What the one who speaks does, or means to do, against somebody."""
    NOBODY = "nobody"
    PROMISE = "promise"
    SIGH = "sigh"


PROMISE = "promise"
"""The name of what is asked of a promise in which nothing can be seen."""


class SignalKind(StrEnum):
    """How to find out who a signal is about."""

    TRAIT = "trait"
    """What somebody is said to be: its bearer must be one of those meant."""
    ACT = "act"
    """What somebody is said to do: its doer must be."""
    PHRASE = "phrase"
    """A way of speaking: one of those meant must stand in the sentence."""


class About(StrEnum):
    """Who a signal must be about."""

    ANY = "any"
    PARENTS = "parents"
    PUPIL = "pupil"
    PEOPLE = "people"
    STAFF = "staff"
    COOPERATION = "cooperation"
    SELF = "self"


_ADULTS = frozenset({Role.PARENTS, Role.OTHERS})
MEANT: dict[About, frozenset[Role]] = {
    About.ANY: frozenset(Role), About.PARENTS: _ADULTS, About.PUPIL: frozenset({Role.PUPILS}),
    About.PEOPLE: _ADULTS | {Role.PUPILS, Role.STAFF}, About.STAFF: frozenset({Role.STAFF}),
    About.COOPERATION: _ADULTS | {Role.SHARED}, About.SELF: frozenset({Role.SELF}),
}  # fmt: skip


class Signal(msgspec.Struct, frozen=True):
    """One signal, ready to match."""

    key: str
    category: Category
    kind: SignalKind
    about: About
    patterns: tuple[Pattern, ...]
    unless: Unless
    """Innocent contexts: quiet when one of them is near."""
    needs: PatternPart | None
    """Quiet unless one of these words is near."""
    question: str
    neutral: str
    innocent: tuple[Unless, ...] = ()
    """Innocent contexts of every signal of its category, and of all."""
    alone: Unless = Unless(())
    """Innocent contexts where no parent is mentioned: the weather, the printer, the milk."""


CHOICES = {"category": Category, "about": About, "kind": SignalKind}


class SignalEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signal as a lexicon file writes it; a school's file may leave out what it does not change."""

    category: Category | None = None
    about: About | None = None
    kind: SignalKind | None = None
    patterns: str | tuple[str, ...] | None = None
    """A list of patterns, or one text with `;` between them."""
    unless: str | tuple[str, ...] | None = None
    needs: str | None = None
    question: str | None = None
    """The key of one of the file's questions, or the question itself."""
    neutral: str | None = None

    def over(self, base: "SignalEntry | None") -> "SignalEntry":
        """Lay this over an earlier entry: what is not said stays."""
        if base is None:
            return self
        said = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None}
        return msgspec.structs.replace(base, **said)

    def missing(self) -> str:
        """Name the first thing a signal cannot do without that is not there."""
        return next((name for name in ("category", "patterns", "question") if not getattr(self, name)), "")


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lexicon file's three parts; signals are read one by one, so that one broken signal breaks no other."""

    silence: tuple[str, ...] = ()
    questions: dict[str, str] = {}
    signals: dict[str, dict[str, Any]] = {}


class SchoolWords(msgspec.Struct, frozen=True):
    """What could be read of one of a school's files."""

    file: Path
    text: str = ""
    entries: dict[str, SignalEntry] = {}
    questions: dict[str, str] = {}
    silence: tuple[str, ...] = ()
    broken: tuple[BrokenFile, ...] = ()


def read_school_words(file: Path) -> SchoolWords:
    """Read one file of a school's lexicon folder; a broken signal breaks no other."""
    text = text_in(file)
    if isinstance(text, BrokenFile):
        return SchoolWords(file, broken=(text,))
    written = meaning(file, text, _written)
    if isinstance(written, BrokenFile):
        return SchoolWords(file, broken=(written,))
    return _signal_by_signal(file, text, written)


def _written(values: dict[str, object]) -> _Written:
    only_known(values, _Written, ())
    return as_shape(values, _Written)


def _signal_by_signal(file: Path, text: str, written: _Written) -> SchoolWords:
    entries: dict[str, SignalEntry] = {}
    broken: list[BrokenFile] = []
    for key, table in written.signals.items():
        place = ("signals", key)
        try:
            only_known(table, SignalEntry, place)
            entries[key] = as_shape(table, SignalEntry, place, CHOICES)
        except Wrong as wrong:
            broken.append(wrong.within(file, text))
    return SchoolWords(file, text, entries, written.questions, written.silence, tuple(broken))


class Lexicon(msgspec.Struct, frozen=True, eq=False):
    """A language's signals, ready to match, and what of a school's own could not be read; like no other but itself."""

    language: str
    signals: dict[str, Signal]
    index: PatternIndex[Signal]
    questions: dict[str, str]
    """By the names that signals and ways of speaking call them by."""
    silenced: frozenset[str] = frozenset()
    broken: tuple[BrokenFile, ...] = ()


@cache
def lexicon(language: str) -> Lexicon:
    """Give the shipped lexicon of a language, read once."""
    language = known_language(language)
    entries, questions, _ = _shipped(language)
    signals = {key: _signal(key, entry, questions, language) for key, entry in entries.items()}
    return _indexed(language, signals, questions)


def school_lexicon(language: str, folder: Path) -> Lexicon:
    """Give the shipped lexicon with a school's files (`nb.toml`, `nb-more.toml`) laid over it.

    What is broken in them is named in `broken` and takes nothing else with it.
    """
    language = known_language(language)
    ours = sorted(school_files(folder), key=lambda path: path.stem)
    files = [read_school_words(path) for path in ours if path.stem.split("-")[0] == language]
    if not files:
        return lexicon(language)
    shipped_entries, shipped_questions, _ = _shipped(language)
    entries, questions = dict(shipped_entries), dict(shipped_questions)
    broken = [each for file in files for each in file.broken]
    for file in files:
        questions |= file.questions
        broken += _lay_over(entries, file, language)
    signals = {key: _signal(key, entry, questions, language) for key, entry in entries.items()}
    silenced = frozenset(key for file in files for key in file.silence)
    return _indexed(language, signals, questions, silenced, tuple(broken))


class _Shipped(NamedTuple):
    """The three parts of the shipped concepts, as a language has them."""

    entries: dict[str, SignalEntry]
    questions: dict[str, str]
    innocent: dict[str, str]


@cache
def _shipped(language: str) -> _Shipped:
    table = concepts_in("concepts", "talk", language)
    concepts = ((name, _in_language(concept, language)) for name, concept in table["signals"].items())
    entries = {str(said.pop("called", name)): msgspec.convert(said, SignalEntry) for name, said in concepts}
    return _Shipped(entries, _in_language(table["questions"], language), _in_language(table["innocent"], language))


def _in_language(values: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what a language says, where every language has its own, and what belongs to all."""
    every = ((name, value.get(language) if isinstance(value, dict) else value) for name, value in values.items())
    return {name: value for name, value in every if value is not None}


def _indexed(
    language: str,
    signals: dict[str, Signal],
    questions: dict[str, str],
    silenced: frozenset[str] = frozenset(),
    broken: tuple[BrokenFile, ...] = (),
) -> Lexicon:
    index: PatternIndex[Signal] = PatternIndex()
    for signal in signals.values():
        index.add(signal, signal.patterns)
    return Lexicon(language, signals, index, questions, silenced, broken)


def _lay_over(entries: dict[str, SignalEntry], words: SchoolWords, language: str) -> Iterable[BrokenFile]:
    """Add and change the entries a school's file names; give what could not be read."""
    for key, entry in words.entries.items():
        whole, place = entry.over(entries.get(key)), ("signals", key)
        if missing := whole.missing():
            yield BrokenFile(words.file, line_of(words.text, place), "missing-key", {"key": missing})
            continue
        try:
            _try_out(_signal(key, whole, {}, language))
        except PatternError as fault:
            line = line_saying(words.text, place, fault.part)
            yield BrokenFile(words.file, line, fault.code, {"part": fault.part})
        else:
            entries[key] = whole


@cache
def _innocent(language: str, name: str) -> Unless:
    """Give what the shipped lexicon holds innocent under a name: `any`, a category, or a category with `-alone`."""
    return Unless(patterns_in(_shipped(language).innocent.get(name), grammar(language).classes))


def _try_out(signal: Signal) -> None:
    """Read all of a signal's patterns at once; raises PatternError."""
    for pattern in (*signal.patterns, *signal.unless):
        _ = pattern.parts


def _signal(key: str, entry: SignalEntry, questions: Mapping[str, str], language: str) -> Signal:
    """Make a signal ready to match; raises PatternError."""
    classes = grammar(language).classes
    question, category = entry.question or "", entry.category or Category.SIGH
    return Signal(
        key=key,
        category=category,
        kind=entry.kind or SignalKind.PHRASE,
        about=entry.about or About.ANY,
        patterns=patterns_in(entry.patterns, classes),
        unless=Unless(patterns_in(entry.unless, classes)),
        needs=Pattern(entry.needs, classes).parts[0] if entry.needs else None,
        question=questions.get(question, question),
        neutral=entry.neutral or "",
        innocent=(_innocent(language, "any"), _innocent(language, category)),
        alone=_innocent(language, f"{category}-alone"),
    )


SHORTEST_STEM = 4
LONGEST_ENDING = 3
NO_NAME = "="
"""Stands before a word that was taken for a name and is none."""
WAY = "~"
"""Stands before a way of speaking, by its category, of which nothing is asked any more."""


def as_silenced(kept: str) -> tuple[str, str]:
    """Give a word that the team keeps as people wrote it, and the sign before it: `NO_NAME`, `WAY` or none."""
    sign = next((sign for sign in (NO_NAME, WAY) if kept.startswith(sign)), "")
    return kept.removeprefix(sign), sign


def silences(silenced: Collection[str], said: str, way: str = "") -> bool:
    """Whether what was said is among the silenced words, with this ending or another, or its way of speaking is."""
    form = fold(said)
    words = (word for word, sign in map(as_silenced, silenced) if not sign)
    return (bool(way) and WAY + way in silenced) or any(_is_one(form, fold(word)) for word in words)


def no_names(silenced: Collection[str]) -> frozenset[str]:
    """Give the words that a team has said are no names, genitive included."""
    words = {fold(word) for word, sign in map(as_silenced, silenced) if sign == NO_NAME}
    return frozenset(words | {f"{word}s" for word in words})


def _is_one(form: str, word: str) -> bool:
    short, long = sorted((form, word), key=len)
    same = long == short or (len(short) >= SHORTEST_STEM and long.startswith(short))
    return same and len(long) - len(short) <= LONGEST_ENDING
