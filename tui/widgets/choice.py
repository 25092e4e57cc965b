"""One row, one of several: arrows change it, and a letter where only one option can be meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.typed_word import TypedWord


class ChoiceRow(Widget, can_focus=True):
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
        if self.before_word in {None, self.place}:
            return Content(f"‹ {shown} ›")
        return Content(f"{self.options[self.before_word or 0][1]} → ‹ {shown} ›")
