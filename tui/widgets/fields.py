"""The fields of a form: its label, one line of text, one of several, several of many."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.look.signs import Mark
from tui.widgets.clicks import Clickable, clickable
from tui.widgets.lists import has_few_colours

PAUSE = 1.0
"""Seconds without a letter after which the next one begins a new word."""


class TypedWord:
    """The letters typed so far without a pause."""

    def __init__(self) -> None:
        self.text = ""
        self._last = 0.0

    def takes(self, key: Key) -> bool:
        """Take in a key that is text, and tell whether it was; a space is text only within words."""
        letter = key.character or ""
        goes_on = bool(self.text) and key.time - self._last < PAUSE
        if not letter.isprintable() or not letter or (letter.isspace() and not goes_on):
            self.text = ""
            return False
        self.text = f"{self.text if goes_on else ''}{letter.casefold()}"
        self._last = key.time
        return True


TURNS = 3
"""Turns of the event loop in which a widget tells its screen that it changed."""


class LineInput(Input):
    """An Input whose own size does not depend on what is in it."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    cursor_blink: Reactive[bool] = Reactive(default=False, init=False)
    """A cursor that stands still sends nothing while nobody types."""


async def one_drawing() -> None:
    """Wait until what a letter changed elsewhere is known too: then both share one drawing, and none waits a frame."""
    for _ in range(TURNS):
        await asyncio.sleep(0)


class Field(Vertical):
    """Label to the left, control beside it; what was understood on the same row, what is wrong below."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: auto; }
    Field .name { width: 23; height: auto; color: $quiet; }
    Field:focus-within .name { color: $ink; text-style: bold; }
    Field .understood { width: 1fr; height: auto; padding: 0 1; color: $plan; background: $panel; }
    Field .wrong { display: none; height: auto; margin-left: 23; padding: 0 1; color: $late; text-style: bold; }
    Field.-wrong .wrong { display: block; }
    Field.-short Horizontal > .control { width: 18; }
    Field Horizontal > .control { width: 1fr; }
    """

    def __init__(self, label: str, control: Widget, *, short: bool = False) -> None:
        super().__init__(id=f"{control.id}-field", classes="-short" if short else "")
        self.label = label
        self.control = control
        control.add_class("control")

    def compose(self) -> ComposeResult:
        """Draw the field."""
        with Horizontal():
            yield Static(self.label, classes="name", markup=False)
            yield self.control
            if self.has_class("-short"):
                yield Static("", classes="understood", markup=False)
        yield Static("", classes="wrong", markup=False)

    def understand(self, text: str) -> None:
        """Show what was understood."""
        self.remove_class("-wrong")
        self.query_one(".understood", Static).update(text)

    def doubt(self, text: str) -> None:
        """Show what is wrong with what is being typed."""
        self.set_class(bool(text), "-wrong")
        self.query_one(".wrong", Static).update(text)

    def refuse(self, text: str) -> None:
        """Show what is wrong, and go there."""
        self.doubt(text)
        if text:
            self.control.focus()

    def on_input_changed(self) -> None:
        """Say no longer what was wrong with what stood here."""
        self.refuse("")

    def on_text_area_changed(self) -> None:
        """Say no longer what was wrong with what stood here."""
        self.refuse("")


class ChoiceRow(Clickable, can_focus=True):
    """Shows the chosen option between two arrows, which can be clicked."""

    BINDINGS = [Binding("left", "turn(-1)", show=False), Binding("right,space", "turn(1)", show=False)]
    DEFAULT_CSS = """
    ChoiceRow { height: auto; min-height: 1; background: $panel; color: $ink; padding: 0 1; }
    ChoiceRow:focus { text-style: bold; color: $focus; }
    """

    place: reactive[int] = reactive(0, layout=True)

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        choice: "ChoiceRow"
        value: str

        @property
        def control(self) -> "ChoiceRow":
            """The field it happened in."""
            return self.choice

    def __init__(self, options: Sequence[tuple[str, str]], chosen: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.options = options
        self.word = TypedWord()
        self.before_word: int | None = None
        """The option that a typed letter took the place of; it is shown, and comes back when more letters follow."""
        self.set_reactive(ChoiceRow.place, self._place_of(chosen))

    def _place_of(self, key: str) -> int:
        return next((place for place, (each, _) in enumerate(self.options) if each == key), 0)

    @property
    def value(self) -> str:
        """The chosen key; empty when there is nothing to choose from."""
        return self.options[self.place][0] if self.options else ""

    @value.setter
    def value(self, key: str) -> None:
        self.place = self._place_of(key)

    def watch_place(self) -> None:
        """Tell that another option was chosen."""
        self.post_message(self.Changed(self, self.value))

    def action_turn(self, way: int) -> None:
        """Go to the next option, round and round."""
        self.before_word = None
        self.place = (self.place + way) % max(1, len(self.options))

    def on_key(self, event: Key) -> None:
        """Go to the one option that begins with what is typed; who types a sentence here changes nothing by it."""
        if not self.word.takes(event):
            return
        event.stop()
        before = self.place if len(self.word.text) == 1 or self.before_word is None else self.before_word
        self.before_word, self.place = before, self._meant(before)
        self.refresh(layout=True)

    def _meant(self, before: int) -> int:
        texts = [text.casefold() for _, text in self.options]
        begin = [place for place, text in enumerate(texts) if text.startswith(self.word.text)]
        exact = [place for place in begin if texts[place] == self.word.text]
        meant = exact or begin
        return meant[0] if len(meant) == 1 else before

    def on_blur(self) -> None:
        """Show the option alone again."""
        self.before_word = None
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the option, and what it was before a letter changed it; a long one goes on below."""
        shown = self.options[self.place][1] if self.options else ""
        row = Content.assemble(clickable("‹ ", -1), shown, clickable(" ›", 1))
        if self.before_word in {None, self.place}:
            return row
        return Content(f"{self.options[self.before_word or 0][1]} → ") + row

    def clicked(self, mark: object, chain: int) -> None:  # noqa: ARG002 - each click turns
        """Turn as the arrow says."""
        self.action_turn(-1 if mark == -1 else 1)


class Ticks(Clickable, can_focus=True):
    """Options that flow over as many rows as they need; a click ticks one."""

    BINDINGS = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("space", "tick", show=False),
    ]
    DEFAULT_CSS = """
    Ticks { height: auto; background: $panel; color: $ink; padding: 0 1; }
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
        chosen = "bold reverse" if has_few_colours(self.app) else "bold $focus on $raised"
        style = chosen if marked else "bold" if key in self.ticked else ""
        return clickable(f"{Mark.DONE if key in self.ticked else Mark.LATER} {text}", place).stylize(style)

    def clicked(self, mark: object, chain: int) -> None:  # noqa: ARG002 - each click ticks
        """Tick the option that was clicked, or take its tick away."""
        if isinstance(mark, int):
            self.place = mark
            self.action_tick()

    def on_focus(self) -> None:
        """Show where one is, or hide it."""
        self.refresh()

    on_blur = on_focus
