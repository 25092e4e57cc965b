"""The lexicon: the shipped signals of a language, and what a school's own folder adds, changes and silences."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from storage.school.file import BrokenFile
from storage.school.folders import school_files
from storage.school.lines import line_of, line_saying
from storage.steering.entries import SchoolWords, SignalEntry, read_school_words
from storage.steering.language.grammar import grammar
from storage.steering.language.index import PatternIndex, Unless
from storage.steering.language.notation import PatternError
from storage.steering.language.patterns import Pattern, patterns_in
from storage.steering.shipped import known_language, shipped
from storage.steering.signals import About, Category, Signal, SignalKind


class Lexicon(msgspec.Struct, frozen=True):
    """A language's signals, ready to match, and what of a school's own could not be read."""

    language: str
    signals: dict[str, Signal]
    index: PatternIndex[Signal]
    silenced: frozenset[str] = frozenset()
    broken: tuple[BrokenFile, ...] = ()


@cache
def lexicon(language: str) -> Lexicon:
    """Give the shipped lexicon of a language, read once."""
    language = known_language(language)
    entries, questions, _ = _shipped(language)
    return _indexed(language, {key: _signal(key, entry, questions, language) for key, entry in entries.items()})


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
    return _indexed(language, signals, silenced, tuple(broken))


class _Shipped(NamedTuple):
    """The three parts of a shipped file."""

    entries: dict[str, SignalEntry]
    questions: dict[str, str]
    innocent: dict[str, str]


@cache
def _shipped(language: str) -> _Shipped:
    data = shipped("lexicon", language)
    return _Shipped(msgspec.convert(data["signals"], dict[str, SignalEntry]), data["questions"], data["innocent"])


def _indexed(
    language: str,
    signals: dict[str, Signal],
    silenced: frozenset[str] = frozenset(),
    broken: tuple[BrokenFile, ...] = (),
) -> Lexicon:
    index: PatternIndex[Signal] = PatternIndex()
    for signal in signals.values():
        index.add(signal, signal.patterns)
    return Lexicon(language, signals, index, silenced, broken)


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
