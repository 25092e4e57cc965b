"""Cross-pressure, sorted: what is fixed, what they are entitled to, what we can do, who decides."""

from textual.app import ComposeResult

from storage.domain.case.case import Case, CrossPressure
from tui.desk.desk import Desk
from tui.desk.home_kept_out import not_at_home
from tui.dialogs.form import FormDialog
from tui.widgets.composer import Composer
from tui.widgets.field import Field


class PressureDialog(FormDialog[CrossPressure]):
    """Answers with the card; an empty one is an answer too."""

    DEFAULT_CSS = """
    PressureDialog Composer { min-height: 2; max-height: 4; }
    """

    def __init__(self, desk: Desk, case: Case) -> None:
        heading = desk.words("Cross-pressure in {code}", code=case.code)
        super().__init__(desk, heading, quiet=case.keeps_from_home, reminds=not_at_home(desk.words, case) or None)
        self.pressure = case.pressure or CrossPressure()
        self.drafted(f"case/{case.code}/pressure")

    def body(self) -> ComposeResult:
        """Draw the four fields."""
        words = self.desk.words
        yield Field(words("What is fixed, and by whom"), Composer(id="fixed"))
        yield Field(words("What pupil and parents are entitled to"), Composer(id="entitled"))
        yield Field(words("What we can do ourselves"), Composer(id="we_can"))
        yield Field(words("Who owns the decision"), Composer(id="decides"))

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ keep · Tab next field · Ctrl+J new line · Esc cancel")

    def on_mount(self) -> None:
        """Show what is known."""
        for name in CrossPressure.__struct_fields__:
            self.write(name, getattr(self.pressure, name))

    def answer(self) -> CrossPressure:
        """Return the card."""
        return CrossPressure(**{name: self.typed(name) for name in CrossPressure.__struct_fields__})
