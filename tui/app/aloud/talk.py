"""Lines out, lines in: what was written stays where it is, and nothing needs more of a terminal than that."""

import asyncio
import re
from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from threading import Thread
from typing import BinaryIO, TextIO

import click
from textual.notifications import SeverityLevel

from storage.domain.search import folded
from storage.domain.text import cleaned, decoded, typed_number
from tui.app.app import FredstidApp
from tui.cli.layout import laid_out, room
from tui.desk.desk import Desk
from tui.desk.settings import Settings
from tui.i18n.words import Words
from tui.presentation.aloud import SpokenRow, spoken_depths

LEAVES = "."
"""A line that leaves a question without an answer, as Esc does on the screens."""
KEEPS_REST = ".."
"""A line that leaves the rest of a question's fields as they stand."""
HELPS = "?"
"""A line that asks what can be typed."""
AS_IT_IS = "="
"""Stands before a text that would otherwise be a number or a key; alone it is an empty text."""
GOES_ON = "\\"
"""At the end of a line: the text goes on in the next one."""
LOOKS_EVERY = 0.1
"""Seconds between two looks whether what is asked is still asked."""


class Talk:
    """What is said, and what is typed; a script's own lines are repeated, so that the whole reads as it was."""

    def __init__(self, words: Words, out: TextIO, typed: BinaryIO, *, repeats: bool) -> None:
        self.words = words
        self.out = out
        self.repeats = repeats
        self._typed = typed
        self._lines: deque[str | None] = deque()
        self._arrived = asyncio.Event()
        self._in_line = False
        """Whether a prompt stands on the last line."""

    def listen(self) -> None:
        """Begin to read; beside everything else, for nobody types on time."""
        loop = asyncio.get_running_loop()

        def read() -> None:
            for raw in iter(self._typed.readline, b""):
                self._arrive(loop, decoded(raw)[0].rstrip("\r\n"))
            self._arrive(loop, None)

        Thread(target=read, daemon=True).start()

    def _arrive(self, loop: asyncio.AbstractEventLoop, line: str | None) -> None:
        self._lines.append(line)
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._arrived.set)

    def end(self) -> None:
        """Let nobody wait for another line."""
        self._lines.append(None)
        self._arrived.set()

    def say(self, *texts: str) -> None:
        """Say some lines, broken between words on a terminal; what says nothing is left out."""
        lines = [spoken_depths(self.words, line) for text in texts if text for line in cleaned(text).split("\n")]
        if lines:
            self._break()
        for line in lines:
            shown = laid_out(line, room()) if self.out.isatty() else (line,)
            for each in shown:
                click.echo(each, file=self.out)

    def _break(self) -> None:
        if self._in_line:
            click.echo(file=self.out)
            self._in_line = False

    async def asked(
        self, prompt: str, stands: Callable[[], bool] = lambda: True, helps: Callable[[], Iterable[str]] | None = None
    ) -> str | None:
        """Return the next text that is typed, or None once what was asked no longer `stands`; raises `EOFError`.

        What `helps` is said where somebody asks what can be typed, and then it is asked again.
        """
        text = await self._line(prompt, stands)
        while helps and text is not None and text.strip() == HELPS:
            self.say(*helps())
            text = await self._line(prompt, stands)
        while text is not None and text.endswith(GOES_ON):
            more = await self._line("… ", lambda: True)
            text = f"{text.removesuffix(GOES_ON)}\n{more}"
        return text

    async def _line(self, prompt: str, stands: Callable[[], bool]) -> str | None:
        while not self._lines:
            if not stands():
                return None
            if not self._in_line:
                click.echo(prompt, nl=False, file=self.out)
                self.out.flush()
                self._in_line = True
            await self._wait()
        if not self._in_line:
            click.echo(prompt, nl=False, file=self.out)
        line = self._lines.popleft()
        self._in_line = False
        if line is None:
            self._lines.append(None)
            click.echo(file=self.out)
            raise EOFError
        if self.repeats:
            click.echo(line, file=self.out)
        return line

    async def _wait(self) -> None:
        self._arrived.clear()
        if self._lines:
            return
        try:
            await asyncio.wait_for(self._arrived.wait(), LOOKS_EVERY)
        except TimeoutError:
            return


class AloudApp(FredstidApp):
    """The screens of a meeting, where nobody sees them."""

    FIRST_MODE = "meeting"

    def __init__(self, desk: Desk, settings: Settings, talk: Talk) -> None:
        super().__init__(desk, settings)
        self.talk = talk

    @property
    def is_tried(self) -> bool:
        """Nobody sees the screens, and all the same this is no test."""
        return False

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say what would be shown for a while."""
        del title, severity, timeout, markup
        self.talk.say(message)

    def let_go(self) -> None:
        """Wait for no other line either."""
        super().let_go()
        self.talk.end()


NUMBERED = re.compile(r"(\d+)(?:\s+(?=\S)|$)")
"""An option that has a number of its own already."""
UNNUMBERED = ("0", "-")
"""What chooses the one option that has none where all others do: the first that none of them bears."""


def numbered(texts: Sequence[str]) -> dict[str, str]:
    """Return texts by the number that chooses them: their own where all but one have one, else the place."""
    own = [NUMBERED.match(text) for text in texts]
    taken = {match[1] for match in own if match}
    if len(texts) - 1 <= len(taken) and taken:
        free = next(each for each in UNNUMBERED if each not in taken)
        pairs = zip(own, texts, strict=True)
        return dict((match[1], text[match.end() :]) if match else (free, text) for match, text in pairs)
    return {f"{place}": text for place, text in enumerate(texts, 1)}


def place_of(typed: str, options: dict[str, str]) -> int | None:
    """Return which option is meant: by its number, or by two letters or more that no other one begins with.

    One letter alone is a key of the screens that came too late, and must not answer whether a pupil is safe.
    """
    meant = folded(typed.strip())
    for place, (number, text) in enumerate(options.items()):
        if meant and meant in {number, folded(text)}:
            return place
    begun = [place for place, text in enumerate(options.values()) if folded(text).startswith(meant)]
    return begun[0] if len(begun) == 1 and len(meant) > 1 and not meant.isdecimal() else None


def literal(typed: str) -> str:
    """Return a text without the sign that says it is meant as it is."""
    return typed[len(AS_IT_IS) :].strip() if typed.startswith(AS_IT_IS) else typed.strip()


def is_key_alone(typed: str) -> bool:
    """Tell whether a line is one letter: a key of the screens, and no text."""
    return len(typed.strip()) == 1 and typed.strip().isalpha()


def option_lines(options: dict[str, str]) -> Iterator[str]:
    """Yield options with the numbers that choose them."""
    for number, text in options.items():
        yield f"{number}. {text}" if text else number


class NumberedRows:
    """Rows that are said, and by which numbers they are chosen: each keeps its own as long as one is there."""

    def __init__(self, talk: Talk) -> None:
        self.where: object = None
        """What was said last whole: a phase, or what is proposed; None to say it again."""
        self.now: dict[int, SpokenRow] = {}
        """What can be chosen now."""
        self._talk = talk
        self._numbers: dict[Hashable, int] = {}
        self._numbered_at: object = None
        self._said = frozenset[SpokenRow]()

    def say(self, where: object, rows: Sequence[SpokenRow], choosable: Collection[Hashable]) -> None:
        """Say rows, those that can be chosen with their numbers; where they were said before, only what is new."""
        if where != self._numbered_at:
            self._numbered_at, self._numbers = where, {}
        chosen = [each for each in rows if each.key and each.key in choosable]
        for each in chosen:
            self._numbers.setdefault(each.key, len(self._numbers) + 1)
        self.now = {self._numbers[each.key]: each for each in chosen}
        number = {each: f"{number}. " for number, each in self.now.items()}
        fresh = [each for each in rows if where != self.where or each not in self._said]
        self.where, self._said = where, frozenset(rows)
        self._talk.say(*(f"{number.get(each, '')}{each.text}" for each in fresh))

    def say_again(self, row: SpokenRow) -> None:
        """Let a row be new once more."""
        self._said -= {row}

    def chosen(self, text: str) -> SpokenRow | None:
        """Return the row whose number was typed."""
        return self.now.get(typed_number(text) or 0)

    def named(self, text: str) -> SpokenRow | None:
        """Return the one row that begins with what was typed."""
        rows = list(self.now.values())
        place = place_of(text, numbered([each.text for each in rows]))
        return None if place is None or len(text.strip()) == 1 else rows[place]
