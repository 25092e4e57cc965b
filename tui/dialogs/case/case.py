"""A case or a success and how it began; cross-pressure sorted; three questions to ask oneself."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widgets import Input

from storage.content.names import themes
from storage.domain.case.case import Case, CrossPressure, Entry, Kind, Step, checked_title, with_entry
from storage.domain.errors import Refused
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.i18n.labels import not_at_home
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, Field, Ticks

SAFE = {"": None, "yes": False, "no": True}
"""What an answer to «Could the pupil be unsafe?» says of the case: yes always means unsafe."""


class CaseDialog(FormDialog[Case]):
    """Answers with a case that may be kept; a new one can hold what happened."""

    DEFAULT_CSS = """
    CaseDialog Composer { min-height: 3; max-height: 5; }
    """
    BESIDE = {"empty-title": "title", "long-title": "title"}

    def __init__(self, desk: Desk, book: Book, case: Case | None, *, kind: Kind = Kind.CASE) -> None:
        self.was = case
        self.case = case or Case(id=desk.new_id(), title="", opened=desk.today, kind=kind, owner=desk.me)
        super().__init__(desk, self._heading(desk), quiet=not case)
        self.aliases = book.team.aliases
        self.drafted("case", case.code if case else "new", "change" if case else kind, is_new=not case)

    def _heading(self, desk: Desk) -> str:
        if self.was:
            return desk.words("Change {code}", code=self.case.code)
        return desk.words("Good news") if self.case.kind is Kind.SUCCESS else desk.words("A new case")

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, case = self.desk.words, self.case
        owners = dict.fromkeys(("", *self.aliases, case.owner))
        yield Field(
            words("Title"),
            Input(case.title, id="title", select_on_focus=False, placeholder=words("what it is about, no names")),
        )
        if not self.was:
            yield Field(words("What happened"), Composer(id="text", placeholder=words("as seen from outside")))
        yield Field(words("Themes"), Ticks(themes(words.language), case.themes, id="themes"))
        people = [(alias, alias or words("nobody yet")) for alias in owners]
        yield Field(words("Whose case"), ChoiceRow(people, case.owner, id="owner"))
        if case.kind is Kind.CASE:
            yield Field(words("Could the pupil be unsafe?"), self._safety())

    def _safety(self) -> ChoiceRow:
        words = self.desk.words
        known = next(key for key, value in SAFE.items() if value is self.case.safe)
        answers = [
            ("", words("we do not know, or have not asked")),
            ("yes", words("yes")),
            ("no", words("no, as far as we know")),
        ]
        return ChoiceRow(answers, known, id="safe")

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ keep · Tab next field · ←→ move, change · ␣ tick · Esc cancel")

    def answer(self) -> Case:
        """Return the case."""
        case = self.case.but(
            title=checked_title(self.typed("title")),
            themes=self.query_one(Ticks).value,
            owner=self.chosen("owner"),
            safe=SAFE[self.chosen("safe")] if self.case.kind is Kind.CASE else None,
        )
        return case if self.was else self._described(case, self.typed("text"))

    def _described(self, case: Case, text: str) -> Case:
        if not text:
            return case
        desk = self.desk
        return with_entry(case, Entry(id=desk.new_id(), step=Step.SITUATION, text=text, at=desk.now(), by=desk.me))


class PressureDialog(FormDialog[CrossPressure]):
    """Answers with the card; an empty one is an answer too."""

    DEFAULT_CSS = """
    PressureDialog Composer { min-height: 2; max-height: 4; }
    """

    def __init__(self, desk: Desk, case: Case) -> None:
        heading = desk.words("Cross-pressure in {code}", code=case.code)
        super().__init__(desk, heading, reminds=not_at_home(desk.words, case) or None)
        self.pressure = case.pressure or CrossPressure()
        self.drafted("case", case.code, "pressure")

    def body(self) -> ComposeResult:
        """Draw the four fields."""
        words = self.desk.words
        yield Field(words("What is fixed, and by whom"), Composer(id="fixed"))
        yield Field(words("What pupil and parents are entitled to"), Composer(id="entitled"))
        yield Field(words("What we can do ourselves"), Composer(id="we_can"))
        yield Field(words("Who owns the decision"), Composer(id="decides"))

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ keep · Tab next field · Ctrl+J new line · Esc cancel")

    def on_mount(self) -> None:
        """Show what is known."""
        for name in CrossPressure.__struct_fields__:
            self.write(name, getattr(self.pressure, name))

    def answer(self) -> CrossPressure:
        """Return the card."""
        return CrossPressure(**{name: self.typed(name) for name in CrossPressure.__struct_fields__})


AGREEMENT = "agreement"
NOTE = "note"
QUESTIONS = ("coped", "better", "step")


@dataclass(frozen=True)
class Answers:
    """What one answered; an empty text is no answer."""

    coped: str
    better: str
    step: str
    agrees: bool
    """Whether the step becomes an agreement rather than a note."""


class ThreeQuestionsDialog(FormDialog[Answers]):
    """Answers with what one thought; one answer of the three is enough."""

    DEFAULT_CSS = """
    ThreeQuestionsDialog Composer { min-height: 2; max-height: 4; }
    """
    BESIDE = {"empty-text": "coped"}

    def __init__(self, desk: Desk, case: Case) -> None:
        away = not_at_home(desk.words, case)
        super().__init__(desk, f"{case.code} {case.title}", reminds=away or None)
        self.drafted("case", case.code, "questions")

    def body(self) -> ComposeResult:
        """Draw the questions."""
        words = self.desk.words
        becomes = [(AGREEMENT, words("an agreement with a date")), (NOTE, words("a note in the case"))]
        yield Field(words("What have I coped with?"), Composer(id="coped"))
        yield Field(words("When was it better, even a little?"), Composer(id="better"))
        yield Field(words("What is my next small step?"), Composer(id="step"))
        yield Field(words("The step becomes"), ChoiceRow(becomes, id="becomes"))

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("One answer is enough · ↵ keep · Tab next · Esc cancel")

    def answer(self) -> Answers:
        """Return the answers."""
        coped, better, step = (self.typed(name) for name in QUESTIONS)
        if not (coped or better or step):
            raise Refused("empty-text")
        return Answers(coped, better, step, self.chosen("becomes") == AGREEMENT)
