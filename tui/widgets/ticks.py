"""Several of many, all in sight: arrows move, space ticks."""

from collections.abc import Collection, Mapping

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.typed_word import TypedWord


class Ticks(Widget, can_focus=True):
    """Options that flow over as many rows as they need."""

    BINDINGS = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("space", "tick", show=False),
    ]
    DEFAULT_CSS = """
    Ticks { height: auto; background: $background; color: $foreground; padding: 0 1; }
    """

    place: reactive[int] = reactive(0)
    ticked: reactive[frozenset[str]] = reactive(frozenset())

    def __init__(self, options: Mapping[str, str], ticked: Collection[str] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.options = options
        self.word = TypedWord()
        self.set_reactive(Ticks.ticked, frozenset(ticked))

    @property
    def value(self) -> tuple[str, ...]:
        """The ticked keys, in the order of the options; keys that are no longer offered stay."""
        known = tuple(key for key in self.options if key in self.ticked)
        return known + tuple(sorted(self.ticked.difference(self.options)))

    def rows(self, width: int) -> list[list[int]]:
        """Return the places of the options, row by row."""
        rows: list[list[int]] = [[]]
        used = 0
        for place, text in enumerate(self.options.values()):
            need = cell_len(text) + 4
            if rows[-1] and used + need > width:
                rows.append([])
                used = 0
            rows[-1].append(place)
            used += need
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self.rows(width))

    def on_key(self, event: Key) -> None:
        """Leave a space within words alone: who types a sentence here ticks nothing by it."""
        if self.word.takes(event) and event.key == "space":
            event.stop()

    def action_move(self, way: int) -> None:
        """Go to the next option, round and round."""
        self.place = (self.place + way) % max(1, len(self.options))

    def action_row(self, way: int) -> None:
        """Go a row up or down, about as far in."""
        rows = self.rows(self.content_size.width)
        row, column = next((row, places.index(self.place)) for row, places in enumerate(rows) if self.place in places)
        places = rows[(row + way) % len(rows)]
        self.place = places[min(column, len(places) - 1)]

    def action_tick(self) -> None:
        """Tick the option, or take its tick away."""
        if self.options:
            self.ticked ^= {list(self.options)[self.place]}

    def render(self) -> Content:
        """Return the rows."""
        rows = self.rows(self.content_size.width)
        return Content("\n").join(Content("  ").join(self._option(place) for place in row) for row in rows)

    def _option(self, place: int) -> Content:
        key, text = list(self.options.items())[place]
        marked = self.has_focus and place == self.place
        style = "reverse bold" if marked else "bold" if key in self.ticked else ""
        return Content.assemble((f"{'✓' if key in self.ticked else '·'} {text}", style))

    def on_focus(self) -> None:
        """Show where one is."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide where one was."""
        self.refresh()
