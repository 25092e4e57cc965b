"""What is said of an agreement afterwards: was it done, did it help, how is it going, and what did it teach."""

from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from storage.domain.case.agreement import NO_HELP, Agreement, Done, Effect, Rating, answered_along, checked_rating
from storage.domain.case.case import Entry, Step, View, with_entry
from storage.domain.errors import Refused
from storage.domain.plan.plan import HIGHEST
from storage.domain.text import capitalised
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.desk import Desk
from tui.dialogs.dialog import Ask
from tui.dialogs.form import FormDialog, TextDialog
from tui.i18n.labels import agreed_beside, label
from tui.i18n.words import N_
from tui.presentation.lines import Line
from tui.widgets.fields import ChoiceRow, Field
from tui.widgets.lists import LineList

NONE = "0"
"""The digit for what was not asked, or cannot be told yet."""
NOT_ASKED = ""
SCALE = tuple(f"{value}" for value in range(HIGHEST + 1))


class RatingDialog(FormDialog[tuple[Rating, ...]]):
    """Answers with today's ratings, one for each voice that was asked; one digit for each question, then Enter."""

    DEFAULT_CSS = """
    RatingDialog {
        & #questions { height: 6; }
        & #questions > Vertical { width: 1fr; height: auto; }
        & .question { text-style: bold; height: 1; }
        & .name, & Field .name { width: 16; color: $quiet; }
        & .voice { height: auto; }
        & .voice ChoiceRow { width: 1fr; }
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
            yield Static(words("The school"), classes="name", markup=False)
            with Vertical():
                yield Static(words("Was it done?"), classes="question", markup=False)
                yield LineList(id="done")
            with Vertical():
                yield Static(words("Did it help?"), classes="question", markup=False)
                yield LineList(id="effect")
        yield Field(words("A note"), Input(id="note", select_on_focus=False))
        for voice in self.others:
            with Horizontal(classes="voice"):
                yield Static(capitalised(label(words, voice)), classes="name", markup=False)
                yield self._answers(Done, f"{voice}-done")
                yield self._answers(Effect, f"{voice}-effect")
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
        """Show the answers, with what was said last under the cursor; none is marked before anything was said."""
        done, effect = self.query_one("#done", LineList), self.query_one("#effect", LineList)
        words = self.desk.words
        done.unmarked = effect.unmarked = not (self.agreement.done or self.agreement.effect)
        told = [Line(f"{n}", f"{n} {label(words, each)}") for n, each in enumerate(Done, 1)]
        done.show([*told, Line(NONE, f"{NONE} " + words("not asked"))], self._done_last())
        helped = [Line(f"{n}", f"{n} {label(words, each)}") for n, each in enumerate(Effect, 1)]
        effect.show([*helped, Line(NONE, f"{NONE} " + words("too early to tell"))], self._effect_last())
        self.set_focus(done)

    def _done_last(self) -> str:
        return f"{list(Done).index(self.agreement.done) + 1}" if self.agreement.done else ""

    def _effect_last(self) -> str:
        no_effect = NONE if self.agreement.done else ""
        return f"{list(Effect).index(self.agreement.effect) + 1}" if self.agreement.effect else no_effect

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


class HowItGoesDialog(FormDialog[Rating]):
    """Answers with how an agreement goes between meetings: one digit, and where it is not done what would help."""

    BINDINGS = [Binding(digit, f"say('{digit}')", show=False, priority=True) for digit in "123"]
    WAYS = ((Done.AS_PLANNED, N_("done")), (Done.PARTLY, N_("partly")), (Done.NOT_STARTED, N_("not yet")))

    def __init__(self, desk: Desk, agreement: Agreement) -> None:
        super().__init__(desk, agreement.what)
        self.agreement = agreement
        self.drafted("agreement", agreement.id, "going")

    def body(self) -> ComposeResult:
        """Draw what was agreed on, the three answers, and what would help."""
        words, agreement = self.desk.words, self.agreement
        buddy = words("buddy {alias}", alias=agreement.buddy) if agreement.buddy else ""
        due = words("due {day}", day=words.weekday(agreement.due))
        yield Static(" · ".join(filter(None, (agreement.owner, buddy, due))), classes="label", markup=False)
        for told in agreed_beside(words, agreement):
            yield Static(told, classes="label", markup=False)
        yield Static(words("How is it going?"), classes="understood", markup=False)
        yield LineList(id="going")
        yield Field(words("What would help?"), Input(id="note", select_on_focus=False))

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("1 done, and kept at once · 2 3 go on to what would help · ↵ keep · Esc cancel")

    def on_mount(self) -> None:
        """Show the answers, none of them chosen."""
        rows, words = self.query_one(LineList), self.desk.words
        rows.unmarked = True
        rows.show([Line(f"{n}", f"{n} {words(told)}") for n, (_, told) in enumerate(self.WAYS, 1)], None)
        self.set_focus(rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave digits to what would help while it is being written."""
        return (action != "say" or isinstance(self.focused, LineList)) and super().check_action(action, parameters)

    def action_say(self, digit: str) -> None:
        """Answer by a digit: what is done is kept at once, else it is asked what would help."""
        rows = self.query_one(LineList)
        rows.cursor = int(digit) - 1
        if self.WAYS[rows.cursor][0] is Done.AS_PLANNED:
            self.keep()
        else:
            self.set_focus(self.query_one("#note"))

    def answer(self) -> Rating:
        """Return the answer; raises `empty-rating` while none is chosen."""
        key = self.query_one(LineList).key
        if not key:
            raise Refused("empty-rating")
        return answered_along(self.desk.today, self.WAYS[int(key) - 1][0], self.one_line("note"))


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
    """Return the answer that a digit stands for; None for what was not asked or answered, or cannot be told yet."""
    return None if digit in {NONE, ""} else list(choices)[int(digit) - 1]


def _others_asked(book: Book, agreement: Agreement) -> tuple[View, ...]:
    """Return who else may be asked: not the home where it must not hear of the case first."""
    case = book.find_case(agreement.case)
    return (View.PUPIL,) if case and case.keeps_from_home else (View.HOME, View.PUPIL)
