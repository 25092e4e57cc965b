"""What law and regulations ask of school-home cooperation, with the day it was checked; a school can correct it."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from storage import school
from storage.content.ours import read_as
from storage.domain.people import Language

WORDS = ("key", "reference", "says", "source")


class LegalNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule in plain words; no legal advice."""

    key: str
    reference: str
    """Such as a paragraph of the Education Act."""
    says: str
    source: str
    checked: date
    """The day the wording was last held against its source."""
    certain: bool = True
    """False where the school itself should read the source first."""


Law = Mapping[str, LegalNote]
"""Legal notes by their keys."""


class _LawFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    notes: tuple[LegalNote, ...] = ()
    language: Language | None = None


class LawShelf(msgspec.Struct, frozen=True):
    """The legal notes by key, and the school's own file where it could not be used."""

    notes: Mapping[str, LegalNote]
    broken: tuple[school.BrokenFile, ...] = ()


def legal_notes(language: Language, folder: Path | None = None) -> Mapping[str, LegalNote]:
    """Return the legal notes by key, with the corrections in the team's `folder` laid over ours."""
    return law_shelf(language, folder).notes


def law_shelf(language: Language, folder: Path | None = None) -> LawShelf:
    """Return the legal notes and what is broken; a note of the school takes the place of ours with its key.

    A school's own stand in one file a language, such as `law/nb.toml`.
    """
    file = school.school_file(folder / school.LAW, f"{language}.toml") if folder else None
    stamp = school.stamp_of(file) if file else None
    return _laid_over(language, file if stamp else None, stamp)


@lru_cache(maxsize=8)
def _laid_over(language: Language, file: Path | None, _stamp: school.Stamp | None) -> LawShelf:
    ours = {note.key: note for note in read_as(_LawFile, "law", language).notes}
    own = school.read_school_file(file, _notes) if file else ()
    if isinstance(own, school.BrokenFile):
        return LawShelf(MappingProxyType(ours), (own,))
    return LawShelf(MappingProxyType(ours | {note.key: note for note in own}))


def _notes(values: dict[str, object]) -> tuple[LegalNote, ...]:
    school.only_known(values, _LawFile, ())
    tables = values.get("notes")
    for number, table in enumerate(tables if isinstance(tables, list) else ()):
        school.only_known(table, LegalNote, ("notes", number))
    notes = school.as_shape(values, _LawFile).notes
    for number, note in enumerate(notes):
        _check(note, number, {each.key for each in notes[:number]})
    return notes


def _check(note: LegalNote, number: int, earlier: set[str]) -> None:
    """Raise `note-twice`, or `empty-value` where a note does not say what it has to."""
    if note.key in earlier:
        raise school.Wrong("note-twice", ("notes", number, "key"), note=note.key)
    for key in WORDS:
        if not getattr(note, key).strip():
            raise school.Wrong("empty-value", ("notes", number, key), key=key)
