"""The peacetime plan and what is done with it."""

from textual import work

from storage.domain.plan.plan import Practice, PracticeState
from tui.commands import bindings
from tui.presentation.plan import GAP, Group
from tui.screens.plan.changes import (
    change_area,
    change_practice,
    fill_gap,
    hide_or_show,
    make_area,
    make_from_card,
    make_practice,
    move,
    retire_or_take_back,
    step_on,
    take_from_template,
    tick,
)
from tui.screens.plan.files import take_in_plan, write_plan
from tui.screens.plan.practice import PracticeScreen
from tui.screens.plan.view import PlanView
from tui.screens.plan.years import PastPlanScreen, hand_over


class PlanScreen(PlanView):
    """Takes keys to the plan's areas and practices."""

    BINDINGS = bindings("plan")

    def action_open(self) -> None:
        """Open or close a group, or show a practice whole."""
        marked = self.marked()
        if isinstance(marked, Group):
            self.opened = "" if self.opened == marked.key else marked.key
            self.draw()
            self.reveal(len(marked.practices) * self.rows_of_one)
        elif marked:
            self.app.push_screen(PracticeScreen(self.desk, marked.id, self.practices_in_order()))
        elif self.rows.key == "template":
            self.action_template()
        elif self.rows.key == "file":
            self.action_take_in()
        elif self.rows.key.startswith(GAP):
            self.fill(self.rows.key.removeprefix(GAP))

    @work
    async def fill(self, theme: str) -> None:
        """Agree on a practice for a theme that keeps coming back."""
        if self.book:
            await fill_gap(self, self.book, theme)

    @work
    async def action_new_practice(self) -> None:
        """Make a practice in the marked area."""
        if self.book is None or not self.book.areas:
            self.say(self.desk.words("Press t first; then the areas come in from the template."))
            return
        area = self.area_of(self.marked()) or self.book.areas[0]
        self.go_to(await make_practice(self, self.book, area.key))

    @work
    async def action_from_card(self) -> None:
        """Make a practice of an experience card, and go to it."""
        if self.book:
            self.go_to(await make_from_card(self, self.book))

    @work
    async def action_change(self) -> None:
        """Change the marked practice, or the marked area."""
        marked = self.marked()
        area = self.area_of(marked)
        if isinstance(marked, Practice) and self.book:
            await change_practice(self, self.book, marked)
        elif area and self.book:
            await change_area(self, self.book, area)
        else:
            self.say(self.desk.words("Mark a practice or an area first."))

    @work
    async def action_new_area(self) -> None:
        """Make an area of the school's own, and go to it."""
        if self.book and (key := await make_area(self, self.book)):
            self.wheel, self.opened = False, key
            self.draw(f"group:{key}")

    async def action_hide(self) -> None:
        """Hide the area with its practices, or show it again."""
        if area := self.marked_area():
            self.rows.show(self.rows.lines, f"group:{area.key}")
            await hide_or_show(self, area)

    async def action_move(self, way: int) -> None:
        """Move the area one place up or down."""
        if self.book and (area := self.marked_area()):
            await move(self, self.book, area, way)

    async def action_step_on(self) -> None:
        """Take the practice to its next state."""
        if practice := self.marked_practice():
            await step_on(self, practice)

    async def action_retire(self) -> None:
        """Retire the practice, or take it back."""
        if practice := self.marked_practice():
            await retire_or_take_back(self, practice)

    async def action_tick(self) -> None:
        """Tick the practice as done this school year, or take the tick away."""
        if practice := self.marked_practice():
            await tick(self, practice)

    def action_year_wheel(self) -> None:
        """Show the plan by month, or by area again."""
        marked = self.marked()
        self.wheel = not self.wheel
        self.opened = None
        if isinstance(marked, Practice) and marked.state is not PracticeState.RETIRED:
            self.go_to(marked.id)
        else:
            self.draw(self.first_key(self.book) if self.book else None)

    @work
    async def action_template(self) -> None:
        """Take in practices from the template."""
        if self.book:
            self.go_to(await take_from_template(self, self.book))

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
