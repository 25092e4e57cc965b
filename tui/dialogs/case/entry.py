"""Something to write in a case: at which step, seen by whom, and the text; in one's own editor if one likes."""

import os
import sys
from contextlib import suppress

import msgspec
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import Binding

from storage.domain.case.case import Case, Entry, Step, View, with_entry
from storage.domain.errors import Refused
from storage.domain.text import LONGEST_TEXT
from tui.desk.desk import Desk
from tui.desk.drafting import DraftKeeper, edited, editor_of, surprises_with_vi
from tui.desk.nudges import checked
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label, not_at_home, word_about_vi
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, Field


def written_in_editor(app: App[None], desk: Desk, draft: DraftKeeper, text: str) -> str:
    """Return a text as the user's editor left it; what was saved there is the draft till then.

    Raises `no-editor`, or why no draft can be kept.
    """
    editor = editor_of(os.environ)
    desk.drafting.flush()  # a letter typed before must not take the file away again
    file = desk.place.care.edit_draft(draft.draft(text))
    left = None
    with suppress(SuspendNotSupported), app.suspend():
        if surprises_with_vi(os.environ):
            sys.stderr.write(f"{word_about_vi(desk.words)}\n")
            sys.stdin.readline()
        left = edited(file, editor)
    if left is None:
        raise Refused("no-editor", editor=editor[0])
    return left


NO_SCALE = ""
SCALE = tuple(f"{value}" for value in range(11))


class EntryDialog(FormDialog[Entry]):
    """Answers with an entry that may be kept; what is typed survives the dialog."""

    DEFAULT_CSS = """
    EntryDialog {
        & Composer { min-height: 4; max-height: 9; }
        & #scale-field { display: none; }
        &.-scaled #scale-field { display: block; }
    }
    """
    BINDINGS = [Binding("ctrl+e", "own_editor", show=False, priority=True)]
    BESIDE = {
        "empty-text": "text",
        "long-text": "text",
        "identity-number": "text",
        "no-such-scale": "scale",
        "no-editor": "text",
    }

    def __init__(
        self, desk: Desk, case: Case, step: Step, entry: Entry | None = None, meeting: str = "", *, question: str = ""
    ) -> None:
        reminds = not_at_home(desk.words, case) or None
        super().__init__(desk, question or f"{case.code} {case.title}", quiet=not case.entries, reminds=reminds)
        self.case = case
        self.entry = entry or Entry(id=desk.new_id(), step=step, text="", at=desk.now(), by=desk.me, meeting=meeting)
        self.drafted("case", case.code or case.id, entry.id if entry else "entry")
        self.long_text = ""
        """What the editor left, when it is more than the field can take."""

    def body(self) -> ComposeResult:
        """Draw the fields; the text comes first."""
        words, entry = self.desk.words, self.entry
        steps = [(step.value, label(words, step)) for step in Step]
        views = [(view.value, label(words, view)) for view in View]
        scale = [(NO_SCALE, words("not asked")), *((each, each) for each in SCALE)]
        yield Field(words("Text"), Composer(id="text"))
        yield Field(words("Step"), ChoiceRow(steps, entry.step.value, id="step"))
        yield Field(words("Seen by"), ChoiceRow(views, entry.view.value, id="view"))
        known = NO_SCALE if entry.scale is None else f"{entry.scale}"
        yield Field(words("Now, 0 to 10"), ChoiceRow(scale, known, id="scale"))

    def keys(self) -> str:
        """Return the lines about keys."""
        own = self.desk.words("Ctrl+J new line · Ctrl+E own editor")
        return f"{super().keys()}\n{own}"

    def on_mount(self) -> None:
        """Show the text, and ask for the scale where it belongs."""
        self.write("text", self.entry.text)
        self.follow_step(self.entry.step)

    def on_choice_row_changed(self, event: ChoiceRow.Changed) -> None:
        """Go by the step that was chosen."""
        if event.choice.id == "step":
            self.follow_step(event.value)

    def follow_step(self, step: str) -> None:
        """Ask for the scale where it belongs, and for an act where something is promised."""
        self.set_class(step == Step.WANTED, "-scaled")
        self.nudging("text").promises = step == Step.FIRST_STEP

    def action_own_editor(self) -> None:
        """Go on writing in one's own editor."""
        before = self.text_of("text")
        try:
            text = written_in_editor(self.app, self.desk, self.drafts["text"], self.long_text or before)
            self.long_text = text if len(text) > LONGEST_TEXT else ""
            self.write("text", checked(text))
            self.query_one("#text-field", Field).refuse("")
        except Refused as refusal:
            self.refuse(refusal)
        if self.text_of("text") == before and not self.long_text:
            self.drafts["text"].typed(before if "text" in self.touched else "")

    def answer(self) -> Entry:
        """Return the entry."""
        step, scale = Step(self.chosen("step")), self.chosen("scale")
        entry = msgspec.structs.replace(
            self.entry,
            step=step,
            view=View(self.chosen("view")),
            scale=int(scale) if scale and step is Step.WANTED else None,
            text=self.typed("text"),
        )
        with_entry(self.case, entry)
        return entry
