"""One practice at the end of a school year: it goes on, it is looked at again, or it stops."""

from textual.app import ComposeResult
from textual.widgets import Static

from storage.domain.book import Book
from storage.domain.handover import Handover, handed_over
from storage.domain.plan import Choice, Practice
from storage.domain.reviews import reviews
from tui.desk import Desk
from tui.dialogs.owner import OwnerForm
from tui.i18n.labels import label
from tui.widgets.choice import Choice as ChoiceRow
from tui.widgets.field import Field


class HandoverDialog(OwnerForm[Practice]):
    """Answers with the practice as it goes into the next year."""

    def __init__(self, desk: Desk, book: Book, over: Handover) -> None:
        words = desk.words
        place, count = over.done + 1, over.done + len(over.left)
        years = {"year": over.year.name, "following": over.following.name}
        title = words("From {year} to {following}: {place} of {count}", place=place, count=count, **years)
        super().__init__(desk, book, over.left[0], title)
        self.over = over
        self.free = book.team.free_days
        area = next((area.title for area in book.areas if area.key == self.practice.area), "")
        done = words("done this year") if over.year.start in self.practice.done else words("not ticked off this year")
        asks = any(each.practice.id == self.practice.id for each in reviews(book, desk.today))
        self.proposed = Choice.REVIEW if asks else Choice.GOES_ON
        again = words("asks to be looked at again") if asks else ""
        self.about = " · ".join(filter(None, (area, label(words, self.practice.state), done, again)))

    def body(self) -> ComposeResult:
        """Draw the practice, then what is asked."""
        words, practice = self.desk.words, self.practice
        yield Static(practice.title, classes="understood", markup=False)
        yield Static(self.about, classes="label", markup=False)
        yield Static(f"\n{practice.minimum or words('not written yet')}\n", markup=False)
        choices = [(choice.value, label(words, choice)) for choice in Choice]
        yield Field(words("Next school year"), ChoiceRow(choices, self.proposed.value, id="choice"))
        yield from self.who_and_when()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ keep, and the next one · Tab next field · ←→ change · Esc another day")

    def answer(self) -> Practice:
        """Return the practice as it goes on."""
        choice = Choice(self.chosen("choice"))
        return handed_over(self.filled(), choice, self.over.year, self.desk.today, self.free)
