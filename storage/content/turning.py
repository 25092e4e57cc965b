"""Questions that turn a talk from what is wrong towards what is wanted."""

from functools import lru_cache

import msgspec

from storage.content.ours import read_as
from storage.domain.meeting.form import Family
from storage.domain.people import Language


class TurningQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question, large on the screen, asked once."""

    key: str
    family: Family
    text: str
    at_school: bool = False
    """Whether it is sure not to lead to the home."""


class _TurningFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: Language
    questions: tuple[TurningQuestion, ...]


@lru_cache
def turning_questions(language: Language) -> tuple[TurningQuestion, ...]:
    """Return the turning questions, in the order of the file."""
    return read_as(_TurningFile, "turning", language).questions
