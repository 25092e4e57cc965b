"""An experience card: what worked and when, with nobody left in it."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from storage.content.themes import themes
from storage.domain.case.card import ExperienceCard, checked_card
from storage.domain.case.case import Case
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.dialogs.case.deidentify import DeidentifyDialog
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label
from tui.presentation.lines import Paragraph
from tui.widgets.composer import Composer
from tui.widgets.field import Field
from tui.widgets.reader import Reader
from tui.widgets.ticks import Ticks

TEXTS = ("when", "worked", "start", "watch")


class CardDialog(FormDialog[ExperienceCard]):
    """Answers with a card that may be kept; from 120 columns the case it comes from stands beside it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    DEFAULT_CSS = """
    CardDialog {
        & Composer { min-height: 1; max-height: 4; }
        & #fields { width: 1fr; height: auto; }
        & #both { height: auto; }
        & #source { display: none; width: 1fr; height: 24; margin-left: 2; background: $panel; }
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
        self.drafted(f"card/{card.id if card else source.code if source else 'new'}", is_new=not card)

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
            yield Paragraph(label(self.desk.words, entry.step), "dim")
            yield Paragraph(entry.text)
        if case.first_step:
            yield Paragraph(self.desk.words("How the first step went"), "dim")
            yield Paragraph(case.first_step)

    def finish(self, answer: ExperienceCard) -> None:
        """Answer once somebody has looked for what could tell who it was about."""
        source = tuple(self._told(self.source)) if self.source else ()

        def looked(sure: bool | None) -> None:
            if sure:
                super(CardDialog, self).finish(answer)

        self.app.push_screen(DeidentifyDialog(self.desk, answer, source), looked)

    def answer(self) -> ExperienceCard:
        """Return the card."""
        texts = {name: self.typed(name) for name in TEXTS}
        title = self.one_line("title")
        return checked_card(self.card.but(title=title, themes=self.query_one(Ticks).value, **texts))
