"""The history: who did what to which record when; Enter shows a case as it stood after that."""

from collections.abc import Collection
from itertools import islice

from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.calendar import local_day
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.views.book import Book
from storage.store import Deed
from tui.commands import bindings
from tui.desk.desk import Desk
from tui.i18n.deeds import deed_text, doer
from tui.presentation.lines import Line
from tui.screens.case.earlier import EarlierScreen
from tui.screens.team_screen import TeamScreen
from tui.widgets.line_list import LineList

MOST = 1000
"""Lines shown; the files hold all of them, and the command line prints them."""


class HistoryScreen(TeamScreen):
    """Of everything, or of one case and its agreements."""

    WHERE = "history"
    BINDINGS = bindings("history")

    rows = query_one(LineList)

    def __init__(self, desk: Desk, code: str = "") -> None:
        super().__init__(desk)
        self.code = code
        self.deeds: tuple[Deed, ...] = ()

    def body(self) -> ComposeResult:
        """Yield the heading and the lines."""
        yield Static(self.heading(), classes="heading", markup=False)
        yield LineList()

    def heading(self) -> str:
        """Return whose history it is."""
        words = self.desk.words
        return words("The history of case {code}", code=self.code) if self.code else words("The history")

    def watch_book(self) -> None:
        """Read the lines."""
        if self.book is None:
            return
        try:
            self.deeds = tuple(islice(self.desk.store.history(about(self.book, self.code)), MOST))
        except Refused as refusal:
            self.tell(refusal)
        self.rows.show(tuple(self.line(deed) for deed in self.deeds) or (self.nothing(),))

    def line(self, deed: Deed) -> Line:
        """Return a deed as a row."""
        words = self.desk.words
        left = f"{words.day(local_day(deed.at))} {words.clock(deed.at)}  {deed_text(words, deed)}"
        return Line(deed.change, left, doer(words, deed.by, deed.user))

    def nothing(self) -> Line:
        """Return what stands where nothing was done."""
        return Line("", self.desk.words("Nothing has been written yet."), look="dim")

    def action_open(self) -> None:
        """Show the case of the marked line as it stood after that."""
        deed = next((each for each in self.deeds if each.change == self.rows.key), None)
        code = next((code for touch in deed.records if (code := self.case_of(touch.name))), "") if deed else ""
        if deed and code:
            self.app.push_screen(EarlierScreen(self.desk, code, deed.at))
        else:
            self.say(self.desk.words("Only cases can be looked at as they were."))

    def case_of(self, name: str) -> str:
        """Return the code of a case that still exists, or nothing."""
        return name if self.book and self.book.find_case(name) else ""

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()


def about(book: Book, code: str) -> Collection[str]:
    """Return the ids of a case and its agreements; nothing for everything."""
    case: Case | None = book.find_case(code) if code else None
    return {case.id, *(each.id for each in book.agreements_of(code))} if case else ()
