"""The frame every question stands in, and something to read in it."""

from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from storage.domain.errors import Refused
from tui.commands import COMMANDS, in_questions, with_own_keys
from tui.desk.desk import Desk
from tui.look.panels import FROM_HERE
from tui.presentation.lines import Paragraph
from tui.terminal.asking import Asking
from tui.terminal.orderly import bound
from tui.widgets.clicks import KeyFoot
from tui.widgets.reader import Reader

Answer = TypeVar("Answer")


class Dialog(Asking[Answer | None]):
    """A titled box; Esc answers None. Subclasses yield their fields in `body`."""

    CSS_PATH = Path(__file__).with_name("dialog.tcss")
    RISES = True
    """Whether it rises from below where people sit around a screen, so that its head stays in sight."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (FROM_HERE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]
    BINDINGS = [
        Binding("escape", "dismiss_none", show=False),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    WHERE: ClassVar[str] = ""
    """Whose actions its function keys do, beside those of every question."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self._bindings = bound(self._bindings, in_questions(self.WHERE, with_own_keys(COMMANDS, desk.own_keys)))
        self.desk = desk
        self.heading = title

    def compose(self) -> ComposeResult:
        """Draw title, body, the line for what is wrong, and the keys."""
        with Vertical(id="box"):
            yield Static(self.heading, id="heading", markup=False)
            yield from self.body()
            yield Static("", id="problem", markup=False)
            yield from self.foot()

    def foot(self) -> ComposeResult:
        """Yield the line about keys, below everything."""
        yield KeyFoot(self.keys())

    def body(self) -> ComposeResult:
        """Yield what is asked."""
        yield from ()

    def on_mount(self) -> None:
        """Take away what was said before: it would lie over the keys."""
        is_held = any(getattr(screen, "HOLDS", False) for screen in self.app.screen_stack)
        self.set_class(self.RISES and is_held, "-sheet")
        self.app.clear_notifications()

    def on_descendant_focus(self) -> None:
        """Bring what is asked now into sight, once it is drawn."""
        self.call_after_refresh(self.bring_into_sight)

    def bring_into_sight(self) -> None:
        """Scroll until nothing of what is asked now lies under the foot, which covers the end of the box."""
        foot = next(iter(self.query("#foot, #keys")), None)  # none where the question has gone already
        covered = self.focused.region.bottom - foot.region.y if foot and self.focused else 0
        if covered > 0:
            self.query_one("#box").scroll_relative(y=covered, animate=False)

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ on · Tab next field · Esc cancel")

    def refuse(self, refusal: Refused) -> None:
        """Show why the answer cannot be taken; nothing typed is lost."""
        self.query_one("#problem", Static).update(self.desk.says(refusal))

    def action_dismiss_none(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Ask(Protocol):
    """Shows a question and waits for its answer."""

    def __call__(self, dialog: Dialog[Answer], /) -> Awaitable[Answer | None]:
        """Return the answer, or None when it was left."""
        ...


class ReadingDialog(Dialog[bool]):
    """Shows paragraphs until Esc or Enter; where something is done with what was read, Enter answers True."""

    DEFAULT_CSS = """
    ReadingDialog Reader { height: auto; max-height: 14; }
    ReadingDialog.-low Reader { max-height: 12; }
    """
    BINDINGS = [Binding("enter", "read", show=False, priority=True)]

    def __init__(self, desk: Desk, title: str, paragraphs: Sequence[Paragraph], *, asks: bool = False) -> None:
        super().__init__(desk, title)
        self.paragraphs = paragraphs
        self.asks = asks

    def body(self) -> ComposeResult:
        """Draw the text."""
        yield Reader()

    def keys(self) -> str:
        """Return the line about keys."""
        words = self.desk.words
        if self.asks:
            return words("↑↓ scroll · ↵ take it in · Esc change nothing")
        return words("↑↓ scroll · ↵ or Esc back")

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one(Reader).show(self.paragraphs)

    def action_read(self) -> None:
        """Answer that it has been read: yes, where something is asked."""
        self.dismiss(self.asks or None)
