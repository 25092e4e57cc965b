"""What belongs together under a title: framed where there is room for frames, else below a rule."""

from collections.abc import Iterator

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive

from tui.look.panels import filled_title, fitting
from tui.look.signs import STYLES, Span

FRAME, FOCUSED = "─", "━"
INSETS = 6
"""Cells of an upper edge before and behind its title: corners, a bit of line, blanks."""


class Panel(Vertical):
    """Its title and state stand in the upper edge, its keys in the lower one; the frame is heavy where the keys go.

    Whether there is room for a frame is said once, by the screen's `-wide`, before anything is laid out in it.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Panel { border-top: solid $line; }
    Panel:focus-within { border-top: heavy $focus; }
    .-wide Panel { border: round $line; padding: 0 1; }
    .-wide Panel:focus-within { border: heavy $focus; }
    """

    title: reactive[str] = reactive("")
    state: reactive[str] = reactive("")
    keys: reactive[str] = reactive("")
    """Where they are pieces that two blanks part, as many as there is room for."""

    def __init__(self, title: str = "", state: str = "", keys: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(Panel.title, title)
        self.set_reactive(Panel.state, state)
        self.set_reactive(Panel.keys, keys)
        self._edges = ("", "")

    def write_edges(self) -> None:
        """Write title, state and keys into the frame; what lies between them is frame too."""
        if not self.is_attached or not self.outer_size.width:
            return
        upper = Content("").join(self._upper())
        keys = fitting(self.keys, self.outer_size.width - INSETS) if self.is_framed else ""
        lower = Content.styled(keys, "$quiet") if keys else Content("")
        if (upper.markup, lower.markup) != self._edges:
            self._edges = upper.markup, lower.markup
            self._border_title, self._border_subtitle = upper, lower  # as Textual's setters do, which draw all within
            across, down = self.content_offset
            for y in (-down, self.outer_size.height - down - 1):
                self.refresh(Region(-across, y, self.outer_size.width, 1))

    watch_title = watch_state = watch_keys = on_resize = write_edges

    def on_descendant_focus(self) -> None:
        """Draw the frame heavy, or light again."""
        self.call_after_refresh(self.write_edges)

    on_descendant_blur = on_descendant_focus

    @property
    def is_framed(self) -> bool:
        """Whether there is room for a frame."""
        return self.screen.has_class("-wide")

    def _upper(self) -> Iterator[Content]:
        focused = self.has_focus_within
        line = FOCUSED if focused else FRAME
        ends = () if self.is_framed else (Span(f"{line} ", "line"), Span(f" {line}", "line"))
        room = self.outer_size.width - INSETS
        title, *state = filled_title(self.title, self.state, room, line)
        inner = (title, *state) if len(state) > 1 else (title,)  # no state, no line of our own: the frame is one
        for text, role in (*ends[:1], *inner, *ends[1:]):
            style = "bold $focus" if focused and role != "quiet" else STYLES[role]
            yield Content.styled(text, style)
