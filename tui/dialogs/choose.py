"""One of several, yes or no, several at once; and what becomes of words that were begun."""

from collections.abc import Sequence
from textwrap import shorten
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.widgets import Static

from storage.domain.people import SHARED
from tui.desk.desk import Desk
from tui.dialogs.dialog import Ask, Dialog
from tui.look.signs import Mark
from tui.presentation.lines import Line
from tui.widgets.lists import LineList, WrappedList

Chosen = TypeVar("Chosen")


class ChooseDialog(Dialog[Chosen]):
    """Answers with the key of the chosen option; a letter jumps to the next one that begins with it."""

    BINDINGS = [Binding("enter", "choose", show=False)]

    def __init__(
        self,
        desk: Desk,
        title: str,
        options: Sequence[tuple[Chosen, str]],
        marked: Chosen | str | None = "",
        *,
        put_off: bool = False,
    ) -> None:
        super().__init__(desk, title)
        self.options = options
        self.put_off = put_off
        """Whether what asks has been done already, so that Esc cancels nothing."""
        found = next((place for place, (key, _) in enumerate(options) if key == marked), 0)
        self.marked = None if marked is None else found
        """The option under the cursor at first; none where an answer given by accident would do harm."""
        self.weighs = marked is None

    def body(self) -> ComposeResult:
        """Draw the options."""
        yield WrappedList()

    def keys(self) -> str:
        """Return the line about keys."""
        words = self.desk.words
        later = words("↑↓ move · ↵ choose · Esc not now")
        return later if self.put_off else words("↑↓ move · ↵ choose · Esc cancel")

    def on_mount(self) -> None:
        """Show the options, the marked one under the cursor."""
        lines = [self.drawn(Line(f"{place}", text)) for place, (_, text) in enumerate(self.options)]
        lines = lines or [Line("", self.desk.words("There is nothing to choose from yet."), look="quiet")]
        rows = self.query_one(LineList)
        rows.unmarked = self.marked is None
        rows.show(lines, "" if self.marked is None else f"{self.marked}")

    def drawn(self, row: Line[str]) -> Line[str]:
        """Return an option as it is drawn."""
        return row

    def on_key(self, event: Key) -> None:
        """Jump to the next option that begins with a letter; in what came up by itself it was meant for a text."""
        if event.character and event.character.isalnum() and not (self.weighs and self.put_off):
            self.query_one(LineList).jump(event.character)

    def action_choose(self) -> None:
        """Answer with the option under the cursor; where none is marked, say so, so that no key does nothing."""
        rows = self.query_one(LineList)
        if rows.key:
            self.dismiss(self.options[int(rows.key)][0])
        elif self.options:
            self.query_one("#problem", Static).update(self.desk.words("Nothing is marked yet: ↑↓ first."))


YES = "yes"
NO = "no"


class ConfirmDialog(Dialog[bool]):
    """Answers True or False; the cursor stands on no, so that Enter alone does no harm."""

    weighs = True

    BINDINGS = [Binding("enter", "choose", show=False)]

    def __init__(self, desk: Desk, question: str, yes: str) -> None:
        super().__init__(desk, question)
        self.yes = yes

    def body(self) -> ComposeResult:
        """Draw the two answers."""
        yield LineList()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ move · ↵ choose · Esc cancel")

    def on_mount(self) -> None:
        """Show the two answers."""
        lines = [Line(YES, self.yes), Line(NO, self.desk.words("No, go back"))]
        self.query_one(LineList).show(lines, NO)

    def action_choose(self) -> None:
        """Answer."""
        self.dismiss(self.query_one(LineList).key == YES)


class WhoDialog(ChooseDialog[str]):
    """Answers with an alias; empty for the machine the team shares."""

    def __init__(self, desk: Desk, *, known: bool = True) -> None:
        shared = (SHARED, desk.words("the machine we share"))
        members = [(alias, alias) for alias in desk.store.book().team.aliases]
        super().__init__(desk, desk.words("Who are you?"), [*members, shared], desk.me if known else None)


class MarksDialog(Dialog[tuple[str, ...]]):
    """Answers with the keys that are marked, in the order of the options."""

    BINDINGS = [
        Binding("space", "mark", show=False, priority=True),
        Binding("enter", "done", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, title: str, options: Sequence[tuple[str, str]], marked: Sequence[str]) -> None:
        super().__init__(desk, title)
        self.options = options
        self.marked = set(marked)

    def body(self) -> ComposeResult:
        """Draw the options."""
        yield LineList()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("␣ tick · ↵ done · Esc cancel")

    def on_mount(self) -> None:
        """Show what is marked."""
        self.draw()
        self.set_focus(self.query_one(LineList))

    def draw(self) -> None:
        """Show the options with their marks."""
        rows = (Line(key, text, mark=Mark.DONE if key in self.marked else Mark.LATER) for key, text in self.options)
        self.query_one(LineList).show(tuple(rows))

    def action_mark(self) -> None:
        """Mark an option, or take the mark away."""
        self.marked ^= {self.query_one(LineList).key}
        self.draw()

    def action_done(self) -> None:
        """Answer."""
        self.dismiss(tuple(key for key, _ in self.options if key in self.marked))


KEEP = "keep"
DROP = "drop"
LONGEST_SHOWN = 200
"""Characters of them; the field behind holds them all."""


class HalfWrittenDialog(ChooseDialog[str]):
    """Answers whether they are kept or dropped; None goes on writing."""

    def __init__(self, desk: Desk, text: str) -> None:
        words = desk.words
        shown = shorten(text, LONGEST_SHOWN, placeholder=" …")
        options = [(KEEP, words("Keep it, and go on")), (DROP, words("Drop it, and go on"))]
        super().__init__(desk, words("Not kept yet: «{text}»", text=shown), options)

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ move · ↵ choose · Esc back to writing")


async def ask_half_written(ask: Ask, desk: Desk, text: str) -> str | None:
    """Ask what becomes of a text that was not kept; about none there is nothing to ask."""
    if not text:
        return DROP
    return await ask(HalfWrittenDialog(desk, text))


GO_ON = "go-on"
ANEW = "anew"


class BegunBeforeDialog(ChooseDialog[str]):
    """Answers whether one goes on with that text or begins anew; the two are never joined unasked."""

    def __init__(self, desk: Desk, what: str) -> None:
        words = desk.words
        options = [(GO_ON, words("Go on with it")), (ANEW, words("Begin anew, and drop it"))]
        super().__init__(desk, words("{what}: one was begun before and not saved.", what=what), options)
