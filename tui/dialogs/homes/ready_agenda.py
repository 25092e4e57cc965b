"""One of several ready agendas, with what the marked one is for and what stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding

from storage.content.parent_meetings import ItemTemplate
from storage.domain.homes.parent_meeting import AgendaItem
from tui.desk.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.i18n.labels import DEPTH_SIGNS, label
from tui.presentation.lines import Line, Paragraph
from tui.widgets.line_list import LineList
from tui.widgets.reader import Reader


@dataclass(frozen=True)
class ReadyAgenda:
    """Something to choose: its key, its title, why one would want it, and its items."""

    key: str
    title: str
    about: str = ""
    items: Sequence[ItemTemplate | AgendaItem] = ()


class ReadyAgendaDialog(Dialog[str]):
    """Answers with the key of the chosen agenda."""

    DEFAULT_CSS = """
    ReadyAgendaDialog LineList { max-height: 7 !important; }
    ReadyAgendaDialog Reader { height: 6; margin-top: 1; background: $panel; }
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
            Line(each.key, each.title, words("{count} min", count=count) if count else "")
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
        marked = next((each for each in self.offered if each.key == self.query_one(LineList).key), None)
        items = marked.items if marked else ()
        about = [Paragraph(marked.about)] if marked and marked.about else []
        rows = (
            Paragraph(f"{DEPTH_SIGNS[item.depth]} {item.minutes:>2}  {item.title} · {label(words, item.led_by)}", "dim")
            for item in items
        )
        self.query_one(Reader).show((*about, *rows), top=True)

    def action_choose(self) -> None:
        """Answer with the marked one."""
        if key := self.query_one(LineList).key:
            self.dismiss(key)
