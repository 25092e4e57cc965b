"""Numbered places for short texts, side by side: what is there is seen at once, and how much there is room for."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from tui.look.panels import has_frames
from tui.look.signs import Role, Span
from tui.presentation.rows import wrapped
from tui.widgets.reader import OwnRows

NARROW = 66
"""Columns below which the places stand one below the other."""
BEFORE = 5
"""Cells before a text: its number."""
FREE = "·" * 12
"""Stands in a place that is free."""
Cells = tuple[Span, ...]


class Places(OwnRows, can_focus=False):
    """Shows texts in their places, the newest in bold and always in view."""

    DEFAULT_CSS = """
    Places { height: auto; max-height: 80%; scrollbar-size-vertical: 0; display: none; }
    Places.-shown { display: block; }
    Places.-alone { max-height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.texts: Sequence[str] = ()
        self.rows: tuple[Cells, ...] = ()

    def show(self, texts: Sequence[str], *, alone: bool) -> None:
        """Show texts, an empty one as a free place; `alone` takes all the room there is."""
        self.set_class(bool(texts), "-shown")
        self.set_class(alone, "-alone")
        if tuple(texts) != tuple(self.texts):
            self.texts = tuple(texts)
            self.refresh(layout=True)
            self._lay_out()

    def on_resize(self) -> None:
        """Break the texts anew for another width."""
        self._lay_out()

    def _lay_out(self) -> None:
        self.rows = self._rows(self.texts, self.size.width)
        self.virtual_size = Size(self.size.width, len(self.rows))
        self.scroll_to(y=self._row_of_newest(), animate=False, force=True)
        self.refresh()

    def _row_of_newest(self) -> int:
        """Return from which row the newest text is in view, with as many of those before it as there is room for."""
        taken = [text for text in self.texts if text]
        end = len(self._rows(taken, self.size.width)) if taken else 0
        return max(0, min(end, len(self.rows)) - self.size.height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self._rows(self.texts, width))

    def _rows(self, texts: Sequence[str], width: int) -> tuple[Cells, ...]:
        return place_rows(texts, width, framed=has_frames(self.app.size.width))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        place = y + self.scroll_offset.y
        spans = self.rows[place] if place < len(self.rows) else ()
        styles = self.role_styles
        drawn = (Segment(text, styles[role]) for text, role in spans)
        return Strip(drawn).adjust_cell_length(self.size.width, self.rich_style)


def place_rows(texts: Sequence[str], width: int, *, framed: bool = False) -> tuple[Cells, ...]:
    """Return the rows that show texts in their places: one, two or four beside each other, `framed` if there are more.

    Frames are for a screen that has room for them, however much of it these have.
    """
    columns = 4 if has_frames(width) else 2 if width >= NARROW else 1
    if width < BEFORE * columns:
        return ()
    newest = max((place for place, text in enumerate(texts) if text), default=-1)
    numbered = [(place + 1, text, place == newest) for place, text in enumerate(texts)]
    beside = [numbered[first : first + columns] for first in range(0, len(numbered), columns)]
    drawn = framed and columns > 1
    return tuple(row for each in beside for row in _beside(each, columns, width // columns, framed=drawn))


def _beside(numbered: Sequence[tuple[int, str, bool]], columns: int, width: int, *, framed: bool) -> Iterator[Cells]:
    """Yield the rows of places that stand beside each other, each so many cells wide; with room to spare in frames."""
    room = width - BEFORE - 2
    texts = [wrapped(text, room) if text else [FREE] for _, text, _ in numbered]
    height = max(min(columns, 2), *map(len, texts))
    if framed:
        yield tuple(part for number, text, _ in numbered for part in _edge(f"╭─ {number} ", "╮", width, text))
    for y in range(height):
        yield tuple(
            part
            for each, rows in zip(numbered, texts, strict=True)
            for part in _row(each, rows[y] if y < len(rows) else "", y, width, framed=framed)
        )
    if framed:
        yield tuple(part for _, text, _ in numbered for part in _edge("╰", "╯", width, text))


def _row(numbered: tuple[int, str, bool], row: str, y: int, width: int, *, framed: bool) -> Iterator[Span]:
    number, text, newest = numbered
    role: Role = "heading" if newest else "plain" if text else "faint"
    if framed:
        edge: Role = "plan" if text else "line"
        yield from (Span(" │  ", edge), Span(set_cell_size(row, width - BEFORE - 1), role), Span(" │", edge))
    else:
        yield Span(f"{number:3}  " if y == 0 else " " * BEFORE, "quiet")
        yield Span(set_cell_size(row, width - BEFORE), role)


def _edge(left: str, right: str, width: int, text: str) -> Iterator[Span]:
    role: Role = "plan" if text else "line"
    yield Span(f" {left}{'─' * (width - 1 - cell_len(left) - cell_len(right))}{right}", role)
