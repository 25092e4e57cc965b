"""What everybody around a meeting looks at: the phase and its time, one question, who speaks, and the clock."""

from rich.segment import Segment
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.getters import query_one
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.i18n.words import Words
from tui.look.panels import has_frames
from tui.look.signs import ROLES, Span, sheet
from tui.presentation.lines import ClockFace, Track
from tui.presentation.meeting import Picture
from tui.widgets.clock import Clock
from tui.widgets.head import Cells, HeadState, clock_row, head_rows


class MeetingBoard(Widget):
    """Shows a picture of the phase, and the time; what passes draws only the rows that change."""

    COMPONENT_CLASSES = {*(f"role--{role}" for role in ROLES), "bar"}
    DEFAULT_CSS = f"""
    MeetingBoard {{ height: auto; background: $ground; }}
    MeetingBoard > .bar {{ background: $panel; }}
    MeetingBoard > Clock {{ dock: right; margin-top: 1; }}
    {sheet("MeetingBoard")}
    """

    clock = query_one(Clock)
    picture: reactive[Picture] = reactive(Picture("", Track(), ("",)), repaint=False)
    moment: reactive[HeadState] = reactive(HeadState(Span("")), repaint=False)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.rows: tuple[Cells, ...] = ()

    def compose(self) -> ComposeResult:
        """Draw the clock beside the question."""
        yield Clock()

    def show_time(self, face: ClockFace, moment: HeadState) -> None:
        """Show the clock, and what changes while the phase goes on."""
        self.clock.reading = face
        self.moment = moment

    def watch_picture(self) -> None:
        """Draw another phase."""
        self.draw_changed()

    def watch_moment(self) -> None:
        """Draw what has changed."""
        self.draw_changed()

    def on_resize(self) -> None:
        """Fit the rows to another screen."""
        self.draw_changed()

    def draw_changed(self) -> None:
        """Draw the rows that say something else than before."""
        if not self.is_mounted:
            return
        before, self.rows = self.rows, self._rows()
        self.clock.styles.margin = (clock_row(self.picture, self.moment, self.app.size), 0, 0, 0)
        self.clock.fold(folded=self.moment.writes and not has_frames(self.app.size.width))
        if len(before) != len(self.rows):
            self.refresh(layout=True)
            return
        for y, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def _rows(self) -> tuple[Cells, ...]:
        return head_rows(self.words, self.picture, self.moment, self.app.size)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self._rows())

    def render_line(self, y: int) -> Strip:
        """Draw one row; the first is the bar."""
        ground = self.get_component_rich_style("bar", partial=True) if y == 0 else None
        spans = self.rows[y] if y < len(self.rows) else ()
        styles = ((text, self.get_component_rich_style(f"role--{role}")) for text, role in spans)
        drawn = [Segment(text, style + ground if ground else style) for text, style in styles]
        return Strip(drawn).adjust_cell_length(self.size.width, self.rich_style)
