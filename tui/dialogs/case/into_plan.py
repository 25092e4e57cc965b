"""What a case puts into the plan: a practice, a change, a card, something to lift, or nothing and why."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key

from storage.domain.case.case import Outcome
from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.i18n.labels import label
from tui.i18n.words import N_
from tui.presentation.lines import Line
from tui.widgets.line_list import LineList
from tui.widgets.wrapped_list import WrappedList

MEANT = {
    Outcome.PRACTICE: N_("something we will do before it burns"),
    Outcome.CHANGE: N_("something we already do, done better"),
    Outcome.CARD: N_("what worked, without anybody recognisable"),
    Outcome.LIFT: N_("what others must decide"),
    Outcome.NOTHING: N_("say why, in a few words"),
}


class IntoPlanDialog(Dialog[Outcome]):
    """Answers with what kind of thing goes into the plan."""

    BINDINGS = [Binding("enter", "choose", show=False)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.words("What goes into the plan?"))

    def body(self) -> ComposeResult:
        """Draw the choices."""
        yield WrappedList()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ move · 1–5 or ↵ choose · Esc cancel")

    def on_mount(self) -> None:
        """Show the choices with what each is for."""
        words = self.desk.words
        lines = (
            Line(outcome.value, f"{number} {label(words, outcome)}", words(MEANT[outcome]))
            for number, outcome in enumerate(Outcome, 1)
        )
        self.query_one(LineList).show(list(lines))

    def on_key(self, event: Key) -> None:
        """Choose by number."""
        numbered = {f"{number}": outcome for number, outcome in enumerate(Outcome, 1)}
        if event.key in numbered:
            event.stop()
            self.dismiss(numbered[event.key])

    def action_choose(self) -> None:
        """Answer with the choice under the cursor."""
        self.dismiss(Outcome(self.query_one(LineList).key))
