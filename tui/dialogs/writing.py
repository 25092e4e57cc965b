"""A question one writes an answer to: nudges while writing, and nothing kept that tells who somebody is."""

import asyncio
from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.events import DescendantBlur
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Input, TextArea

from storage.domain.errors import Refused
from storage.domain.people import with_silenced
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.desk.nudges import Hint, Nudging
from tui.dialogs.choose import ANEW, BegunBeforeDialog
from tui.dialogs.dialog import Answer, Dialog
from tui.i18n.labels import WAYS
from tui.i18n.words import Words
from tui.widgets.clicks import KeyFoot
from tui.widgets.composer import Composer
from tui.widgets.nudge_line import NudgeLine


async def silence(app: App[object], desk: Desk, hint: Hint) -> None:
    """Silence a hint's word or way of speaking for the whole team, and say where it is lifted again."""
    try:
        team = desk.store.book().team
        change = Change(team, with_silenced(team, hint.silenced))
        await asyncio.to_thread(keep, desk, change)
    except Refused as refusal:
        app.notify(desk.says(refusal), severity="warning", markup=False)
        return
    app.notify(_no_more(desk.words, hint), markup=False, timeout=4)


def _no_more(words: Words, hint: Hint) -> str:
    if hint.way:
        way = words(WAYS[hint.way])
        return words("Not asked about any more: {way}. Press u to undo, or , to see such words.", way=way)
    return words("«{word}» is not asked about any more. Press u to undo, or , to see such words.", word=hint.signal)


class WritingDialog(Dialog[Answer]):
    """Looks at every field but those in `UNREAD`."""

    WHERE = "writing"
    is_written_in = True
    UNREAD: ClassVar[frozenset[str]] = frozenset()
    """Fields that are no text, such as dates."""
    PROMISES: ClassVar[frozenset[str]] = frozenset()
    """Fields that say what will be done, of which an act is asked for that one could see."""
    IS_KEPT: ClassVar[bool] = True
    """Whether the answer goes into the team's folder, so that nobody is to type it where nothing can be saved."""

    line = query_one(NudgeLine)

    def __init__(self, desk: Desk, title: str, *, quiet: bool = False, reminds: str | None = None) -> None:
        super().__init__(desk, title)
        self.quiet = quiet
        """Whether people may vent here: then only the guard speaks."""
        self.reminds = desk.words("Write so that the parents could read it.") if reminds is None else reminds
        """What stands where hints come while there is none; empty where it is not about a case."""
        self.nudgings: dict[str, Nudging] = {}
        self.speaking = ""
        """The field whose hint is shown."""
        self.is_new = False
        """Whether something new is written here: what was begun before is another text, and is asked about."""
        desk.attention.fresh_field()

    def foot(self) -> ComposeResult:
        """Draw the hint above the keys, where it is seen however long the form is."""
        with Vertical(id="foot"):
            yield NudgeLine(self.reminds, id="hint")
            yield KeyFoot(self.keys())

    def found_begun(self) -> None:
        """Say that what stands here was begun before; where something new is meant, ask which of the two it is."""
        if self.is_new:
            self.ask_which()
        else:
            self.reminds = self.desk.words("Begun before and not saved: go on with it here.")
            self.line.show(self.desk.words, None, self.reminds)

    @work
    async def ask_which(self) -> None:
        """Go on with what was begun before, begin anew, or leave it waiting."""
        chosen = await self.app.push_screen_wait(BegunBeforeDialog(self.desk, self.heading))
        if chosen is None:
            self.leave()
        elif chosen == ANEW:
            self.begin_anew()

    def begin_anew(self) -> None:
        """Take out what was begun before, and drop its drafts."""

    @property
    def has_begun(self) -> bool:
        """Whether something stands here that is kept as a draft and nowhere else."""
        return False

    def leave(self) -> None:
        """Leave without an answer, and say what becomes of what was typed."""
        if self.has_begun:
            self.app.clear_notifications()
            self.app.notify(self.desk.words("Not saved. It waits where you began it."), markup=False, timeout=4)
        self.dismiss(None)

    def action_dismiss_none(self) -> None:
        """Leave without an answer."""
        self.leave()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Look at what is typed when the typing pauses."""
        event.stop()
        self.look_at(event.text_area, event.text_area.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look at what is typed when the typing pauses."""
        self.look_at(event.input, event.value)

    def look_at(self, control: Widget, text: str) -> None:
        """Look at a field's text when the typing pauses."""
        name = control.id or ""
        if name not in self.UNREAD and control.has_focus:
            self.nudging(name).typed(text)

    def nudging(self, name: str) -> Nudging:
        """Return what watches a field."""
        if name not in self.nudgings:
            promises = name in self.PROMISES
            self.nudgings[name] = Nudging(
                self.desk, lambda hint: self.show_hint(name, hint), quiet=self.quiet, promises=promises
            )
        return self.nudgings[name]

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Look at once at a field that was left."""
        if event.widget.id in self.nudgings or not event.widget.id:
            self.nudging(event.widget.id or "").left()

    def on_unmount(self) -> None:
        """Judge nothing that waits."""
        for nudging in self.nudgings.values():
            nudging.stop()

    def show_hint(self, name: str, hint: Hint | None) -> None:
        """Show a field's hint, or another field's when it has none, or the reminder."""
        if not self.is_attached:
            return
        self.speaking = name if hint else next(self._speaking(), "")
        self.line.show(self.desk.words, self.shown_hint, self.reminds)

    def _speaking(self) -> Iterator[str]:
        return (name for name, nudging in self.nudgings.items() if nudging.hint)

    @property
    def shown_hint(self) -> Hint | None:
        """The hint that is shown."""
        return self.nudging(self.speaking).hint if self.speaking in self.nudgings else None

    def action_take_hint(self) -> None:
        """Take the question, or the neutral wording, into the text; without a hint, take that back."""
        focused = self.focused.id or "" if self.focused else ""
        name = self.speaking if self.shown_hint else focused
        if name in self.nudgings:
            control = self.control(name)
            after = self.nudging(name).taken(self.text_of(name), lines=isinstance(control, Composer))
            self.write(name, after)
            self.set_focus(control)

    def action_hide_hint(self) -> None:
        """Put the hint away."""
        if self.shown_hint:
            self.nudging(self.speaking).hide()

    def action_silence_hint(self) -> None:
        """Do not ask the team about this word again."""
        hint = self.shown_hint
        if hint and hint.silenced:
            self.action_hide_hint()
            self.app.run_worker(silence(self.app, self.desk, hint))

    def control(self, name: str) -> Widget:
        """Return a text field."""
        return self.query_one(f"#{name}", Widget) if name else self.query_one(Composer)

    def text_of(self, name: str) -> str:
        """Return what a text field holds."""
        control = self.control(name)
        return control.text if isinstance(control, Composer) else self.query_one(f"#{name}", Input).value

    def write(self, name: str, text: str) -> None:
        """Fill a text field."""
        control = self.control(name)
        if isinstance(control, Composer):
            control.write(text)
        elif isinstance(control, Input):
            control.value = text
            control.cursor_position = len(text)
