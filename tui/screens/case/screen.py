"""One case: its path as a rail, what was agreed and what helped first, and what can be done in it."""

from collections.abc import Iterator, Sequence

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from storage.documents.pages.case import case_page
from storage.domain.case.case import Case, Route
from storage.domain.case.standing import missing_step
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.store import Change, Presence
from tui.desk.desk import Desk
from tui.desk.nudges import Turning
from tui.desk.presence import Whereabouts, company_text
from tui.i18n.labels import page_labels
from tui.presentation.case import begun_paragraphs, beside_paragraphs, case_paragraphs, marked, written_paragraphs
from tui.presentation.case_list import open_since, stops, titled
from tui.presentation.lines import Line, Paragraph
from tui.presentation.rows import laid_out, measure
from tui.screens.case import closing, writing
from tui.screens.case.beside import CasePanes
from tui.screens.case.closing import show_practice
from tui.screens.case.history import HistoryScreen
from tui.screens.case.writing import turn
from tui.screens.page_acts import onto_phone
from tui.screens.pages import LiftScreen
from tui.screens.safety import show_notice
from tui.screens.team_screen import TeamScreen
from tui.widgets.canvas import Rail
from tui.widgets.reader import Reader


class CaseScreen(TeamScreen):
    """Shows one case of a list, pages through it, and takes what is pressed to the case."""

    CSS_PATH = ["../team_screen.tcss", "case.tcss"]
    MODE = "cases"
    WHERE = "case"
    AUTO_FOCUS = "#path"

    rail = query_one(Rail)
    path = query_one("#path", Reader)
    panes = query_one(CasePanes)

    def __init__(self, desk: Desk, code: str, codes: Sequence[str] = (), *, mark: str = "") -> None:
        super().__init__(desk)
        self.mark = mark
        """A text that was searched for: it is marked, and in view when the case opens."""
        self.code = code
        self.codes = codes or (code,)
        self.turning = Turning()
        self.others = ""
        """Who else has the case open, in words."""
        self.is_keeping = False
        """Whether what is new was written here, and is to be seen."""

    @property
    def case(self) -> Case | None:
        """The case, as it stands; None when it was deleted."""
        return self.book.find_case(self.code) if self.book else None

    def body(self) -> ComposeResult:
        """Yield title, rail, text, and what stands beside it."""
        yield Static("", id="title", classes="heading", markup=False)
        yield Rail()
        yield CasePanes(self.desk.words)

    def on_resize(self) -> None:
        """Move what stands beside to where there is room."""
        self.call_after_refresh(self.if_it_stands, self.draw)

    def draw(self, *, top: bool = False) -> None:
        """Show the case as it stands."""
        book, case, words = self.book, self.case, self.desk.words
        if book is None or case is None:
            self.query_one("#title", Static).update(f"{self.code} · {words('deleted case')}")
            self.rail.stops = ()
            self.path.show((Paragraph(words("This case is deleted. Press Esc to go back."), "quiet"),))
            self.panes.clear()
            return
        self.query_one("#title", Static).update(self.headline(case))
        self.rail.stops = stops(words, case, len(book.agreements_of(case.code)))
        self.path.show(marked(tuple(self.paragraphs(book, case)), self.mark), top=top, news=self.is_keeping)
        self.panes.show(book, case, self.desk.today, mark=self.mark, top=top, news=self.is_keeping)

    def paragraphs(self, book: Book, case: Case) -> Iterator[Paragraph]:
        """Yield what stands in the middle: all of the case, or what is written where the rest stands beside it."""
        words, today = self.desk.words, self.desk.today
        yield from begun_paragraphs(words, self.desk.drafts(), self.code)
        if self.panes.are_beside:
            yield from written_paragraphs(words, book, case)
        else:
            yield from case_paragraphs(words, book, case, today)
        yield from closing.delete_day(words, book.delete_by(case), today)
        if not self.panes.are_beside:
            yield from beside_paragraphs(words, book, case)

    def on_mount(self) -> None:
        """Bring what was searched for into view."""
        if self.mark:
            self.path.bring("found")
            self.panes.bring("found")

    async def keep(self, *changes: Change, by: str | None = None, asks: bool = True) -> tuple[Record, ...]:
        """Keep changes, and bring what came of them into view; what was begun is gone also where nothing changed."""
        self.is_keeping = True
        try:
            kept = await super().keep(*changes, by=by, asks=asks)
        finally:
            self.is_keeping = False
        self.redraw()
        return kept

    def on_screen_resume(self) -> None:
        """Show what was begun in a dialog and left."""
        self.redraw()

    def headline(self, case: Case) -> str:
        """Return the case's code and title; behind it who else is here, or since when and whose it is; its place."""
        place = f"{self.codes.index(self.code) + 1}/{len(self.codes)}" if len(self.codes) > 1 else ""
        known = (self.others,) if self.others else (open_since(self.desk.words, case, self.desk.today), case.owner)
        about = " · ".join(filter(None, (*known, place)))
        return laid_out(Line("", titled(self.desk.words, case), about), measure(self.size.width))

    def text_to_copy(self) -> str:
        """Return the case with its path as Markdown."""
        return case_page(self.case, self.current, page_labels(self.desk.words.language)) if self.case else ""

    def whereabouts(self) -> Whereabouts:
        """Return the case that is open here."""
        return Whereabouts(self.code, writes=self.is_written_in)

    def meet(self, others: Sequence[Presence]) -> None:
        """Say in the title who else has it open."""
        said = company_text(self.desk.words, self.desk.me, others)
        if said != self.others and self.case:
            self.others = said
            self.query_one("#title", Static).update(self.headline(self.case))

    def action_go(self, way: int) -> None:
        """Open the case so many places on in the list."""
        place = self.codes.index(self.code) + way
        if 0 <= place < len(self.codes):
            self.code, self.others, self.mark = self.codes[place], "", ""
            self.draw(top=True)
        else:
            words = self.desk.words
            self.say(words("That was the last case.") if way > 0 else words("That was the first case."))

    def action_history(self) -> None:
        """Show who did what to the case, and how it was earlier."""
        self.app.push_screen(HistoryScreen(self.desk, self.code))

    @work
    async def action_write(self) -> None:
        """Write where the path is bare."""
        if self.case:
            agreements = len(self.current.agreements_of(self.code))
            await writing.write(self, self.case, missing_step(self.case, agreements))

    @work
    async def action_write_at(self) -> None:
        """Write at a step of one's choice."""
        if self.case:
            await writing.write_at(self, self.case)

    @work
    async def action_change_entry(self) -> None:
        """Change what was written."""
        if self.case:
            await writing.change_entry(self, self.case)

    @work
    async def action_idea(self) -> None:
        """Write ideas."""
        if self.case:
            await writing.write_ideas(self, self.case)

    @work
    async def action_take_card(self) -> None:
        """Take an experience card as an idea."""
        if self.book and self.case:
            await writing.take_card(self, self.book, self.case)

    @work
    async def action_sort(self) -> None:
        """Sort an idea."""
        if self.case:
            await writing.sort_ideas(self, self.case)

    @work
    async def action_agree(self) -> None:
        """Make an agreement."""
        if self.book and self.case:
            await writing.agree(self, self.book, self.case)

    @work
    async def action_rate(self) -> None:
        """Follow up an agreement."""
        if self.book and self.case:
            await writing.rate(self, self.book, self.case)

    @work
    async def action_change(self) -> None:
        """Change title, themes or owner."""
        if self.book and self.case:
            await writing.change(self, self.book, self.case)

    @work
    async def action_cross_pressure(self) -> None:
        """Sort the cross-pressure."""
        if self.case:
            await writing.sort_pressure(self, self.case)

    @work
    async def action_three_questions(self) -> None:
        """Ask the three questions."""
        if self.book and self.case:
            await writing.ask_three(self, self.book, self.case)

    @work
    async def action_turn(self) -> None:
        """Put a turning question on the screen."""
        if self.case:
            await turn(self, self.case, self.turning)

    @work
    async def action_onto_phone(self) -> None:
        """Show the next day of one of its agreements for a phone's camera."""
        if self.book and self.case:
            await onto_phone(self, self.book, *self.book.agreements_of(self.code))

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
            await closing.learn(self, self.book, self.case)

    @work
    async def action_practice(self) -> None:
        """Show what the plan has made of the case."""
        if self.book and self.case:
            await show_practice(self, self.book, self.case)

    @work
    async def action_state(self) -> None:
        """Close, park, lift or reopen."""
        if self.book and self.case:
            await closing.change_state(self, self.book, self.case)

    @work
    async def action_for_access(self) -> None:
        """Write all of it to a file."""
        if self.book and self.case:
            await closing.hand_out(self, self.book, self.case)

    @work
    async def action_delete(self) -> None:
        """Delete the case once it is closed."""
        if self.case:
            await closing.delete(self, self.case)
            self.follow()
