"""What a case leaves behind: an experience card with nobody left in it, or something for the plan."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.events import Key
from textual.widgets import Input, Static

from storage.content.names import themes
from storage.domain.case.card import ExperienceCard, checked_card
from storage.domain.case.case import Case, Outcome
from storage.domain.views.book import Book, spoken
from tui.desk.desk import Desk
from tui.desk.nudges import hints
from tui.dialogs.dialog import Dialog
from tui.dialogs.form import FormDialog
from tui.i18n.labels import CHECKS, label
from tui.i18n.words import N_
from tui.look.signs import Mark
from tui.presentation.lines import Line, Paragraph
from tui.widgets.composer import Composer
from tui.widgets.fields import Field, Ticks
from tui.widgets.lists import LineList, WrappedList
from tui.widgets.reader import Reader


class DeidentifyDialog(Dialog[bool]):
    """Answers True once everything is ticked; Esc goes back to the card."""

    DEFAULT_CSS = """
    DeidentifyDialog {
        & #box { height: 100%; overflow: hidden; }
        & #both { height: 1fr; layout: vertical; }
        & #both Reader { height: 1fr; }
        & #source { border-top: solid $line; }
        & #seen { height: auto; max-height: 2; color: $late; }
        & LineList { height: 4; }
        &.-wide #box { width: 116; }
        &.-wide #both { layout: horizontal; }
        &.-wide #both Reader { width: 1fr; height: 100%; }
        &.-wide #source { border-top: none; border-left: solid $line; }
    }
    """
    BINDINGS = [
        Binding("space", "tick", show=False, priority=True),
        Binding("enter", "done", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, cards: Sequence[ExperienceCard], source: Sequence[Paragraph] = ()) -> None:
        words = desk.words
        one, several = words("Could anybody recognise a family in this card?"), words("… or in any of these cards?")
        super().__init__(desk, one if len(cards) == 1 else f"{one} {several}")
        self.cards = cards
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
        for text in (text for card in self.cards for text in spoken(card)):
            for hint in hints(self.desk.words, text, store.book().team, self.desk.place.own_files, quiet=True):
                yield f"◦ {self.desk.words.quoted(hint.signal)} – {hint.question}"

    def on_mount(self) -> None:
        """Show everything, nothing ticked yet."""
        told = (enumerate(spoken(card)) for card in self.cards)
        shown = (Paragraph(text, "heading" if place == 0 else "plain") for texts in told for place, text in texts)
        self.query_one("#card", Reader).show(tuple(shown))
        source = self.query_one("#source", Reader)
        source.show(tuple(self.source))
        source.display = bool(self.source)
        self.draw()
        self.set_focus(self.query_one(LineList))

    def draw(self) -> None:
        """Show the checklist."""
        rows = (
            Line(key, self.desk.words(text), mark=Mark.DONE if key in self.ticked else Mark.LATER)
            for key, text in CHECKS.items()
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


TEXTS = ("when", "worked", "start", "watch")


class CardDialog(FormDialog[ExperienceCard]):
    """Answers with a card that may be kept; from 120 columns the case it comes from stands beside it."""

    DEFAULT_CSS = """
    CardDialog {
        & Composer { min-height: 1; max-height: 4; }
        & #fields { width: 1fr; height: auto; }
        & #both { height: auto; }
        & #source { display: none; width: 1fr; height: 24; margin-left: 2; }
        &.-wide.-sourced #source { display: block; }
    }
    """
    BESIDE = {"empty-title": "title", "empty-card": "worked"}

    def __init__(
        self, desk: Desk, book: Book, card: ExperienceCard | None, *, title: str = "", source: Case | None = None
    ) -> None:
        super().__init__(desk, desk.words("Change the card") if card else desk.words("An experience card"))
        known = (book.find_case(code) for code in card.sources) if card else ()
        self.source = source or next((case for case in known if case), None)
        self.card = card or ExperienceCard(
            id=desk.new_id(),
            title=" ".join(title.split()),
            made=desk.today,
            themes=source.themes if source else (),
            sources=(source.code,) if source else (),
        )
        self.drafted("card", card.id if card else source.code if source else "new", is_new=not card)

    def body(self) -> ComposeResult:
        """Draw the fields, and beside them the source."""
        words = self.desk.words
        yield Static(
            words("No names, and nothing that only one family could have told."), classes="label", markup=False
        )
        with Horizontal(id="both"):
            with Vertical(id="fields"):
                yield Field(words("Title"), Input(self.card.title, id="title", select_on_focus=False))
                yield Field(words("When"), Composer(id="when", placeholder=words("in what situation it worked")))
                yield Field(
                    words("What worked"), Composer(id="worked", placeholder=words("what you did, what came of it"))
                )
                yield Field(words("How to begin"), Composer(id="start"))
                yield Field(words("Look out for"), Composer(id="watch"))
                yield Field(words("Themes"), Ticks(themes(words.language), self.card.themes, id="themes"))
            yield Reader(id="source")

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ keep · Tab next field · ←→ move · ␣ tick · Esc cancel")

    def on_mount(self) -> None:
        """Show the texts, and the source's."""
        for name in TEXTS:
            self.write(name, getattr(self.card, name))
        self.set_class(self.source is not None, "-sourced")
        if self.source:
            self.query_one(Reader).show(tuple(self._told(self.source)))

    def _told(self, case: Case) -> Iterator[Paragraph]:
        yield Paragraph(f"{case.code} {case.title}", "heading")
        for entry in case.entries:
            yield Paragraph(label(self.desk.words, entry.step), "quiet")
            yield Paragraph(entry.text)
        if case.first_step:
            yield Paragraph(self.desk.words("How the first step went"), "quiet")
            yield Paragraph(case.first_step)

    def finish(self, answer: ExperienceCard) -> None:
        """Answer once somebody has looked for what could tell who it was about."""
        source = tuple(self._told(self.source)) if self.source else ()

        def looked(sure: bool | None) -> None:
            if sure:
                super(CardDialog, self).finish(answer)

        self.app.push_screen(DeidentifyDialog(self.desk, (answer,), source), looked)

    def answer(self) -> ExperienceCard:
        """Return the card."""
        texts = {name: self.typed(name) for name in TEXTS}
        title = self.one_line("title")
        return checked_card(self.card.but(title=title, themes=self.query_one(Ticks).value, **texts))


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
