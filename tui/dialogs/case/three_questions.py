"""Three questions to ask oneself about a case, alone and without a clock."""

from dataclasses import dataclass

from textual.app import ComposeResult

from storage.domain.case.case import Case
from storage.domain.errors import Refused
from tui.desk.desk import Desk
from tui.desk.home_kept_out import not_at_home
from tui.dialogs.form import FormDialog
from tui.widgets.choice import ChoiceRow
from tui.widgets.composer import Composer
from tui.widgets.field import Field

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
        super().__init__(desk, f"{case.code} {case.title}", quiet=bool(away), reminds=away or None)
        self.drafted(f"case/{case.code}/questions")

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
