"""An agreement: what, who and when; and afterwards whether it was done and whether it helped."""

from datetime import date
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from storage.domain.calendar import proposed_due, proposed_review
from storage.domain.case.agreement import (
    NO_HELP,
    Agreement,
    Done,
    Effect,
    Rating,
    bare_cue,
    checked_agreement,
    checked_rating,
)
from storage.domain.case.case import Entry, Step, View, with_entry
from storage.domain.plan.plan import HIGHEST
from storage.domain.text import capitalised
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.safety import not_at_home_in
from tui.dialogs.dialog import Ask
from tui.dialogs.form import FormDialog
from tui.dialogs.text import TextDialog
from tui.i18n.labels import label
from tui.i18n.phrases import agreed_sentence
from tui.presentation.lines import Line
from tui.widgets.fields import ChoiceRow, Field
from tui.widgets.lists import LineList

NOBODY = ""


class AgreementDialog(FormDialog[Agreement]):
    """Answers with an agreement that may be kept; everything but what is to be done is proposed."""

    UNREAD = frozenset({"due", "review"})
    PROMISES = frozenset({"what"})
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
        super().__init__(desk, heading, reminds=away or None)
        self.free_days = book.team.free_days
        self.was = agreement
        self.aliases = book.team.aliases
        self.proposed = agreement or self._proposal(book, case=case, practice=practice, what=what, meeting=meeting)
        self.followed = self._typed_day(self.proposed.review)
        if case and not agreement:
            self.drafted("case", case, "agreement", is_new=True)
        else:
            self.drafted("agreement", agreement.id if agreement else "new", is_new=not agreement)

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
        yield Field(words("What"), Input(given.what, id="what", select_on_focus=self.was is None))
        owners = people if given.owner else [(NOBODY, words("choose")), *people]
        yield Field(words("Who does it"), ChoiceRow(owners, given.owner, id="owner"))
        yield Field(words("Buddy"), ChoiceRow([(NOBODY, words("nobody")), *people], given.buddy, id="buddy"))
        yield Field(words("When"), Input(self._typed_day(given.due), id="due"), short=True)
        yield Field(words("Look back"), Input(self.followed, id="review"), short=True)
        yield Field(words("Set off: when …"), Input(given.cue, id="cue", select_on_focus=False))
        yield Field(words("May get in the way"), Input(given.obstacle, id="obstacle", select_on_focus=False))
        yield Field(words("Shows that it's done"), Input(given.sign, id="sign", select_on_focus=False))
        yield Static("", id="sentence", classes="understood", markup=False)

    def keys(self) -> str:
        """Return the lines about keys and dates."""
        dates = self.desk.words("Dates as you say them: fri, tomorrow, +3, 12.12, week 50")
        return f"{dates}\n{super().keys()}"

    def on_mount(self) -> None:
        """Show the proposed days with their weekdays, and look at what was written before it came here."""
        if self.proposed.what and not self.was:
            self.nudging("what").left(self.proposed.what)
        self.understand_day("due")
        self.understand_day("review")
        self.say_it()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood; the second look follows the first day until somebody sets it."""
        if event.input.id == "due":
            self._follow()
        if event.input.id in {"due", "review"}:
            self.understand_day(event.input.id)
        self.say_it()

    def on_choice_row_changed(self) -> None:
        """Say the agreement with whoever does it now."""
        self.say_it()

    def say_it(self) -> None:
        """Show the agreement as the sentence that a room says, once it is known what sets it off."""
        cue, what = bare_cue(self.text_of("cue")), " ".join(self.text_of("what").split())
        meant = self.proposed.but(cue=cue, what=what, owner=self.chosen("owner"))
        is_whole = bool(cue and what and meant.owner)
        self.query_one("#sentence", Static).update(agreed_sentence(self.desk.words, meant) if is_whole else "")

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


NONE = "0"
"""The digit for what was not asked, or cannot be told yet."""
NOT_ASKED = ""
SCALE = tuple(f"{value}" for value in range(HIGHEST + 1))


class RatingDialog(FormDialog[tuple[Rating, ...]]):
    """Answers with today's ratings, one for each voice that was asked; one digit for each question, then Enter."""

    DEFAULT_CSS = """
    RatingDialog {
        &.-high.-sheet #box { max-height: 14; }
        & #questions { height: 6; }
        & #questions > Vertical { width: 1fr; height: auto; }
        & .question { text-style: bold; height: 1; }
    }
    """
    BESIDE = {"empty-rating": "done"}
    BINDINGS = [Binding(digit, f"say('{digit}')", show=False, priority=True) for digit in "01234"]

    def __init__(self, desk: Desk, agreement: Agreement, meeting: str = "") -> None:
        super().__init__(desk, agreement.what)
        self.agreement = agreement
        self.meeting = meeting
        self.others = _others_asked(desk.store.book(), agreement)
        self.drafted("agreement", agreement.id, "rating")

    def body(self) -> ComposeResult:
        """Draw both questions, the note, the answers of others, and how near things are."""
        words, agreement = self.desk.words, self.agreement
        due = words("due {day}", day=words.weekday(agreement.due))
        sign = words("Shows that it was done: {sign}", sign=agreement.sign) if agreement.sign else ""
        yield Static(" · ".join(filter(None, (agreement.owner, due, sign))), classes="label", markup=False)
        with Horizontal(id="questions"):
            with Vertical():
                yield Static(words("Was it done?"), classes="question", markup=False)
                yield LineList(id="done")
            with Vertical():
                yield Static(words("Did it help?"), classes="question", markup=False)
                yield LineList(id="effect")
        yield Field(words("A note"), Input(id="note", select_on_focus=False))
        for voice in self.others:
            who = label(words, voice)
            yield Field(words("{who}: done?", who=capitalised(who)), self._answers(Done, f"{voice}-done"))
            yield Field(words("{who}: helped?", who=capitalised(who)), self._answers(Effect, f"{voice}-effect"))
        if agreement.case:
            scale = [(NOT_ASKED, words("not asked")), *((each, each) for each in SCALE)]
            yield Field(words("Now, 0 to 10"), ChoiceRow(scale, NOT_ASKED, id="scale"))

    def _answers(self, choices: type[Done] | type[Effect], name: str) -> ChoiceRow:
        words = self.desk.words
        told = [(f"{n}", f"{n} {label(words, each)}") for n, each in enumerate(choices, 1)]
        return ChoiceRow([(NONE, words("not asked")), *told], NONE, id=name)

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("1–4 answer and go on · ↑↓ Tab move · ↵ keep · Esc cancel")

    def on_mount(self) -> None:
        """Show the answers, with what was said last under the cursor."""
        done, effect = self.query_one("#done", LineList), self.query_one("#effect", LineList)
        words = self.desk.words
        told = [Line(f"{n}", f"{n} {label(words, each)}") for n, each in enumerate(Done, 1)]
        done.show([*told, Line(NONE, f"{NONE} " + words("not asked"))], self._done_last())
        helped = [Line(f"{n}", f"{n} {label(words, each)}") for n, each in enumerate(Effect, 1)]
        effect.show([*helped, Line(NONE, f"{NONE} " + words("too early to tell"))], self._effect_last())
        self.set_focus(done)

    def _done_last(self) -> str:
        return f"{list(Done).index(self.agreement.done or Done.AS_PLANNED) + 1}"

    def _effect_last(self) -> str:
        return f"{list(Effect).index(self.agreement.effect) + 1}" if self.agreement.effect else NONE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave digits to the note and the scale while they are being written."""
        told = action != "say" or isinstance(self.focused, LineList) or self._is_others(self.focused)
        return told and super().check_action(action, parameters)

    def _is_others(self, control: object) -> bool:
        return isinstance(control, ChoiceRow) and control.id != "scale"

    def action_say(self, digit: str) -> None:
        """Answer a question by its digit and go on to the next."""
        asked = self.focused
        if isinstance(asked, LineList) and any(line.key == digit for line in asked.lines):
            asked.cursor = [line.key for line in asked.lines].index(digit)
            self.set_focus(self.query_one("#effect" if asked.id == "done" else "#note"))
        elif isinstance(asked, ChoiceRow):
            asked.value = digit
            self.focus_next()

    def answer(self) -> tuple[Rating, ...]:
        """Return the ratings of those who were asked; raises `empty-rating` where nobody was."""
        school = Rating(
            on=self.desk.today,
            done=_choice(Done, self.query_one("#done", LineList).key),
            effect=_choice(Effect, self.query_one("#effect", LineList).key),
            note=self.one_line("note"),
            scale=self._scale(),
            meeting=self.meeting,
        )
        others = tuple(filter(None, map(self._of_other, self.others)))
        is_asked = school.done or school.effect or school.note or school.scale is not None
        return (*((checked_rating(school),) if is_asked or not others else ()), *others)

    def _scale(self) -> int | None:
        told = self.chosen("scale") if self.agreement.case else NOT_ASKED
        return int(told) if told else None

    def _of_other(self, voice: View) -> Rating | None:
        done = _choice(Done, self.chosen(f"{voice}-done"))
        effect = _choice(Effect, self.chosen(f"{voice}-effect"))
        if done is None and effect is None:
            return None
        return Rating(on=self.desk.today, done=done, effect=effect, by=voice, meeting=self.meeting)


async def lesson_asked(
    ask: Ask, desk: Desk, book: Book, was: Agreement | None, agreement: Agreement
) -> tuple[Change, ...]:
    """Ask what an agreement that has turned out not to help taught, and return it as an entry of its case."""
    case = book.find_case(agreement.case)
    if case is None or agreement.effect not in NO_HELP or (was and was.effect is agreement.effect):
        return ()
    words = desk.words
    question = words("It did not help. What did that teach us?")
    effect = label(words, agreement.effect) if agreement.effect else ""
    tried = words("Tried, did not help: {what} ({effect}). ", what=agreement.what, effect=effect)
    draft, hint = desk.draft_in("agreement", agreement.id, "lesson"), words("Esc: nothing to write down")
    text = await ask(TextDialog(desk, agreement.what, question, tried, hint=hint, draft=draft))
    if not text:
        return ()
    lesson = Entry(id=desk.new_id(), step=Step.LESSON, text=text, at=desk.now(), by=desk.me)
    return (Change(case, with_entry(case, lesson)),)


Answer = TypeVar("Answer", Done, Effect)


def _choice(choices: type[Answer], digit: str) -> Answer | None:
    """Return the answer that a digit stands for; None for what was not asked or cannot be told yet."""
    return None if digit == NONE else list(choices)[int(digit) - 1]


def _others_asked(book: Book, agreement: Agreement) -> tuple[View, ...]:
    """Return who else may be asked: not the home where it must not hear of the case first."""
    case = book.find_case(agreement.case)
    return (View.PUPIL,) if case and case.keeps_from_home else (View.HOME, View.PUPIL)
