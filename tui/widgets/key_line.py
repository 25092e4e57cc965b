"""The bottom line: whether one steers or writes, and the keys that work."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import Command, hints, key_name
from tui.i18n.words import N_, Words

WRITING_HINTS = (("↵", N_("keep")), ("Esc", N_("done writing")))
SHORT = {
    "next_phase": N_("next"),
    "turn": N_("turn"),
    "park": N_("park"),
    "agree": N_("agreement"),
    "pause": N_("pause"),
    "curtain": N_("curtain"),
    "commands": N_("help"),
    "take_nudge": N_("take"),
    "hide_nudge": N_("hide"),
}
"""What the function keys are called on the bottom line while writing."""
HELP = frozenset({"?", "F12"})
"""The keys of help: shown however narrow it is."""


class KeyLine(Widget):
    """Keys and one word each, as many as there is room for; the state comes first while writing."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $panel; color: $foreground; }
    KeyLine.-writing { background: $accent; color: $background; }
    """

    writing: reactive[bool] = reactive(False, toggle_class="-writing")

    def __init__(self, words: Words, *wheres: str) -> None:
        super().__init__()
        self.words = words
        self.wheres = wheres

    def render(self) -> Content:
        """Return the line."""
        hinted = self._while_writing() if self.writing else self._while_steering()
        parts, room = [], self.size.width - 1
        start = self.words("WRITING") if self.writing else ""
        if start:
            parts.append(Content.styled(f" {start} ", "bold reverse"))
            room -= cell_len(start) + 2
        always = [pair for pair in hinted if pair[0] in HELP]
        room -= sum(map(_need, always))
        for pair in hinted:
            if pair in always:
                continue
            room -= _need(pair)
            if room < 0:
                break
            parts.append(_drawn(pair))
        return Content("").join((*parts, *map(_drawn, always)))

    def _while_writing(self) -> list[tuple[str, str]]:
        named = ((key_name(each, writing=True), SHORT.get(each.action, "")) for each in self._commands(writing=True))
        functions = (pair for pair in named if pair[1] and pair[0].startswith("F"))
        by_function_key = sorted(functions, key=lambda pair: int(pair[0].removeprefix("F")))
        return [(key, self.words(word)) for key, word in (*WRITING_HINTS, *by_function_key)]

    def _while_steering(self) -> list[tuple[str, str]]:
        return [(key_name(each), self.words(each.hint)) for each in self._commands(writing=False)]

    def _commands(self, *, writing: bool) -> tuple[Command, ...]:
        return hints((*self.wheres, "app"), writing=writing)


def _need(pair: tuple[str, str]) -> int:
    return sum(map(cell_len, pair)) + 3


def _drawn(pair: tuple[str, str]) -> Content:
    key, word = pair
    return Content.assemble(" ", (key, "bold"), f" {word} ")
