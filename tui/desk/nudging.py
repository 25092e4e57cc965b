"""One field's hint: judged off the path of the keys, after a pause or on leaving, and one question a field."""

import asyncio
from collections.abc import Callable

from tui.desk.desk import Desk
from tui.desk.hints import Hint, Tone, hints

PAUSE = 1.2
"""Seconds without a key before a text is judged."""


class Nudging:
    """Watches one field and tells `show` the hint to give, or None."""

    def __init__(self, desk: Desk, show: Callable[[Hint | None], None], *, quiet: bool = False) -> None:
        self.desk = desk
        self.hint: Hint | None = None
        self.quiet = quiet
        """Whether people may vent here: then only the guard speaks."""
        self._show = show
        self._text = ""
        self._asked = ""
        """The question this field has had; there is no second one."""
        self._hidden: set[str] = set()
        self._before: tuple[str, str] | None = None
        """A text as a hint left it, and as it was."""
        self._waiting: asyncio.TimerHandle | None = None
        self._judging: asyncio.Task[None] | None = None

    def arrive(self, *, quiet: bool) -> None:
        """Come to another field; `quiet` while people may vent."""
        self.stop()
        self.quiet = quiet
        self.begin_anew()
        self._say(None)

    def begin_anew(self) -> None:
        """Begin another text in the same field: it has a question of its own."""
        self._asked, self._before = "", None
        self._hidden.clear()
        self.desk.attention.fresh_field()

    def typed(self, text: str) -> None:
        """Judge a text when the typing pauses."""
        self.stop()
        self._text = text
        if not text.strip():
            self._say(None)
            return
        self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._begin)

    def left(self) -> None:
        """Judge at once what was typed last: the field was left."""
        if self._waiting:
            self.stop()
            self._begin()

    def stop(self) -> None:
        """Judge nothing that waits."""
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _begin(self) -> None:
        self._waiting = None
        self._judging = asyncio.get_running_loop().create_task(self._judge(self._text))

    async def _judge(self, text: str) -> None:
        found = await asyncio.to_thread(self.found, text)
        if text == self._text:
            self._say(next(filter(self._may_say, found), None))

    def found(self, text: str) -> tuple[Hint, ...]:
        """Return every hint about a text, the most useful first."""
        store = self.desk.store
        return tuple(hints(self.desk.words, text, store.book().team, store.folder, quiet=self.quiet))

    def _may_say(self, hint: Hint) -> bool:
        if hint.key in self._hidden or self.desk.attention.is_put_away(hint.key):
            return False
        return not hint.asks or self._asked in {"", hint.key}

    def give(self, hint: Hint) -> None:
        """Show a hint about what was kept from this field a moment ago; the next text has its own question."""
        self.hint = hint
        self._show(hint)

    def _say(self, hint: Hint | None) -> None:
        if hint == self.hint:
            return
        self.hint = hint
        if hint:
            self.desk.attention.show(hint.key, asks=hint.asks)
            self._asked = hint.key if hint.asks else self._asked
        self._show(hint)

    def hide(self) -> None:
        """Put the hint away for as long as this field is written in."""
        if self.hint:
            self._hidden.add(self.hint.key)
            if self.hint.tone is Tone.MARK:
                self.desk.attention.put_away(self.hint.key)
            self._say(None)

    def taken(self, text: str, *, lines: bool = True) -> str:
        """Return the text with the neutral wording or the question after it; and back again.

        It comes on a line of its own where the field has `lines`.
        """
        hint = self.hint
        if hint is None:
            return self._before[1] if self._before and self._before[0] == text else text
        self.hide()
        after = _with(hint, text, "\n" if lines else " ")
        self._before = (after, text)
        return after


def _with(hint: Hint, text: str, apart: str) -> str:
    """Return a text with what may turn it behind it: put into its middle, another wording would break its sentence."""
    offered = hint.neutral or (hint.question if hint.asks else "")
    return f"{text.rstrip()}{apart}→ {offered} ".lstrip() if offered else text
