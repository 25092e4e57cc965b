"""A round of conversations, and a class whose homes get a first contact."""

from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.homes.contact import ClassContacts, checked_class
from storage.domain.homes.conversation_round import ConversationRound, checked_round, proposed_midpoint
from storage.domain.homes.parent_meeting import typed_count
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.widgets.fields import Field

DAYS = ("starts", "ends", "midpoint")


class RoundDialog(FormDialog[ConversationRound]):
    """Answers with a round that may be kept; the mid-point follows its end until somebody sets it."""

    UNREAD = frozenset(DAYS)
    DATED = True
    BESIDE = {"ends-before-start": "ends", "midpoint-too-early": "midpoint"}

    def __init__(self, desk: Desk, kept: ConversationRound, *, new: bool) -> None:
        super().__init__(
            desk,
            desk.words("A new round of conversations") if new else desk.words("Change the days of the round"),
            reminds="",
        )
        self.kept = kept
        self.free_days = desk.store.book().team.free_days
        self.followed = desk.words.day(kept.midpoint, "d.M.yyyy") if new else ""

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words = self.desk.words
        names = (words("First conversation"), words("Last conversation"), words("Mid-point check"))
        for field, name in zip(DAYS, names, strict=True):
            day = words.day(getattr(self.kept, field), "d.M.yyyy")
            yield Field(name, Input(day, id=field), short=True)

    def on_mount(self) -> None:
        """Show the days with their weekdays."""
        for field in DAYS:
            self.understand_day(field)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood."""
        if event.input.id == "ends":
            self._follow()
        if event.input.id in DAYS:
            self.understand_day(event.input.id)

    def _follow(self) -> None:
        midpoint, ends = self.query_one("#midpoint", Input), self.understood_day("ends")
        if ends and self.followed and midpoint.value == self.followed:
            self.followed = self.desk.words.day(proposed_midpoint(ends, self.free_days), "d.M.yyyy")
            midpoint.value = self.followed

    def answer(self) -> ConversationRound:
        """Return the round."""
        days = {field: self.day(field) or getattr(self.kept, field) for field in DAYS}
        return checked_round(self.kept.but(**days))


class ClassDialog(FormDialog[ClassContacts]):
    """Answers with a class that may be kept."""

    UNREAD = frozenset({"homes"})
    BESIDE = {
        "empty-title": "label",
        "long-title": "label",
        "no-such-count": "homes",
        "missing-count": "homes",
        "unknown-count": "homes",
    }

    def __init__(self, desk: Desk, given: ClassContacts | None) -> None:
        super().__init__(desk, desk.words("Change the class") if given else desk.words("A class"), reminds="")
        self.given = given or ClassContacts(id=desk.new_id(), label="", homes=0, made=desk.today)

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, given = self.desk.words, self.given
        yield Field(words("Class"), Input(given.label, id="label", placeholder="6A"), short=True)
        yield Field(words("Homes"), Input(f"{given.homes or ''}", id="homes"), short=True)

    def answer(self) -> ClassContacts:
        """Return the class."""
        homes = typed_count(self.typed("homes"))
        return checked_class(self.given.but(label=self.one_line("label"), homes=homes))
