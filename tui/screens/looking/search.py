"""Search in everything: words to type, and what holds them while one types."""

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.getters import query_one
from textual.widgets import Input, Static

from storage.domain.calendar import school_year
from storage.domain.plan.plan import Practice
from storage.domain.search import Index, Passage, sought_words
from tui.desk.desk import Desk
from tui.dialogs.dialog import ReadingDialog
from tui.presentation.search import found_rows, passage_in_full, preview, text_found, whose
from tui.screens.case.screen import CaseScreen
from tui.screens.plan.practice import PracticeScreen
from tui.screens.team_screen import TeamScreen
from tui.widgets.clicks import KeyFoot
from tui.widgets.edges import ModeLine
from tui.widgets.fields import LineInput, one_drawing
from tui.widgets.lists import LineList
from tui.widgets.panel import Panel
from tui.widgets.reader import Reader


class SearchScreen(TeamScreen):
    """The field keeps the focus; arrows move in what was found, Enter opens it."""

    CSS_PATH = ["../team_screen.tcss", "search.tcss"]
    WHERE = "search"
    # Somebody writes here all the time, so these keys are no steering that writing would put to sleep.
    BINDINGS = [
        Binding("escape", "back", show=False, priority=True),
        Binding("up", "move('cursor', -1)", show=False, priority=True),
        Binding("down", "move('cursor', 1)", show=False, priority=True),
        Binding("pageup", "move('page', -1)", show=False, priority=True),
        Binding("pagedown", "move('page', 1)", show=False, priority=True),
    ]

    rows: query_one[LineList[str]] = query_one(LineList)
    field = query_one(Input)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.index: Index | None = None
        self.found: tuple[Passage, ...] = ()
        self.meant = ""
        """What was looked for in place of words that stand nowhere."""
        self.sought = ""

    def compose(self) -> ComposeResult:
        """Draw the field, what was found, and the keys that work while typing."""
        self.on_resize()
        words = self.desk.words
        yield ModeLine(words, self.MODE, self.whose())
        yield LineInput(placeholder=words("Search: cases, agreements, the plan, cards and meetings"))
        yield Static("", id="missing", classes="quiet", markup=False)
        with Container(id="sides"):
            with Panel(id="places"):
                yield LineList()
            with Panel(words("The marked row"), id="beside"):
                yield Reader()
        yield KeyFoot(words("↑↓ choose · ↵ open · Esc back"))

    def on_line_list_moved(self) -> None:
        """Show the marked text whole as soon as the cursor rests."""
        self.at_rest(self.show_beside)

    def show_beside(self) -> None:
        """Fill the side, where there is one."""
        if self.book and self.has_class("-wide"):
            passage = self.found[int(self.rows.key)] if self.rows.key else None
            shown = preview(self.desk.words, self.book, passage, self.desk.today) if passage else ()
            self.query_one(Reader).show(tuple(shown), top=True)

    async def on_input_changed(self) -> None:
        """Look for what is typed now."""
        self.look()
        await one_drawing()

    def watch_book(self) -> None:
        """Read what was written meanwhile, and look again."""
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Fold all texts once, in a thread; looking them through is then a matter of milliseconds."""
        book = self.book
        if book:
            self.index = await asyncio.to_thread(self.desk.everything, book)
            self.look()

    def look(self) -> None:
        """Show what holds the words typed."""
        if self.book is None or self.index is None:
            return
        sought = self.field.value
        marked = self.found[int(self.rows.key)] if self.rows.key else None
        answer = self.index.find(sought)
        self.found, self.meant = answer.passages, answer.meant
        rows = tuple(found_rows(self.desk.words, self.book, self.found, self.meant or sought, self.desk.today))
        self.rows.show(rows, self.place_of(marked) if sought == self.sought else "0")
        self.sought = sought
        self.at_rest(self.show_beside)
        missing, count = self.query_one("#missing", Static), len(self.found)
        missing.update(told := self.missing(sought))
        missing.display = bool(told)
        title = self.desk.words.many("{count} place", "{count} places", count) if count else ""
        self.query_one("#places", Panel).title = title

    def place_of(self, marked: Passage | None) -> str | None:
        """Return the row of what was marked, when it was found again: what others write must not move the mark."""
        same = (marked.code, marked.kind, marked.part) if marked else ()
        return next((f"{n}" for n, each in enumerate(self.found) if (each.code, each.kind, each.part) == same), None)

    def missing(self, sought: str) -> str:
        """Return what there is to say where nothing is found as it was typed."""
        words = self.desk.words
        if self.meant:
            return words("Nothing holds «{words}». Did you mean «{meant}»?", words=sought, meant=self.meant)
        if self.found or not sought.strip():
            return ""
        return (
            words("Nothing holds «{words}».", words=sought)
            if sought_words(sought)
            else words("Write at least two letters.")
        )

    def action_move(self, how: str, way: int) -> None:
        """Move in what was found while the field keeps the focus."""
        (self.rows.action_page if how == "page" else self.rows.action_step)(way)

    def on_input_submitted(self) -> None:
        """Open what is marked."""
        self.action_open()

    def action_open(self) -> None:
        """Open the case, or show what belongs to none."""
        book = self.book
        if book is None or not self.rows.key:
            return
        passage = self.found[int(self.rows.key)]
        if book.find_case(passage.code):
            codes = tuple(dict.fromkeys(each.code for each in self.found if book.find_case(each.code)))
            self.app.push_screen(CaseScreen(self.desk, passage.code, codes, mark=passage.text))
        elif isinstance(book.record(passage.code), Practice):
            self.app.push_screen(PracticeScreen(self.desk, passage.code))
        else:
            title, paragraphs = passage_in_full(self.desk.words, book, passage)
            self.app.push_screen(ReadingDialog(self.desk, title, paragraphs))

    def text_to_copy(self) -> str:
        """Return the marked text with what it belongs to."""
        if self.book is None or not self.rows.key:
            return ""
        words, passage = self.desk.words, self.found[int(self.rows.key)]
        place = whose(words, self.book, passage, school_year(self.desk.today))
        return "\n\n".join(filter(None, (place, text_found(words, self.book, passage))))
