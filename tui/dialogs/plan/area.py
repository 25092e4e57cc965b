"""An area of the plan: what it is called, what it is about, and what the team wants to keep with it."""

from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.plan.areas import checked_area, new_area
from storage.domain.plan.plan import Area
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.widgets.choice import ChoiceRow
from tui.widgets.composer import Composer
from tui.widgets.field import Field

HIDDEN, SHOWN = "hidden", "shown"


class AreaDialog(FormDialog[Area]):
    """Answers with an area that may be kept."""

    DEFAULT_CSS = """
    AreaDialog Composer { min-height: 2; max-height: 4; }
    """
    BESIDE = {"empty-title": "title"}

    def __init__(self, desk: Desk, book: Book, area: Area | None) -> None:
        super().__init__(desk, desk.words("Change the area") if area else desk.words("A new area"))
        self.area = area or new_area(book.areas, desk.new_id())
        self.drafted(f"area/{area.id if area else 'new'}", is_new=not area)

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words = self.desk.words
        yield Field(words("Title"), Input(self.area.title, id="title", select_on_focus=False))
        yield Field(words("What it is about"), Composer(id="about"))
        yield Field(words("Notes"), Composer(id="notes"))
        shown = [(SHOWN, words("yes")), (HIDDEN, words("no, we do without it"))]
        yield Field(words("In our plan"), ChoiceRow(shown, HIDDEN if self.area.hidden else SHOWN, id="shown"))

    def on_mount(self) -> None:
        """Show the longer texts."""
        self.write("about", self.area.about)
        self.write("notes", self.area.notes)

    def answer(self) -> Area:
        """Return the area."""
        area = self.area.but(
            title=self.one_line("title"),
            about=self.typed("about"),
            notes=self.typed("notes"),
            hidden=self.chosen("shown") == HIDDEN,
        )
        return checked_area(area)
