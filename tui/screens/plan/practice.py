"""One practice on the whole screen."""

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.getters import query_one

from storage.domain.case.case import Case
from storage.domain.plan.plan import Practice
from storage.domain.views.book import Book
from storage.domain.views.reviews import cases_since
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.i18n.words import N_
from tui.presentation.lines import Paragraph
from tui.presentation.practice import (
    TIERS_IN_FULL,
    practice_grounds,
    practice_head,
    practice_page,
    practice_plans,
    way_of,
)
from tui.screens.case.screen import CaseScreen
from tui.screens.plan.changes import change_practice, retire_or_take_back, step_on, tick
from tui.screens.team_screen import TeamScreen
from tui.widgets.canvas import Rail
from tui.widgets.panel import Panel
from tui.widgets.reader import Reader


class PracticeScreen(TeamScreen):
    """Shows one practice of a list one can page through."""

    CSS_PATH = ["../team_screen.tcss", "practice.tcss"]
    MODE = "plan"
    WHERE = "practice"

    page = query_one("#page", Reader)

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
        """Yield the page; where it is wide, both tiers beside each other, and below them what they rest on."""
        words = self.desk.words
        yield Rail()
        yield Reader(id="page")
        for rows in (TIERS_IN_FULL, ((None, N_("How it goes")), (None, N_("What it rests on")))):
            with Container(classes="beside"):
                for mark, name in rows:
                    with Panel(f"{mark} {words(name)}" if mark else words(name)):
                        yield Reader(classes="part")

    def on_resize(self) -> None:
        """Lay out anew what stands beside each other where there is room."""
        super().on_resize()
        self.call_after_refresh(self.if_it_stands, self.draw)

    def draw(self, *, top: bool = False) -> None:
        """Show the practice as it stands."""
        if not self.is_drawn:
            return
        words, practice, book = self.desk.words, self.practice, self.book
        self.query_one(Rail).stops = way_of(words, practice) if practice else ()
        if practice is None or book is None:
            self.page.show((Paragraph(words("This practice is gone. Press Esc to go back."), "quiet"),))
        elif self.has_class("-wide"):
            self.page.show(tuple(practice_head(words, book, practice, self.desk.today)), top=top)
            for reader, told in zip(self.query(".part").results(Reader), self.parts(book, practice), strict=True):
                reader.show(told, top=top)
        else:
            page = practice_page(words, book, practice, self.desk.today, self.desk.law)
            self.page.show(tuple(page), top=top)

    def parts(self, book: Book, practice: Practice) -> tuple[tuple[Paragraph, ...], ...]:
        """Return what stands beside each other: both tiers, then how it goes and what it rests on."""
        words = self.desk.words
        missing = words("not written yet")
        return (
            (Paragraph(practice.minimum or missing),),
            (Paragraph(practice.room or missing),),
            tuple(practice_plans(words, practice))[1:],
            tuple(practice_grounds(words, book, practice, self.desk.law))[1:],
        )

    def text_to_copy(self) -> str:
        """Return the practice whole, however it is laid out."""
        titles = ("", *(panel.title for panel in self.query(Panel)))
        texts = (reader.text for reader in self.query(Reader))
        parts = zip(titles, texts, strict=True)
        return "\n\n".join("\n".join(filter(None, (title, text))) for title, text in parts if text)

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
