"""One thing alone on the screen, as large as it fits: a turning question, a code for a phone, or the curtain."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.commands import COMMANDS, in_questions, with_own_keys
from tui.desk.desk import Desk
from tui.i18n.labels import IN_A_CLOUD
from tui.i18n.words import Words
from tui.look.letters import drawn, huge_letters, squares
from tui.look.panels import TEXT_MEASURE
from tui.presentation.rows import as_fits, wrapped
from tui.terminal.asking import Asking
from tui.terminal.orderly import bound
from tui.widgets.clicks import KeyFoot


class Curtain(Asking[None]):
    """Blank until a key is pressed; nothing of what lies behind can be seen or done, and no message comes through."""

    DEFAULT_CSS = """
    Curtain { background: $ground; align: center middle; color: $quiet; }
    Curtain > KeyFoot { width: auto; height: auto; }
    Curtain Toast { display: none; }
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        """Draw one quiet line."""
        yield KeyFoot(self.words("fredstid · pause · F8 or ↵ goes on"))

    def on_key(self, event: Key) -> None:
        """Open again on F8 or Enter; other keys do nothing."""
        event.stop()
        event.prevent_default()
        if event.key in {"f8", "enter", "escape"}:
            self.dismiss()


AROUND = 4
"""Rows that stay free around a question, the line of keys among them."""


class TurnDialog(Asking[str | None]):
    """Answers with the question when Enter takes it into the text, None when Esc closes."""

    CSS_PATH = "turn.tcss"
    BINDINGS = [
        Binding("v,f2,right,down,space", "page(1)", show=False),
        Binding("left,up", "page(-1)", show=False),
        Binding("enter,f3", "take", show=False),
        Binding("escape", "close", show=False),
    ]

    place: reactive[int] = reactive(0, init=False)

    def __init__(self, desk: Desk, questions: Sequence[str], *, takes: bool = True, turned: str = "") -> None:
        super().__init__()
        self._bindings = bound(self._bindings, in_questions("", with_own_keys(COMMANDS, desk.own_keys)))
        self.desk = desk
        self.questions = questions
        self.takes = takes
        self.turned = turned

    def compose(self) -> ComposeResult:
        """Draw the question with nothing around it."""
        with Vertical():
            yield Banner(self.questions[0], most=self.app.size.height - AROUND, id="turn")
            if self.turned:
                yield Static("", id="turned", markup=False)
        words = self.desk.words
        keys = words("v the next one · ↵ write the answer · Esc back") if self.takes else words("v the next · Esc back")
        yield KeyFoot(keys, id="turn-keys")

    def watch_place(self, place: int) -> None:
        """Show another question."""
        self.query_one(Banner).text = self.questions[place]

    def on_resize(self) -> None:
        """Draw as large as there is room for above the keys."""
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Fit the letters to the rows there are, and below them what is turned to whole sentences."""
        self.query_one(Banner).most = self.size.height - AROUND
        for said in self.query("#turned").results(Static):
            width = min(TEXT_MEASURE, self.size.width - AROUND)
            said.update("\n".join(("", *as_fits(self.turned, width, AROUND // 2))))

    def action_page(self, way: int) -> None:
        """Go to another question."""
        self.place = (self.place + way) % len(self.questions)

    def action_take(self) -> None:
        """Answer with the question."""
        self.dismiss(self.questions[self.place] if self.takes else None)

    def action_close(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)


class CameraDialog(Asking[None]):
    """A day of the team's as squares that a phone's camera reads; any of the keys that leave a question closes it."""

    DEFAULT_CSS = """
    CameraDialog { background: $ground; align: center middle; }
    CameraDialog > Horizontal { width: auto; height: auto; }
    CameraDialog #squares { width: auto; color: $ink; }
    CameraDialog #beside { width: 23; margin: 1 0 0 2; color: $quiet; }
    """
    BINDINGS = [Binding("escape,enter,space,q", "close", show=False)]

    def __init__(self, desk: Desk, event: str, told: str) -> None:
        super().__init__()
        self.desk = desk
        self.event = event
        self.told = told
        """The same in words, for whoever holds the phone."""

    def compose(self) -> ComposeResult:
        """Draw the squares, and beside them what they say."""
        words = self.desk.words
        rows = drawn(squares(self.event), light=self.app.current_theme.dark)
        with Horizontal():
            yield Static("\n".join(rows), id="squares", markup=False)
            lines = (self.told, words("Hold your phone's camera up to it."), words(IN_A_CLOUD), words("Esc back"))
            yield Static("\n\n".join(lines), id="beside", markup=False)

    def action_close(self) -> None:
        """Go back to where one came from."""
        self.dismiss(None)


class Banner(Widget):
    """Draws its text as large as `most` rows allow: in letters of whole blocks, of half ones, or in bold ink."""

    DEFAULT_CSS = """
    Banner { height: auto; color: $ask; background: $ask-ground; text-style: bold; }
    """

    text: reactive[str] = reactive("", layout=True)
    most: reactive[int] = reactive(0, layout=True)

    def __init__(self, text: str = "", *, most: int = 0, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(Banner.text, text)
        self.set_reactive(Banner.most, most)

    def rows(self, width: int) -> tuple[str, ...]:
        """Return what is drawn in so many cells."""
        large = huge_letters(self.text, width, self.most)
        return large if len(large) <= self.most else tuple(wrapped(self.text, width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self.rows(width))

    def render(self) -> Content:
        """Return the rows."""
        return Content("\n".join(self.rows(self.size.width)))
