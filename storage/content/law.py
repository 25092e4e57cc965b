"""What law and regulations ask of school-home cooperation, in short and with the day it was checked."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import msgspec

from storage.content.ours import read_as
from storage.domain.people import Language


class LegalNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule in plain words; no legal advice."""

    key: str
    reference: str
    """Such as a paragraph of the Education Act."""
    says: str
    source: str
    checked: date
    """The day the wording was last held against its source."""
    certain: bool
    """False where the school itself should read the source first."""


class _LawFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: Language
    notes: tuple[LegalNote, ...]


@lru_cache
def legal_notes(language: Language) -> Mapping[str, LegalNote]:
    """Return the legal notes by key."""
    return MappingProxyType({note.key: note for note in read_as(_LawFile, "law", language).notes})
