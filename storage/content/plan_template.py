"""What a team can start from: the plan's areas and practices, and agendas for parent meetings."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import msgspec

from storage.content.ours import read_as
from storage.domain.homes.parent_meeting import AgendaItem, LedBy
from storage.domain.ids import NewId
from storage.domain.people import Language
from storage.domain.plan.plan import ALL_YEAR, Area, Depth, Level, Milestone, Practice, PracticeState
from storage.domain.views.book import Book


class AreaTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field of school-home cooperation, as the template has it."""

    key: str
    title: str
    about: str = ""
    internal: bool = False
    """Whether it is about the team's own work, and nothing that homes are told they can count on."""


class PracticeTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A practice as the template has it; the team makes it its own."""

    key: str
    area: str
    """The key of its area."""
    title: str
    minimum: str = ""
    room: str = ""
    level: Level = Level.SCHOOL
    depth: Depth = Depth.INFORMATION
    month: int = ALL_YEAR
    sign: str = ""
    law: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    internal: bool = False
    """Whether it speaks to the team alone; homes are not told it."""


class PlanTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's whole template, as it lies in the file."""

    language: Language
    areas: tuple[AreaTemplate, ...]
    practices: tuple[PracticeTemplate, ...]


@lru_cache
def plan_file(language: Language) -> PlanTemplate:
    """Return the template as it lies in the file."""
    return read_as(PlanTemplate, "plan", language)


def template(language: Language, *, new_id: NewId, today: date) -> tuple[tuple[Area, ...], tuple[Practice, ...]]:
    """Return the template as fresh records: every practice an idea of today's, in an area named by its key."""
    ours = plan_file(language)
    areas = tuple(area_from(each, new_id(), order) for order, each in enumerate(ours.areas, 1))
    return areas, tuple(practice_from(each, new_id(), today) for each in ours.practices)


def area_from(ours: AreaTemplate, key: str, order: int) -> Area:
    """Return an area made from the template."""
    return Area(id=key, order=order, key=ours.key, title=ours.title, about=ours.about)


def practice_from(ours: PracticeTemplate, key: str, today: date) -> Practice:
    """Return a practice made from the template, an idea until the team agrees on it."""
    values = msgspec.structs.asdict(ours)
    values.pop("internal")  # the template goes on knowing it, also of plans that were made before it did
    born = Milestone(PracticeState.IDEA, today)
    return Practice(id=key, template=values.pop("key"), milestones=(born,), **values)


def is_internal(practice: Practice) -> bool:
    """Tell whether a practice is for the team alone, by the template it was made from or by its area."""
    plan = plan_file(Language.EN)  # which keys are internal is the same in every language
    areas = {area.key for area in plan.areas if area.internal}
    return practice.area in areas or practice.template in {each.key for each in plan.practices if each.internal}


def offered(book: Book) -> tuple[PracticeTemplate, ...]:
    """Return the template's practices, in the team's language, that the plan was not given before."""
    taken = {practice.template for practice in book.practices}
    return tuple(each for each in plan_file(book.team.language).practices if each.key not in taken)


def offered_areas(book: Book, *, new_id: NewId) -> tuple[Area, ...]:
    """Return fresh records for the template's areas, in the team's language, that the plan lacks."""
    has = {area.key for area in book.areas}
    numbered = enumerate(plan_file(book.team.language).areas, 1)
    return tuple(area_from(ours, new_id(), order) for order, ours in numbered if ours.key not in has)


def taken_in(
    book: Book, chosen: Iterable[PracticeTemplate], *, new_id: NewId, today: date
) -> tuple[tuple[Area, ...], tuple[Practice, ...]]:
    """Return fresh records for the chosen practices, and for the areas of theirs that the plan lacks."""
    practices = tuple(practice_from(each, new_id(), today) for each in chosen)
    wanted = {practice.area for practice in practices}
    return tuple(area for area in offered_areas(book, new_id=new_id) if area.key in wanted), practices


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
