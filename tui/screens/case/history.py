"""The history of a team, and a case as it was at an earlier moment; nothing can be written here."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice

from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.calendar import local_day
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.views.book import Book
from storage.domain.views.deeds import PastMoment, looked_back, moments
from storage.store import Deed
from tui.desk.desk import Desk
from tui.i18n.deeds import deed_text, doer, moment_text
from tui.i18n.refusals import sentence
from tui.presentation.case import beside_paragraphs, case_paragraphs
from tui.presentation.case_list import titled
from tui.presentation.lines import Line
from tui.presentation.rows import laid_out
from tui.screens.team_screen import TeamScreen
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader


class EarlierScreen(TeamScreen):
    """Shows one moment of a case; n and p go on and back."""

    CSS_PATH = ["../team_screen.tcss", "earlier.tcss"]
    MODE = "cases"
    WHERE = "earlier"

    path = query_one(Reader)

    def __init__(self, desk: Desk, code: str, at: datetime | None = None) -> None:
        super().__init__(desk)
        self.code = code
        self.at = at
        """The moment; the last one when none was asked for."""

    def body(self) -> ComposeResult:
        """Yield the moment, what became of the case then, the title, and the text."""
        yield Static("", id="moment", classes="heading", markup=False)
        yield Static("", id="what", classes="quiet", markup=False)
        yield Static("", id="then", classes="heading", markup=False)
        yield Reader()

    @property
    def moments(self) -> tuple[PastMoment, ...]:
        """The moments of the case, oldest first; none when it was deleted."""
        case = self.book.find_case(self.code) if self.book else None
        return moments(self.book, case) if self.book and case else ()

    @property
    def place(self) -> int:
        """Which of the moments is shown."""
        earlier = sum(moment.at <= self.at for moment in self.moments) if self.at else len(self.moments)
        return max(0, earlier - 1)

    def on_resize(self) -> None:
        """Fit the moment to the terminal."""
        self.call_after_refresh(self.if_it_stands, self.draw)

    def draw(self, *, top: bool = False) -> None:
        """Show the case as it was."""
        words, found = self.desk.words, self.moments
        if self.book is None or not found:
            self.query_one("#moment", Static).update(f"{self.code} · {words('deleted case')}")
            self.path.show(())
            return
        moment = found[self.place]
        book = looked_back(self.book, self.code, moment.at)
        case = book.case(self.code)
        said = words("As it was on {moment}", moment=words.moment(moment.at))
        number = words("{number} of {count}", number=self.place + 1, count=len(found))
        self.query_one("#moment", Static).update(laid_out(Line("", said, number), self.size.width))
        self.query_one("#what", Static).update(moment_text(words, moment))
        self.query_one("#then", Static).update(titled(words, case))
        day = local_day(moment.at)
        self.path.show((*case_paragraphs(words, book, case, day), *beside_paragraphs(words, book, case)), top=top)

    def action_go(self, way: int) -> None:
        """Go to another moment."""
        found, words = self.moments, self.desk.words
        place = self.place + way
        if 0 <= place < len(found):
            self.at = found[place].at
            self.draw(top=True)
        else:
            self.say(words("That is how it is now.") if way > 0 else words("That is how it began."))


MOST = 1000
"""Lines shown; the files hold all of them, and the command line prints them."""


class HistoryScreen(TeamScreen):
    """Of everything, or of one case and its agreements."""

    WHERE = "history"

    rows: query_one[LineList[str]] = query_one(LineList)

    def __init__(self, desk: Desk, code: str = "") -> None:
        super().__init__(desk)
        self.code = code
        self.deeds: tuple[Deed, ...] = ()
        self.gaps: tuple[Refused, ...] = ()

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
            self.gaps = self.desk.store.history_gaps()
            self.deeds = tuple(islice(self.desk.store.history(about(self.book, self.code)), MOST))
        except Refused as refusal:
            self.tell(refusal)
        self.rows.show((*self.missing(), *map(self.line, self.deeds)) or (self.nothing(),))

    def line(self, deed: Deed) -> Line[str]:
        """Return a deed as a row."""
        words = self.desk.words
        left = f"{words.day(local_day(deed.at))} {words.clock(deed.at)}  {deed_text(words, deed)}"
        return Line(deed.change, left, doer(words, deed.by, deed.user))

    def missing(self) -> Iterator[Line[str]]:
        """Yield what could not be read, first of all."""
        for gap in self.gaps:
            yield Line("", sentence(self.desk.words, gap), look="late")

    def nothing(self) -> Line[str]:
        """Return what stands where nothing was done."""
        return Line("", self.desk.words("Nothing has been written yet."), look="quiet")

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


def about(book: Book, code: str) -> Collection[str]:
    """Return the ids of a case and its agreements; nothing for everything."""
    case: Case | None = book.find_case(code) if code else None
    return {case.id, *(each.id for each in book.agreements_of(code))} if case else ()
