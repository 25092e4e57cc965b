"""What a meeting came to, large, when it is over: what was decided and who does it, what it was worth, the next one."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.getters import query_one

from storage.documents.page import Page
from storage.domain.case.agreement import Agreement
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import Decision, DecisionKind
from storage.domain.views.overview import series_on
from tui.i18n.phrases import agreed_sentence, with_hour
from tui.look.letters import huge_letters
from tui.look.signs import Mark, Span
from tui.presentation.lines import Line
from tui.screens.meeting.stages.cards import INDENT, SENTENCE, card_lines
from tui.screens.meeting.stages.check_out import (
    agreed_in,
    alarm_lines,
    balance_bar,
    by_the_series,
    score_lines,
    spoken,
    told_lines,
    waiting_line,
)
from tui.screens.meeting.stages.ideas import who_when
from tui.screens.meeting.stages.stage import StageKey, Table
from tui.screens.pages import MinutesScreen, meeting_of_key
from tui.widgets.lists import WrappedList

TALL = 30
"""Rows from which names stand in letters of whole blocks."""
LOW = 24
"""Rows below which what was agreed stands in bold."""
WIDEST = 90
"""Cells for letters of whole blocks."""
MOST_CARDS = {LOW: 2, TALL: 3}
"""Agreements that are shown as cards by the rows there are; more of them would not be on the screen together."""


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
            self.told.show(tuple(closing_lines(Table(self.desk, book, meeting), self.app.size.height)))
            self.set_focus(self.told)

    def on_resize(self) -> None:
        """Draw what there is room for now."""
        super().on_resize()
        if self.stands and self.page:
            self.show_page(self.page)

    def action_minutes(self) -> None:
        """Show the minutes."""
        self.app.push_screen(MinutesScreen(self.desk, self.meeting_id))


def closing_lines(table: Table, height: int) -> Iterator[Line[StageKey]]:
    """Yield what a meeting that is over came to, as large as so many rows allow."""
    words, meeting = table.desk.words, table.meeting
    ended = f"–{words.clock(meeting.ended)}" if meeting.ended else ""
    held = f"{meeting.title} {words.clock(meeting.started)}{ended}"
    yield Line("", words("Decided today – read it aloud"), held, "heading")
    yield from alarm_lines(table)
    decided = (*_decided(table, height), *told_lines(table), *waiting_line(table))
    yield from decided or (Line("", words("Nothing was decided."), indent=INDENT, large=1),)
    bar = balance_bar(table)
    if meeting.score or bar:
        yield Line("", words("What the time was worth"), look="heading")
        yield from score_lines(table) if height >= LOW else score_lines(table)[:3]
        yield from bar
    yield from _next(table)


def _decided(table: Table, height: int) -> Iterator[Line[StageKey]]:
    """Yield what was agreed, as cards where few things were, then all else that is new, then how old ones went."""
    said = spoken(table)
    agreed = [(each, made) for each in said if (made := agreed_in(table, each))]
    most = MOST_CARDS[TALL if height >= TALL else LOW]
    cards = agreed if len(agreed) <= most else []
    for _, made in cards:
        yield from _card(table, made, height, alone=len(agreed) == 1)
    rest = [each for each in said if each not in [card for card, _ in cards]]
    for each in sorted(rest, key=_is_old):
        yield Line("", each.text, each.case, "plain" if _is_old(each) else "heading", Mark.POINT)


def _is_old(decision: Decision) -> bool:
    return decision.kind in {DecisionKind.RATING, DecisionKind.OTHER}


def _card(table: Table, made: Agreement, height: int, *, alone: bool) -> tuple[Line[StageKey], ...]:
    """Return who does it, which day, and what: all of it large where it is the one thing that was agreed."""
    words, who = table.desk.words, who_when(table, made)
    beside = (Span(""), Span(words.day(made.due), "quiet"), Span(made.case, "case"))
    sentence, most = agreed_sentence(words, made), SENTENCE if alone and height >= LOW else 0
    if height < TALL:
        return card_lines("", who, sentence, beside=beside, most=most)
    first, *others = huge_letters(who, WIDEST)
    when = " · ".join(filter(None, (words("by {day}", day=words.weekday(made.due)), made.case)))
    return (
        Line("", "", spans=(Span(first, "plan"),), indent=INDENT, aloud=who),
        *(Line[StageKey]("", "", spans=(Span(row, "plan"),), indent=INDENT, aloud="") for row in others),
        Line("", ""),
        Line("", sentence, look="heading", indent=INDENT, large=most or 1),
        Line("", when, look="quiet", indent=INDENT),
    )


def _next(table: Table) -> Iterator[Line[StageKey]]:
    """Yield who leads the next meeting and which day, large; in a few words where that is not settled."""
    words, meeting = table.desk.words, table.meeting
    day, leader = meeting.next_on, meeting.next_roles.get(MeetingRole.FACILITATOR, "")
    yield Line("", words("Next meeting"), look="heading")
    if day is None:
        yield Line("", by_the_series(table) or words("not yet"), look="heading", indent=INDENT)
        return
    when = with_hour(words.weekday(day), series_on(table.book.team, day))
    leads = words("{alias} leads", alias=leader) if leader else ""
    large = " ".join(filter(None, (leader, words.day(day, "EEEE"))))
    beside = (Span(""), Span(when, "quiet"), Span(leads, "quiet"))
    yield from card_lines("", large, "", beside=beside, role="ask")
