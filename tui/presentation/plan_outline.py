"""The plan as one looks at it: its groups in the order they stand, and what a row of them is about."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from storage.content.plan_template import plan_file
from storage.domain.calendar import school_year
from storage.domain.people import Language
from storage.domain.plan.plan import Area, Practice, of_month
from storage.domain.views.book import Book
from storage.domain.views.reviews import Coverage, gaps
from tui.i18n.words import Words
from tui.look.letters import letters
from tui.look.panels import has_frames
from tui.look.ring import LEAST, Ring, ring
from tui.look.signs import Mark, Span
from tui.look.year import WIDEST, Month, cells, height_of, stacks
from tui.presentation import plan
from tui.presentation.lines import BLANK, Line, Marked, Paragraph, Row
from tui.presentation.rows import beside_figure

RING, EDGES = 62, 4
"""Cells of the year as a ring; rows of the screen above and below it."""


class DrawnYear(NamedTuple):
    """A year on a screen of so many columns and rows: as a ring beside everything else, or as stacks above it."""

    months: tuple[Month, ...]
    width: int
    height: int
    opened: int = -1
    """Which month is open."""
    wheel: bool = False
    """Whether the year is what is looked at, and not only beside it."""

    @property
    def is_framed(self) -> bool:
        """Whether there is room for the year in a frame of its own, whatever is looked at."""
        return has_frames(self.width) and self.height - EDGES >= LEAST

    @property
    def is_ring(self) -> bool:
        """Whether it is drawn as a ring."""
        return self.wheel and self.is_framed

    @property
    def ring(self) -> Ring:
        """The ring, its open month drawn out."""
        return Ring(self.months, RING, self.height - EDGES, self.opened)

    @property
    def across(self) -> int:
        """How many cells the stacks may take."""
        return min(self.width, WIDEST) - (6 if self.is_framed else 2)

    def rows(self, words: Words) -> tuple[tuple[Span, ...], ...]:
        """Return the rows of the drawing."""
        if self.is_ring:
            return ring(self.ring, plan.year_middle(words, self.months))
        height = height_of(self.months, self.height)
        return tuple(stacks(self.months, self.across, height, framed=has_frames(self.width)))

    def month_at(self, x: int, y: int) -> int | None:
        """Return which month stands in a cell of the drawing."""
        if self.is_ring:
            return self.ring.month_at(x, y)
        drawn = enumerate(cells(self.months, self.across))
        return next((place for place, cell in drawn if cell.start <= x < cell.start + cell.width), None)


@dataclass(frozen=True)
class PlanOutline:
    """The plan of one book on one day, by area or on its year wheel."""

    words: Words
    book: Book
    today: date
    wheel: bool = False
    with_tiers: bool = False
    """Whether both tiers stand below each practice."""

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing of a plan yet."""
        return not self.book.practices and not self.book.areas

    @property
    def heading(self) -> str:
        """Which view this is."""
        year = school_year(self.today).span
        return self.words("The year wheel {year}", year=year) if self.wheel else self.words("The plan")

    @cached_property
    def groups(self) -> tuple[plan.Group, ...]:
        """The groups of this view."""
        if self.wheel:
            return plan.by_month(self.words, self.book, self.today)
        return plan.with_remarks(self.words, plan.by_area(self.words, self.book), self.book, self.today)

    @cached_property
    def gaps(self) -> tuple[Coverage, ...]:
        """The themes that keep coming back without a practice."""
        return gaps(self.book, school_year(self.today))

    @property
    def rows_of_one(self) -> int:
        """How many rows a practice takes."""
        return 3 if self.with_tiers else 1

    def lines(self, opened: Collection[str], signs: plan.PracticeSigns) -> tuple[Line[Row], ...]:
        """Return the rows, with the practices of the opened groups."""
        rows = plan.plan_lines(self.words, self.groups, opened, signs, wheel=self.wheel, with_tiers=self.with_tiers)
        return (*plan.gap_lines(self.words, self.gaps), *rows)

    def bare_lines(self, width: int) -> tuple[Line[Row], ...]:
        """Return what stands in place of a plan that is bare; how many practices the template has is large."""
        ours = plan_file(self.book.team.language)
        lines = plan.empty_lines(self.words, len(ours.areas), len(ours.practices), width)
        return beside_figure(lines, Row("template"), letters(f"{len(ours.practices)}", width), "plan")

    def fits(self, height: int) -> bool:
        """Tell whether so many rows hold the plan with every group open."""
        return plan.rows_when_open(self.groups, each=self.rows_of_one) + len(self.gaps) <= height

    @property
    def first_practice(self) -> Practice | None:
        """What the plan says this month, or else its first practice."""
        book = self.book
        this_month = of_month(book.plan, self.today.month, school_year(self.today))
        return next(iter((*this_month, *book.plan, *book.practices)), None)

    @property
    def first_key(self) -> Row | None:
        """Where the cursor stands at first."""
        first = self.first_practice
        return Row("practice", first.id) if first else None

    @property
    def first_group(self) -> str:
        """The group that is open at first."""
        first = self.first_practice
        return plan.group_of(first, wheel=self.wheel) if first else ""

    def place_of(self, key: str | None) -> int:
        """Return which group has a key; -1 where none does."""
        return next((place for place, group in enumerate(self.groups) if group.key == key), -1)

    def next_to(self, key: str | None, way: int) -> str:
        """Return the key of the group before or after one, round and round; the first or last after none."""
        place = self.place_of(key)
        there = place + way if place >= 0 or way > 0 else -1
        return self.groups[there % len(self.groups)].key if self.groups else ""

    @property
    def practice_ids(self) -> tuple[str, ...]:
        """The ids of all practices in the order of this view."""
        return tuple(practice.id for group in self.groups for practice in group.practices)

    def at(self, row: Marked) -> Practice | plan.Group | None:
        """Return what a row is about."""
        match row:
            case Row("group", key):
                return next((group for group in self.groups if group.key == key), None)
            case Row("practice", key):
                return next((practice for practice in self.book.practices if practice.id == key), None)
        return None

    def area_of(self, marked: Practice | plan.Group | None) -> Area | None:
        """Return the area that is marked, or that the marked practice lies in."""
        key = marked.area if isinstance(marked, Practice) else "" if self.wheel or marked is None else marked.key
        return next((area for area in self.book.areas if area.key == key), None)


def template_text(words: Words, language: Language) -> Iterator[Paragraph]:
    """Yield what a plan is, and what of one the template brings: its areas with how many practices."""
    ours = plan_file(language)
    yield BLANK
    yield Paragraph(words(plan.ABOUT_PLAN))
    yield BLANK
    count = Counter(practice.area for practice in ours.practices)
    for area in ours.areas:
        held = words.many("{count} practice", "{count} practices", count[area.key])
        yield Paragraph(f"{area.title} · {held}", mark=Mark.IDEA)
