"""A hint while writing: judged off the path of the keys, one at a time, and once in a field."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from storage.domain.people import Team
from storage.steering.guard import Kind, identify
from storage.steering.nudges import judge, most_useful
from tui.i18n.words import N_, Words

PAUSE = 1.2
"""Seconds without a key before a text is judged."""
GUARDED = {
    Kind.IDENTITY_NUMBER: N_("An identity number is never needed here. Take it out."),
    Kind.ELEVEN_DIGITS: N_("Is this an identity number? Take it out."),
    Kind.PHONE: N_("Is this a phone number? It is not needed here."),
    Kind.E_MAIL: N_("An e-mail address tells who somebody is. Leave it out."),
    Kind.ADDRESS: N_("Is this an address? It tells who somebody is."),
    Kind.NAME: N_("Is this a name? Write the role instead."),
    Kind.PRIVATE: N_("This is very private. Is it needed here?"),
}


@dataclass(frozen=True)
class Hint:
    """What could be turned, or what could tell who somebody is: the words, a question, perhaps another wording."""

    key: str
    start: int
    signal: str
    question: str
    neutral: str = ""
    asks: bool = True
    """Whether the question is one to write an answer to."""


def hints(words: Words, text: str, team: Team, *, quiet: bool) -> Iterator[Hint]:
    """Yield the hints about a text, the most useful first; `quiet` leaves only the guard, which is never quiet."""
    language = team.language.value
    for seen in identify(text, language=language, members=team.aliases):
        said = text[seen.start : seen.end]
        yield Hint(f"{seen.kind}:{said}", seen.start, said, words(GUARDED[seen.kind]), asks=False)
    if not quiet:
        for found in most_useful(judge(text, language, silenced=frozenset(team.silenced))):
            yield Hint(found.key, found.start, found.signal, found.question, found.neutral)


def hint_line(words: Words, hint: Hint) -> str:
    """Return a hint as it is shown under a field."""
    keys = words("F3 take · F4 hide") if hint.asks else words("F4 hide")
    return f"◦ «{hint.signal}» – {hint.question}  {keys}"


class Nudging:
    """Watches one field at a time and tells `show` the hint to give, or None."""

    def __init__(self, words: Words, show: Callable[[Hint | None], None]) -> None:
        self.words = words
        self.hint: Hint | None = None
        self.quiet = False
        self._show = show
        self._hidden: set[str] = set()
        self._waiting: asyncio.TimerHandle | None = None
        self._judging: asyncio.Task[None] | None = None

    def arrive(self, *, quiet: bool) -> None:
        """Come to another field; `quiet` while people may vent."""
        self.quiet = quiet
        self._hidden.clear()
        self._say(None)

    def typed(self, text: str, team: Team) -> None:
        """Judge a text when the typing pauses."""
        if self._waiting:
            self._waiting.cancel()
        if not text.strip():
            self._say(None)
            return
        self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._begin, text, team)

    def _begin(self, text: str, team: Team) -> None:
        self._judging = asyncio.create_task(self._judge(text, team))

    async def _judge(self, text: str, team: Team) -> None:
        found = await asyncio.to_thread(lambda: tuple(hints(self.words, text, team, quiet=self.quiet)))
        self._say(next((hint for hint in found if hint.key not in self._hidden), None))

    def _say(self, hint: Hint | None) -> None:
        if hint != self.hint:
            self.hint = hint
            self._show(hint)

    def hide(self) -> None:
        """Put the hint away for as long as this field is written in."""
        if self.hint:
            self._hidden.add(self.hint.key)
            self._say(None)

    def taken(self, text: str) -> str:
        """Return the text with the neutral wording in place, or with the question under it, and put the hint away."""
        hint = self.hint
        if hint is None:
            return text
        self.hide()
        end = hint.start + len(hint.signal)
        if hint.neutral and text[hint.start : end] == hint.signal:
            return text[: hint.start] + hint.neutral + text[end:]
        return f"{text.rstrip()}\n→ {hint.question} " if hint.asks else text
