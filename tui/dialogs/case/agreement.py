"""An agreement: what, who and when; and afterwards whether it was done and whether it helped."""

from datetime import date

from textual.app import ComposeResult
from textual.events import DescendantBlur
from textual.widgets import Input, Static

from storage.domain.calendar import proposed_due, proposed_review
from storage.domain.case.agreement import Agreement, bare_cue, checked_agreement
from storage.domain.errors import Refused
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.i18n.labels import agreed_sentence, not_at_home_in, short_day
from tui.look.letters import HEIGHT, letters
from tui.look.panels import TEXT_MEASURE
from tui.widgets.fields import ChoiceRow, Field

NOBODY = ""


class AgreementDialog(FormDialog[Agreement]):
    """Answers with an agreement that may be kept; everything but what is to be done is proposed."""

    UNREAD = frozenset({"due", "review"})
    PROMISES = frozenset({"what"})
    DATED = True
    BESIDE = {
        "empty-agreement": "what",
        "no-owner": "owner",
        "own-buddy": "buddy",
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
        case = agreement.case if agreement else case
        heading = desk.words("Change the agreement") if agreement else desk.words("A new agreement")
        about = book.find_case(case)
        heading = f"{heading}: {about.code} {about.title}" if about else heading
        away = not_at_home_in(desk.words, book, case)
        super().__init__(desk, heading, reminds=away or None)
        self.free_days = book.team.free_days
        self.was = agreement
        self.aliases = book.team.aliases
        self.proposed = agreement or self._proposal(book, case=case, practice=practice, what=what, meeting=meeting)
        self.followed = self._typed_day(self.proposed.review)
        self.asks_for_buddy = not agreement and len(self.aliases) > 1
        """Whether it is still to be asked who the buddy is: where nobody came by there, once; nobody is an answer."""
        if case and not agreement:
            self.drafted("case", case, "agreement", is_new=True)
        else:
            self.drafted("agreement", agreement.id if agreement else "new", is_new=not agreement)

    def _proposal(self, book: Book, *, case: str, practice: str, what: str, meeting: str) -> Agreement:
        found = book.find_case(case)
        theirs = found.owner if found else ""
        due = proposed_due(self.desk.today, self.free_days)
        return Agreement(
            id=self.desk.new_id(),
            what=what,
            owner=(theirs if meeting else "") or self.desk.me or theirs,  # in a meeting whoever owns the case chooses
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
        where = words("agreed in the meeting") if given.meeting else words("agreed between meetings")
        yield Static(where, id="where", markup=False)
        yield Static("", id="large", markup=False)
        people = [(alias, alias) for alias in dict.fromkeys((*self.aliases, *filter(None, (given.owner, given.buddy))))]
        yield Field(words("What"), Input(given.what, id="what", select_on_focus=self.was is None))
        owners = people if given.owner else [(NOBODY, words("choose")), *people]
        yield Field(words("Who does it"), ChoiceRow(owners, given.owner, id="owner"))
        after = people.index((given.owner, given.owner)) + 1 if given.owner else 0  # last among the buddies
        self.buddies = [(NOBODY, words("nobody")), *people[after:], *people[:after]]
        yield Field(words("Buddy"), ChoiceRow(self.buddies, given.buddy, id="buddy"))
        yield Field(words("When"), Input(self._typed_day(given.due), id="due"), short=True)
        yield Field(words("Look back"), Input(self.followed, id="review"), short=True)
        yield Field(words("It starts when …"), Input(given.cue, id="cue", select_on_focus=False))
        yield Field(words("May get in the way"), Input(given.obstacle, id="obstacle", select_on_focus=False))
        yield Field(words("Shows that it's done"), Input(given.sign, id="sign", select_on_focus=False))
        yield Static("", id="sentence", classes="understood", markup=False)

    def on_mount(self) -> None:
        """Show the proposed days with their weekdays, and look at what was written before it came here."""
        if self.proposed.what and not self.was:
            self.nudging("what").left(self.proposed.what)
        self.understand_day("due")
        self.understand_day("review")
        self.on_choice_row_changed()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood; the second look follows the first day until somebody sets it."""
        if event.input.id == "due":
            self._follow()
        if event.input.id in {"due", "review"}:
            self.understand_day(event.input.id)
        self.say_it()

    def on_choice_row_changed(self) -> None:
        """Say the agreement with whoever does it now, who is no buddy to choose; whoever was chosen stands there."""
        buddy, chosen, owner = self.query_one("#buddy", ChoiceRow), self.chosen("buddy"), self.chosen("owner")
        if not buddy.has_focus:  # while somebody chooses there, the options stay
            buddy.options = [each for each in self.buddies if each[0] in {NOBODY, chosen} or each[0] != owner]
            buddy.value = chosen
        self.query_one("#buddy-field", Field).doubt("")
        self.say_it()

    def say_it(self) -> None:
        """Show who and when in large letters, and the sentence that a room says, once it is known what sets it off."""
        cue, what = bare_cue(self.text_of("cue")), " ".join(self.text_of("what").split())
        meant = self.proposed.but(cue=cue, what=what, owner=self.chosen("owner"))
        is_whole = bool(cue and what and meant.owner)
        day = self.understood_day("due")
        large = " ".join(filter(None, (meant.owner, short_day(self.desk.words, day) if day else "")))
        self.query_one("#large", Static).update("\n".join(letters(large, TEXT_MEASURE)[:HEIGHT]))
        self.query_one("#sentence", Static).update(agreed_sentence(self.desk.words, meant) if is_whole else "")

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Take whoever comes by the buddies as asked."""
        self.asks_for_buddy = self.asks_for_buddy and event.widget.id != "buddy"

    def finish(self, answer: Agreement) -> None:
        """Answer with what may be kept; one without a buddy is first asked about, once."""
        if answer.buddy or not self.asks_for_buddy or self.query_one("#buddy").has_focus:
            super().finish(answer)
            return
        asked = self.desk.words("Who asks {owner} how it goes? Choose a buddy, or keep it without.", owner=answer.owner)
        self.query_one("#buddy-field", Field).refuse(asked)

    def objection(self, name: str) -> tuple[Refused, str] | None:
        """Return that a second look cannot come before the act, and the day that is proposed."""
        due, review = self.understood_day("due"), self.understood_day("review")
        if name != "review" or due is None or review is None or review >= due:
            return super().objection(name)
        later = self._typed_day(proposed_review(due, self.free_days))
        return Refused("review-too-early", review=review, due=due), later

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
            cue=bare_cue(self.one_line("cue")),
            obstacle=self.one_line("obstacle"),
            sign=self.one_line("sign"),
        )
        return checked_agreement(agreement, self.desk.today, self.was)
