"""A case in panes: its path, what was agreed and what worked before, where there is room; in a case all of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CrossPressure
from storage.domain.case.standing import held_steps
from storage.domain.views.book import Book
from tui.i18n.words import Words
from tui.look.panels import has_frames
from tui.presentation.case import (
    agreed_state,
    agreements_in_order,
    experience,
    experience_of,
    helped,
    ideas,
    ideas_state,
    marked,
    squeezed,
)
from tui.presentation.case_list import case_head, drawn_path
from tui.presentation.lines import Paragraph
from tui.widgets.panel import Panel
from tui.widgets.reader import Reader


class CasePanes(Horizontal):
    """What is written, its path to the left and three panels to the right; alone where there is no room for those.

    Of a case that is not open yet nothing is told of what happened, nor of what others think of it.
    """

    def __init__(self, words: Words, *, is_open: bool = True) -> None:
        super().__init__()
        self.words = words
        self.is_open = is_open

    def compose(self) -> ComposeResult:
        """Yield the panels."""
        words = self.words
        with Panel(words("The path"), keys=self._keys(words("s step")), id="steps"):
            yield Reader()
        if self.is_open:
            with Panel(words("What is written"), id="written"):
                yield Reader(id="path")
        with Vertical(id="beside"):
            with Panel(words("Agreed"), keys=self._keys(words("a new · r follow up")), id="agreed"):
                yield Reader()
            if self.is_open:
                with Panel(words("Ideas"), keys=words("i new · o sort"), id="ideas"):
                    yield Reader()
            with Panel(words("Worked before"), keys=self._keys(words("press k to take one")), id="worked"):
                yield Reader()

    def _keys(self, keys: str) -> str:
        return keys if self.is_open else ""

    @property
    def are_beside(self) -> bool:
        """Whether there is room for them."""
        return has_frames(self.app.size.width)

    def clear(self) -> None:
        """Show nothing."""
        for reader in self._readers():
            reader.show(())

    def bring(self, look: str) -> None:
        """Bring the first paragraph of a look into view, wherever it stands."""
        for reader in self._readers():
            reader.bring(look)

    def _readers(self) -> Iterator[Reader]:
        yield from self.query("#steps Reader, #beside Reader").results(Reader)

    def show(self, book: Book, case: Case, today: date, *, mark: str = "", top: bool, news: bool = False) -> None:
        """Show a case around what is written in it."""
        if not self.are_beside:
            return
        words, agreements = self.words, book.agreements_of(case.code)
        held = held_steps(case, len(agreements))
        cards = experience_of(book, case)
        reached = words("{count} of {total}", count=sum(map(bool, held.values())), total=len(held))
        count = words.many("{count} card", "{count} cards", len(cards)) if cards else ""
        path = drawn_path(words, case, len(agreements))
        if self.is_open:
            self.query_one("#written", Panel).state = words.many("{count} entry", "{count} entries", len(case.entries))
        for name, state, paragraphs in (
            ("steps", reached, path if self.is_open else (*case_head(words, case), *path)),
            ("agreed", agreed_state(words, agreements, today), self.agreed(case, agreements, today)),
            ("ideas", ideas_state(words, case.ideas), self.ideas(case)),
            (
                "worked",
                count,
                experience(words, book, cards)
                if cards
                else (Paragraph(words("No experience card is like this case yet."), "quiet"),),
            ),
        ):
            for panel in self.query(f"#{name}").results(Panel):
                panel.state = state
                panel.query_one(Reader).show(marked(tuple(paragraphs), mark), top=top, news=news)

    def agreed(self, case: Case, agreements: Sequence[Agreement], today: date) -> Iterator[Paragraph]:
        """Yield what was agreed; in an open case what helped too, which tells of it."""
        if agreements or self.is_open:
            yield from agreements_in_order(self.words, agreements, today)
        else:
            yield Paragraph(self.words("Nothing agreed yet."), "quiet")
        if self.is_open:
            yield from helped(self.words, case, agreements)

    def ideas(self, case: Case) -> Iterator[Paragraph]:
        """Yield the ideas, and what presses from several sides."""
        if not case.ideas:
            yield Paragraph(self.words("No ideas yet. Press i to write some."), "quiet")
        yield from ideas(self.words, case.ideas)
        if case.pressure and case.pressure != CrossPressure():
            yield from squeezed(self.words, case.pressure)
