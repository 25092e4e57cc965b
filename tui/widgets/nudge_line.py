"""The line where a nudge stands, and a field that is watched while something is written in it."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Static

from tui.desk.desk import Desk
from tui.desk.drafting import DraftKeeper
from tui.desk.nudges import Hint, Nudging, Tone, hint_keys, hint_line
from tui.i18n.words import Words
from tui.widgets.clicks import BETWEEN
from tui.widgets.composer import Composer


class NudgeLine(Static):
    """Says what may turn a text: a question, a warning, or else who may read it; coloured by its tone."""

    DEFAULT_CSS = """
    NudgeLine { height: auto; color: $quiet; }
    NudgeLine.-turn, NudgeLine.-guard { color: $late; }
    NudgeLine.-guard { text-style: bold; }
    NudgeLine.-care { color: $plan; }
    """

    def __init__(self, content: str = "", *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(content, id=id, markup=False)

    def show(self, words: Words, hint: Hint | None, reminder: str) -> None:
        """Show a nudge, or the reminder where there is none."""
        room = (self.size.width or self.app.size.width - 2) or 1
        said = self._with_keys(words, hint, room) if hint else reminder
        beside = reminder if hint and hint.tone is Tone.MAYBE else ""
        self.update(_beside(beside, said, room))
        self.set_class(bool(hint or reminder), "-shown")
        for tone in Tone:
            self.set_class(hint is not None and hint.tone is tone, f"-{tone}")

    def _with_keys(self, words: Words, hint: Hint, room: int) -> str:
        """Return a hint and the keys that answer it, which stand below where they do not fit beside it."""
        if hint.tone is Tone.MAYBE:
            return "\n".join(_packed(hint_line(words, hint), room))
        return _beside(hint_line(words, hint, keys=False), "\n".join(_packed(hint_keys(words, hint), room)), room)


def _beside(first: str, then: str, room: int) -> str:
    """Return two texts beside each other where they fit, else the second below the first."""
    beside = f"{first}  {then}".strip()
    return beside if "\n" not in then and cell_len(beside) <= room else f"{first}\n{then}".strip()


def _packed(keys: str, room: int) -> list[str]:
    """Return keys in rows of so many cells, each key whole with its word, none with a dot before it."""
    rows = [""]
    for piece in keys.split(BETWEEN):
        longer = BETWEEN.join(filter(None, (rows[-1], piece)))
        rows[-1:] = [longer] if cell_len(longer) <= room or not rows[-1] else [rows[-1], piece]
    return rows


class NudgedField(Vertical):
    """Keeps what is typed as a draft, and says what may turn it: a question, a warning, or who may read it."""

    DEFAULT_CSS = """
    NudgedField { height: auto; }
    NudgedField > NudgeLine { padding: 0 1; display: none; }
    NudgedField > NudgeLine.-shown { display: block; }
    NudgedField > Composer { padding: 0 1; }
    """

    line = query_one(NudgeLine)
    composer = query_one(Composer)

    def __init__(self, desk: Desk, *between: Widget, placeholder: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.between = between
        """What stands between the line and the field."""
        self.placeholder = placeholder
        self.asks_later = False
        self.whisper = ""
        """What stands on the line while nothing is written and nothing asked."""
        self.draft = desk.draft_in()
        self.nudging = Nudging(desk, self.show_nudge)

    def compose(self) -> ComposeResult:
        """Draw the line above the field."""
        yield NudgeLine(id="nudge")
        yield from self.between
        yield Composer(placeholder=self.placeholder)

    def on_resize(self) -> None:
        """Let messages stand right above what is written, and never over it."""
        for rack in self.screen.query("ToastRack") if self.is_attached else ():
            rack.styles.margin = (0, 0, self.outer_size.height + 1, 0)

    def arrive(
        self, draft: DraftKeeper, *, quiet: bool = False, promises: bool = False, asks_later: bool = False
    ) -> None:
        """Write at another place from now on, beginning with what was left there.

        `quiet` where nothing is asked, `asks_later` where it is asked afterwards, as people may vent; `promises` where
        it says what will be done.
        """
        self.draft, self.asks_later = draft, asks_later
        self.nudging.arrive(quiet=quiet, promises=promises)
        self.composer.write(draft.offered())

    def begin_anew(self) -> None:
        """Go on with the text that was typed since the last was saved: it has a draft and a question of its own."""
        self.nudging.begin_anew()
        self.draft.typed(self.composer.text)

    def on_text_area_changed(self) -> None:
        """Keep what is being typed, and look at it when the typing pauses."""
        self.draft.typed(self.composer.text)
        self.nudging.typed(self.composer.text)

    def on_composer_writing(self, event: Composer.Writing) -> None:
        """Remind of who may read it while something is written, and judge what was left."""
        self.show_nudge(self.nudging.hint)
        if not event.on:
            self.nudging.left()

    def show_nudge(self, hint: Hint | None) -> None:
        """Show a nudge about what is being written, or none."""
        words, writes = self.desk.words, self.composer.has_focus
        later = words("Questions later. Write so that the parents could read it.")
        reminder = later if self.asks_later else words("Write so that the parents could read it.")
        reminder = reminder if writes else self.whisper
        self.line.show(self.desk.words, hint, reminder)

    def whispers(self, text: str) -> None:
        """Say something quietly from now on, where nothing else is to be said."""
        if text != self.whisper:
            self.whisper = text
            self.show_nudge(self.nudging.hint)

    def take_nudge(self) -> None:
        """Take the question, or the neutral wording, into the text; without a question, take that back."""
        self.composer.write(self.nudging.taken(self.composer.text))
        self.screen.set_focus(self.composer)
