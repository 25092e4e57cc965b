"""Before a card is kept: could anybody recognise a family in it? The card and its source, and what to look for."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Static

from storage.domain.case.card import ExperienceCard
from storage.domain.views.spoken import spoken
from tui.desk.desk import Desk
from tui.desk.hints import hints
from tui.dialogs.dialog import Dialog
from tui.i18n.words import N_
from tui.presentation.lines import Line, Paragraph
from tui.widgets.line_list import LineList
from tui.widgets.reader import Reader

CHECKS = {
    "names": N_("No name, class, school or place stands in it"),
    "time": N_("No date, and no event that only one family has been through"),
    "private": N_("No diagnosis, faith or family background"),
    "read": N_("The family could read it without knowing that it is about them"),
}
"""What somebody must have looked for, each ticked by hand."""


class DeidentifyDialog(Dialog[bool]):
    """Answers True once everything is ticked; Esc goes back to the card."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    DEFAULT_CSS = """
    DeidentifyDialog {
        & #box { height: 100%; overflow: hidden; }
        & #both { height: 1fr; layout: vertical; }
        & #both Reader { background: $background; height: 1fr; }
        & #source { border-top: solid $secondary; }
        & #seen { height: auto; max-height: 2; color: $warning; }
        & LineList { height: 4; }
        &.-wide #box { width: 116; }
        &.-wide #both { layout: horizontal; }
        &.-wide #both Reader { width: 1fr; height: 100%; }
        &.-wide #source { border-top: none; border-left: solid $secondary; }
    }
    """
    BINDINGS = [
        Binding("space", "tick", show=False, priority=True),
        Binding("enter", "done", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, card: ExperienceCard, source: Sequence[Paragraph]) -> None:
        super().__init__(desk, desk.words("Could anybody recognise a family in this card?"))
        self.card = card
        self.source = source
        self.ticked: set[str] = set()

    def body(self) -> ComposeResult:
        """Draw the card, its source, what the guard sees, and the checklist."""
        with Container(id="both"):
            yield Reader(id="card")
            yield Reader(id="source")
        yield Static("\n".join(self.seen()), id="seen", markup=False)
        yield LineList()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("␣ tick · ↵ keep · Tab to the texts · Esc back to the card")

    def seen(self) -> Iterator[str]:
        """Yield what the guard sees in the card."""
        store = self.desk.store
        for text in spoken(self.card):
            for hint in hints(self.desk.words, text, store.book().team, store.folder, quiet=True):
                yield f"◦ «{hint.signal}» – {hint.question}"

    def on_mount(self) -> None:
        """Show everything, nothing ticked yet."""
        shown = (Paragraph(text, "heading" if place == 0 else "plain") for place, text in enumerate(spoken(self.card)))
        self.query_one("#card", Reader).show(tuple(shown))
        source = self.query_one("#source", Reader)
        source.show(tuple(self.source))
        source.display = bool(self.source)
        self.draw()
        self.set_focus(self.query_one(LineList))

    def draw(self) -> None:
        """Show the checklist."""
        rows = (
            Line(key, f"{'✓' if key in self.ticked else '·'} {self.desk.words(text)}") for key, text in CHECKS.items()
        )
        self.query_one(LineList).show(tuple(rows))

    def action_tick(self) -> None:
        """Tick a point, or take the tick away, and go on to the next."""
        rows = self.query_one(LineList)
        self.query_one("#problem", Static).update("")
        self.ticked ^= {rows.key}
        place = list(CHECKS).index(rows.key)
        self.draw()
        rows.cursor = min(place + 1, len(CHECKS) - 1)

    def action_done(self) -> None:
        """Answer once everything is ticked."""
        if self.ticked == set(CHECKS):
            self.dismiss(True)
            return
        self.query_one("#problem", Static).update(self.desk.words("Look for each of these first; space ticks it."))
