"""The plan's practices in groups: by area, or by the months of the school year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from storage.domain.calendar import MONTHS, school_year
from storage.domain.plan.plan import ALL_YEAR, HIGHEST, Area, Practice, PracticeState, late, living
from storage.domain.views.book import Book
from storage.domain.views.reviews import reviews
from tui.i18n.words import N_, Words
from tui.presentation.blocks import rising

DONE, LATE, NOW, IDEA, RETIRED, AHEAD = "✓", "!", "▸", "○", "×", "·"
AGAIN = "?"
"""Stands beside the sign: the practice asks to be looked at again."""
LEGEND = (
    (DONE, N_("done")),
    (LATE, N_("overdue")),
    (NOW, N_("this month")),
    (AGAIN, N_("look again")),
    (IDEA, N_("idea")),
)
WHEEL = (*MONTHS, ALL_YEAR)
READINGS = 8
"""So many of an area's latest readings are drawn."""


@dataclass(frozen=True)
class Group:
    """Some practices under a title."""

    key: str
    title: str
    practices: tuple[Practice, ...]
    remark: str = ""
    """What stands to its right, before the signs."""


@dataclass(frozen=True)
class PracticeSigns:
    """How practices stand on one day; tells each its sign."""

    today: date
    late: frozenset[str]
    again: frozenset[str] = frozenset()
    """Those that ask to be looked at again."""

    def again_of(self, practices: Iterable[Practice]) -> str:
        """Return the mark when some practice asks to be looked at again."""
        return AGAIN if any(practice.id in self.again for practice in practices) else ""

    def of(self, practice: Practice) -> str:
        """Return a practice's sign."""
        if practice.state is PracticeState.RETIRED:
            return RETIRED
        if school_year(self.today).start in practice.done:
            return DONE
        if practice.id in self.late:
            return LATE
        if practice.state is PracticeState.IDEA:
            return IDEA
        return NOW if practice.month == self.today.month else AHEAD


def signs_on(book: Book, today: date) -> PracticeSigns:
    """Return the signs of a day."""
    behind = late(book.plan, today, school_year(today))
    again = (review.practice.id for review in reviews(book, today))
    return PracticeSigns(today, frozenset(each.id for each in behind), frozenset(again))


def by_area(words: Words, book: Book) -> tuple[Group, ...]:
    """Return the plan's areas with their practices in the order of the year, retired ones last, hidden areas below."""
    areas = sorted(book.areas, key=lambda area: area.hidden)
    groups = [
        Group(
            area.key,
            area.title,
            _in_order(book.practices, area.key),
            words("hidden") if area.hidden else standing(area),
        )
        for area in areas
    ]
    known = {area.key for area in book.areas}
    rest = tuple(practice for practice in book.practices if practice.area not in known)
    return (*groups, *([Group("", words("Without an area"), rest)] if rest else []))


def standing(area: Area) -> str:
    """Return where an area has stood from reading to reading, drawn, and where it stands."""
    scales = [each.scale for each in area.readings[-READINGS:]]
    return f"{rising(scales, HIGHEST)} {scales[-1]}/{HIGHEST}" if scales else ""


def _in_order(practices: Iterable[Practice], area: str) -> tuple[Practice, ...]:
    def place(practice: Practice) -> tuple[bool, int]:
        return (practice.state is PracticeState.RETIRED, WHEEL.index(practice.month))

    return tuple(sorted((each for each in practices if each.area == area), key=place))


def by_month(words: Words, book: Book, today: date) -> tuple[Group, ...]:
    """Return the year wheel: August to June and what holds all year, with the living practices of each."""
    kept = living(book.plan)
    return tuple(
        Group(
            f"{month}",
            words.month(month),
            tuple(practice for practice in kept if practice.month == month),
            words("this month") if month == today.month else "",
        )
        for month in WHEEL
    )


def group_of(practice: Practice, *, wheel: bool) -> str:
    """Return the key of the group a practice stands in."""
    return f"{practice.month}" if wheel else practice.area
