"""One row, one of several: arrows change it, a letter jumps."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """Shows the chosen option between two arrows."""

    BINDINGS = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
    ]
    DEFAULT_CSS = """
    Choice { height: auto; min-height: 1; background: $background; color: $foreground; padding: 0 1; }
    Choice:focus { text-style: bold; color: $primary; }
    """

    place: reactive[int] = reactive(0, layout=True)

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            """The field it happened in."""
            return self.choice

    def __init__(self, options: Sequence[tuple[str, str]], chosen: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.options = options
        self.set_reactive(Choice.place, self._place_of(chosen))

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
        self.place = (self.place + way) % max(1, len(self.options))

    def on_key(self, event: Key) -> None:
        """Jump to the next option that begins with a letter."""
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            return
        event.stop()
        after = (*range(self.place + 1, len(self.options)), *range(self.place))
        starts = (place for place in after if self.options[place][1].casefold().startswith(letter))
        self.place = next(starts, self.place)

    def render(self) -> Content:
        """Return the option; a long one goes on below."""
        shown = self.options[self.place][1] if self.options else ""
        return Content(f"‹ {shown} ›")
