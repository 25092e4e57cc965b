"""How a parent meeting went: how many came, how it was from 0 to 10, and what to keep."""

from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import LookBack, ParentMeeting, looked_back
from storage.domain.homes.typed_numbers import typed_count
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.widgets.composer import Composer
from tui.widgets.field import Field


class LookBackDialog(FormDialog[ParentMeeting]):
    """Answers with the meeting and how it went."""

    DEFAULT_CSS = """
    LookBackDialog Composer { min-height: 3; max-height: 5; }
    """
    UNREAD = frozenset({"came", "went"})
    BESIDE = {"no-such-count": "came", "no-such-scale": "went"}

    def __init__(self, desk: Desk, meeting: ParentMeeting) -> None:
        super().__init__(desk, desk.words("How did «{title}» go?", title=meeting.title), reminds="")
        self.meeting = meeting
        self.drafted(f"parents/{meeting.id}/after")

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, after = self.desk.words, self.meeting.after
        yield Field(words("How many parents came"), Input(f"{after.came}" if after else "", id="came"), short=True)
        yield Field(words("How it went, 0 to 10"), Input(f"{after.went}" if after else "", id="went"), short=True)
        yield Field(words("What do we keep?"), Composer(id="keep", placeholder=words("and what do we do otherwise")))

    def on_mount(self) -> None:
        """Show what was said before."""
        self.write("keep", self.meeting.after.keep if self.meeting.after else "")

    def answer(self) -> ParentMeeting:
        """Return the meeting."""
        after = LookBack(
            on=self.desk.today, came=self.number("came"), went=self.number("went"), keep=self.typed("keep")
        )
        return looked_back(self.meeting, after)

    def number(self, name: str) -> int:
        """Return the number in a field; raises `missing-count` or `unknown-count` beside it."""
        try:
            return typed_count(self.typed(name))
        except Refused as refusal:
            raise Refused(refusal.code, **refusal.params, field=name) from None
