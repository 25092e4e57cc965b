"""Insight: how the team's time and steps are balanced, as blocks to be looked at rather than read."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.reactive import reactive
from textual.widget import Widget

from storage.content.forms import forms
from tui.look.panels import has_frames
from tui.presentation.balance import Figure, counting, figures
from tui.screens.pages import LiftScreen
from tui.screens.team_screen import TeamScreen
from tui.widgets.canvas import content_of
from tui.widgets.panel import Panel

PLACES = {
    "left": ("balance", "months"),
    "right": ("agreements", "themes", "phases", "steps"),
    "below": ("meetings", "conversations", "counted"),
}
"""Which blocks stand where: on the right beside the others where there is room, else between them."""


EDGES = 2
"""Rows of a frame around what it holds, and of the screen around all of them."""


class Drawing(Widget):
    """Draws a block's rows, as many as it has in the width it gets."""

    DEFAULT_CSS = "Drawing { height: auto; }"

    figure: reactive[Figure | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self.figure.rows(width)) if self.figure else 0

    def render(self) -> Content:
        """Return the rows."""
        rows = self.figure.rows(self.size.width) if self.figure else ()
        return Content("\n").join(map(content_of, rows))


class InsightScreen(TeamScreen):
    """Blocks for this school year and the last; arrows scroll, space goes on and tells what is counted."""

    CSS_PATH = "insight.tcss"
    MODE = WHERE = "insight"
    AUTO_FOCUS = "#all"

    page = query_one("#all", VerticalScroll)
    folded = True
    """Whether what is counted is told in a line only."""

    def body(self) -> ComposeResult:
        """Yield a panel for each block."""
        with VerticalScroll(id="all"), Container(id="sides"):
            for side, keys in PLACES.items():
                with Container(id=side):
                    for key in keys:
                        with Panel(id=key):
                            yield Drawing()

    def figures(self) -> Iterator[Figure]:
        """Yield what is shown."""
        shown: tuple[Figure, ...] = ()
        if self.book:
            shelf = forms(self.desk.words.language, self.desk.place.own_files)
            shown = figures(self.desk.words, self.book, self.desk.today, shelf.form)
        whole = counting(self.desk.words, folded=False)
        yield from (*shown, whole if self.has_room(*shown, whole) else counting(self.desk.words, folded=self.folded))

    def has_room(self, *shown: Figure) -> bool:
        """Tell whether the larger column of a wide terminal holds its frames whole, below one another."""
        size = self.app.size
        column = (each for each in shown if each.key not in PLACES["right"])
        needed = EDGES + sum(len(each.rows(size.width * 3 // 5 - 2 * EDGES)) + EDGES for each in column)
        return has_frames(size.width) and len(shown) > 1 and needed <= size.height

    def draw(self) -> None:
        """Show the numbers as they stand."""
        shown = {figure.key: figure for figure in self.figures()}
        for panel in self.query(Panel):
            panel.display = panel.id in shown
            if figure := shown.get(panel.id or ""):
                panel.title, panel.state = figure.title, figure.state
                panel.query_one(Drawing).figure = figure

    on_resize = draw

    def action_more(self) -> None:
        """Go a page down; at the end tell what is counted, and then go to the top."""
        if self.page.scroll_offset.y < self.page.max_scroll_y:
            self.page.scroll_page_down(animate=False, force=True)
            return
        self.folded = not self.folded
        self.redraw()
        if self.folded:
            self.page.scroll_home(animate=False, force=True)
        else:
            self.call_after_refresh(self.page.scroll_end, animate=False)

    def action_lift(self) -> None:
        """Show what waits for the leadership."""
        self.app.push_screen(LiftScreen(self.desk))
