"""Pages to read and to take along, as paragraphs: minutes, what waits for the leadership, a school's practices."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from rich.cells import cell_len, set_cell_size
from textual import work
from textual.app import ComposeResult
from textual.getters import query_one

from storage.content.coach import advice_of, coach, last_advice
from storage.documents.page import Grid, Heading, Item, Listing, ListKind, Page, PageBlock, Prose, as_read
from storage.documents.pages.brief import brief_blocks, coach_blocks
from storage.documents.pages.minutes import minutes_blocks, review_blocks
from storage.documents.pages.school import lift_blocks
from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.views.book import Book
from storage.domain.views.brief import brief
from storage.postgres.address import Address
from tui.desk.desk import Desk
from tui.desk.pages import School, answer_lift, page_of_school, school_at
from tui.desk.settings import school_place
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.form import FileNameDialog, TextDialog
from tui.i18n.labels import page_labels
from tui.look.signs import Span
from tui.presentation.lines import BLANK, Paragraph, section
from tui.presentation.rows import wrapped
from tui.screens.page_acts import into_file
from tui.screens.team_screen import TeamScreen
from tui.widgets.reader import Reader


class PageScreen(TeamScreen):
    """A page of the team's, to read through."""

    reader = query_one(Reader)

    def body(self) -> ComposeResult:
        """Draw the reader."""
        yield Reader()

    page: Page | None = None
    """What is shown; None where there is nothing yet."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What the page says."""
        return tuple(paragraphs(self.page)) if self.page else ()

    def show_page(self, page: Page) -> None:
        """Show the page as it stands."""
        self.page = page
        self.reader.show(self.paragraphs)
        self.set_focus(self.reader)

    def text_to_copy(self) -> str:
        """Return the page as Markdown."""
        return self.page.markdown if self.page else ""

    def called(self) -> tuple[str, str]:
        """Return the page's title, and what its file is called without its ending."""
        return "", ""

    @work
    async def action_print(self) -> None:
        """Write the page to a file."""
        title, stem = self.called()
        await into_file(self, title, f"{stem}.md", self.text_to_copy(), self.current.team.language)


class MinutesScreen(PageScreen):
    """The last meeting's minutes, or those of the meeting asked for."""

    MODE = "meeting"
    WHERE = "minutes"

    def __init__(self, desk: Desk, meeting: str = "") -> None:
        super().__init__(desk)
        self.meeting_id = meeting

    def watch_book(self) -> None:
        """Show the minutes as they stand."""
        book = self.book
        meeting = meeting_of_key(book, self.meeting_id) if book else None
        if book is None or meeting is None:
            self.reader.show((Paragraph(self.desk.words("No meeting has been held yet.")),))
            return
        self.show_page(minutes_page(self, book, meeting))

    @work
    async def action_print(self) -> None:
        """Write the minutes to a file."""
        meeting = meeting_of_key(self.current, self.meeting_id)
        if meeting:
            await print_minutes(self, meeting)

    def action_review(self) -> None:
        """Show what the meeting came to as a page of its own."""
        book = self.current
        meeting = meeting_of_key(book, self.meeting_id)
        if meeting and review_of(self, meeting):
            self.app.push_screen(ReviewScreen(self.desk, meeting))
        elif meeting and book.team.shows_strip:
            self.say(self.desk.words("Nothing can be told of this meeting."))
        else:
            self.tell(Refused("strip-off"))


class ReviewScreen(PageScreen):
    """What a meeting came to, and the one thing to practise."""

    MODE = "meeting"
    WHERE = "page"

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        super().__init__(desk)
        self.meeting = meeting

    def watch_book(self) -> None:
        """Show the page as it stands."""
        if page := review_of(self, self.meeting):
            self.show_page(page)

    def called(self) -> tuple[str, str]:
        """Return its title, and what its file is called."""
        stem = self.desk.words("what-it-came-to")
        return self.desk.words("What the meeting came to"), f"{stem}-{local_day(self.meeting.started)}"


def review_of(screen: TeamScreen, meeting: Meeting) -> Page | None:
    """Return what a meeting came to in the team's language; None where nothing can be told, or the team wants none."""
    language, folder = screen.current.team.language, screen.desk.place.own_files
    advice = advice_of(meeting, screen.current, language, folder)
    return review_blocks(meeting, advice, coach(language, folder), page_labels(language)) if advice else None


def minutes_page(screen: TeamScreen, book: Book, meeting: Meeting) -> Page:
    """Return a meeting's minutes in the team's language, with what it came to."""
    language = book.team.language
    advice = advice_of(meeting, book, language, screen.desk.place.own_files)
    return minutes_blocks(meeting, book, page_labels(language), advice)


async def print_minutes(screen: TeamScreen, meeting: Meeting) -> None:
    """Ask for a file and write a meeting's minutes there, as they stand."""
    words, language = screen.desk.words, screen.current.team.language
    page = minutes_page(screen, screen.current, meeting).markdown
    name = words("minutes")
    proposed = f"{name}-{local_day(meeting.started).isoformat()}.md"
    await into_file(screen, words("The minutes"), proposed, page, language)


def meeting_of_key(book: Book, key: str) -> Meeting | None:
    """Return the meeting with an id, or without one the last that was held."""
    wanted = (meeting for meeting in book.meetings if (meeting.id == key if key else is_held(meeting)))
    return next(wanted, None)


def is_held(meeting: Meeting) -> bool:
    """Tell whether a meeting was held to its end."""
    return meeting.state is MeetingState.HELD


class BriefScreen(PageScreen):
    """One page before a meeting."""

    MODE = "meeting"
    WHERE = "page"

    def watch_book(self) -> None:
        """Show the page as it stands."""
        book, language = self.current, self.current.team.language
        advice = last_advice(book, language, self.desk.place.own_files)
        self.show_page(brief_blocks(brief(book, self.desk.today), page_labels(language), advice))

    def called(self) -> tuple[str, str]:
        """Return its title, and what its file is called."""
        stem = self.desk.words("before-the-meeting")
        return self.desk.words("Before the meeting"), f"{stem}-{self.desk.today}"


class CoachScreen(PageScreen):
    """What to say and when in a meeting that is to come."""

    MODE = "meeting"
    WHERE = "page"

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        super().__init__(desk)
        self.meeting = meeting

    def watch_book(self) -> None:
        """Show the page."""
        language, folder = self.current.team.language, self.desk.place.own_files
        advice = last_advice(self.current, language, folder)
        self.show_page(coach_blocks(self.meeting, coach(language, folder), page_labels(language), advice))

    def called(self) -> tuple[str, str]:
        """Return its title, and what its file is called."""
        stem = self.desk.words("how-to-lead")
        return self.desk.words("How to lead"), f"{stem}-{self.meeting.form}"


class LiftScreen(PageScreen):
    """Everything the head must decide, from all cases."""

    WHERE = "lift"

    def watch_book(self) -> None:
        """Show the page as it stands."""
        self.show_page(lift_blocks(self.current, self.desk.today, page_labels(self.current.team.language)))

    def called(self) -> tuple[str, str]:
        """Return its title, and what its file is called."""
        stem = self.desk.words("leadership")
        return self.desk.words("For the leadership"), f"{stem}-{self.desk.today}"

    @work
    async def action_school(self) -> None:
        """Ask where the teams' folders lie, and show what they have published."""
        desk, words = self.desk, self.desk.words
        hint = words("Where the teams' folders lie that «fredstid publish» writes, or the address of a database.")
        asked = FileNameDialog(desk, words("The school's folder"), school_place, file="~/", hint=hint)
        if place := await self.app.push_screen_wait(asked):
            try:
                self.app.push_screen(SchoolScreen(desk, place, await asyncio.to_thread(school_at, place)))
            except Refused as refusal:
                self.tell(refusal)


class SchoolScreen(PageScreen):
    """What the teams of a school have published, side by side, and what they have lifted, to be answered."""

    WHERE = "school"

    def __init__(self, desk: Desk, place: Path | Address, school: School) -> None:
        super().__init__(desk)
        self.place, self.school = place, school

    def watch_book(self) -> None:
        """Show the page, and say which folders cannot be read."""
        self.show_page(page_of_school(self.school, self.desk.today, self.current.team.language))
        if self.school.unread:
            self.say("\n".join(f"{name}: {self.desk.says(why)}" for name, why in self.school.unread))

    @work
    async def action_answer(self) -> None:
        """Ask which of what is lifted is answered, and how; the team takes it in when it publishes the next time."""
        desk, words = self.desk, self.desk.words
        waiting = {lift.reference: f"{team.team}: {lift.words}" for team in self.school.teams for lift in team.lifts}
        which = ChooseDialog(desk, words("Which one do you answer?"), tuple(waiting.items()))
        if (number := await self.app.push_screen_wait(which)) is None:
            return
        said = await self.app.push_screen_wait(TextDialog(desk, waiting[number], words("Your answer"), reminds=""))
        if said is None:
            return
        try:
            self.school = await asyncio.to_thread(self.answered, number, said)
        except Refused as refusal:
            self.tell(refusal)
            return
        self.watch_book()
        self.say(words("Answered. The team finds it on Today when it publishes the next time."))

    def answered(self, number: str, text: str) -> School:
        """Keep an answer beside those that others have given meanwhile, and return what lies there then."""
        answer_lift(school_at(self.place), self.place, number, text, self.desk.today)
        return school_at(self.place)

    def called(self) -> tuple[str, str]:
        """Return its title, and what its file is called."""
        stem = self.desk.words("school")
        return self.desk.words("The school"), f"{stem}-{self.desk.today}"


MARKERS = {ListKind.BULLETS: "•", ListKind.TICKS: "☐"}
BETWEEN_CELLS = "  "
NARROWEST = 62
"""Cells that every screen has for a line."""
LEAST_CELL = 12
"""Cells of the widest column below which a table's words would be broken everywhere."""
TITLE = 1
"""How deep the page's own title lies; those below are rules."""


def paragraphs(page: Page) -> Iterator[Paragraph]:
    """Yield what is read of a page, an empty line between two blocks, but none between a rule and what it heads."""
    before: PageBlock | None = None
    for block in page.blocks:
        is_headed = isinstance(before, Heading) and before.level > TITLE
        if before is not None and not is_headed:
            yield BLANK
        yield from _block(block)
        before = block


def _block(block: PageBlock) -> Iterator[Paragraph]:
    match block:
        case Heading():
            yield Paragraph(block.title, "heading") if block.level <= TITLE else section(block.title)
        case Prose():
            yield Paragraph(as_read(block.text), "quiet" if block.aside else "plain")
        case Listing():
            for number, item in enumerate(block.items, 1):
                yield from _item(item, MARKERS.get(block.kind, f"{number}."))
        case Grid():
            yield from map(Paragraph, _rows((block.head, *block.rows)))


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table's rows, its widest columns broken so that all stand side by side on the narrowest screen.

    Where there are too many columns for that, each cell stands in a row of its own, below the first of them.
    """
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    room = NARROWEST - len(BETWEEN_CELLS) * (len(widths) - 1)
    if sum(widths) > room < LEAST_CELL * len(widths):
        head, *others = rows
        for first, *told in others:
            yield from (first, *(f"  {name}: {cell}" for name, cell in zip(head[1:], told, strict=True) if cell))
        return
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    for row in rows:
        for pieces in zip_longest(*map(wrapped, row, widths), fillvalue=""):
            yield BETWEEN_CELLS.join(map(set_cell_size, pieces, widths)).rstrip()


def _item(item: Item, marker: str) -> Iterator[Paragraph]:
    yield Paragraph(as_read(item.text), column=(Span(f"{marker} ", "quiet"),))
    yield from (Paragraph(as_read(text), indent=2, column=(Span("• ", "quiet"),)) for text in item.below)
