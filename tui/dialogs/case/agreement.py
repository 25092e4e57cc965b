"""An agreement: what, who, who asks, when, and when to see whether it helped."""

from datetime import date

from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.calendar import proposed_due, proposed_review
from storage.domain.case.agreement import Agreement, checked_agreement
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.desk.home_kept_out import not_at_home_in
from tui.dialogs.form import FormDialog
from tui.widgets.choice import ChoiceRow
from tui.widgets.field import Field

NOBODY = ""


class AgreementDialog(FormDialog[Agreement]):
    """Answers with an agreement that may be kept; everything but what is to be done is proposed."""

    UNREAD = frozenset({"due", "review"})
    BESIDE = {
        "empty-agreement": "what",
        "no-owner": "owner",
        "due-too-early": "due",
        "review-too-early": "review",
    }

    def __init__(
        self,
        desk: Desk,
        book: Book,
        agreement: Agreement | None,
        *,
        case: str = "",
        practice: str = "",
        what: str = "",
        meeting: str = "",
    ) -> None:
        heading = desk.words("Change the agreement") if agreement else desk.words("A new agreement")
        away = not_at_home_in(desk.words, book, agreement.case if agreement else case)
        super().__init__(desk, heading, quiet=bool(away), reminds=away or None)
        self.free_days = book.team.free_days
        self.was = agreement
        self.aliases = book.team.aliases
        self.proposed = agreement or self._proposal(book, case=case, practice=practice, what=what, meeting=meeting)
        self.followed = self._typed_day(self.proposed.review)
        new = f"case/{case}/agreement" if case else "agreement/new"
        self.drafted(f"agreement/{agreement.id}" if agreement else new, is_new=not agreement)

    def _proposal(self, book: Book, *, case: str, practice: str, what: str, meeting: str) -> Agreement:
        found = book.find_case(case)
        due = proposed_due(self.desk.today, self.free_days)
        return Agreement(
            id=self.desk.new_id(),
            what=what,
            owner=self.desk.me or (found.owner if found else ""),
            made=self.desk.today,
            due=due,
            review=proposed_review(due, self.free_days),
            case=case,
            practice=practice,
            meeting=meeting,
        )

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, given = self.desk.words, self.proposed
        known = dict.fromkeys((*self.aliases, *filter(None, (given.owner, given.buddy))))
        people = [(alias, alias) for alias in known]
        yield Field(words("What"), Input(given.what, id="what", select_on_focus=False))
        owners = people if given.owner else [(NOBODY, words("choose")), *people]
        yield Field(words("Who does it"), ChoiceRow(owners, given.owner, id="owner"))
        yield Field(words("Buddy"), ChoiceRow([(NOBODY, words("nobody")), *people], given.buddy, id="buddy"))
        yield Field(words("When"), Input(self._typed_day(given.due), id="due"), short=True)
        yield Field(words("Look back"), Input(self.followed, id="review"), short=True)

    def keys(self) -> str:
        """Return the lines about keys and dates."""
        dates = self.desk.words("Dates as you say them: fri, tomorrow, +3, 12.12, week 50")
        return f"{dates}\n{super().keys()}"

    def on_mount(self) -> None:
        """Show the proposed days with their weekdays."""
        self.understand_day("due")
        self.understand_day("review")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood; the second look follows the first day until somebody sets it."""
        if event.input.id == "due":
            self._follow()
        if event.input.id in {"due", "review"}:
            self.understand_day(event.input.id)

    def _follow(self) -> None:
        review = self.query_one("#review", Input)
        due = self.understood_day("due")
        if due and review.value == self.followed and not self.was:
            self.followed = self._typed_day(proposed_review(due, self.free_days))
            review.value = self.followed

    def _typed_day(self, day: date | None) -> str:
        return self.desk.words.day(day, "d.M.yyyy")

    def answer(self) -> Agreement:
        """Return the agreement."""
        due = self.day("due") or proposed_due(self.desk.today, self.free_days)
        agreement = self.proposed.but(
            what=self.one_line("what"),
            owner=self.chosen("owner"),
            buddy=self.chosen("buddy"),
            due=due,
            review=self.day("review"),
        )
        return checked_agreement(agreement, self.desk.today, self.was)
