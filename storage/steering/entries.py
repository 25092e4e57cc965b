"""Signals as lexicon files write them, and reading a school's own file without falling over what is broken in it."""

from pathlib import Path
from typing import Any

import msgspec

from storage.school.file import BrokenFile, Wrong, as_shape, meaning, only_known, text_in
from storage.steering.signals import About, Category, SignalKind

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
