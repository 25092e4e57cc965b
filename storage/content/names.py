"""What the domain's choices and the fields of its records are called: the same on a screen, on paper and in a plan."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

import msgspec

from storage.content.ours import read_as
from storage.domain.calendar import Weeks
from storage.domain.case.agreement import Done, Effect
from storage.domain.case.case import CaseState, Kind, Outcome, Pick, Route, Step, View
from storage.domain.homes.parent_meeting import LedBy
from storage.domain.meeting.form import MeetingRole, Speaks
from storage.domain.meeting.meeting import MeetingState
from storage.domain.people import Language, Retention
from storage.domain.plan.plan import Choice, Depth, Level, PracticeState


class _Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: dict[Kind, str]
    states: dict[CaseState, str]
    steps: dict[Step, str]
    views: dict[View, str]
    picks: dict[Pick, str]
    outcomes: dict[Outcome, str]
    routes: dict[Route, str]
    done: dict[Done, str]
    effects: dict[Effect, str]
    levels: dict[Level, str]
    depths: dict[Depth, str]
    practice_states: dict[PracticeState, str]
    year_choices: dict[Choice, str]
    meeting_states: dict[MeetingState, str]
    roles: dict[MeetingRole, str]
    speaks: dict[Speaks, str]
    led_by: dict[LedBy, str]
    weeks: dict[Weeks, str]
    retention: dict[Retention, str]


class _Typed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    states: dict[CaseState, str]
    steps: dict[Step, str]
    views: dict[View, str]
    done: dict[Done, str]
    effects: dict[Effect, str]
    routes: dict[Route, str]
    weeks: dict[Weeks, str]


class _NamesFile(_Choices, frozen=True, forbid_unknown_fields=True):
    typed: _Typed
    fields: dict[str, str]
    fields_of: dict[str, dict[str, str]]


class Names(msgspec.Struct, frozen=True):
    """A language's names."""

    choices: Mapping[type[StrEnum], Mapping[StrEnum, str]]
    """By kind: choices of two kinds may have the same value, and then they are equal."""
    typed: Mapping[type[StrEnum], Mapping[StrEnum, str]]
    """What is typed for the choices that have a word of their own."""
    fields: Mapping[str, str]
    fields_of: Mapping[str, Mapping[str, str]]
    """By kind of record, the fields that have another name there."""

    def of(self, choice: StrEnum) -> str:
        """Return what a choice is called."""
        return self.choices[type(choice)][choice]

    def of_field(self, field: str, kind: str = "") -> str:
        """Return what a field of a kind of record is called; nothing for one that people never hear of."""
        return self.fields_of.get(kind, {}).get(field) or self.fields.get(field, "")


@lru_cache
def names(language: Language) -> Names:
    """Return a language's names."""
    file = read_as(_NamesFile, "names", language)
    return Names(_by_kind(file, _Choices), _by_kind(file.typed, _Typed), file.fields, file.fields_of)


def _by_kind(file: _Choices | _Typed, shape: type[_Choices | _Typed]) -> Mapping[type[StrEnum], Mapping[StrEnum, str]]:
    tables: list[Mapping[StrEnum, str]] = [getattr(file, field.name) for field in msgspec.structs.fields(shape)]
    return MappingProxyType({type(next(iter(table))): table for table in tables})


class _ThemesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    themes: dict[str, str]


@lru_cache
def themes(language: Language) -> Mapping[str, str]:
    """Return the themes' labels by key, in the order they are offered."""
    return MappingProxyType(read_as(_ThemesFile, "themes", language).themes)


@lru_cache
def theme_names() -> Mapping[str, str]:
    """Return what each theme is called in every language, the names beside each other, for searching."""
    keys = dict.fromkeys(key for language in Language for key in themes(language))
    return MappingProxyType({key: " · ".join(_names(key)) for key in keys})


def _names(key: str) -> Iterator[str]:
    yield from dict.fromkeys(name for language in Language if (name := themes(language).get(key)))
