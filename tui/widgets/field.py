"""A field of a form: its label, what is filled in, what was understood, and what is wrong with it."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static


class Field(Vertical):
    """Label to the left, control beside it; what was understood on the same row, what is wrong below."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: auto; }
    Field .name { width: 23; height: auto; color: $secondary; }
    Field:focus-within .name { color: $foreground; text-style: bold; }
    Field .understood { width: 1fr; height: auto; padding: 0 1; color: $success; }
    Field .wrong { display: none; height: auto; margin-left: 23; padding: 0 1; color: $error; text-style: bold; }
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
