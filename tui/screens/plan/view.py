"""The peacetime plan as it is seen: its areas or its year wheel, with both tiers of the marked practice."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.geometry import Region
from textual.getters import query_one
from textual.widgets import Static

from storage.content.plan_template import plan_file
from storage.domain.calendar import school_year
from storage.domain.plan.plan import Area, Practice, of_month
from storage.domain.views.book import Book
from storage.domain.views.reviews import Coverage, gaps
from tui.desk.desk import Desk
from tui.desk.pages import law_of
from tui.presentation.lines import Line
from tui.presentation.plan import (
    Group,
    PracticeSigns,
    by_area,
    by_month,
    empty_lines,
    gap_lines,
    group_of,
    legend,
    plan_detail,
    plan_lines,
    rows_when_open,
    signs_on,
    with_remarks,
)
from tui.screens.homes.doors import PeacetimeScreen
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

NEEDS_A_PLAN = frozenset({"change", "new_practice", "step_on", "tick", "year_wheel"})
"""Actions that do nothing as long as there is nothing of a plan."""
BETWEEN = 4
"""Cells at the ends of the top row, and between what stands there."""


class PlanView(PeacetimeScreen):
    """Groups of practices; one group is open where not all fit."""

    CSS_PATH = "plan.tcss"
    MODE = WHERE = "plan"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    rows = query_one("#rows", LineList)
    detail = query_one("#detail", Reader)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wheel = False
        self.opened: str | None = None
        """The key of the open group; None until something was shown."""
        self.reckoned: tuple[Book, PracticeSigns] | None = None

    def body(self) -> ComposeResult:
        """Yield which view this is, the rows, and more about the marked one."""
        with Container(id="top"):
            yield Static(id="view", markup=False)
            yield Static(id="legend", markup=False)
        with Container(id="sides"):
            yield LineList(id="rows")
            yield Reader(id="detail")

    def watch_book(self) -> None:
        """Draw the book."""
        self.draw()

    def on_resize(self, _: Resize) -> None:
        """Open as many groups as fit."""
        self.call_after_refresh(self.draw)

    def draw(self, key: str | None = None) -> None:
        """Show the plan as it stands, with the cursor on a key if one is given."""
        if self.book is None or not self.is_mounted:
            return
        heading = self.heading()
        self.query_one("#view", Static).update(heading)
        room = self.size.width - cell_len(heading) - BETWEEN
        bare = is_bare(self.book)
        self.query_one("#legend", Static).update("" if bare else legend(self.desk.words, room))
        self.key_line.without = NEEDS_A_PLAN if bare else frozenset()
        self.rows.show(self.lines_of(self.book), key or (None if self.rows.key else self.first_key(self.book)))
        self.show_detail()

    def heading(self) -> str:
        """Return which view this is."""
        words = self.desk.words
        year = school_year(self.desk.today).name
        return words("The year wheel {year}", year=year) if self.wheel else words("The plan")

    def lines_of(self, book: Book) -> tuple[Line, ...]:
        """Return the rows."""
        words = self.desk.words
        if is_bare(book):
            ours = plan_file(book.team.language)
            return empty_lines(words, len(ours.areas), len(ours.practices), self.rows.size.width)
        groups = self.groups(book)
        signs, opened = self.signs_of(book), self.open_groups(book, groups)
        rows = plan_lines(words, groups, opened, signs, wheel=self.wheel, with_tiers=self.has_tiers)
        return (*gap_lines(words, self.gaps(book)), *rows)

    @property
    def has_tiers(self) -> bool:
        """Whether both tiers stand in the list: where nothing beside it shows them, and the wheel is not shown."""
        return not self.wheel and not self.has_class("-wide")

    def gaps(self, book: Book) -> tuple[Coverage, ...]:
        """Return the themes that keep coming back without a practice."""
        return gaps(book, school_year(self.desk.today))

    def signs_of(self, book: Book) -> PracticeSigns:
        """Return today's signs; reckoned once for a book."""
        if self.reckoned is None or self.reckoned[0] is not book or self.reckoned[1].today != self.desk.today:
            self.reckoned = (book, signs_on(book, self.desk.today))
        return self.reckoned[1]

    def groups(self, book: Book) -> tuple[Group, ...]:
        """Return the groups of this view."""
        words = self.desk.words
        if self.wheel:
            return by_month(words, book, self.desk.today)
        return with_remarks(words, by_area(words, book), book, self.desk.today)

    def open_groups(self, book: Book, groups: tuple[Group, ...]) -> set[str]:
        """Return the groups that are open: all where they fit, else one."""
        if rows_when_open(groups, each=self.rows_of_one) + len(self.gaps(book)) <= self.rows.size.height:
            return {group.key for group in groups}
        if self.opened is None:
            first = self.first_practice(book)
            self.opened = group_of(first, wheel=self.wheel) if first else ""
        return {self.opened}

    @property
    def rows_of_one(self) -> int:
        """How many rows a practice takes."""
        return 3 if self.has_tiers else 1

    def first_practice(self, book: Book) -> Practice | None:
        """Return what the plan says this month, or else its first practice."""
        today = self.desk.today
        return next(iter((*of_month(book.plan, today.month, school_year(today)), *book.plan, *book.practices)), None)

    def first_key(self, book: Book) -> str | None:
        """Return where the cursor stands at first."""
        first = self.first_practice(book)
        return f"practice:{first.id}" if first else None

    def practices_in_order(self) -> tuple[str, ...]:
        """Return the ids of all practices in the order of this view."""
        groups = self.groups(self.book) if self.book else ()
        return tuple(practice.id for group in groups for practice in group.practices)

    def marked(self) -> Practice | Group | None:
        """Return what the cursor is on."""
        kind, _, name = self.rows.key.partition(":")
        if self.book is None:
            return None
        if kind == "group":
            return next((group for group in self.groups(self.book) if group.key == name), None)
        return next((practice for practice in self.book.practices if practice.id == name), None)

    def on_line_list_moved(self) -> None:
        """Show more about the marked row."""
        self.show_detail()

    def show_detail(self) -> None:
        """Fill the side, where there is one."""
        if self.book and self.has_class("-wide"):
            shown = plan_detail(self.desk.words, self.book, self.marked(), self.signs_of(self.book), law_of(self.desk))
            self.detail.show(shown, top=self.detail.scroll_offset.y > 0)

    def reveal(self, count: int) -> None:
        """Bring so many rows below the cursor into view."""
        rows = Region(0, self.rows.cursor, 1, 1 + count)
        self.rows.scroll_to_region(rows, animate=False, force=True)

    def go_to(self, key: str) -> None:
        """Put the cursor on a practice, its group open."""
        practice = self.book.record(key) if self.book else None
        if isinstance(practice, Practice):
            self.opened = group_of(practice, wheel=self.wheel)
            self.draw(f"practice:{key}")

    def marked_practice(self) -> Practice | None:
        """Return the practice under the cursor, or say that there is none."""
        marked = self.marked()
        if isinstance(marked, Practice):
            return marked
        self.say(self.desk.words("Mark a practice first."))
        return None

    def area_of(self, marked: Practice | Group | None) -> Area | None:
        """Return the area that is marked, or that the marked practice lies in."""
        key = marked.area if isinstance(marked, Practice) else "" if self.wheel or marked is None else marked.key
        return next((area for area in self.book.areas if area.key == key), None) if self.book else None

    def marked_area(self) -> Area | None:
        """Return the area under the cursor, or say that there is none."""
        if area := self.area_of(self.marked()):
            return area
        self.say(self.desk.words("Mark an area first."))
        return None


def is_bare(book: Book) -> bool:
    """Tell whether there is nothing of a plan yet."""
    return not book.practices and not book.areas
