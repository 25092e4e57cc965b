"""One item of a parent meeting's agenda: what, how long, how deep, who leads it, and what the parents decide."""

import msgspec
from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.homes.parent_meeting import AgendaItem, LedBy, ParentMeeting, checked_item
from storage.domain.homes.typed_numbers import typed_count
from storage.domain.plan.plan import Depth
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label
from tui.widgets.choice import ChoiceRow
from tui.widgets.composer import Composer
from tui.widgets.field import Field

FIRST_MINUTES = 10


class AgendaItemDialog(FormDialog[AgendaItem]):
    """Answers with an item that may be kept."""

    DEFAULT_CSS = """
    AgendaItemDialog Composer { min-height: 2; max-height: 4; }
    """
    UNREAD = frozenset({"minutes"})
    BESIDE = {
        "empty-title": "title",
        "no-such-minutes": "minutes",
        "missing-count": "minutes",
        "unknown-count": "minutes",
    }

    def __init__(self, desk: Desk, meeting: ParentMeeting, item: AgendaItem | None) -> None:
        super().__init__(desk, desk.words("Change the item") if item else desk.words("A new item"), reminds="")
        self.item = item or AgendaItem(id=desk.new_id(), title="", minutes=FIRST_MINUTES, depth=Depth.DIALOGUE)
        self.drafted(f"parents/{meeting.id}/{item.id if item else 'item'}", is_new=not item)

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, item = self.desk.words, self.item
        yield Field(words("What"), Input(item.title, id="title", select_on_focus=False))
        yield Field(words("Minutes"), Input(f"{item.minutes}", id="minutes"), short=True)
        depths = [(each.value, label(words, each)) for each in Depth]
        yield Field(words("The home's part"), ChoiceRow(depths, item.depth.value, id="depth"))
        leaders = [(each.value, label(words, each)) for each in LedBy]
        yield Field(words("Who leads it"), ChoiceRow(leaders, item.led_by.value, id="led_by"))
        yield Field(words("The parents decide"), Input(item.decides, id="decides", select_on_focus=False))
        yield Field(words("Note for the team"), Composer(id="note"))

    def on_mount(self) -> None:
        """Show the note."""
        self.write("note", self.item.note)

    def answer(self) -> AgendaItem:
        """Return the item."""
        item = msgspec.structs.replace(
            self.item,
            title=self.one_line("title"),
            minutes=typed_count(self.typed("minutes")),
            depth=Depth(self.chosen("depth")),
            led_by=LedBy(self.chosen("led_by")),
            decides=self.one_line("decides"),
            note=self.typed("note"),
        )
        return checked_item(item)
