"""One practice at the end of a school year: it goes on, it is looked at again, or it stops."""

from textual.app import ComposeResult
from textual.widgets import Static

from storage.domain.calendar import SchoolYear
from storage.domain.plan.plan import Choice, Practice
from storage.domain.views.book import Book
from storage.domain.views.handover import handed_over
from tui.desk.desk import Desk
from tui.dialogs.plan.owner import OwnerForm
from tui.i18n.labels import label
from tui.widgets.choice import ChoiceRow
from tui.widgets.field import Field


class HandoverDialog(OwnerForm[Practice]):
    """Answers with the practice as it goes into the next year."""

    def __init__(self, desk: Desk, book: Book, practice: Practice, year: SchoolYear, proposed: Choice) -> None:
        super().__init__(desk, book, practice, practice.title)
        self.year = year
        self.free = book.team.free_days
        self.proposed = proposed

    def body(self) -> ComposeResult:
        """Draw what all keep, then what is asked."""
        words, practice = self.desk.words, self.practice
        yield Static(f"{practice.minimum or words('not written yet')}\n", markup=False)
        choices = [(choice.value, label(words, choice)) for choice in Choice]
        yield Field(words("Next school year"), ChoiceRow(choices, self.proposed.value, id="choice"))
        yield from self.who_and_when()

    def answer(self) -> Practice:
        """Return the practice as it goes on."""
        choice = Choice(self.chosen("choice"))
        return handed_over(self.filled(), choice, self.year, self.desk.today, self.free)
