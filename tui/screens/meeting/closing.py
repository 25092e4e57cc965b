"""What a meeting came to, large, when it is over: what was decided and who does it, what it was worth, the next one."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one

from storage.documents.page import Page
from storage.domain.meeting.form import MeetingRole
from storage.domain.views.overview import agreed_roles
from tui.i18n.labels import label
from tui.i18n.words import N_
from tui.presentation.lines import Line
from tui.screens.meeting.stages.cards import INDENT
from tui.screens.meeting.stages.check_out import (
    LOW,
    alarm_lines,
    as_it_stands,
    balance_bar,
    decided_lines,
    next_meeting,
    score_lines,
    standing_day,
    told_lines,
    waiting_line,
)
from tui.screens.meeting.stages.stage import MeetingInBook, StageKey
from tui.screens.pages import MinutesScreen, meeting_of_key
from tui.widgets.lists import WrappedList
from tui.widgets.panel import Panel

READ_ALOUD = N_("Decided today – read it aloud")
BESIDE = 58
"""Cells that what stands beside takes with the frames."""


class ClosingScreen(MinutesScreen):
    """Stands there when a meeting has ended, however it did; the minutes are a key away."""

    WHERE = "closing"

    told: query_one[WrappedList[StageKey]] = query_one("#closing", WrappedList)
    beside: query_one[WrappedList[StageKey]] = query_one("#worth WrappedList", WrappedList)

    def body(self) -> ComposeResult:
        """Draw what was decided, and what the meeting was worth: beside it where there is room, else below."""
        with Horizontal():
            with Panel(self.desk.words(READ_ALOUD)):
                yield WrappedList(id="closing")
            with Panel(self.desk.words("The meeting"), id="worth"):
                yield WrappedList()

    def show_page(self, page: Page) -> None:
        """Show what the meeting came to; the page is there to be taken along."""
        self.page = page
        book, meeting = self.current, meeting_of_key(self.current, self.meeting_id)
        if meeting:
            table = MeetingInBook(self.desk, book, meeting)
            if self.has_class("-wide"):
                self.told.show(tuple(_decided(table, self.app.size.height, self.app.size.width - BESIDE)))
                self.beside.show(tuple(_worth(table, self.app.size.height, is_beside=True)))
            else:
                self.told.show(tuple(closing_lines(table, self.app.size.height)))
            self.set_focus(self.told)

    def on_resize(self) -> None:
        """Show as much as there is room for now, and where."""
        super().on_resize()
        if self.page and self.stands:
            self.show_page(self.page)

    def action_minutes(self) -> None:
        """Show the minutes."""
        self.app.push_screen(MinutesScreen(self.desk, self.meeting_id))


def closing_lines(table: MeetingInBook, height: int) -> Iterator[Line[StageKey]]:
    """Yield what a meeting that is over came to, as large as so many rows allow."""
    words, meeting = table.desk.words, table.meeting
    ended = f"–{words.clock(meeting.ended)}" if meeting.ended else ""
    yield Line("", words(READ_ALOUD), f"{meeting.title} {words.clock(meeting.started)}{ended}", "heading")
    yield from _decided(table, height)
    yield from _worth(table, height)


def _decided(table: MeetingInBook, height: int, huge: int = 0) -> Iterator[Line[StageKey]]:
    yield from alarm_lines(table)
    decided = (*decided_lines(table, height, huge), *told_lines(table), *waiting_line(table))
    yield from decided or (Line("", table.desk.words("Nothing was decided."), indent=INDENT, large=1),)


def _worth(table: MeetingInBook, height: int, *, is_beside: bool = False) -> Iterator[Line[StageKey]]:
    """Yield what the meeting was worth, what its time went to, and the next one; more of it where it stands beside."""
    words, bars = table.desk.words, balance_bar(table)
    if table.meeting.score or bars:
        yield Line("", words("What the time was worth"), look="heading")
        yield from score_lines(table) if height >= LOW else score_lines(table)[:3]
        yield from bars
    yield from _next(table)
    for role, alias in table.meeting.next_roles.items() if is_beside else ():
        yield Line("", f"{label(words, role)} {alias}", look="quiet", indent=INDENT)


def _next(table: MeetingInBook) -> Iterator[Line[StageKey]]:
    """Yield who leads the next meeting and which day, large; in a few words where that is not settled."""
    words, day = table.desk.words, table.meeting.next_on or standing_day(table)
    leader = (table.meeting.next_roles or agreed_roles(table.book)).get(MeetingRole.FACILITATOR, "")
    yield Line("", words("Next meeting"), look="heading")
    if day is None:
        yield Line("", words("not yet"), look="heading", indent=INDENT)
        return
    large = " ".join(filter(None, (leader, words.day(day, "EEEE"))))
    yield Line("", large, look="ask", indent=INDENT, large=2)
    yield Line("", next_meeting(table) or as_it_stands(table), look="quiet", indent=INDENT)
