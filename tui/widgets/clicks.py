"""What a click does is told by what stands under it: a key on the line about keys, an arrow, an option to tick."""

import re

from textual.content import Content
from textual.events import Click, MouseDown
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from tui.widgets.edges import pressed

MARK = "clicked"
BETWEEN = " · "
MOVES = frozenset("↑↓←→")
SIGN = re.compile(r"Ctrl\+[A-Z]|F\d{1,2}|Esc|Tab|Enter|[↵␣↑↓←→]|\d|\b[a-zæøå](?=\s)")
KEYS = re.compile(rf"(?:{SIGN.pattern})(?:(?:–|\s+(?:\w+\s+)?)?(?:Esc|Tab|Enter|[↵␣↑↓←→]|\d))*(?=[\s:])")
"""The keys that a piece of the line begins with: «↵», «↑↓ Tab», «1–4», «↵ or Esc»."""


def clickable(text: str, mark: object) -> Content:
    """Return a text that tells what a click on it means."""
    return Content.styled(text, Style.from_meta({MARK: mark}))


class Clickable(Widget):
    """Hears what was clicked, where it was pressed and let go on the same thing: a drag is no click."""

    _began: object = None

    def on_mouse_down(self, event: MouseDown) -> None:
        """Remember what was pressed."""
        self._began = event.style.meta.get(MARK)

    def on_click(self, event: Click) -> None:
        """Do what stands there."""
        mark = event.style.meta.get(MARK)
        if mark is not None and mark == self._began:
            self.clicked(mark, event.chain)

    def clicked(self, mark: object, chain: int) -> None:
        """Do what a mark means; `chain` counts the clicks that came close after one another."""


class KeyFoot(Clickable, Static):
    """The line about keys; a click on a key, or on what it is said to do, presses it."""

    def __init__(self, text: str = "", *, id: str = "keys") -> None:  # noqa: A002 - Textual's name
        super().__init__(keyed(text), id=id, markup=False)

    def name_keys(self, text: str) -> None:
        """Name other keys."""
        self.update(keyed(text))

    def clicked(self, mark: object, chain: int) -> None:
        """Press a key; a second click is none of its own, for the first one has led elsewhere."""
        if chain == 1:
            self.app.post_message(pressed(str(mark)))


def keyed(text: str) -> Content:
    """Return a line about keys in which each key can be clicked."""
    lines = (Content(BETWEEN).join(map(_piece, line.split(BETWEEN))) for line in text.split("\n"))
    return Content("\n").join(lines)


def _piece(text: str) -> Content:
    """Return a piece in which each key stands for itself, and what follows for the one that it tells of."""
    found = KEYS.match(text)
    if found is None:
        return Content(text)
    signs = [sign for sign in SIGN.finditer(text) if sign.end() <= found.end()]
    told = [sign[0] for sign in signs if sign[0] not in MOVES and not sign[0].isdecimal()]
    told = told or [sign[0] for sign in signs if len(signs) == 1]
    content, rest = Content(text), (found.end(), len(text))
    for start, end, key in (*((*sign.span(), sign[0]) for sign in signs), *((*rest, key) for key in told[-1:])):
        content = content.stylize(Style.from_meta({MARK: key}), start, end)
    return content
