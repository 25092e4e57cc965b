"""The top line and the bottom line: where one is, whether one steers or writes, and the keys that work."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.events import Click, Key, MouseDown
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import COMMANDS, SHOWN, Command, Commands, hints, key_name
from tui.i18n.words import N_, Words

WRITING_HINTS = (("↵", N_("keep")), ("Esc", N_("done writing")))
SHORT = {
    "next_phase": N_("next"), "next_conversation": N_("next pupil"), "turn": N_("turn"), "park": N_("park"),
    "agree": N_("agreement"), "pause": N_("pause"), "curtain": N_("curtain"), "commands": N_("help"),
}  # fmt: skip
"""What the function keys are called on the bottom line while writing, the most needed first; a hint names its own."""
ENTER = "↵"
HELP = "app.commands"
"""What is shown however narrow it is."""


class KeyLine(Widget):
    """Keys and one word each, as many as there is room for; the state comes first while writing."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $panel; color: $ink; }
    KeyLine.-writing { background: $bar; color: $on-bar; }
    """

    writing: reactive[bool] = reactive(False, toggle_class="-writing")
    entering: reactive[str] = reactive("")
    """What Enter does at the marked line, where that is another thing than it mostly does here."""
    turned: reactive[tuple[str, str]] = reactive(("", ""))
    """A key that leads back from here, and what it is called then."""
    without: reactive[frozenset[str]] = reactive(frozenset())
    """Actions that do nothing here and now, so that their keys are not named."""

    def __init__(self, words: Words, *wheres: str, commands: Commands = COMMANDS) -> None:
        super().__init__()
        self.words = words
        self.commands = commands
        self.wheres = wheres
        self._began = ""

    def render(self) -> Content:
        """Return the line."""
        start = Content.styled(self.start, "bold reverse")
        return Content("").join((start, *map(_drawn, self.shown())))

    @property
    def start(self) -> str:
        """Which state this is, in front of the keys; nothing while one steers."""
        state = self.words("WRITING")
        return f" {state} " if self.writing else ""

    def shown(self) -> Iterator[tuple[str, str]]:
        """Yield the keys that there is room for, each with its word."""
        hinted = self._while_writing() if self.writing else self._while_steering()
        helps = {key_name(each, writing=self.writing) for each in self.commands if each.name == HELP}
        always = [pair for pair in hinted if pair[0] in helps]
        room = self.size.width - 1 - cell_len(self.start) - sum(map(_need, always))
        yield from sorted(_fitting((pair for pair in hinted if pair not in always), room), key=_number)
        yield from always

    def key_at(self, x: int) -> str:
        """Return the key that stands in a column; empty where none does."""
        pairs = tuple(self.shown())
        first, *ends = accumulate(map(_need, pairs), initial=cell_len(self.start))
        return next((key for (key, _), end in zip(pairs, ends, strict=True) if first <= x < end), "")

    def on_mouse_down(self, event: MouseDown) -> None:
        """Remember where a click began: a drag is none."""
        self._began = self.key_at(event.x)

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked; a second click is none of its own."""
        key = self.key_at(event.x)
        if key and key == self._began and event.chain == 1:
            self.app.post_message(pressed(key))

    def _while_writing(self) -> list[tuple[str, str]]:
        commands = {each.action: key_name(each, writing=True) for each in reversed(self._commands(writing=True))}
        named = ((commands[action], word) for action, word in SHORT.items() if action in commands)
        return [(key, self.words(word)) for key, word in (*WRITING_HINTS, *named)]

    def _while_steering(self) -> list[tuple[str, str]]:
        named = ((key_name(each), self.words(each.hint)) for each in self._commands(writing=False))
        other = dict((self.turned, (ENTER if self.entering else "", self.entering)))
        return [(key, other.get(key, word)) for key, word in named]

    def _commands(self, *, writing: bool) -> tuple[Command, ...]:
        found = hints((*self.wheres, "app"), self.commands, writing=writing)
        return tuple(each for each in found if each.action not in self.without)


def pressed(shown: str) -> Key:
    """Return the key that is shown so, as it comes when it is pressed."""
    name = next((name for name, sign in SHOWN.items() if sign == shown), shown)
    (named,) = Binding.make_bindings([Binding(name if len(name) == 1 else name.lower(), "")])
    return Key(named.key, shown if len(shown) == 1 and (shown.isascii() or name == shown) else None)


def _fitting(hinted: Iterable[tuple[str, str]], room: int) -> Iterator[tuple[str, str]]:
    for pair in hinted:
        room -= _need(pair)
        if room < 0:
            return
        yield pair


def _number(pair: tuple[str, str]) -> int:
    sign, number = pair[0][:1], pair[0][1:]
    return int(number) if sign == "F" and number.isdecimal() else 0


def _need(pair: tuple[str, str]) -> int:
    return sum(map(cell_len, pair)) + 3


def _drawn(pair: tuple[str, str]) -> Content:
    key, word = pair
    return Content.assemble(" ", (key, "bold"), f" {word} ")


MODES = {
    "today": N_("Today"), "plan": N_("Plan"), "cases": N_("Cases"), "meeting": N_("Meeting"), "insight": N_("Insight"),
}  # fmt: skip

BETWEEN = " · "


class ModeLine(Widget):
    """`1 Today 2 Plan …` with the present one marked, and team and alias to the right."""

    DEFAULT_CSS = """
    ModeLine { height: 1; background: $panel; color: $quiet; }
    """

    right: reactive[Sequence[str]] = reactive(())
    day: reactive[str] = reactive("")
    """Which day it is; stands before the rest where all of that fits."""

    @dataclass
    class Chosen(Message):
        """The tab of another mode was clicked."""

        mode: str

    def __init__(self, words: Words, mode: str, right: Sequence[str]) -> None:
        super().__init__()
        self.words = words
        self.mode = mode
        self.set_reactive(ModeLine.right, right)
        self._began = ""

    def tabs(self) -> Iterator[tuple[str, str]]:
        """Yield each mode and how its tab reads."""
        yield from ((mode, f" {number} {self.words(name)} ") for number, (mode, name) in enumerate(MODES.items(), 1))

    def mode_at(self, x: int) -> str:
        """Return the mode whose tab stands in a column; empty where none does."""
        ends = accumulate(cell_len(shown) for _, shown in self.tabs())
        return next((mode for mode, end in zip(MODES, ends, strict=True) if x < end), "")

    def on_mouse_down(self, event: MouseDown) -> None:
        """Remember where a click began: a drag is none."""
        self._began = self.mode_at(event.x)

    def on_click(self, event: Click) -> None:
        """Tell which tab was clicked; a second click is none of its own."""
        mode = self.mode_at(event.x)
        if mode and mode == self._began != self.mode and event.chain == 1:
            self.post_message(self.Chosen(mode))

    def render(self) -> Content:
        """Return the line; the team's name gives way when it is narrow."""
        left = Content("")
        for mode, shown in self.tabs():
            left = Content.assemble(left, (shown, "bold $ground on $focus" if mode == self.mode else ""))
        room = self.size.width - left.cell_length - 1
        right, dated = _as_fits(self.right, room - 1), BETWEEN.join(filter(None, (self.day, *self.right)))
        right = dated if cell_len(dated) < room else right
        return Content.assemble(left, " " * max(0, room - cell_len(right)), right, " ")


def _as_fits(parts: Sequence[str], room: int) -> str:
    """Return what stands to the right in so many cells: its longest part gives way, so that who sits here stays."""
    right = BETWEEN.join(parts)
    over = cell_len(right) - room
    longest = max(parts, key=cell_len)
    if over <= 0:
        return right
    if cell_len(longest) <= over + 1:
        others = [part for part in parts if part is not longest]
        return _as_fits(others, room) if others else ""
    shorter = f"{longest[: -over - 1].rstrip()}…"
    return BETWEEN.join(shorter if part is longest else part for part in parts)
