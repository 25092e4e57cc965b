"""Today: what the plan says this month first, then what is due."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.getters import query_one

from storage.domain.calendar import school_year
from storage.domain.case.agreement import Agreement
from storage.domain.errors import Refused
from storage.domain.people import SHARED
from storage.domain.plan.plan import Practice
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.domain.views.overview import Overview, overview, planned_meeting
from storage.store import Draft
from tui.desk.desk import Desk
from tui.desk.draft_places import GOOD_NEWS, NEW_PARENT_MEETING, case_begun, unsaved
from tui.desk.drafting import DraftPlace
from tui.look.signs import Mark
from tui.look.year import SMALL, WIDEST, height_of, stacks
from tui.presentation.lines import Line, Row
from tui.presentation.plan import legend, signs_on, year_of, year_state
from tui.presentation.today import (
    FEWEST,
    Room,
    TodayKey,
    agreement_lines,
    agreements_heading,
    aside,
    folded,
    led_lines,
    plan_heading,
)
from tui.screens import page_acts, pages
from tui.screens.case import screen as case_screen
from tui.screens.case import writing
from tui.screens.homes import contacts, doors
from tui.screens.plan import changes, practice, years
from tui.screens.team_screen import TeamScreen
from tui.screens.today import resume
from tui.widgets.canvas import Canvas
from tui.widgets.lists import LineList, WrappedList
from tui.widgets.panel import Panel
from tui.widgets.reader import Reader


class TodayScreen(TeamScreen):
    """The first screen; Enter opens what is marked."""

    CSS_PATH = "today.tcss"
    MODE = WHERE = "today"

    rows: query_one[LineList[TodayKey]] = query_one("#rows", LineList)
    owed: query_one[LineList[TodayKey]] = query_one("#owed", LineList)
    beside = query_one("#beside", Reader)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.unfolded: set[str] = set()
        self.copies: tuple[tuple[Path, str], ...] = ()
        """What looks like a copy of one of the team's files, and which tool calls copies so."""
        self.drawn_on: date | None = None
        self.fitted_to = (Size(), Size())

    def body(self) -> ComposeResult:
        """Yield the year and the rows, and beside them what a wide terminal has room for."""
        with Panel(id="year"):
            yield Canvas(id="wheel")
        with Container(id="sides"):
            with Panel(id="left"):
                yield LineList(id="rows")
            with Panel(id="agreements"):
                yield WrappedList(id="owed")
            with Panel(self.desk.words("The marked row"), id="about"):
                yield Reader(id="beside")

    def sit(self, desk: Desk) -> None:
        """Let somebody else sit here: their own agreements come first."""
        super().sit(desk)
        self.redraw()

    def follow(self) -> None:
        """Take in the book, and a new day."""
        super().follow()
        if self.drawn_on != self.desk.today:
            self.redraw()

    def on_screen_resume(self) -> None:
        """Show drafts that were begun or finished meanwhile, and what a sync program laid here."""
        self.redraw()
        self.look_for_copies()

    def watch_book(self) -> None:
        """Show the book that was taken in, and what a sync program laid here with it."""
        super().watch_book()
        self.look_for_copies()

    @work(exclusive=True, group="copies")
    async def look_for_copies(self) -> None:
        """Look off the event loop whether copies lie beside the team's files: a folder may be far away."""
        with suppress(Refused):
            copies = await asyncio.to_thread(self.desk.place.care.copies)
            if copies != self.copies:
                self.copies = copies
                self.if_it_stands(self.draw)

    def on_line_list_resized(self) -> None:
        """Fit the rows to the room they have, once for both lists."""
        if self.fitted_to != (self.rows.size, self.owed.size):
            self.redraw()

    def draw(self) -> None:
        """Show everything as it stands; rows are fitted once their lists have been given room beside the year."""
        if self.book is None or not self.is_mounted:
            return
        self.drawn_on, self.fitted_to = self.desk.today, (self.rows.size, self.owed.size)
        seen, words = self.seen(self.book), self.desk.words
        self.set_class(not seen.agreements, "-none-owed")
        self.draw_year(self.book)
        if not self.rows.size.width:
            return
        room, copies = self.room(self.rows), tuple(self.copy_rows())
        lines = led_lines(words, seen, self.begun(), replace(room, height=room.height - len(copies)))
        is_first = self.is_wide and not copies and lines[0].left == plan_heading(words, seen)[0]
        self.rows.show((*copies, *(lines[1:] if is_first else lines)))
        left = self.query_one("#left", Panel)
        left.title, left.state = plan_heading(words, seen) if is_first else (words("Today"), "")
        self.draw_owed(seen)
        self.show_beside()

    def copy_rows(self) -> Iterator[Line[TodayKey]]:
        """Yield the copies that a tool or somebody laid beside the team's files."""
        words = self.desk.words
        for path, tool in self.copies:
            said, way_on = words("A copy lies here: {file}", file=path.name), words("↵ join it")
            remark = f"{tool} · {way_on}" if tool else way_on
            yield Line[TodayKey](Row("copy", str(path)), said, remark, "late", Mark.AGAIN)

    def draw_year(self, book: Book) -> None:
        """Show the school year as stacks of marks, this month in a frame."""
        words, panel = self.desk.words, self.query_one("#year", Panel)
        months = year_of(words, book, signs_on(book, self.desk.today))
        panel.title = words("The school year {year}", year=school_year(self.desk.today).span)
        panel.state = year_state(words, months)
        panel.keys = legend(words)
        panel.display = any(month.marks for month in months) and self.size.height > SMALL
        wide = self.is_wide
        width = min(self.size.width, WIDEST) - (6 if wide else 2)
        self.query_one("#wheel", Canvas).show(
            stacks(months, width, height_of(months, self.size.height) if wide else 1, framed=wide)
        )

    def draw_owed(self, seen: Overview) -> None:
        """Show the agreements in their own list, where there is one."""
        words, room, panel = self.desk.words, self.room(self.owed), self.query_one("#agreements", Panel)
        panel.title, panel.state = agreements_heading(words, seen)
        panel.keys = words("r follow up")
        lines = agreement_lines(words, seen) if self.is_wide else ()
        none = (Line[TodayKey]("", words("none"), look="faint"),) if self.is_wide else ()
        self.owed.show(tuple(folded(words, "agreements", lines, max(FEWEST, room.height), room)) or none)

    @property
    def is_wide(self) -> bool:
        """Whether agreements stand in a list of their own."""
        return self.has_class("-wide")

    @property
    def listed(self) -> LineList[TodayKey]:
        """The list that takes the keys."""
        return self.owed if self.focused is self.owed else self.rows

    def seen(self, book: Book) -> Overview:
        """Return what there is to know today."""
        return overview(book, self.desk.today, self.desk.me)

    def room(self, rows: LineList[TodayKey]) -> Room:
        """Return how much fits in a list."""
        size = rows.size or self.size
        return Room(size.width, size.height, self.unfolded, apart=self.is_wide and not self.has_class("-none-owed"))

    def on_line_list_moved(self) -> None:
        """Show more about the marked row as soon as the cursor rests."""
        self.at_rest(self.show_beside)

    def on_line_list_ended(self, event: LineList.Ended) -> None:
        """Go on in the other list."""
        there = self.owed if self.listed is self.rows else self.rows
        if self.is_wide and there.key and (event.way > 0) == (there is self.owed):
            there.focus()
            there.action_end(-event.way)

    def on_descendant_focus(self) -> None:
        """Tell of what is marked where the keys go now."""
        self.on_line_list_moved()

    def show_beside(self) -> None:
        """Fill the side, where there is one."""
        if self.book and self.is_wide:
            shared, law = self.desk.me == SHARED, self.desk.law
            told = aside(self.desk.words, self.book, self.listed.key, self.desk.today, law, shared=shared)
            self.beside.show(told, top=True)

    @work
    async def action_open(self) -> None:
        """Open what is marked."""
        match self.listed.key:
            case Row("plan" | "meeting" | "insight" as mode):
                await self.app.switch_mode(mode)
            case Row("template") if self.book:
                await changes.take_from_template(self, self.book)
            case Row("copy", path):
                await page_acts.join_copy(self, Path(path))
            case Row("new"):
                self.action_new_case()
            case Row("handover"):
                years.hand_over(self)
            case Row("contacts"):
                self.action_visit("contacts")
            case Row("more", section):
                self.unfolded.add(section)
                self.redraw()
            case DraftPlace() as place if self.book:
                await self.take_up(self.book, place)
            case Row() as row if self.book:
                await self.open_row(self.book, row)

    async def open_row(self, book: Book, row: Row) -> None:
        """Open a case, a gap, or a record."""
        match row:
            case Row("case" | "alarm" | "answer", code):
                self.open_case(book, code)
            case Row("gap", theme):
                await changes.fill_gap(self, book, theme)
            case _:
                await self.open_record(book, book.record(row.id))

    async def open_record(self, book: Book, record: object) -> None:
        """Open a practice, an agreement, or what is done with the homes."""
        if isinstance(record, Practice):
            self.app.push_screen(
                practice.PracticeScreen(self.desk, record.id, tuple(each.id for each in self.seen(book).practices))
            )
        elif isinstance(record, Agreement) and (code := await writing.see_to(self, book, record)):
            self.open_case(book, code)
        else:
            doors.open_home_record(self, record)

    def open_case(self, book: Book, code: str) -> None:
        """Open a case, with those that wait like it before and after."""
        stepless = tuple(case.code for case in self.seen(book).stepless)
        self.app.push_screen(case_screen.CaseScreen(self.desk, code, stepless if code in stepless else (code,)))

    async def take_up(self, book: Book, place: DraftPlace) -> None:
        """Go where a text was begun; the place itself offers it."""
        if place == GOOD_NEWS:
            await contacts.write_good_news(self, goes_on=True)
        elif place == NEW_PARENT_MEETING:
            self.action_visit("parents")
        elif case := case_begun(book, place):
            self.open_case(book, case.code)
        elif doors.open_home_record(self, book.record(place.of)):
            return
        elif code := await resume.take_up(self, book, place, self.begun().get(place)):
            self.open_case(book, code)

    def begun(self) -> dict[DraftPlace, Draft]:
        """Return what was begun and not saved."""
        return unsaved(self.desk, self.book) if self.book else {}

    @work
    async def action_new_case(self) -> None:
        """Write a new case, and open it."""
        if self.book and (code := await writing.new_case(self, self.book)):
            self.open_case(self.book, code)

    @work
    async def action_good_news(self) -> None:
        """Write one line of good news."""
        await contacts.write_good_news(self)

    @work
    async def action_rate(self) -> None:
        """Follow up the marked agreement."""
        record = self.marked()
        if isinstance(record, Agreement):
            await writing.follow_up(self, record)
        else:
            self.say(self.desk.words("Mark an agreement first, then press r to say how it went."))

    @work
    async def action_answer(self) -> None:
        """Say of the marked agreement how it goes, or of the first that is asked about."""
        seen, marked = self.seen(self.book) if self.book else None, self.marked()
        asked = [each for each in seen.agreements if each.id in seen.questions] if seen else []
        if isinstance(marked, Agreement) and (marked in asked or not asked):
            asked = [marked]
        if asked:
            await writing.say_how_it_goes(self, asked[0])
        else:
            self.say(self.desk.words("Nothing is asked now. Mark an agreement and press s to say how it is going."))

    @work
    async def action_onto_phone(self) -> None:
        """Show the day of the marked row for a phone's camera."""
        if self.book:
            is_meeting = self.listed.key == Row("meeting")
            planned = planned_meeting(self.book, self.desk.today) if is_meeting else self.marked()
            marked = (planned, self.book.team) if is_meeting else (planned,)
            await page_acts.onto_phone(self, self.book, *(each for each in marked if isinstance(each, Record)))

    def action_visit(self, door: str) -> None:
        """Go to the parent meetings, the rounds of conversations, or the first contacts."""
        self.app.push_screen(doors.DOORS[door](self.desk))

    def action_lift(self) -> None:
        """Show what waits for the leadership."""
        self.app.push_screen(pages.LiftScreen(self.desk))

    async def action_tick(self) -> None:
        """Tick the marked practice as done this year, or take the tick away."""
        await changes.tick(self, self.marked())

    def marked(self) -> object:
        """Return the record under the cursor, if it is one."""
        return self.book.record(self.listed.key.id) if self.book and isinstance(self.listed.key, Row) else None
