"""What a meeting came to, large, when it is over: what was decided and who does it, what it was worth, the next one."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.getters import query_one

from storage.documents.page import Page
from storage.domain.meeting.form import MeetingRole
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
    told_lines,
    waiting_line,
)
from tui.screens.meeting.stages.stage import MeetingInBook, StageKey
from tui.screens.pages import MinutesScreen, meeting_of_key
from tui.widgets.lists import WrappedList


class ClosingScreen(MinutesScreen):
    """Stands there when a meeting has ended, however it did; the minutes are a key away."""

    WHERE = "closing"

    told: query_one[WrappedList[StageKey]] = query_one("#closing", WrappedList)

    def body(self) -> ComposeResult:
        """Draw the list of what the meeting came to."""
        yield WrappedList(id="closing")

    def show_page(self, page: Page) -> None:
        """Show what the meeting came to; the page is there to be taken along."""
        self.page = page
        book, meeting = self.current, meeting_of_key(self.current, self.meeting_id)
        if meeting:
            self.told.show(tuple(closing_lines(MeetingInBook(self.desk, book, meeting), self.app.size.height)))
            self.set_focus(self.told)

    def action_minutes(self) -> None:
        """Show the minutes."""
        self.app.push_screen(MinutesScreen(self.desk, self.meeting_id))


def closing_lines(table: MeetingInBook, height: int) -> Iterator[Line[StageKey]]:
    """Yield what a meeting that is over came to, as large as so many rows allow."""
    words, meeting = table.desk.words, table.meeting
    ended = f"–{words.clock(meeting.ended)}" if meeting.ended else ""
    held = f"{meeting.title} {words.clock(meeting.started)}{ended}"
    yield Line("", words("Decided today – read it aloud"), held, "heading")
    yield from alarm_lines(table)
    decided = (*decided_lines(table, height), *told_lines(table), *waiting_line(table))
    yield from decided or (Line("", words("Nothing was decided."), indent=INDENT, large=1),)
    bar = balance_bar(table)
    if meeting.score or bar:
        yield Line("", words("What the time was worth"), look="heading")
        yield from score_lines(table) if height >= LOW else score_lines(table)[:3]
        yield from bar
    yield from _next(table)


def _next(table: MeetingInBook) -> Iterator[Line[StageKey]]:
    """Yield who leads the next meeting and which day, large; in a few words where that is not settled."""
    words, day = table.desk.words, table.meeting.next_on
    leader = table.meeting.next_roles.get(MeetingRole.FACILITATOR, "")
    yield Line("", words("Next meeting"), look="heading")
    if day is None:
        yield Line("", as_it_stands(table) or words("not yet"), look="heading", indent=INDENT)
        return
    large = " ".join(filter(None, (leader, words.day(day, "EEEE"))))
    yield Line("", large, look="ask", indent=INDENT, large=1)
    yield Line("", next_meeting(table), look="quiet", indent=INDENT)
