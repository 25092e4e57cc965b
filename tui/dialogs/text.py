"""One text: a reason, a note, something for the parking lot."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from storage.domain.errors import Refused
from tui.desk import Desk
from tui.dialogs.writing import WritingDialog
from tui.guarding import checked
from tui.widgets.composer import Composer


class TextDialog(WritingDialog[str]):
    """Answers with what was written; never with nothing."""

    BINDINGS = [Binding("enter", "keep", show=False, priority=True)]

    def __init__(
        self,
        desk: Desk,
        title: str,
        label: str,
        text: str = "",
        hint: str = "",
        *,
        place: str = "",
        reminds: str | None = None,
    ) -> None:
        super().__init__(desk, title, reminds=reminds)
        self.label = label
        self.shown = text
        """What the field held last."""
        self.hint = hint
        self.draft = desk.draft_place(place)
        """`place` names where the draft is kept, such as `case/26-014/reason`; without it nothing is."""

    def body(self) -> ComposeResult:
        """Draw the label, the field and the hint."""
        yield Static(self.label, classes="label", markup=False)
        yield Composer(id="text")
        if self.hint:
            yield Static(self.hint, classes="label", markup=False)

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ keep · Ctrl+J new line · Esc cancel")

    def on_mount(self) -> None:
        """Offer what was typed here before."""
        self.shown = self.draft.offered() or self.shown
        self.query_one(Composer).write(self.shown)

    def on_text_area_changed(self, event: Composer.Changed) -> None:
        """Keep what is typed."""
        if event.text_area.text != self.shown and not self.is_answered:
            self.shown = event.text_area.text
            self.draft.typed(self.shown)

    def action_keep(self) -> None:
        """Answer with everything that was typed."""
        self.keep()

    def keep(self) -> None:
        """Answer with the text; its draft stands until it is saved."""
        try:
            text = checked(self.query_one(Composer).text.strip())
        except Refused as refusal:
            self.refuse(refusal)
            return
        if text:
            self.draft.handed_over(text, text)
            self.dismiss(text)

    def on_composer_left(self) -> None:
        """Leave without an answer; what was typed is offered next time."""
        self.dismiss(None)
