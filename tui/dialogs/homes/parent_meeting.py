"""A parent meeting: its frame, its agenda, ready ones to start from, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from storage.content.plan_template import ItemTemplate
from storage.domain.errors import Refused
from storage.domain.homes import parent_meeting
from storage.domain.plan.plan import Depth
from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.dialogs.form import FormDialog
from tui.i18n.labels import DEPTH_SIGNS, label
from tui.presentation.lines import Line, Paragraph, Row
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, Field
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

YES, NO = "yes", "no"


class ParentMeetingDialog(FormDialog[parent_meeting.ParentMeeting]):
    """Answers with a meeting that may be kept."""

    DEFAULT_CSS = """
    ParentMeetingDialog Composer { min-height: 2; max-height: 4; }
    """
    UNREAD = frozenset({"on", "starts", "wish"})
    BESIDE = {"empty-title": "title", "unknown-time": "starts", "unknown-wish": "wish", "wish-not-whole": "wish"}

    def __init__(self, desk: Desk, meeting: parent_meeting.ParentMeeting, *, new: bool) -> None:
        super().__init__(
            desk, desk.words("A new parent meeting") if new else desk.words("Change the parent meeting"), reminds=""
        )
        self.meeting = meeting
        self.drafted("parents", "new" if new else meeting.id, is_new=new)

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, meeting = self.desk.words, self.meeting
        wish = " ".join(f"{meeting.wish.of(depth)}" for depth in Depth)
        answers = [(NO, words("not yet")), (YES, words("yes"))]
        yield Field(words("Title"), Input(meeting.title, id="title", select_on_focus=False))
        yield Field(words("Day"), Input(words.day(meeting.on, "d.M.yyyy"), id="on"), short=True)
        yield Field(words("Begins"), Input(f"{meeting.starts:%H:%M}", id="starts"), short=True)
        yield Field(words("Place"), Input(meeting.venue, id="venue", select_on_focus=False))
        together = YES if meeting.with_contacts else NO
        yield Field(words("Made with contacts"), ChoiceRow(answers, together, id="with_contacts"))
        yield Field(words("Wish, per cent"), Input(wish, id="wish"), short=True)
        yield Field(words("Note for the team"), Composer(id="note"))

    def keys(self) -> str:
        """Return the lines about the wish and the keys."""
        words = self.desk.words
        depths = "  ".join(f"{DEPTH_SIGNS[depth]} {label(words, depth)}" for depth in Depth)
        wish = words("The wish, together 100: {depths}", depths=depths)
        return f"{wish}\n{super().keys()}"

    def on_mount(self) -> None:
        """Show the note, and what was understood."""
        self.write("note", self.meeting.note)
        self.understand_day("on")
        self.understand_wish()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day and which wish were understood."""
        if event.input.id == "on":
            self.understand_day("on")
        elif event.input.id == "wish":
            self.understand_wish()

    def understand_wish(self) -> None:
        """Show whose share each number is."""
        try:
            wish = parent_meeting.typed_wish(self.typed("wish"))
        except Refused:
            said = "?"
        else:
            said = "  ".join(f"{DEPTH_SIGNS[depth]} {wish.of(depth)}" for depth in Depth)
        self.query_one("#wish-field", Field).understand(said)

    def answer(self) -> parent_meeting.ParentMeeting:
        """Return the meeting."""
        meeting = self.meeting.but(
            title=self.one_line("title"),
            on=self.day("on") or self.meeting.on,
            starts=parent_meeting.typed_time(self.typed("starts")),
            venue=self.one_line("venue"),
            with_contacts=self.chosen("with_contacts") == YES,
            wish=parent_meeting.typed_wish(self.typed("wish")),
            note=self.typed("note"),
        )
        return parent_meeting.checked_parent_meeting(meeting)


FIRST_MINUTES = 10


class AgendaItemDialog(FormDialog[parent_meeting.AgendaItem]):
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

    def __init__(
        self, desk: Desk, meeting: parent_meeting.ParentMeeting, item: parent_meeting.AgendaItem | None
    ) -> None:
        super().__init__(desk, desk.words("Change the item") if item else desk.words("A new item"), reminds="")
        self.item = item or parent_meeting.AgendaItem(
            id=desk.new_id(), title="", minutes=FIRST_MINUTES, depth=Depth.DIALOGUE
        )
        self.drafted("parents", meeting.id, item.id if item else "item", is_new=not item)

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, item = self.desk.words, self.item
        yield Field(words("What"), Input(item.title, id="title", select_on_focus=False))
        yield Field(words("Minutes"), Input(f"{item.minutes}", id="minutes"), short=True)
        depths = [(each.value, label(words, each)) for each in Depth]
        yield Field(words("The home's part"), ChoiceRow(depths, item.depth.value, id="depth"))
        leaders = [(each.value, label(words, each)) for each in parent_meeting.LedBy]
        yield Field(words("Who leads it"), ChoiceRow(leaders, item.led_by.value, id="led_by"))
        yield Field(words("The parents decide"), Input(item.decides, id="decides", select_on_focus=False))
        yield Field(words("Note for the team"), Composer(id="note"))

    def on_mount(self) -> None:
        """Show the note."""
        self.write("note", self.item.note)

    def answer(self) -> parent_meeting.AgendaItem:
        """Return the item."""
        item = msgspec.structs.replace(
            self.item,
            title=self.one_line("title"),
            minutes=parent_meeting.typed_count(self.typed("minutes")),
            depth=Depth(self.chosen("depth")),
            led_by=parent_meeting.LedBy(self.chosen("led_by")),
            decides=self.one_line("decides"),
            note=self.typed("note"),
        )
        return parent_meeting.checked_item(item)


class LookBackDialog(FormDialog[parent_meeting.ParentMeeting]):
    """Answers with the meeting and how it went."""

    DEFAULT_CSS = """
    LookBackDialog Composer { min-height: 3; max-height: 5; }
    """
    UNREAD = frozenset({"came", "went"})
    BESIDE = {"no-such-count": "came", "no-such-scale": "went"}

    def __init__(self, desk: Desk, meeting: parent_meeting.ParentMeeting) -> None:
        super().__init__(desk, desk.words("How did «{title}» go?", title=meeting.title), reminds="")
        self.meeting = meeting
        self.drafted("parents", meeting.id, "after")

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, after = self.desk.words, self.meeting.after
        yield Field(words("How many parents came"), Input(f"{after.came}" if after else "", id="came"), short=True)
        yield Field(words("How it went, 0 to 10"), Input(f"{after.went}" if after else "", id="went"), short=True)
        yield Field(words("What do we keep?"), Composer(id="keep", placeholder=words("and what do we do otherwise")))

    def on_mount(self) -> None:
        """Show what was said before."""
        self.write("keep", self.meeting.after.keep if self.meeting.after else "")

    def answer(self) -> parent_meeting.ParentMeeting:
        """Return the meeting."""
        after = parent_meeting.LookBack(
            on=self.desk.today, came=self.number("came"), went=self.number("went"), keep=self.typed("keep")
        )
        return parent_meeting.looked_back(self.meeting, after)

    def number(self, name: str) -> int:
        """Return the number in a field; raises `missing-count` or `unknown-count` beside it."""
        try:
            return parent_meeting.typed_count(self.typed(name))
        except Refused as refusal:
            raise Refused(refusal.code, **refusal.params, field=name) from None


@dataclass(frozen=True)
class ReadyAgenda:
    """Something to choose: what it is, its title, why one would want it, and its items."""

    row: Row
    title: str
    about: str = ""
    items: Sequence[ItemTemplate | parent_meeting.AgendaItem] = ()


class ReadyAgendaDialog(Dialog[Row]):
    """Answers with what was chosen."""

    DEFAULT_CSS = """
    ReadyAgendaDialog LineList { max-height: 7 !important; }
    ReadyAgendaDialog Reader { height: 6; margin-top: 1; }
    """
    BINDINGS = [Binding("enter", "choose", show=False)]

    def __init__(self, desk: Desk, title: str, offered: Sequence[ReadyAgenda]) -> None:
        super().__init__(desk, title)
        self.offered = offered

    def body(self) -> ComposeResult:
        """Draw the titles, and what stands on the marked one."""
        yield LineList()
        reader = Reader()
        reader.can_focus = False
        yield reader

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ move · ↵ choose · Esc cancel")

    def on_mount(self) -> None:
        """Show the titles with their minutes."""
        words = self.desk.words
        minutes = (sum(item.minutes for item in each.items) for each in self.offered)
        lines = [
            Line(each.row, each.title, words("{count} min", count=count) if count else "")
            for each, count in zip(self.offered, minutes, strict=True)
        ]
        self.query_one(LineList).show(lines)
        self.show_marked()

    def on_line_list_moved(self) -> None:
        """Show another one's items."""
        self.show_marked()

    def show_marked(self) -> None:
        """Show what the marked one is for, and its items."""
        words = self.desk.words
        marked = next((each for each in self.offered if each.row == self.query_one(LineList).key), None)
        items = marked.items if marked else ()
        about = [Paragraph(marked.about)] if marked and marked.about else []
        rows = (
            Paragraph(
                f"{DEPTH_SIGNS[item.depth]} {item.minutes:>2}  {item.title} · {label(words, item.led_by)}", "quiet"
            )
            for item in items
        )
        self.query_one(Reader).show((*about, *rows), top=True)

    def action_choose(self) -> None:
        """Answer with the marked one."""
        if key := self.query_one(LineList).key:
            self.dismiss(key)
