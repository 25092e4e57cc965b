"""What is drawn once and only looked at: rows whose click tells where, and the steps of a path."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.look.signs import STYLES, Mark, Span
from tui.presentation.lines import Stop


def content_of(spans: Iterable[Span]) -> Content:
    """Return a row as Textual draws it."""
    return Content("").join(Content.styled(text, STYLES[role]) for text, role in spans)


class Canvas(Static):
    """Spans, row by row."""

    @dataclass
    class Clicked(Message):
        """Something in it was clicked."""

        at: Offset

    def show(self, rows: Iterable[Iterable[Span]]) -> None:
        """Draw other rows."""
        self.update(Content("\n").join(map(content_of, rows)))

    def on_click(self, event: Click) -> None:
        """Tell where it was clicked; a second click is none of its own."""
        within = event.get_content_offset(self)
        if within and event.chain == 1:
            self.post_message(self.Clicked(within))


LEADS, GAP = "━", "┄"
"""Leads from one stop to the next: both hold something, or not."""


class Rail(Widget):
    """`●━━━━●┄┄┄┄◉` above the steps' names: what is filled, what is missing, what comes next."""

    DEFAULT_CSS = """
    Rail { height: 2; padding: 0 1; color: $quiet; }
    """

    stops: reactive[Sequence[Stop]] = reactive(())

    def widths(self, width: int) -> tuple[int, ...]:
        """Return each stop's cells: its name and a blank, and an even share of what is left."""
        needs = [cell_len(name) + 1 for name in self.names(width)]
        each, more = divmod(max(0, width - sum(needs)), max(1, len(needs)))
        return tuple(need + each + (place < more) for place, need in enumerate(needs))

    def names(self, width: int) -> tuple[str, ...]:
        """Return what stands below the stops: names, and how much they hold where there is room for all of that."""
        counted = tuple(f"{stop.name} {stop.held}" if stop.held > 1 else stop.name for stop in self.stops)
        return (
            counted if sum(map(cell_len, counted)) + len(counted) <= width else tuple(stop.name for stop in self.stops)
        )

    def render(self) -> Content:
        """Return the path and its names."""
        width = self.content_size.width
        cells = self.widths(width)
        after = (*self.stops[1:], None)[: len(self.stops)]
        path = (
            piece for stop, then, room in zip(self.stops, after, cells, strict=True) for piece in _leg(stop, then, room)
        )
        names = (
            Content.assemble((set_cell_size(name, shown), _style(stop)), " " * (room - shown))
            for stop, name, room in zip(self.stops, self.names(width), cells, strict=True)
            for shown in (min(cell_len(name), room),)
        )
        return Content("\n").join((Content("").join(path), Content("").join(names)))


def _leg(stop: Stop, after: Stop | None, room: int) -> Iterator[Content]:
    """Yield a stop, and what leads from it to the next one."""
    mark = Mark.THERE if stop.held else Mark.NEXT if stop.next else Mark.MISSING
    yield Content.styled(mark.sign, STYLES[mark.role])
    if after:
        filled = stop.held and after.held
        yield Content.styled((LEADS if filled else GAP) * (room - 1), STYLES["plan" if filled else "line"])


def _style(stop: Stop) -> str:
    return STYLES["ask" if stop.next else "plain" if stop.held else "faint"]
