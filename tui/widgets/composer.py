"""The one place to write: Enter keeps what is written, Esc leaves, function keys belong to the screen."""

from dataclasses import dataclass

from textual.binding import Binding
from textual.events import Blur, Focus, Key
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from storage.domain.text import LONGEST_TEXT, cleaned


class Composer(TextArea):
    """A borderless field that grows with its text."""

    BINDINGS = [
        Binding("enter", "keep", show=False),
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+j,shift+enter", "line_break", show=False),
    ]
    DEFAULT_CSS = """
    Composer {
        height: auto; min-height: 1; max-height: 5; border: none; padding: 0; background: $panel; color: $ink;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background: $panel; }
        & .text-area--cursor-line { background: $panel; }
        & .text-area--placeholder { color: $quiet; }
    }
    """

    @dataclass
    class Entered(Message):
        """Enter was pressed on some text."""

        text: str

    @dataclass
    class Left(Message):
        """Esc was pressed: steering again."""

    @dataclass
    class Writing(Message):
        """Writing began or ended."""

        on: bool

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002 - Textual's name
        super().__init__(
            id=id, soft_wrap=True, show_line_numbers=False, placeholder=placeholder, tab_behavior="focus", compact=True
        )
        self.cursor_blink = False
        self._dressed: TextAreaTheme | None = None
        """The colours that were read from the styles; None when those have changed since."""
        self._invitations = (placeholder, placeholder)
        """What the empty field says while one steers, and while one writes."""

    def notify_style_update(self) -> None:
        """Read the colours anew at the next drawing."""
        super().notify_style_update()
        self._dressed = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the text; a TextArea would read all its colours from the styles for every letter."""
        if self._dressed is not self._theme:
            self._dressed = self._theme
            return super().render_lines(crop)
        return ScrollView.render_lines(self, crop)

    def invite(self, before: str, writing: str) -> None:
        """Say in the empty field which key begins; to who writes already, only what to write."""
        self._invitations = (before, writing)
        self.placeholder = self._invitations[self.has_focus]

    def action_keep(self) -> None:
        """Hand over what is written and make room for more at once; who cannot keep it gives it back."""
        text = cleaned(self.text).strip()
        if text:
            self.write("")
            self.post_message(self.Entered(text))

    def action_leave(self) -> None:
        """Stop writing; the text stays, and the next key steers already."""
        self.screen.set_focus(None)
        self.post_message(self.Left())

    def action_line_break(self) -> None:
        """Begin a new line in the same text."""
        self.insert("\n")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Give F6 and F7 to the screen."""
        return action not in {"select_line", "select_all"} and super().check_action(action, parameters)

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.action_keep()
        elif event.key.startswith("f") and event.key[1:].isdigit():
            return
        else:
            await super()._on_key(event)

    def give_back(self, text: str) -> None:
        """Put back a text that could not be kept, before what has been typed since."""
        self.write("\n".join(filter(None, (text, self.text))))

    def give_back_to_replace(self, text: str) -> None:
        """Put back what could not be kept so that what is typed next stands in its place."""
        self.give_back(text)
        if self.text == text:
            self.select_all()

    @property
    def is_replaced(self) -> bool:
        """Whether what is typed next stands in the place of all that is here."""
        return bool(self.text) and self.selected_text == self.text

    def write(self, text: str) -> None:
        """Replace the text in a way that the field's own undo can take back."""
        text = cleaned(text)[:LONGEST_TEXT]
        if text != self.text:
            self.replace(text, self.document.start, self.document.end)
            self.move_cursor(self.document.end)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Keep to itself where the cursor is: nobody asks, and each key would carry it through every container."""
        event.stop()

    def on_focus(self, _: Focus) -> None:
        """Say that writing began."""
        self.placeholder = self._invitations[True]
        self.post_message(self.Writing(on=True))

    def on_blur(self, _: Blur) -> None:
        """Say that writing ended."""
        self.placeholder = self._invitations[False]
        self.post_message(self.Writing(on=False))
