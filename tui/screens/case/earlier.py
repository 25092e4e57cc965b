"""A case as it was at an earlier moment, paged back and forth; nothing can be written here."""

from datetime import datetime

from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.calendar import local_day
from storage.domain.views.looking_back import Moment, looked_back, moments
from tui.commands import bindings
from tui.desk.desk import Desk
from tui.i18n.deeds import moment_text
from tui.presentation.case_aside import aside_paragraphs
from tui.presentation.case_list import titled
from tui.presentation.case_text import case_paragraphs
from tui.presentation.lines import Line
from tui.screens.team_screen import TeamScreen
from tui.widgets.line_list import laid_out
from tui.widgets.reader import Reader


class EarlierScreen(TeamScreen):
    """Shows one moment of a case; n and p go on and back."""

    CSS_PATH = ["../team_screen.tcss", "earlier.tcss"]
    MODE = "cases"
    WHERE = "earlier"
    BINDINGS = bindings("earlier")

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
    def moments(self) -> tuple[Moment, ...]:
        """The moments of the case, oldest first; none when it was deleted."""
        case = self.book.find_case(self.code) if self.book else None
        return moments(self.book, case) if self.book and case else ()

    @property
    def place(self) -> int:
        """Which of the moments is shown."""
        earlier = sum(moment.at <= self.at for moment in self.moments) if self.at else len(self.moments)
        return max(0, earlier - 1)

    def watch_book(self) -> None:
        """Draw the moment."""
        self.draw()

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
        self.path.show((*case_paragraphs(words, book, case, day), *aside_paragraphs(words, book, case)), top=top)

    def go(self, way: int) -> None:
        """Go to another moment."""
        found, words = self.moments, self.desk.words
        place = self.place + way
        if 0 <= place < len(found):
            self.at = found[place].at
            self.draw(top=True)
        else:
            self.say(words("That is how it is now.") if way > 0 else words("That is how it began."))

    def action_next(self) -> None:
        """Go to the moment after."""
        self.go(1)

    def action_previous(self) -> None:
        """Go to the moment before."""
        self.go(-1)

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()
