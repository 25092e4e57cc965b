"""A class whose homes get a first positive contact: its label, and how many homes there are."""

from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.homes.contact import ClassContacts, checked_class
from storage.domain.homes.typed_numbers import typed_count
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.widgets.field import Field


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
