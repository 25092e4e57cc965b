"""The frame of a parent meeting: what it is called, when it is, who plans it, and how the time should be shared."""

from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import ParentMeeting, checked_parent_meeting
from storage.domain.homes.typed_numbers import typed_time, typed_wish
from storage.domain.plan.plan import Depth
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.i18n.labels import DEPTH_SIGNS, label
from tui.widgets.choice import ChoiceRow
from tui.widgets.composer import Composer
from tui.widgets.field import Field

YES, NO = "yes", "no"


class ParentMeetingDialog(FormDialog[ParentMeeting]):
    """Answers with a meeting that may be kept."""

    DEFAULT_CSS = """
    ParentMeetingDialog Composer { min-height: 2; max-height: 4; }
    """
    UNREAD = frozenset({"on", "starts", "wish"})
    BESIDE = {
        "empty-title": "title",
        "unknown-time": "starts",
        "unknown-wish": "wish",
        "wish-not-whole": "wish",
    }

    def __init__(self, desk: Desk, meeting: ParentMeeting, *, new: bool) -> None:
        super().__init__(
            desk, desk.words("A new parent meeting") if new else desk.words("Change the parent meeting"), reminds=""
        )
        self.meeting = meeting
        self.drafted(f"parents/{'new' if new else meeting.id}", is_new=new)

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, meeting = self.desk.words, self.meeting
        wish = " ".join(f"{meeting.wish.of(depth)}" for depth in Depth)
        answers = [(NO, words("not yet")), (YES, words("yes"))]
        yield Field(words("Title"), Input(meeting.title, id="title", select_on_focus=False))
        yield Field(words("Day"), Input(words.day(meeting.on, "d.M.yyyy"), id="on"), short=True)
        yield Field(words("Begins"), Input(f"{meeting.starts:%H:%M}", id="starts"), short=True)
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
            wish = typed_wish(self.typed("wish"))
        except Refused:
            said = "?"
        else:
            said = "  ".join(f"{DEPTH_SIGNS[depth]} {wish.of(depth)}" for depth in Depth)
        self.query_one("#wish-field", Field).understand(said)

    def answer(self) -> ParentMeeting:
        """Return the meeting."""
        meeting = self.meeting.but(
            title=self.one_line("title"),
            on=self.day("on") or self.meeting.on,
            starts=typed_time(self.typed("starts")),
            with_contacts=self.chosen("with_contacts") == YES,
            wish=typed_wish(self.typed("wish")),
            note=self.typed("note"),
        )
        return checked_parent_meeting(meeting)
