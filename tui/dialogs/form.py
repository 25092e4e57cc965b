"""A question with several fields: Tab goes on, Enter keeps, what is wrong stands beside its field; or with one text."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static, TextArea

from storage.domain.errors import Refused
from tui.desk.desk import Desk
from tui.desk.drafting import DraftKeeper, DraftKind, DraftPlace
from tui.desk.keeping import wants_peace_at
from tui.desk.nudges import checked
from tui.dialogs.dialog import Answer
from tui.dialogs.writing import WritingDialog
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, Field

Named = TypeVar("Named")
BESIDE_AT_ONCE = frozenset({"which-day", "which-year", "day-too-late", "day-too-early"})
"""What is said of a day while it is typed: it is one, but not one to take."""


class FormDialog(WritingDialog[Answer]):
    """Subclasses yield their fields in `body` and make the answer in `answer`."""

    BINDINGS = [
        Binding("enter", "keep", show=False, priority=True),
        Binding("escape", "dismiss_none", show=False, priority=True),
    ]
    DATED: ClassVar[bool] = False
    """Whether it says how a day may be typed."""
    BESIDE: ClassVar[dict[str, str]] = {}
    """The field beside which a refusal is shown, by its code."""

    def __init__(self, desk: Desk, title: str, *, quiet: bool = False, reminds: str | None = None) -> None:
        super().__init__(desk, title, quiet=quiet, reminds=reminds)
        self.place = DraftPlace()
        """Where drafts are kept."""
        self.drafts: dict[str, DraftKeeper] = {}
        """Where the text of a field is kept while it is typed, by field."""
        self.shown: dict[str, str] = {}
        """What those fields held before anybody typed here."""
        self.begun: list[str] = []
        """The fields in which a text stands that was begun before."""
        self.touched: set[str] = set()
        """The fields that have a draft."""

    def drafted(self, kind: DraftKind, of: str, *path: str, is_new: bool = False) -> None:
        """Keep what is typed in every field, as drafts of a case, an agreement or another thing."""
        self.place = DraftPlace(kind, of, path)
        self.is_new = is_new
        self.quiet = self.quiet or wants_peace_at(self.desk.store.book(), self.place)

    def on_mount(self) -> None:
        """Offer what was typed here before and never saved; runs after the subclass has filled its fields."""
        for control in self.query("Input, Composer") if self.place.kind else ():
            name = control.id or ""
            self.drafts[name] = draft = self.desk.draft_at(self.place.within(name))
            self.shown[name] = self.text_of(name)
            offered = draft.offered()
            if offered:
                self.begun.append(name)
                self.write(name, offered)
        if self.begun:
            self.found_begun()

    def begin_anew(self) -> None:
        """Take out what was begun before, and drop its drafts."""
        for name in self.begun:
            self.write(name, self.shown[name])
            self.drafts[name].typed("")

    @property
    def has_begun(self) -> bool:
        """Whether something stands here that is kept as a draft and nowhere else."""
        return any(self.text_of(name).strip() for name in self.touched)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed."""
        self.type_draft(event.text_area.id)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed."""
        self.type_draft(event.input.id)

    def type_draft(self, name: str | None) -> None:
        """Keep a field's text as its draft; what is as it was before needs none."""
        if self.is_answered or name is None or name not in self.shown:
            return
        text = self.text_of(name)
        if text != self.shown[name]:
            self.touched.add(name)
            self.drafts[name].typed(text)
        elif name in self.touched:
            self.touched.discard(name)
            self.drafts[name].typed("")

    def answer(self) -> Answer:
        """Return what the fields say; raises `Refused`."""
        raise NotImplementedError

    def keys(self) -> str:
        """Return the line about keys."""
        keys = self.desk.words("↵ keep · Tab next field · ←→ change · Esc cancel")
        dates = self.desk.words("Dates as you say them: fri, tomorrow, +3, 12.12, week 50")
        return f"{dates}\n{keys}" if self.DATED else keys

    def action_keep(self) -> None:
        """Answer with everything that was typed."""
        self.keep()

    def keep(self) -> None:
        """Answer, or show why that cannot be."""
        for field in self.query(Field):
            field.refuse("")
        try:
            answer = self.answer()
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.finish(answer)

    def finish(self, answer: Answer) -> None:
        """Answer with what may be kept."""
        self.hand_over(answer)
        self.dismiss(answer)

    def objection(self, name: str) -> tuple[Refused, str] | None:
        """Return why what a field holds cannot be kept as the others stand, and what is proposed; empty for nothing."""
        try:
            self.answer()
        except Refused as refusal:
            if self._beside(refusal) == name:
                return refusal, ""
        return None

    def _beside(self, refusal: Refused) -> str:
        """Return the field beside which a refusal is said; empty where that is none."""
        return f"{refusal.params.get('field') or self.BESIDE.get(refusal.code, '')}"

    def hand_over(self, answer: Answer) -> None:
        """Let the drafts stand until the answer is saved, each with all that its field holds by now."""
        for name in self.shown:
            self.type_draft(name)
        typed = (place.draft(self.text_of(name)) for name, place in self.drafts.items() if name in self.touched)
        self.desk.drafting.handed_over(typed, answer)

    def refuse(self, refusal: Refused) -> None:
        """Show why the answer cannot be taken, beside its field; nothing typed is lost."""
        beside = self._beside(refusal)
        fields = self.query(f"#{beside}-field").results(Field) if beside else ()
        for field in fields:
            field.refuse(self.desk.says(refusal))
            return
        super().refuse(refusal)

    def typed(self, name: str) -> str:
        """Return what a text field holds as it may be kept; raises `long-text` or `identity-number`."""
        try:
            return checked(self.text_of(name).strip())
        except Refused as refusal:
            raise Refused(refusal.code, **refusal.params, field=name) from None

    def one_line(self, name: str) -> str:
        """Return what a text field holds with its line breaks taken out; raises `long-text` or `identity-number`."""
        return " ".join(self.typed(name).split())

    def day_of(self, typed: str) -> date:
        """Return the day that was typed: one to come, where a form says no other."""
        return self.desk.typed_day(typed)

    def day(self, name: str) -> date | None:
        """Return the day typed in a field, or None when it is empty; raises what `typed_date` raises."""
        typed = self.typed(name)
        try:
            return self.day_of(typed) if typed else None
        except Refused as refusal:
            raise Refused(refusal.code, **refusal.params, field=name) from None

    def understood_day(self, name: str) -> date | None:
        """Return the day typed in a field as far as it can be told yet."""
        try:
            return self.day(name)
        except Refused:
            return None

    def understand_day(self, name: str) -> None:
        """Show the day that was understood, with its weekday, beside its field."""
        field = self.query_one(f"#{name}-field", Field)
        try:
            field.understand(self.desk.words.weekday(self.day(name)))
        except Refused as refusal:
            field.understand("?")
            if refusal.code in BESIDE_AT_ONCE:
                field.doubt(self.desk.says(refusal))

    def chosen(self, name: str) -> str:
        """Return what is chosen in a field."""
        return self.query_one(f"#{name}", ChoiceRow).value


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


class FileNameDialog(FormDialog[Named]):
    """Answers with what the typed name of a file, or of another place, is read as."""

    IS_KEPT = False

    def __init__(self, desk: Desk, title: str, reads: Callable[[str], Named], file: str = "", hint: str = "") -> None:
        super().__init__(desk, title, quiet=True, reminds="")
        self.reads, self.file, self.hint = reads, file, hint

    def body(self) -> ComposeResult:
        """Draw the field."""
        yield Field(self.desk.words("File"), Input(self.file, id="file", select_on_focus=False))

    def keys(self) -> str:
        """Return the line about keys."""
        keys = self.desk.words("↵ on · Esc cancel")
        return f"{self.hint}\n{keys}" if self.hint else keys

    def _beside(self, refusal: Refused) -> str:  # noqa: ARG002 - there is but one field
        return "file"

    def answer(self) -> Named:
        """Return the place; raises `missing-file-name`, and what reading its name raises."""
        if typed := self.text_of("file").strip():
            return self.reads(typed)
        raise Refused("missing-file-name")
