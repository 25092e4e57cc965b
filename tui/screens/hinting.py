"""What is said under the field of a meeting: a turning question, a warning, or who may read what is written."""

from textual.events import Key
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.errors import Refused
from storage.domain.people import SHARED
from tui.desk.desk import Desk
from tui.desk.nudges import Hint, Nudging, Tone, hint_line
from tui.dialogs.writing import silence
from tui.screens.team_screen import TeamScreen
from tui.terminal.walls import fitting
from tui.widgets.composer import Composer


class HintingScreen(TeamScreen):
    """Has a field, a line `#nudge`, and the keys that answer what stands there."""

    composer = query_one(Composer)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.nudging = Nudging(desk, self.show_nudge)

    def show_nudge(self, hint: Hint | None) -> None:
        """Show a turning question under what is being written, or none."""
        line = self.query_one("#nudge", Static)
        reminder = self.desk.words("Write so that the parents could read it.") if self.composer.has_focus else ""
        line.update(hint_line(self.desk.words, hint) if hint else reminder)
        line.set_class(bool(hint or reminder), "-shown")
        for tone in Tone:
            line.set_class(hint is not None and hint.tone is tone, f"-{tone}")

    def remark(self, hint: Hint) -> None:
        """Say something about what was kept a moment ago, where one writes."""
        self.nudging.give(hint)

    def on_composer_writing(self, event: Composer.Writing) -> None:
        """Remind of who may read it while something is written, and judge what was left."""
        self.show_nudge(self.nudging.hint)
        if not event.on:
            self.nudging.left()

    @property
    def may_write(self) -> bool:
        """Whether something can be written here now."""
        return True

    def takes_text(self, key: Key) -> bool:  # noqa: ARG002 - where keys sort ideas, it matters which
        """Tell whether a letter could be meant for the field, though nobody writes."""
        return self.may_write

    def take_text(self, text: str) -> None:
        """Begin to write with a text; nothing is kept before somebody has seen it."""
        try:
            fits = fitting(text.rstrip("\n"), self.composer)
        except Refused as refusal:
            self.tell(refusal)
            return
        if self.may_write:
            self.set_focus(self.composer)
            self.composer.insert(fits)

    def action_take_nudge(self) -> None:
        """Take the question, or the neutral wording, into the text; without a question, take that back."""
        self.composer.write(self.nudging.taken(self.composer.text))
        self.set_focus(self.composer)

    def action_hide_nudge(self) -> None:
        """Put the question away."""
        self.nudging.hide()

    def action_silence_nudge(self) -> None:
        """Do not ask the team about this word again."""
        hint = self.nudging.hint
        if hint and hint.silenced:
            self.nudging.hide()
            self.app.run_worker(silence(self.app, self.desk.seated(SHARED), hint))
