"""Lists that draw their own lines: quick with thousands, every text only text, long rows going on below."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.look.signs import Span, text_of
from tui.presentation.lines import Line
from tui.presentation.rows import from_within, measure, row_spans, wrapped_rows
from tui.widgets.reader import OwnRows

REVERSED, BOLD = Style(reverse=True), Style(bold=True)
BAR = "▌"
"""Stands before what is marked."""
Key = TypeVar("Key", bound=Hashable)


class LineList(OwnRows, Generic[Key]):
    """Rows with a cursor that skips headings; what goes on with a mark of its own is only barred, for cells cost."""

    cursor: reactive[int] = reactive(-1, repaint=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        key: Hashable

    @dataclass
    class Ended(Message):
        """Somebody would go on where there is no row left."""

        way: int

    class Resized(Message):
        """There is other room for the rows than before."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.lines: Sequence[Line[Key]] = ()
        self.unmarked = False
        """Whether no row is marked until the cursor is moved."""
        self.ends = True
        self._rows_seen = 0

    @property
    def key(self) -> Key | Literal[""]:
        """The key of the row the cursor is on; empty when there is none."""
        return self.lines[self.cursor].key if 0 <= self.cursor < len(self.lines) else ""

    @property
    def text(self) -> str:
        """What the marked row says; all that stands here where none is marked."""
        rows = self.whole_rows()
        marked = [row for row in rows if row.key == self.key] if self.key else rows
        pieces = (
            (row.left.strip(), text_of(row.spans).strip() if row.aloud is None else "", row.right) for row in marked
        )
        return "\n".join("  ".join(filter(None, each)) for each in pieces)

    def whole_rows(self) -> Sequence[Line[Key]]:
        """Return the rows, however they are broken."""
        return self.lines

    def show(self, lines: Sequence[Line[Key]], key: Key | Literal[""] | None = None) -> None:
        """Draw other rows, keeping the cursor on its key (or moving it to `key`), and that row where it stands."""
        if list(lines) == list(self.lines) and key is None:
            return
        wanted = self.key if key is None else key
        at_end = self.at_end
        self.lines = lines
        self.virtual_size = Size(self.size.width, len(lines))
        places = (place for place, line in enumerate(lines) if line.key and line.key == wanted)
        place = next(places, -1 if self.unmarked else self._nearest(max(0, self.cursor), 1))
        if key is None and self.scroll_offset.y and min(place, self.cursor) >= 0:
            self.scroll_relative(y=place - self.cursor, animate=False, force=True)
        self.cursor = place
        self.scroll_to_cursor()
        if self.unmarked and self.ends and at_end:
            self.show_end()
        self.refresh()

    def unmark(self, *, at_end: bool = True) -> None:
        """Mark no row, and show the end of the list, where the newest stands, or its beginning."""
        self.unmarked, self.ends = True, at_end
        self.cursor = -1
        self.scroll_to(y=self.max_scroll_y if at_end else 0, animate=False, force=True)

    def mark_first(self) -> None:
        """Mark the first row that can be chosen, and show the beginning."""
        self.unmarked = False
        self.cursor = self._nearest(0, 1)
        self.scroll_to(y=0, animate=False, force=True)

    @property
    def at_end(self) -> bool:
        """Whether the last row is in view."""
        return self.scroll_offset.y + self._rows_seen >= len(self.lines)

    def show_end(self) -> None:
        """Bring the last row into view, at once: Textual's own way waits for a drawing that may come much later."""
        self.ends = True
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def _nearest(self, start: int, way: int) -> int:
        ahead = range(start, len(self.lines)) if way > 0 else range(start, -1, -1)
        behind = range(start - way, -1, -1) if way > 0 else range(start - way, len(self.lines))
        return next((place for way_ in (ahead, behind) for place in way_ if self._choosable(place)), -1)

    def _choosable(self, place: int) -> bool:
        return 0 <= place < len(self.lines) and bool(self.lines[place].key)

    def action_step(self, way: int) -> None:
        """Move to the next row that can be chosen; after the last one show what stands below it."""
        start = len(self.lines) - 1 if self.cursor < 0 and way < 0 else self.cursor + way
        places = range(start, len(self.lines) if way > 0 else -1, way)
        place = next((place for place in places if self._choosable(place)), -1)
        if place < 0 and way > 0 and not self.at_end:
            self.show_end()
        elif place < 0:
            self.post_message(self.Ended(way))
        else:
            self.cursor = place

    def action_page(self, way: int) -> None:
        """Move a page."""
        target = max(0, min(len(self.lines) - 1, self.cursor + way * max(1, self.size.height - 1)))
        self.cursor = self._nearest(target, way)

    def action_end(self, way: int) -> None:
        """Move to the first or the last row."""
        self.cursor = self._nearest(0 if way < 0 else len(self.lines) - 1, -way)

    def jump(self, letter: str) -> None:
        """Move to the next row, round and round, that begins with a letter."""
        after = (*range(self.cursor + 1, len(self.lines)), *range(self.cursor))
        starts = (place for place in after if self.lines[place].left.casefold().startswith(letter.casefold()))
        self.cursor = next((place for place in starts if self._choosable(place)), self.cursor)

    def span(self, place: int) -> range:
        """Return the rows that belong together with one: those that go on with it."""
        end = place + 1
        while 0 < end < len(self.lines) and self.lines[end].goes_on:
            end += 1
        return range(max(0, place), end)

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw what was and what is marked only: what a key costs on the wire is decoration."""
        if not self.is_mounted:
            return
        for rows in (self.span(old), self.span(new)):
            self.refresh(Region(0, rows.start - self.scroll_offset.y, self.size.width, len(rows)))
        self.scroll_to_cursor()
        self.post_message(self.Moved(self.key))

    def scroll_to_cursor(self) -> None:
        """Bring the cursor's row into view."""
        if self.cursor >= 0:
            first = max(0, self.cursor - 1) if self.cursor == self._nearest(0, 1) else self.cursor
            end = min(self.span(self.cursor).stop, first + max(1, self.size.height))
            self.scroll_to_region(Region(0, first, 1, end - first), animate=False, force=True)

    def on_click(self, event: Click) -> None:
        """Put the cursor on the row that was clicked, if it can be chosen."""
        within = event.get_content_offset(self)
        place = self.chosen_by(within.y + self.scroll_offset.y) if within else -1
        if self._choosable(place):
            self.cursor = place

    def chosen_by(self, row: int) -> int:
        """Return the place that somebody means who points at a row."""
        return row

    def on_focus(self) -> None:
        """Show where the cursor is, or let it rest."""
        self.refresh()

    on_blur = on_focus

    def on_resize(self) -> None:
        """Fit the rows to the new width, and keep in view what is marked, or the end where that was seen."""
        self.post_message(self.Resized())
        at_end, self._rows_seen = self.at_end, self.size.height
        self.virtual_size = Size(self.size.width, len(self.lines))
        if self.cursor >= 0:
            self.scroll_to_cursor()
        elif self.unmarked and self.ends and at_end:
            self.show_end()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        place = y + self.scroll_offset.y
        width = self.size.width
        if not 0 <= place < len(self.lines):
            return Strip.blank(width, self.rich_style)
        line, styles = self.lines[place], self.role_styles
        spans = (from_within if place and not y and line.goes_on else row_spans)(line, measure(width))
        is_marked = self.cursor >= 0 and place in self.span(self.cursor)
        is_raised = is_marked and (place == self.cursor or not (line.mark or line.figure))
        before = (Span(BAR, "focus" if self.has_focus else "line"), *line.figure)
        rest = spans[len(before) :]
        drawn = [Segment(text, styles[role]) for text, role in (before if is_marked else spans[: len(before)])]
        drawn += self._marked(rest) if is_raised else [Segment(text, styles[role]) for text, role in rest]
        return Strip(drawn).adjust_cell_length(width, self.rich_style)

    def _marked(self, spans: Sequence[Span]) -> list[Segment]:
        """Return a marked row: raised, its colours as they are; where there are too few of those, turned about."""
        if self.has_focus and has_few_colours(self.app):
            return [Segment(text_of(spans), self.role_styles["heading"] + REVERSED)]
        raised = (
            Style(bgcolor=self.colours["raised"], bold=True) if self.has_focus else Style(bgcolor=self.colours["panel"])
        )
        drawn = ((text, self.role_styles[role]) for text, role in spans)
        return [
            Segment(text, style + (raised if style.bgcolor == self.rich_style.bgcolor else BOLD))
            for text, style in drawn
        ]


def has_few_colours(app: App[object]) -> bool:
    """Tell whether a terminal has too few colours to raise a row by its ground."""
    return app.no_color or app.console.color_system in {None, "standard", "windows"}


class WrappedList(LineList[Key]):
    """Shows every row whole; the cursor moves from row to row as in any list."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.given: Sequence[Line[Key]] = ()

    def show(self, lines: Sequence[Line[Key]], key: Key | Literal[""] | None = None) -> None:
        """Draw other rows."""
        self.given = lines
        super().show(self._laid_out(), key)

    def whole_rows(self) -> Sequence[Line[Key]]:
        """Return the rows before they were broken."""
        return self.given

    def on_resize(self) -> None:
        """Break the rows anew for another width."""
        super().show(self._laid_out())
        super().on_resize()

    def chosen_by(self, row: int) -> int:
        """Return the row that goes on in this one, or this one."""
        above = (place for place in range(min(row, len(self.lines) - 1), -1, -1) if not self.lines[place].goes_on)
        return row if row >= len(self.lines) else next(above, row)

    def _laid_out(self) -> tuple[Line[Key], ...]:
        width = measure(self.size.width)
        return tuple(row for line in self.given for row in wrapped_rows(line, width)) if width else tuple(self.given)
