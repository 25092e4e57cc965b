"""Who sees to a practice, in which month, and when one looks at it again."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.widgets import Input, Static

from storage.domain.calendar import MONTHS
from storage.domain.plan.plan import ALL_YEAR, Practice
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.dialogs.dialog import Answer
from tui.dialogs.form import FormDialog
from tui.widgets.choice import ChoiceRow
from tui.widgets.field import Field


class OwnerForm(FormDialog[Answer]):
    """Asks who, when and when again."""

    BESIDE = {"unknown-date": "review"}

    def __init__(self, desk: Desk, book: Book, practice: Practice, title: str) -> None:
        super().__init__(desk, title, reminds=desk.words("Dates as you say them: fri, tomorrow, +3, 12.12, week 50"))
        self.practice = practice
        self.drafted(f"plan/{practice.id}")
        self.aliases = dict.fromkeys(("", *book.team.aliases, practice.owner))

    def who_and_when(self) -> Iterator[Field]:
        """Yield the three fields."""
        words, practice = self.desk.words, self.practice
        people = [(alias, alias or words("all of us")) for alias in self.aliases]
        yield Field(words("Responsible"), ChoiceRow(people, practice.owner, id="owner"))
        months = [(f"{month}", words.month(month)) for month in (ALL_YEAR, *MONTHS)]
        yield Field(words("Month"), ChoiceRow(months, f"{practice.month}", id="month"))
        review = Input(words.day(practice.review, "d.M.yyyy"), id="review")
        yield Field(words("Look at it again"), review, short=True)

    def on_mount(self) -> None:
        """Show which day stands there."""
        self.understand_day("review")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood."""
        super().on_input_changed(event)
        if event.input.id == "review":
            self.understand_day("review")

    def filled(self) -> Practice:
        """Return the practice with what was filled in; raises `unknown-date`."""
        month, review = int(self.chosen("month")), self.day("review")
        return self.practice.but(owner=self.chosen("owner"), month=month, review=review)


class OwnerDialog(OwnerForm[Practice]):
    """Answers with the practice and who sees to it."""

    def __init__(self, desk: Desk, book: Book, practice: Practice) -> None:
        super().__init__(desk, book, practice, practice.title)

    def body(self) -> ComposeResult:
        """Draw the fields, and above them what all keep."""
        if self.practice.minimum:
            yield Static(self.practice.minimum, classes="label", markup=False)
        yield from self.who_and_when()

    def answer(self) -> Practice:
        """Return the practice."""
        return self.filled()
