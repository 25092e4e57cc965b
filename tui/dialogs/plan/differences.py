"""What a document has otherwise than the plan, row by row: each with a tick, all of it told below."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.getters import query_one
from textual.widgets import Static

from storage.documents.plan_reading.merging import PlanDifference, What
from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.i18n.changes import difference_line, difference_text
from tui.look.signs import Mark, Role
from tui.presentation.lines import Line, Paragraph
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader


class PlanDifferencesDialog(Dialog[tuple[PlanDifference, ...]]):
    """Answers with the ticked differences; what was taken out is not ticked until somebody does."""

    DEFAULT_CSS = """
    PlanDifferencesDialog LineList { max-height: 11; }
    PlanDifferencesDialog #more { height: 5; margin-top: 1; }
    PlanDifferencesDialog #warning { color: $late; text-style: bold; height: auto; margin-bottom: 1; }
    """
    BINDINGS = [
        Binding("space", "tick", show=False, priority=True),
        Binding("a", "tick_all", show=False),
        Binding("enter", "done", show=False, priority=True),
    ]

    rows: query_one[LineList[str]] = query_one(LineList)
    more = query_one(Reader)

    def __init__(self, desk: Desk, found: Sequence[PlanDifference], warning: str = "") -> None:
        count = desk.words.many("{count} difference from the plan", "{count} differences from the plan", len(found))
        super().__init__(desk, count)
        self.found = found
        self.warning = warning
        self.ticked = {place for place, each in enumerate(found) if each.what is not What.GONE}

    def body(self) -> ComposeResult:
        """Draw the rows, and more about the marked one."""
        if self.warning:
            yield Static(self.warning, id="warning", markup=False)
        yield LineList()
        with Vertical(id="more"):
            yield Reader()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("␣ tick · a all or none · ↵ take what is ticked · Esc change nothing")

    def on_mount(self) -> None:
        """Show what is ticked."""
        self.draw()
        self.set_focus(self.rows)

    def draw(self) -> None:
        """Show the rows with their ticks."""
        self.rows.show([self._row(place, each) for place, each in enumerate(self.found)])
        self.show_more()

    def _row(self, place: int, found: PlanDifference) -> Line[str]:
        mark = Mark.DONE if place in self.ticked else Mark.LATER
        look: Role = "late" if found.what is What.GONE else "plain"
        return Line(f"{place}", difference_line(self.desk.words, found), look=look, mark=mark)

    def on_line_list_moved(self) -> None:
        """Tell more about the marked row."""
        self.show_more()

    def show_more(self) -> None:
        """Tell all of the marked difference."""
        found = self.found[int(self.rows.key or 0)]
        self.more.show([Paragraph(line) for line in difference_text(self.desk.words, found).split("\n")], top=True)

    def action_tick(self) -> None:
        """Tick a row, or take its tick away."""
        self.ticked ^= {int(self.rows.key or 0)}
        self.draw()

    def action_tick_all(self) -> None:
        """Tick every row, or none when all are."""
        everything = set(range(len(self.found)))
        self.ticked = set() if self.ticked == everything else everything
        self.draw()

    def action_done(self) -> None:
        """Answer."""
        self.dismiss(tuple(each for place, each in enumerate(self.found) if place in self.ticked))
