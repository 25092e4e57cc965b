"""Pages to read and to take along: a meeting's minutes, and what waits for the leadership."""

import re

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one

from storage.documents.pages.lift import lift_page
from storage.documents.pages.minutes import minutes
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.views.book import Book
from tui.commands import bindings
from tui.desk.desk import Desk
from tui.i18n.pages import page_labels
from tui.presentation.lines import Paragraph
from tui.screens.page_acts import into_file
from tui.screens.team_screen import TeamScreen
from tui.widgets.reader import Reader

MARKS = re.compile(r"\\(.)|\*")
"""What Markdown adds to the text: emphasis, and a backslash before a sign that is none."""


class MinutesScreen(TeamScreen):
    """The last meeting's minutes, or those of the meeting asked for."""

    MODE = "meeting"
    WHERE = "minutes"
    BINDINGS = bindings("minutes")

    reader = query_one(Reader)

    def __init__(self, desk: Desk, meeting: str = "") -> None:
        super().__init__(desk)
        self.meeting_id = meeting

    def body(self) -> ComposeResult:
        """Draw the reader."""
        yield Reader()

    def watch_book(self) -> None:
        """Show the minutes as they stand."""
        book = self.book
        meeting = meeting_of_key(book, self.meeting_id) if book else None
        if book is None or meeting is None:
            self.reader.show((Paragraph(self.desk.words("No meeting has been held yet.")),))
            return
        page = minutes(meeting, book, page_labels(book.team.language))
        self.reader.show(tuple(shown(line) for line in page.splitlines()))
        self.set_focus(self.reader)

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()


def meeting_of_key(book: Book, key: str) -> Meeting | None:
    """Return the meeting with an id, or without one the last that was held."""
    wanted = (meeting for meeting in book.meetings if (meeting.id == key if key else is_held(meeting)))
    return next(wanted, None)


def is_held(meeting: Meeting) -> bool:
    """Tell whether a meeting was held to its end."""
    return meeting.state is MeetingState.HELD


def shown(line: str) -> Paragraph:
    """Return a line of Markdown as it is read: headings as headings, the marks taken away."""
    plain = MARKS.sub(r"\1", line)
    if line.startswith("#"):
        return Paragraph(plain.lstrip("# "), "heading")
    if line.startswith(("*", "> ")) and not line.startswith("**"):
        return Paragraph(plain.strip("*> "), "dim")
    return Paragraph(plain.replace("- ", "• ", 1) if plain.lstrip().startswith("- ") else plain)


class LiftScreen(TeamScreen):
    """Everything the head must decide, from all cases."""

    WHERE = "lift"
    BINDINGS = bindings("lift")

    reader = query_one(Reader)

    def body(self) -> ComposeResult:
        """Draw the reader."""
        yield Reader()

    def watch_book(self) -> None:
        """Show the page as it stands."""
        self.reader.show(tuple(shown(line) for line in self.page().splitlines()))
        self.set_focus(self.reader)

    def page(self) -> str:
        """Return the page, in the team's language."""
        return lift_page(self.current, self.desk.today, page_labels(self.current.team.language))

    @work
    async def action_print(self) -> None:
        """Write the page to a file."""
        words = self.desk.words
        name = words("leadership")
        await into_file(self, words("For the leadership"), f"{name}-{self.desk.today.isoformat()}.md", self.page())

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()
