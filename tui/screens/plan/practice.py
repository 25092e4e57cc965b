"""One practice on the whole screen."""

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one

from storage.domain.case.case import Case
from storage.domain.plan.plan import Practice
from storage.domain.views.reviews import cases_since
from tui.desk.desk import Desk
from tui.desk.pages import law_of
from tui.dialogs.choose import ChooseDialog
from tui.presentation.lines import Paragraph
from tui.presentation.practice import practice_page
from tui.screens.case.screen import CaseScreen
from tui.screens.plan.changes import change_practice, retire_or_take_back, step_on, tick
from tui.screens.team_screen import TeamScreen
from tui.widgets.reader import Reader


class PracticeScreen(TeamScreen):
    """Shows one practice of a list one can page through."""

    CSS_PATH = "../team_screen.tcss"
    MODE = "plan"
    WHERE = "practice"

    page = query_one(Reader)

    def __init__(self, desk: Desk, key: str, keys: Sequence[str] = ()) -> None:
        super().__init__(desk)
        self.key = key
        self.keys = keys if key in keys else (key,)

    @property
    def practice(self) -> Practice | None:
        """The practice as it stands; None when it is gone."""
        record = self.book.record(self.key) if self.book else None
        return record if isinstance(record, Practice) else None

    def body(self) -> ComposeResult:
        """Yield the page."""
        yield Reader()

    def draw(self, *, top: bool = False) -> None:
        """Show the practice as it stands."""
        words, practice = self.desk.words, self.practice
        gone = (Paragraph(words("This practice is gone. Press Esc to go back."), "quiet"),)
        known = (
            practice_page(words, self.book, practice, self.desk.today, law_of(self.desk))
            if practice and self.book
            else gone
        )
        self.page.show(tuple(known), top=top)

    def action_go(self, way: int) -> None:
        """Show the practice so many places on in the list."""
        place = self.keys.index(self.key) + way
        if 0 <= place < len(self.keys):
            self.key = self.keys[place]
            self.draw(top=True)
        else:
            words = self.desk.words
            self.say(words("That was the last practice.") if way > 0 else words("That was the first practice."))

    @work
    async def action_change(self) -> None:
        """Change the practice."""
        if self.practice and self.book:
            await change_practice(self, self.book, self.practice)

    async def action_step_on(self) -> None:
        """Take the practice to its next state."""
        if self.practice:
            await step_on(self, self.practice)

    async def action_tick(self) -> None:
        """Tick the practice as done this school year, or take the tick away."""
        if self.practice:
            await tick(self, self.practice)

    async def action_retire(self) -> None:
        """Retire the practice, or take it back."""
        if self.practice:
            await retire_or_take_back(self, self.practice)

    @work
    async def action_case(self) -> None:
        """Go to a case that it came from, or that is about the same."""
        words, cases = self.desk.words, self.cases()
        if not cases:
            self.say(words("It came from no case, and no case has come since."))
            return
        options = [(case.code, f"{case.code} {case.title}") for case in cases]
        chosen: str | None = options[0][0]
        if len(options) > 1:
            chosen = await self.app.push_screen_wait(ChooseDialog(self.desk, words("Which case?"), options))
        if chosen:
            self.app.push_screen(CaseScreen(self.desk, chosen, tuple(code for code, _ in options)))

    def cases(self) -> tuple[Case, ...]:
        """Return the cases the practice came from, then those that have come since."""
        book, practice = self.book, self.practice
        if book is None or practice is None:
            return ()
        found = (book.find_case(key) for key in practice.evidence)
        since = cases_since(book, practice, self.desk.today)
        return tuple({case.code: case for case in (*found, *since) if case}.values())
