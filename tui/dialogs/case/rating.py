"""What became of an agreement: was it done, and did it help."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.plan.plan import HIGHEST
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label
from tui.presentation.lines import Line
from tui.widgets.choice import ChoiceRow
from tui.widgets.field import Field
from tui.widgets.line_list import LineList

TOO_EARLY = "0"
NO_SCALE = ""
SCALE = tuple(f"{value}" for value in range(HIGHEST + 1))


class RatingDialog(FormDialog[Rating]):
    """Answers with a rating of today; one digit for each question, then Enter."""

    DEFAULT_CSS = """
    RatingDialog {
        & #questions { height: 6; }
        & #questions > Vertical { width: 1fr; height: auto; }
        & .question { text-style: bold; height: 1; }
    }
    """

    BINDINGS = [Binding(digit, f"say('{digit}')", show=False, priority=True) for digit in "01234"]

    def __init__(self, desk: Desk, agreement: Agreement, meeting: str = "") -> None:
        super().__init__(desk, agreement.what)
        self.agreement = agreement
        self.meeting = meeting
        self.drafted(f"agreement/{agreement.id}/rating")

    def body(self) -> ComposeResult:
        """Draw both questions and the note."""
        words, agreement = self.desk.words, self.agreement
        due = words("due {day}", day=words.weekday(agreement.due))
        yield Static(" · ".join(filter(None, (agreement.owner, due))), classes="label", markup=False)
        with Horizontal(id="questions"):
            with Vertical():
                yield Static(words("Was it done?"), classes="question", markup=False)
                yield LineList(id="done")
            with Vertical():
                yield Static(words("Did it help?"), classes="question", markup=False)
                yield LineList(id="effect")
        yield Static(words("A note, if there is something to say"), classes="label", markup=False)
        yield Input(id="note", select_on_focus=False)
        if agreement.case:
            scale = [(NO_SCALE, words("not asked")), *((each, each) for each in SCALE)]
            yield Field(words("Now, 0 to 10"), ChoiceRow(scale, NO_SCALE, id="scale"))

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("1–4 answer and go on · ↑↓ Tab move · ↵ keep · Esc cancel")

    def on_mount(self) -> None:
        """Show the answers, with what was said last under the cursor."""
        done, effect = self.query_one("#done", LineList), self.query_one("#effect", LineList)
        words = self.desk.words
        done.show([Line(f"{n}", f"{n} {label(words, each)}") for n, each in enumerate(Done, 1)], self._done_last())
        helped = [Line(f"{n}", f"{n} {label(words, each)}") for n, each in enumerate(Effect, 1)]
        effect.show([*helped, Line(TOO_EARLY, "0 " + words("too early to tell"))], self._effect_last())
        self.set_focus(done)

    def _done_last(self) -> str:
        return f"{list(Done).index(self.agreement.done or Done.AS_PLANNED) + 1}"

    def _effect_last(self) -> str:
        return f"{list(Effect).index(self.agreement.effect) + 1}" if self.agreement.effect else TOO_EARLY

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave digits to the note while it is being written."""
        said = action != "say" or isinstance(self.focused, LineList)
        return said and super().check_action(action, parameters)

    def action_say(self, digit: str) -> None:
        """Answer a question by its digit and go on to the next."""
        asked = self.focused
        if isinstance(asked, LineList) and any(line.key == digit for line in asked.lines):
            asked.cursor = [line.key for line in asked.lines].index(digit)
            self.set_focus(self.query_one("#effect" if asked.id == "done" else "#note"))

    def _scale(self) -> int | None:
        said = self.chosen("scale") if self.agreement.case else NO_SCALE
        return int(said) if said else None

    def answer(self) -> Rating:
        """Return the rating."""
        done = int(self.query_one("#done", LineList).key)
        effect = int(self.query_one("#effect", LineList).key)
        return Rating(
            on=self.desk.today,
            done=list(Done)[done - 1],
            effect=list(Effect)[effect - 1] if effect else None,
            note=self.one_line("note"),
            scale=self._scale(),
            meeting=self.meeting,
        )
