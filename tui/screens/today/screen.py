"""Today: what the plan says this month first, then what is due."""

from datetime import date

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.getters import query_one

from storage.domain.case.agreement import Agreement
from storage.domain.plan.plan import Practice
from storage.domain.views.book import Book
from storage.domain.views.overview import Overview, overview
from storage.store import Draft
from tui.desk.desk import Desk
from tui.desk.draft_places import GOOD_NEWS, NEW_PARENT_MEETING, case_begun, unsaved
from tui.desk.drafting import DraftPlace
from tui.desk.pages import law_of
from tui.presentation.lines import Row
from tui.presentation.today import Room, TodayKey, aside, today_lines
from tui.screens.case.screen import CaseScreen
from tui.screens.case.writing import follow_up, see_to
from tui.screens.homes.contacts import write_good_news
from tui.screens.homes.doors import DOORS, open_home_record
from tui.screens.pages import LiftScreen
from tui.screens.plan.changes import fill_gap, tick
from tui.screens.plan.practice import PracticeScreen
from tui.screens.plan.years import hand_over
from tui.screens.team_screen import TeamScreen
from tui.screens.today.resume import new_case, take_up
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader


class TodayScreen(TeamScreen):
    """The first screen; Enter opens what is marked."""

    CSS_PATH = "today.tcss"
    MODE = WHERE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    rows: query_one[LineList[TodayKey]] = query_one("#rows", LineList)
    beside = query_one("#beside", Reader)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.unfolded: set[str] = set()
        self.drawn_on: date | None = None

    def body(self) -> ComposeResult:
        """Yield the rows, and beside them what a wide terminal has room for."""
        with Container(id="sides"):
            yield LineList(id="rows")
            yield Reader(id="beside")

    def sit(self, desk: Desk) -> None:
        """Let somebody else sit here: their own agreements come first."""
        super().sit(desk)
        self.draw()

    def follow(self) -> None:
        """Take in the book, and a new day."""
        super().follow()
        if self.drawn_on != self.desk.today:
            self.draw()

    def on_screen_resume(self) -> None:
        """Show drafts that were begun or finished meanwhile."""
        self.draw()

    def on_resize(self, _: Resize) -> None:
        """Fit the rows to the terminal."""
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Show everything as it stands."""
        if self.book is None or not self.is_mounted:
            return
        self.drawn_on = self.desk.today
        self.rows.show(today_lines(self.desk.words, self.seen(self.book), self.begun(), self.room()))
        self.show_beside()

    def seen(self, book: Book) -> Overview:
        """Return what there is to know today."""
        return overview(book, self.desk.today, self.desk.me)

    def room(self) -> Room:
        """Return how much fits."""
        size = self.rows.size or self.size
        return Room(size.width, size.height, self.unfolded)

    def on_line_list_moved(self) -> None:
        """Show more about the marked row."""
        self.show_beside()

    def show_beside(self) -> None:
        """Fill the side, where there is one."""
        if self.book and self.has_class("-wide"):
            self.beside.show(
                aside(self.desk.words, self.book, self.rows.key, self.desk.today, law_of(self.desk)), top=True
            )

    @work
    async def action_open(self) -> None:
        """Open what is marked."""
        match self.rows.key:
            case Row("plan" | "meeting" | "insight" as mode):
                await self.app.switch_mode(mode)
            case Row("handover"):
                hand_over(self)
            case Row("contacts"):
                self.action_visit("contacts")
            case Row("more", section):
                self.unfolded.add(section)
                self.draw()
            case DraftPlace() as place if self.book:
                await self.take_up(self.book, place)
            case Row() as row if self.book:
                await self.open_row(self.book, row)

    async def open_row(self, book: Book, row: Row) -> None:
        """Open a case, a gap, or a record."""
        match row:
            case Row("case" | "alarm", code):
                self.open_case(book, code)
            case Row("gap", theme):
                await fill_gap(self, book, theme)
            case _:
                await self.open_record(book, book.record(row.id))

    async def open_record(self, book: Book, record: object) -> None:
        """Open a practice, an agreement, or what is done with the homes."""
        if isinstance(record, Practice):
            self.app.push_screen(
                PracticeScreen(self.desk, record.id, tuple(each.id for each in self.seen(book).practices))
            )
        elif isinstance(record, Agreement) and (code := await see_to(self, book, record)):
            self.open_case(book, code)
        else:
            open_home_record(self, record)

    def open_case(self, book: Book, code: str) -> None:
        """Open a case, with those that wait like it before and after."""
        stepless = tuple(case.code for case in self.seen(book).stepless)
        self.app.push_screen(CaseScreen(self.desk, code, stepless if code in stepless else (code,)))

    async def take_up(self, book: Book, place: DraftPlace) -> None:
        """Go where a text was begun; the place itself offers it."""
        if place == GOOD_NEWS:
            await write_good_news(self, goes_on=True)
        elif place == NEW_PARENT_MEETING:
            self.action_visit("parents")
        elif case := case_begun(book, place):
            self.open_case(book, case.code)
        elif open_home_record(self, book.record(place.of)):
            return
        elif code := await take_up(self, book, place, self.begun().get(place)):
            self.open_case(book, code)

    def begun(self) -> dict[DraftPlace, Draft]:
        """Return what was begun and not saved."""
        return unsaved(self.desk, self.book) if self.book else {}

    @work
    async def action_new_case(self) -> None:
        """Write a new case, and open it."""
        if self.book and (code := await new_case(self, self.book)):
            self.open_case(self.book, code)

    @work
    async def action_good_news(self) -> None:
        """Write one line of good news."""
        await write_good_news(self)

    @work
    async def action_rate(self) -> None:
        """Follow up the marked agreement."""
        record = self.marked()
        if isinstance(record, Agreement):
            await follow_up(self, record)
        else:
            self.say(self.desk.words("Mark an agreement first, then press r to say how it went."))

    def action_visit(self, door: str) -> None:
        """Go to the parent meetings, the rounds of conversations, or the first contacts."""
        self.app.push_screen(DOORS[door](self.desk))

    def action_lift(self) -> None:
        """Show what waits for the leadership."""
        self.app.push_screen(LiftScreen(self.desk))

    async def action_tick(self) -> None:
        """Tick the marked practice as done this year, or take the tick away."""
        await tick(self, self.marked())

    def marked(self) -> object:
        """Return the record under the cursor, if it is one."""
        return self.book.record(self.rows.key.id) if self.book and isinstance(self.rows.key, Row) else None
