"""A case, or a success: what it is called, what it is about, whose it is, and how it began."""

from textual.app import ComposeResult
from textual.widgets import Input

from storage.content.themes import themes
from storage.domain.case.case import Case, Entry, Kind, Step, checked_title, with_entry
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.widgets.choice import ChoiceRow
from tui.widgets.composer import Composer
from tui.widgets.field import Field
from tui.widgets.ticks import Ticks

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
        self.drafted(f"case/{case.code}/change" if case else f"case/new/{kind.value}", is_new=not case)

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
