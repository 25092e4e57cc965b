"""Agendas for parent meetings: whole ones to start from, and other ways for when nearly all is information."""

from functools import lru_cache

import msgspec

from storage.content.ours import read_as
from storage.domain.homes.parent_meeting import AgendaItem, LedBy
from storage.domain.ids import NewId
from storage.domain.people import Language
from storage.domain.plan.plan import Depth


class ItemTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item, ready to be changed."""

    title: str
    minutes: int
    depth: Depth
    led_by: LedBy
    decides: str = ""
    note: str = ""


class AgendaTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some items that belong together, and why one would want them."""

    key: str
    title: str
    about: str
    items: tuple[ItemTemplate, ...]
    law: tuple[str, ...] = ()
    """Keys of the legal notes that demand such a meeting."""


class ParentMeetings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's agendas, as they lie in the file."""

    language: Language
    starts: tuple[AgendaTemplate, ...]
    alternatives: tuple[AgendaTemplate, ...]


@lru_cache
def parent_meetings(language: Language) -> ParentMeetings:
    """Return the agendas in a language."""
    return read_as(ParentMeetings, "parent_meetings", language)


def items_from(ours: AgendaTemplate, new_id: NewId) -> tuple[AgendaItem, ...]:
    """Return the items of a template, to be put on an agenda."""
    return tuple(AgendaItem(id=new_id(), **msgspec.structs.asdict(each)) for each in ours.items)
