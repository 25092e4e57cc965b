"""Insight: how the team's time and steps are balanced, to be looked at rather than read."""

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.calendar import school_year
from storage.domain.views.balance import spent_in, work_by_month
from storage.domain.views.book import Book
from tui.commands import bindings
from tui.screens.lift import LiftScreen
from tui.screens.looking.insight_charts import drawn, headline
from tui.screens.looking.insight_text import conversations_line, themes_against_plan, what_is_counted
from tui.screens.team_screen import TeamScreen


class InsightScreen(TeamScreen):
    """Bars for two school years; arrows scroll."""

    CSS_PATH = "insight.tcss"
    MODE = WHERE = "insight"
    BINDINGS = bindings("insight")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    AUTO_FOCUS = "#all"

    page = query_one("#all", VerticalScroll)
    headline = query_one("#headline", Static)
    bars = query_one("#bars", Static)
    themes = query_one("#themes", Static)

    def body(self) -> ComposeResult:
        """Yield the bars, and beside or below them what is said in words."""
        with VerticalScroll(id="all"), Container(id="sides"):
            with Container(id="drawn"):
                yield Static(id="headline", markup=False)
                yield Static(id="bars", markup=False)
            with Container(id="words"):
                yield Static(id="themes", markup=False)
                yield Static(what_is_counted(self.desk.words), id="counted", markup=False)

    def watch_book(self) -> None:
        """Draw the book."""
        self.draw()

    def on_resize(self, _: Resize) -> None:
        """Fit the bars to the terminal."""
        self.call_after_refresh(self.draw)

    def action_more(self) -> None:
        """Go a page down, and from the end to the top."""
        if self.page.scroll_offset.y >= self.page.max_scroll_y:
            self.page.scroll_home(animate=False)
        else:
            self.page.scroll_page_down(animate=False)

    def action_lift(self) -> None:
        """Show what waits for the leadership."""
        self.app.push_screen(LiftScreen(self.desk))

    def on_screen_resume(self) -> None:
        """Draw now that there is a place to draw on."""
        super().on_screen_resume()
        self.draw()

    def draw(self) -> None:
        """Show the numbers as they stand, once it is known how much room they have."""
        if not self.book or not self.is_mounted:
            return
        if self.bars.size.width:
            self.show_numbers(self.book)
        elif self.is_current:
            self.call_after_refresh(self.draw)

    def show_numbers(self, book: Book) -> None:
        """Draw a book's numbers."""
        words, today = self.desk.words, self.desk.today
        work = work_by_month(book, today)
        self.headline.update(headline(words, spent_in(book, school_year(today))))
        rounds = (Content(f"\n\n{conversations_line(words, each)}") for each in book.rounds[:1])
        self.bars.update(Content.assemble(drawn(words, work, today, self.bars.size.width), *rounds))
        years = {school_year(month.month) for month in work}
        self.themes.update(themes_against_plan(words, book, years, self.themes.size.width))
