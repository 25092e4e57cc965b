"""One text: a reason, a note, the name of a file."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from storage.domain.errors import Refused
from tui.desk.desk import Desk
from tui.desk.drafting import DraftKeeper
from tui.desk.keeping import wants_peace_at
from tui.desk.nudges import checked
from tui.desk.settings import typed_path
from tui.dialogs.form import FormDialog
from tui.dialogs.writing import WritingDialog
from tui.widgets.composer import Composer
from tui.widgets.fields import Field


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
        draft: DraftKeeper | None = None,
        reminds: str | None = None,
        understood: Callable[[str], object] | None = None,
        is_new: bool = False,
        promises: bool = False,
    ) -> None:
        """Ask for a text; `understood` reads a day or a number out of it, and raises `Refused` where it cannot.

        Of one that `promises` something an act is asked for that one could see.
        """
        self.draft = draft or desk.draft_in()
        """What keeps it while it is typed; without one nothing does."""
        quiet = wants_peace_at(desk.store.book(), self.draft.place)
        super().__init__(desk, title, quiet=quiet, reminds=reminds)
        self.understood = understood
        self.is_new = is_new
        self.nudging("text").promises = promises
        self.given = text
        self.label = label
        self.shown = text
        """What the field held last."""
        self.hint = hint

    def body(self) -> ComposeResult:
        """Draw the label, the field and the hint."""
        yield Static(self.label, classes="label", markup=False)
        yield Composer(id="text")
        if self.hint:
            yield Static(self.hint, classes="label", markup=False)

    def keys(self) -> str:
        """Return the line about keys; a day or a number has one line."""
        words = self.desk.words
        return words("↵ keep · Esc cancel") if self.understood else words("↵ keep · Ctrl+J new line · Esc cancel")

    def on_mount(self) -> None:
        """Offer what was typed here before."""
        offered = self.draft.offered()
        self.shown = offered or self.shown
        self.query_one(Composer).write(self.shown)
        if self.understood:
            self.query_one(Composer).select_all()  # a number typed anew takes the place of the old
        if offered:
            self.found_begun()

    def begin_anew(self) -> None:
        """Take out what was begun before, and drop its draft."""
        self.query_one(Composer).write(self.given)
        self.draft.typed("")

    @property
    def has_begun(self) -> bool:
        """Whether something stands here that is kept as a draft and nowhere else."""
        text = self.query_one(Composer).text.strip()
        return bool(self.draft.place.name and text and text != self.given.strip())

    def on_text_area_changed(self, event: Composer.Changed) -> None:
        """Keep what is typed."""
        if event.text_area.text != self.shown and not self.is_answered:
            self.query_one("#problem", Static).update("")
            self.shown = event.text_area.text
            self.draft.typed(self.shown)

    def action_keep(self) -> None:
        """Answer with everything that was typed."""
        self.keep()

    def keep(self) -> None:
        """Answer with the text; its draft stands until it is saved. What is not understood stays where it was typed."""
        try:
            text = checked(self.query_one(Composer).text.strip())
            if text and self.understood:
                self.understood(text)
        except Refused as refusal:
            self.refuse(refusal)
            return
        if text:
            self.draft.handed_over(text, text)
            self.dismiss(text)

    def on_composer_left(self) -> None:
        """Leave without an answer; what was typed is offered next time."""
        self.leave()


class FileNameDialog(FormDialog[Path]):
    """Answers with a path: of a file that is there, or of one that is not yet."""

    IS_KEPT = False
    BESIDE: ClassVar[dict[str, str]] = {"no-such-file": "file", "file-exists": "file", "missing-file-name": "file"}

    def __init__(self, desk: Desk, title: str, *, file: str = "", hint: str = "", exists: bool) -> None:
        super().__init__(desk, title, quiet=True, reminds="")
        self.file = file
        self.hint = hint
        self.exists = exists

    def body(self) -> ComposeResult:
        """Draw the field."""
        yield Field(self.desk.words("File"), Input(self.file, id="file", select_on_focus=False))

    def keys(self) -> str:
        """Return the line about keys."""
        keys = self.desk.words("↵ on · Esc cancel")
        return f"{self.hint}\n{keys}" if self.hint else keys

    def answer(self) -> Path:
        """Return the path; raises `missing-file-name`, `no-such-file` or `file-exists`."""
        typed = self.query_one("#file", Input).value.strip()
        if not typed:
            raise Refused("missing-file-name")
        place = typed_path(typed).absolute()
        if place.exists() is not self.exists:
            raise Refused("no-such-file" if self.exists else "file-exists", file=str(place))
        return place
