"""The peacetime plan and what is done with it."""

from dataclasses import replace

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.geometry import Region
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.calendar import school_year
from storage.domain.plan.plan import Area, Practice, PracticeState
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.look.panels import fitting
from tui.presentation.lines import Line, Marked, Row
from tui.presentation.plan import Group, PracticeSigns, group_of, legend, plan_detail, signs_on, year_of, year_state
from tui.presentation.plan_outline import EDGES, DrawnYear, PlanOutline, template_text
from tui.screens.homes.doors import DOORS
from tui.screens.plan import changes
from tui.screens.plan.files import take_in_plan, write_plan
from tui.screens.plan.practice import PracticeScreen
from tui.screens.plan.years import PastPlanScreen, hand_over
from tui.screens.team_screen import TeamScreen
from tui.widgets.canvas import Canvas
from tui.widgets.lists import LineList
from tui.widgets.panel import Panel
from tui.widgets.reader import Reader

NEEDS_A_PLAN = frozenset({"change", "new_practice", "step_on", "tick", "year_wheel"})
"""Actions that do nothing as long as there is nothing of a plan."""
BETWEEN = 4
"""Cells at the ends of the top row, and between what stands there."""


class PlanScreen(TeamScreen):
    """Groups of practices, one of them open where not all fit; takes keys to areas and practices."""

    CSS_PATH = "plan.tcss"
    MODE = WHERE = "plan"
    BINDINGS = [Binding("left", "group(-1)", show=False), Binding("right", "group(1)", show=False)]

    rows: query_one[LineList[Row]] = query_one("#rows", LineList)
    detail = query_one("#detail", Reader)
    left = query_one("#left", Panel)

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
        with Container(id="views"):
            with Panel(id="drawn"):
                yield Canvas(id="year")
            with Container(id="sides"):
                with Panel(id="left"):
                    yield LineList(id="rows")
                with Panel(self.desk.words("The marked row"), id="right"):
                    yield Reader(id="detail")

    def on_line_list_resized(self) -> None:
        """Open as many groups as fit."""
        self.redraw()

    @property
    def outline(self) -> PlanOutline:
        """The plan as it is seen now; by area with both tiers, unless it is seen whole with more of it beside."""
        seen = PlanOutline(self.desk.words, self.current, self.desk.today, self.wheel)
        is_whole = self.has_class("-wide") and seen.fits(self.rows.size.height)
        return seen if self.wheel or is_whole else replace(seen, with_tiers=True)

    def draw(self, key: Row | None = None) -> None:
        """Show the plan as it stands, with the cursor on a key if one is given."""
        if self.book is None or not self.is_mounted:
            return
        outline = self.outline
        done = year_state(self.desk.words, self.year.months, whole=False)
        heading = outline.heading if outline.is_bare else f"{outline.heading} · {done}"
        self.query_one("#view", Static).update(heading)
        room = self.size.width - cell_len(heading) - BETWEEN
        signs = "" if outline.is_bare else legend(self.desk.words)
        self.query_one("#legend", Static).update(fitting(signs, room))
        self.left.keys = signs
        self.key_line.without = NEEDS_A_PLAN if outline.is_bare else frozenset()
        self.key_line.turned = ("o", self.desk.words("areas")) if self.wheel else ("", "")
        self.draw_year(outline)
        self.rows.show(self.lines_of(outline), key or (None if self.rows.key else outline.first_key))
        self.show_detail(outline)

    def draw_year(self, outline: PlanOutline) -> None:
        """Say how much of the year's plan is done, and draw the year where it is looked at by month."""
        words, left, drawn = self.desk.words, self.left, self.query_one("#drawn", Panel)
        year = self.year
        self.set_class(year.is_ring, "-ring")
        self.set_class(year.is_framed, "-framed")
        fits = self.wheel and len(self.lines_of(outline)) < self.size.height - EDGES
        drawn.display = not outline.is_bare and (year.is_framed or fits)
        drawn.title, drawn.keys = words("The year wheel {year}", year=school_year(self.desk.today).span), legend(words)
        drawn.state = year_state(words, year.months)
        left.title, left.state = outline.heading, "" if year.is_framed else drawn.state
        if year.is_framed:
            left.keys = "" if outline.is_bare else words("o the year by month")
        if year.is_ring:
            left.title, left.keys = words("Month by month"), words("←→ the month before or after")
        self.query_one("#year", Canvas).show(year.rows(words))

    @property
    def year(self) -> DrawnYear:
        """The year as it is drawn here."""
        months = year_of(self.desk.words, self.current, self.signs_of(self.current))
        return DrawnYear(months, *self.size, self.outline.place_of(self.opened), wheel=self.wheel)

    def on_canvas_clicked(self, event: Canvas.Clicked) -> None:
        """Open the month that was clicked."""
        place = self.year.month_at(event.at.x, event.at.y)
        if place is not None:
            self.wheel = True
            self.open_group(self.outline.groups[place].key)

    def open_group(self, key: str) -> None:
        """Open a group, the cursor on its first practice if it has one."""
        self.opened = key
        group = next(group for group in self.outline.groups if group.key == key)
        first = next((Row("practice", practice.id) for practice in group.practices), Row("group", key))
        self.draw(first)

    def action_group(self, way: int) -> None:
        """Open the month or the area before or after the one that is open."""
        if following := self.outline.next_to(self.opened, way):
            self.open_group(following)

    def lines_of(self, outline: PlanOutline) -> tuple[Line[Row], ...]:
        """Return the rows that there is room for."""
        if outline.is_bare:
            return outline.bare_lines(self.rows.size.width)
        return outline.lines(self.open_groups(outline), self.signs_of(outline.book))

    def open_groups(self, outline: PlanOutline) -> set[str]:
        """Return the groups that are open: all where they fit, else one."""
        if outline.fits(self.rows.size.height):
            return {group.key for group in outline.groups}
        if self.opened is None:
            self.opened = outline.first_group
        return {self.opened}

    def signs_of(self, book: Book) -> PracticeSigns:
        """Return today's signs; reckoned once for a book."""
        if self.reckoned is None or self.reckoned[0] is not book or self.reckoned[1].today != self.desk.today:
            self.reckoned = (book, signs_on(book, self.desk.today))
        return self.reckoned[1]

    def on_line_list_moved(self) -> None:
        """Show more about the marked row as soon as the cursor rests."""
        self.at_rest(lambda: self.show_detail(self.outline))

    def show_detail(self, outline: PlanOutline) -> None:
        """Fill the side, where there is one."""
        if self.has_class("-wide"):
            marked, signs = outline.at(self.rows.key), self.signs_of(outline.book)
            shown = plan_detail(self.desk.words, outline.book, marked, signs, self.desk.law)
            if outline.is_bare:
                shown = tuple(template_text(self.desk.words, outline.book.team.language))
            self.detail.show(shown, top=self.detail.scroll_offset.y > 0)

    def reveal(self, count: int) -> None:
        """Bring so many rows below the cursor into view."""
        rows = Region(0, self.rows.cursor, 1, 1 + count)
        self.rows.scroll_to_region(rows, animate=False, force=True)

    def go_to(self, key: str) -> None:
        """Put the cursor on a practice, its group open."""
        practice = self.current.record(key)
        if isinstance(practice, Practice):
            self.opened = group_of(practice, wheel=self.wheel)
            self.draw(Row("practice", key))

    def marked(self) -> Practice | Group | None:
        """Return what the cursor is on."""
        return self.outline.at(self.rows.key)

    def marked_practice(self) -> Practice | None:
        """Return the practice under the cursor, or say that there is none."""
        marked = self.marked()
        if isinstance(marked, Practice):
            return marked
        self.say(self.desk.words("Mark a practice first."))
        return None

    def marked_area(self) -> Area | None:
        """Return the area under the cursor, or say that there is none."""
        if area := self.outline.area_of(self.marked()):
            return area
        self.say(self.desk.words("Mark an area first."))
        return None

    def action_visit(self, door: str) -> None:
        """Go to the parent meetings, the rounds of conversations, or the first contacts."""
        self.app.push_screen(DOORS[door](self.desk))

    def action_open(self) -> None:
        """Open or close a group, or show a practice whole."""
        marked = self.marked()
        if isinstance(marked, Group):
            self.opened = "" if self.opened == marked.key else marked.key
            self.redraw()
            self.reveal(len(marked.practices) * self.outline.rows_of_one)
        elif marked:
            self.app.push_screen(PracticeScreen(self.desk, marked.id, self.outline.practice_ids))
        else:
            self.open_row(self.rows.key)

    def open_row(self, row: Marked) -> None:
        """Begin the plan, or fill one of its gaps."""
        match row:
            case Row("template"):
                self.action_template()
            case Row("file"):
                self.action_take_in()
            case Row("gap", theme):
                self.fill(theme)

    @work
    async def fill(self, theme: str) -> None:
        """Agree on a practice for a theme that keeps coming back."""
        if self.book:
            await changes.fill_gap(self, self.book, theme)

    @work
    async def action_new_practice(self) -> None:
        """Make a practice in the marked area."""
        if self.book is None or not self.book.areas:
            self.say(self.desk.words("Press t first; then the areas come in from the template."))
            return
        area = self.outline.area_of(self.marked()) or self.book.areas[0]
        self.go_to(await changes.make_practice(self, self.book, area.key))

    @work
    async def action_from_card(self) -> None:
        """Make a practice of an experience card, and go to it."""
        if self.book:
            self.go_to(await changes.make_from_card(self, self.book))

    @work
    async def action_change(self) -> None:
        """Change the marked practice, or the marked area."""
        marked = self.marked()
        area = self.outline.area_of(marked)
        if isinstance(marked, Practice) and self.book:
            await changes.change_practice(self, self.book, marked)
        elif area and self.book:
            await changes.change_area(self, self.book, area)
        else:
            self.say(self.desk.words("Mark a practice or an area first."))

    @work
    async def action_new_area(self) -> None:
        """Make an area of the school's own, and go to it."""
        if self.book and (key := await changes.make_area(self, self.book)):
            self.wheel, self.opened = False, key
            self.draw(Row("group", key))

    async def action_hide(self) -> None:
        """Hide the area with its practices, or show it again."""
        if area := self.marked_area():
            self.rows.show(self.rows.lines, Row("group", area.key))
            await changes.hide_or_show(self, area)

    async def action_move(self, way: int) -> None:
        """Move the area one place up or down."""
        if self.book and (area := self.marked_area()):
            await changes.move(self, self.book, area, way)

    async def action_step_on(self) -> None:
        """Take the practice to its next state."""
        if practice := self.marked_practice():
            await changes.step_on(self, practice)

    async def action_retire(self) -> None:
        """Retire the practice, or take it back."""
        if practice := self.marked_practice():
            await changes.retire_or_take_back(self, practice)

    async def action_tick(self) -> None:
        """Tick the practice as done this school year, or take the tick away."""
        if practice := self.marked_practice():
            await changes.tick(self, practice)

    def action_year_wheel(self) -> None:
        """Show the plan by month, or by area again."""
        marked = self.marked()
        self.wheel = not self.wheel
        self.opened = None
        if isinstance(marked, Practice) and marked.state is not PracticeState.RETIRED:
            self.go_to(marked.id)
        else:
            self.draw(self.outline.first_key)

    @work
    async def action_template(self) -> None:
        """Take in practices from the template."""
        if self.book:
            self.go_to(await changes.take_from_template(self, self.book))

    @work
    async def action_write_out(self) -> None:
        """Write the plan into a file, to change in an editor or to print."""
        if self.book:
            await write_plan(self, self.book)

    @work
    async def action_take_in(self) -> None:
        """Take in a plan from a file."""
        if self.book:
            await take_in_plan(self, self.book)

    def action_hand_over(self) -> None:
        """Hand the plan over to the next school year."""
        hand_over(self)

    def action_past_plan(self) -> None:
        """Read an earlier year's plan."""
        self.app.push_screen(PastPlanScreen(self.desk))
