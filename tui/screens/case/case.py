"""One case, and what can be done in it; the others of its list are a key away."""

from textual import work

from storage.domain.case.case import Route
from storage.domain.case.path import missing_step
from tui.commands import bindings
from tui.screens.case import case_access, case_acts, case_deleting, case_lessons, case_states
from tui.screens.case.case_practice import show_practice
from tui.screens.case.case_turning import turn
from tui.screens.case.case_view import CaseView
from tui.screens.case.history import HistoryScreen
from tui.screens.lift import LiftScreen
from tui.screens.safety import show_notice


class CaseScreen(CaseView):
    """Pages through a list of cases, and takes what is pressed to the case."""

    BINDINGS = bindings("case")

    def go(self, way: int) -> None:
        """Open the case so many places on in the list."""
        place = self.codes.index(self.code) + way
        if 0 <= place < len(self.codes):
            self.code, self.others, self.mark = self.codes[place], "", ""
            self.draw(top=True)
        else:
            words = self.desk.words
            self.say(words("That was the last case.") if way > 0 else words("That was the first case."))

    def action_next(self) -> None:
        """Go to the next case of the list."""
        self.go(1)

    def action_previous(self) -> None:
        """Go to the case before."""
        self.go(-1)

    def action_history(self) -> None:
        """Show who did what to the case, and how it was earlier."""
        self.app.push_screen(HistoryScreen(self.desk, self.code))

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()

    @work
    async def action_write(self) -> None:
        """Write where the path is bare."""
        if self.case:
            agreements = len(self.current.agreements_of(self.code))
            await case_acts.write(self, self.case, missing_step(self.case, agreements))

    @work
    async def action_write_at(self) -> None:
        """Write at a step of one's choice."""
        if self.case:
            await case_acts.write_at(self, self.case)

    @work
    async def action_change_entry(self) -> None:
        """Change what was written."""
        if self.case:
            await case_acts.change_entry(self, self.case)

    @work
    async def action_idea(self) -> None:
        """Write ideas."""
        if self.case:
            await case_acts.write_ideas(self, self.case)

    @work
    async def action_take_card(self) -> None:
        """Take an experience card as an idea."""
        if self.book and self.case:
            await case_acts.take_card(self, self.book, self.case)

    @work
    async def action_sort(self) -> None:
        """Sort an idea."""
        if self.case:
            await case_acts.sort_ideas(self, self.case)

    @work
    async def action_agree(self) -> None:
        """Make an agreement."""
        if self.book and self.case:
            await case_acts.agree(self, self.book, self.case)

    @work
    async def action_rate(self) -> None:
        """Follow up an agreement."""
        if self.book and self.case:
            await case_acts.rate(self, self.book, self.case)

    @work
    async def action_change(self) -> None:
        """Change title, themes or owner."""
        if self.book and self.case:
            await case_acts.change(self, self.book, self.case)

    @work
    async def action_cross_pressure(self) -> None:
        """Sort the cross-pressure."""
        if self.case:
            await case_acts.sort_pressure(self, self.case)

    @work
    async def action_three_questions(self) -> None:
        """Ask the three questions."""
        if self.book and self.case:
            await case_acts.ask_three(self, self.book, self.case)

    @work
    async def action_turn(self) -> None:
        """Put a turning question on the screen."""
        if self.case:
            await turn(self, self.case, self.turning)

    def action_lift(self) -> None:
        """Show what waits for the leadership."""
        self.app.push_screen(LiftScreen(self.desk))

    @work
    async def action_safety(self) -> None:
        """Show who must be told when a pupil may not be safe."""
        if self.case:
            await show_notice(self, self.case, self.case.alarm or Route.NOT_SAFE)

    @work
    async def action_lesson(self) -> None:
        """Put something into the plan."""
        if self.book and self.case:
            await case_lessons.learn(self, self.book, self.case)

    @work
    async def action_practice(self) -> None:
        """Show what the plan has made of the case."""
        if self.book and self.case:
            await show_practice(self, self.book, self.case)

    @work
    async def action_state(self) -> None:
        """Close, park, lift or reopen."""
        if self.book and self.case:
            await case_states.change_state(self, self.book, self.case)

    @work
    async def action_for_access(self) -> None:
        """Write all of it to a file."""
        if self.book and self.case:
            await case_access.hand_out(self, self.book, self.case)

    @work
    async def action_delete(self) -> None:
        """Delete the case once it is closed."""
        if self.case:
            await case_deleting.delete(self, self.case)
            self.follow()
