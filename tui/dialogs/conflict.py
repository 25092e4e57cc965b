"""Two people changed the same: both are shown, field after field, until there is something that can be saved."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widgets import Static, TextArea

from storage.domain.case.case import checked_title
from storage.domain.errors import Refused
from tui.desk.conflicts import Resolved, TwoVersions
from tui.desk.desk import Desk
from tui.desk.nudges import checked
from tui.dialogs.writing import WritingDialog
from tui.i18n.deeds import ONE_LINE, last_of
from tui.i18n.words import N_
from tui.presentation.lines import Line, Paragraph
from tui.widgets.clicks import KeyFoot
from tui.widgets.composer import Composer
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

OURS, THEIRS, BOTH, BY_HAND = "mine", "theirs", "both", "by-hand"


class ConflictDialog(WritingDialog[Resolved]):
    """Answers with what is kept; Esc saves nothing, and the text stands as a draft."""

    WHY = N_("Somebody else changed this too. You choose what is kept.")
    MINE = N_("Yours")
    BINDINGS = [
        Binding("enter", "choose", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        *(Binding(str(number), f"number({number})", show=False) for number in (1, 2, 3, 4)),
    ]

    def __init__(self, desk: Desk, versions: TwoVersions) -> None:
        super().__init__(desk, versions.about, reminds="")
        self.versions = versions
        self.draft = desk.draft_in("both", versions.record, versions.field) if versions.prose else desk.draft_in()

    def body(self) -> ComposeResult:
        """Draw both sides, the choices, and the field for writing it anew."""
        words = self.desk.words
        yield Static(words(self.WHY), markup=False)
        with Container(id="sides"):
            yield from self._side("theirs", self.versions.whose)
            yield from self._side("mine", words(self.MINE))
        yield LineList()
        yield Composer(id="text")

    def _side(self, name: str, whose: str) -> ComposeResult:
        with Vertical(id=name, classes="side"):
            yield Static(whose, classes="whose", markup=False)
            yield Reader(id=f"{name}-text")

    def keys(self) -> str:
        """Return the line about keys."""
        words, count = self.desk.words, len(tuple(self.choices()))
        if self.has_class("-by-hand"):
            return words("↵ keep · Ctrl+J new line · Esc back to the choices")
        return words("1–{count} or ↵ choose · Tab read on · Esc save nothing yet", count=count)

    def on_mount(self) -> None:
        """Show both sides and the choices."""
        self.query_one("#theirs-text", Reader).show([Paragraph(self.versions.their_text)])
        self.query_one("#mine-text", Reader).show([Paragraph(self.versions.my_text)])
        self.query_one(LineList).show(tuple(self.choices()))
        self.set_focus(self.query_one(LineList))
        self.call_after_refresh(self.show_difference)
        begun = self.draft.offered()
        if begun:
            self.by_hand(begun)

    def show_difference(self) -> None:
        """Bring the first row that differs into view on both sides: long texts often begin the same."""
        sides = [self.query_one(f"#{name}-text", Reader) for name in ("theirs", "mine")]
        theirs, mine = (side.rows for side in sides)
        same = next((place for place, pair in enumerate(zip(theirs, mine, strict=False)) if pair[0] != pair[1]), None)
        place = min(len(theirs), len(mine)) if same is None else same
        for side in sides:
            if place >= side.size.height:
                side.scroll_to(y=place - 1, animate=False, force=True)

    def choices(self) -> Iterator[Line[str]]:
        """Yield what can be done."""
        words = self.desk.words
        yield Line(OURS, words("1 Keep mine"))
        yield Line(THEIRS, words("2 Keep theirs"))
        if self.versions.prose:
            yield Line(BOTH, words("3 Keep both, one after the other"))
            yield Line(BY_HAND, words("4 Write one text together"))

    def action_number(self, number: int) -> None:
        """Choose by number."""
        lines = self.query_one(LineList).lines
        if number <= len(lines):
            self.choose(lines[number - 1].key)

    def action_choose(self) -> None:
        """Choose what is marked, or keep what was written by hand."""
        if self.has_class("-by-hand"):
            self.keep_written()
        else:
            self.choose(self.query_one(LineList).key)

    def choose(self, how: str) -> None:
        """Answer, or begin to write it by hand."""
        if how == BY_HAND:
            self.by_hand(self.versions.joined)
        elif how == BOTH:
            self.keep(self.versions.joined)
        else:
            self.draft.typed("")
            self.dismiss(Resolved(self.versions.mine if how == OURS else self.versions.theirs))

    def by_hand(self, text: str) -> None:
        """Write it anew, beginning with a text."""
        self.add_class("-by-hand")
        composer = self.query_one(Composer)
        composer.write(text)
        self.set_focus(composer)
        self.name_keys()

    def name_keys(self) -> None:
        """Name the keys that work now."""
        self.query_one(KeyFoot).name_keys(self.keys())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed."""
        if event.text_area.text and not self.is_answered:
            self.draft.typed(event.text_area.text)

    def keep_written(self) -> None:
        """Keep what was written by hand."""
        self.keep(self.query_one(Composer).text)

    def keep(self, text: str) -> None:
        """Answer with a text, or say why it cannot be kept."""
        try:
            kept = self.fitting(text)
        except Refused as refusal:
            self.refuse(refusal)
            if not self.has_class("-by-hand"):
                self.by_hand(text)
            return
        self.draft.handed_over(text, kept)
        self.dismiss(Resolved(kept))

    def fitting(self, text: str) -> str:
        """Return a text as the field can hold it; raises `empty-text`, `long-text`, `long-title`...."""
        text = checked(text.strip())
        name = last_of(self.versions.field)
        if name == "title":
            return checked_title(text)
        if not text and name in {"text", "what"}:
            raise Refused("empty-text")
        return " ".join(text.split()) if name in ONE_LINE else text

    def action_leave(self) -> None:
        """Stop writing by hand, or save nothing."""
        if self.has_class("-by-hand"):
            self.remove_class("-by-hand")
            self.set_focus(self.query_one(LineList))
            self.name_keys()
        else:
            self.dismiss(None)


class TwoCopiesDialog(ConflictDialog):
    """The same where two copies of the folder are joined, also while what lies here can only be read."""

    WHY = N_("Both copies changed this. You choose what is kept.")
    MINE = N_("Here")
    IS_KEPT = False
