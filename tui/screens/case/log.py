"""The case log: open cases first; code and title only, until one is opened."""

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Input, Static

from storage.content.names import theme_names, themes
from storage.domain.calendar import SchoolYear
from storage.domain.case.case import CaseState
from storage.domain.errors import Refused
from storage.domain.views.case_list import NOTHING, Listed, listed, narrowed
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.i18n.labels import label
from tui.presentation.case_list import case_rows, sought_line
from tui.presentation.lines import Line
from tui.screens import page_acts
from tui.screens.case.beside import CasePanes
from tui.screens.case.screen import CaseScreen
from tui.screens.case.writing import new_case
from tui.screens.team_screen import TeamScreen
from tui.widgets.fields import LineInput, one_drawing
from tui.widgets.lists import LineList
from tui.widgets.panel import Panel

ALL = ""


class CasesScreen(TeamScreen):
    """All cases; letters narrow the list, Esc shows all again."""

    CSS_PATH = ["../team_screen.tcss", "cases.tcss"]
    MODE = WHERE = "cases"
    BINDINGS = [Binding("escape", "no_filter", show=False)]
    AUTO_FOCUS = "#rows"

    rows: query_one[LineList[str]] = query_one("#rows", LineList)
    sought_words = query_one("#words", Input)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sought = NOTHING
        self.all: tuple[Listed, ...] = ()
        self.shown: tuple[Listed, ...] = ()

    def body(self) -> ComposeResult:
        """Yield the line of filters, the field for words, the list, and what stands beside it."""
        yield Static("", id="sought", classes="quiet", markup=False)
        yield LineInput(
            id="words", placeholder=self.desk.words("words in code, title or theme · ↵ to the list · Esc all")
        )
        with Horizontal():
            with Panel(self.desk.words("Cases"), id="list"):
                yield LineList(id="rows")
            yield CasePanes(self.desk.words, is_open=False)

    def watch_book(self) -> None:
        """Draw the book."""
        if self.book:
            self.all = listed(self.book, self.desk.today)
            self.redraw()

    def draw(self) -> None:
        """Show the cases that are looked for."""
        words = self.desk.words
        self.shown = narrowed(self.all, self.sought, theme_names())
        rows = case_rows(words, self.shown, self.desk.today, themed=not self.has_class("-wide"))
        self.rows.show(tuple(rows) or self.nothing())
        said = sought_line(words, self.sought, len(self.shown), len(self.all))
        self.query_one("#sought", Static).update(said, layout=False)
        self.query_one("#list", Panel).state = said
        self.show_beside()

    def nothing(self) -> tuple[Line[str], ...]:
        """Return the way on from an empty list."""
        words = self.desk.words
        fits_none = words("Nothing fits. Press Esc to see all, or / to search in everything written.")
        return (Line("", fits_none if self.all else words("No cases yet. Press n to write the first one.")),)

    def on_line_list_moved(self) -> None:
        """Show more about the marked case as soon as the cursor rests."""
        self.at_rest(self.show_beside)

    def show_beside(self) -> None:
        """Fill the side, where there is one: how far the marked case has come, and nothing of what it says."""
        case = self.book.find_case(self.rows.key) if self.book and self.has_class("-wide") else None
        if case and self.book:
            self.query_one(CasePanes).show(self.book, case, self.desk.today, top=True)

    def on_resize(self) -> None:
        """Draw for the new width: what stands beside the list is not told in it."""
        self.call_after_refresh(self.if_it_stands, self.redraw)

    def action_open(self) -> None:
        """Open the marked case, with the others in the list before and after it."""
        if self.rows.key:
            codes = tuple(row.case.code for row in self.shown)
            self.app.push_screen(CaseScreen(self.desk, self.rows.key, codes))

    @work
    async def action_new_case(self) -> None:
        """Write a new case, and open it."""
        if self.book and (code := await new_case(self, self.book)):
            self.app.push_screen(CaseScreen(self.desk, code, (code,)))

    @work
    async def action_take_in(self) -> None:
        """Take in minutes from before fredstid."""
        if self.can_keep():
            await page_acts.take_in_minutes(self)

    def look_for(self, **values: object) -> None:
        """Narrow the list, or widen it."""
        self.sought = msgspec.structs.replace(self.sought, **values)
        self.redraw()

    def action_filter(self) -> None:
        """Narrow by words."""
        self.sought_words.display = True
        self.set_focus(self.sought_words)

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while the words are typed."""
        self.look_for(words=event.value.strip())
        await one_drawing()

    def on_input_submitted(self) -> None:
        """Go to the list."""
        self.set_focus(self.rows)

    @work
    async def action_state(self) -> None:
        """Narrow to a state."""
        options = [(state.value, label(self.desk.words, state)) for state in CaseState]
        state = await self.chosen(self.desk.words("Which state?"), options, self.sought.state or ALL)
        if state is not None:
            self.look_for(state=CaseState(state) if state else None)

    @work
    async def action_theme(self) -> None:
        """Narrow to a theme."""
        options = list(themes(self.desk.words.language).items())
        theme = await self.chosen(self.desk.words("Which theme?"), options, self.sought.theme)
        if theme is not None:
            self.look_for(theme=theme)

    @work
    async def action_year(self) -> None:
        """Narrow to a school year."""
        years = [each.year for each in self.book.years] if self.book else []
        options = [(f"{year.start}", year.span) for year in years]
        start = await self.chosen(self.desk.words("Which school year?"), options, self.year_key())
        if start is not None:
            self.look_for(year=SchoolYear(int(start)) if start else None)

    def year_key(self) -> str:
        """Return the key of the school year that is looked for."""
        return f"{self.sought.year.start}" if self.sought.year else ALL

    async def chosen(self, title: str, options: list[tuple[str, str]], marked: str) -> str | None:
        """Ask for one of several, or all of them."""
        everything = (ALL, self.desk.words("all"))
        return await self.app.push_screen_wait(ChooseDialog(self.desk, title, [everything, *options], marked))

    def action_due(self) -> None:
        """Open the closed cases whose day to go has come, one after the other; the oldest first."""
        codes = tuple(reversed(self.desk.store.book().overdue_for_deletion(self.desk.today)))
        if codes:
            self.app.push_screen(CaseScreen(self.desk, codes[0], codes))
        else:
            self.say(self.desk.words("No case is due for deletion."))

    @work
    async def action_decks(self) -> None:
        """Take in a deck of another team's cards, or give out our own."""
        words = self.desk.words
        options = (("in", words("Take in a deck from another team")), ("out", words("Give out our cards as a deck")))
        way = await self.app.push_screen_wait(ChooseDialog(self.desk, words("Experience cards"), options))
        if way == "in":
            await page_acts.take_in_deck(self)
        elif way and self.current.cards:
            await page_acts.give_out_deck(self)
        elif way:
            self.tell(Refused("no-cards"))

    def action_no_filter(self) -> None:
        """Show all cases again."""
        with self.sought_words.prevent(Input.Changed):
            self.sought_words.value = ""
        self.sought_words.display = False
        self.sought = NOTHING
        self.redraw()
        self.set_focus(self.rows)
