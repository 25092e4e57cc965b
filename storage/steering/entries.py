"""Signals as lexicon files write them, and reading a school's own file without falling over what is broken in it."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from storage.steering.lines import line_of, line_of_fault, line_of_shape, named_in
from storage.steering.signals import About, Category, Kind


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signal as a lexicon file writes it; a school's file may leave out what it does not change."""

    category: Category | None = None
    about: About | None = None
    kind: Kind | None = None
    patterns: str | tuple[str, ...] | None = None
    """A list of patterns, or one text with `;` between them."""
    unless: str | tuple[str, ...] | None = None
    needs: str | None = None
    question: str | None = None
    """The key of one of the file's questions, or the question itself."""
    neutral: str | None = None

    def over(self, base: "Entry | None") -> "Entry":
        """Lay this over an earlier entry: what is not said stays."""
        if base is None:
            return self
        said = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None}
        return msgspec.structs.replace(base, **said)

    def missing(self) -> str:
        """Name the first thing a signal cannot do without that is not there."""
        return next((name for name in ("category", "patterns", "question") if not getattr(self, name)), "")


class Faulty(msgspec.Struct, frozen=True):
    """What is wrong in a school's lexicon file: where, why as a code, and what the sentence about it needs."""

    file: str
    line: int
    reason: str
    """unreadable, encoding, syntax, shape, missing; or of a pattern: word, stem, gap, class, edge, length."""
    detail: str = ""


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lexicon file's three parts; signals are read one by one, so that one broken signal breaks no other."""

    silence: tuple[str, ...] = ()
    questions: dict[str, str] = {}
    signals: dict[str, dict[str, Any]] = {}


class SchoolFile(msgspec.Struct, frozen=True):
    """What could be read of one of a school's files."""

    name: str
    text: str = ""
    entries: dict[str, Entry] = {}
    questions: dict[str, str] = {}
    silence: tuple[str, ...] = ()
    faults: tuple[Faulty, ...] = ()


def read_school_file(path: Path) -> SchoolFile:
    """Read one file of a school's lexicon folder."""
    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        written = msgspec.convert(tomllib.loads(text), _Written)
    except OSError as fault:
        return _broken(path, 1, "unreadable", fault.strerror or "")
    except UnicodeDecodeError as fault:
        return _broken(path, fault.object[: fault.start].count(b"\n") + 1, "encoding")
    except tomllib.TOMLDecodeError as fault:
        return _broken(path, line_of_fault(fault, text), "syntax", str(fault))
    except msgspec.ValidationError as fault:
        return _broken(path, line_of_shape(text, str(fault)), "shape", str(fault))
    except RecursionError:
        return _broken(path, 1, "syntax")
    return _signal_by_signal(path.name, text, written)


def _broken(path: Path, line: int, reason: str, detail: str = "") -> SchoolFile:
    return SchoolFile(path.name, faults=(Faulty(path.name, line, reason, detail),))


def _signal_by_signal(name: str, text: str, written: _Written) -> SchoolFile:
    entries: dict[str, Entry] = {}
    faults: list[Faulty] = []
    for key, table in written.signals.items():
        try:
            entries[key] = msgspec.convert(table, Entry)
        except msgspec.ValidationError as fault:
            faults.append(Faulty(name, line_of(text, f"signals.{key}", named_in(str(fault))), "shape", str(fault)))
    return SchoolFile(name, text, entries, written.questions, written.silence, tuple(faults))
