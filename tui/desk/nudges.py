"""What is said to somebody who writes: one question that may turn it, and what could tell who a person is."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

from storage.content.turning import turning_questions
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.meeting.form import Family
from storage.domain.people import Language, Team
from storage.domain.record import Record
from storage.domain.text import checked_text, eleven_digits
from storage.domain.views.book import Book, newly_spoken, told
from storage.school import LEXICON, Stamp, school_files, stamp_of
from storage.steering.gate import rung
from storage.steering.gate_texts import gate_file
from storage.steering.guard import Identity, Severity, TraceKind, identify
from storage.steering.lexicon import NO_NAME, PROMISE, WAY, Category, Lexicon, no_names, school_lexicon, silences
from storage.steering.names import KEY_BYTES, NameList, class_list
from storage.steering.nudges import SENSED, Ear, judge, judge_promise, most_useful, ranked
from storage.store import Change
from tui.desk.desk import Desk
from tui.i18n.words import N_, Words

GUARDED = {
    TraceKind.IDENTITY_NUMBER: N_("An identity number is never kept here. Take it out."),
    TraceKind.ELEVEN_DIGITS: N_("Is this an identity number? Take it out."),
    TraceKind.PHONE: N_("Is this a phone number? It is not needed here."),
    TraceKind.E_MAIL: N_("An e-mail address tells who somebody is. Leave it out."),
    TraceKind.ADDRESS: N_("Is this an address? It tells who somebody is."),
    TraceKind.BIRTH_DATE: N_("A birth date tells who somebody is. Write the age or the year instead."),
    TraceKind.NAME: N_("Is this a name? Write the role instead."),
    TraceKind.PRIVATE: N_("This is very private. Is it needed here?"),
}
LISTED = N_("This name is on the class list. Write the role instead.")


class Tone(StrEnum):
    """How something is said."""

    TURN = "turn"
    """A question that may turn the text."""
    CARE = "care"
    """To somebody who is worn out: acknowledgement, and the leader's support."""
    MAYBE = "maybe"
    """A quiet mark where a question may turn the text; the question itself waits."""
    GUARD = "guard"
    """A warning that something could tell who a person is."""
    MARK = "mark"
    """A quiet mark at what may be a name, once for each word."""


@dataclass(frozen=True)
class Hint:
    """What is said about some words: a question, perhaps another wording for them."""

    key: str
    start: int
    signal: str
    question: str
    neutral: str = ""
    tone: Tone = Tone.TURN
    way: str = ""
    """The way of speaking that is silenced with it; empty where its words alone are."""

    @property
    def asks(self) -> bool:
        """Whether the question is one to write an answer to."""
        return self.tone in {Tone.TURN, Tone.CARE}

    @property
    def silenced(self) -> str:
        """What the team keeps when it does not want to hear this again; empty where it cannot be silenced."""
        if self.tone is Tone.MARK:
            return NO_NAME + self.signal
        if self.way:
            return WAY + self.way
        return "" if self.tone is Tone.GUARD else self.signal


def hints(words: Words, text: str, team: Team, folder: Path, *, quiet: bool, promises: bool = False) -> Iterator[Hint]:
    """Yield the hints about a text, the most useful first; `quiet` leaves only the guard, which is never quiet.

    Of what `promises` something an act is asked for that one could see. Where the safety gate is sure or in doubt no
    question turns the text: it could only speak for whoever did it.
    """
    language = team.language
    for seen in identities(text, team):
        yield _guarded(words, text, seen)
    if not quiet and not rung((text,), language.value):
        heard = judge_promise if promises else judge
        for found in most_useful(heard(text, language.value, lexicon=lexicon_of(language, folder))):
            way = found.category.value if found.key == PROMISE or found.ear is Ear.SENSE else ""
            if not silences(team.silenced, found.signal, way):
                tone = Tone.CARE if found.category is Category.DESPAIR else Tone.TURN if found.loud else Tone.MAYBE
                yield Hint(found.key, found.start, found.signal, found.question, found.neutral, tone, way)


def identities(text: str, team: Team) -> tuple[Identity, ...]:
    """Return what in a text could tell this team who somebody is."""
    return identify(
        text,
        language=team.language.value,
        members=team.aliases,
        known_words=no_names(team.silenced),
        names=class_list(team),
    )


def _guarded(words: Words, text: str, seen: Identity) -> Hint:
    said = text[seen.start : seen.end]
    listed = seen.kind is TraceKind.NAME and seen.severity is Severity.WARN
    tone = Tone.MARK if seen.severity is Severity.MARK else Tone.GUARD
    return Hint(f"{seen.kind}:{said}", seen.start, said, words(LISTED if listed else GUARDED[seen.kind]), tone=tone)


def with_class_list(team: Team, pasted: str) -> Team:
    """Return the team that is warned about the words of a pasted list too."""
    key = team.names_key or token_hex(KEY_BYTES)
    marks = NameList(key, frozenset(team.names)).adding(pasted).marks
    return team.but(names_key=key, names=tuple(sorted(marks))) if marks else team


def checked(text: str) -> str:
    """Return a text that may be kept; raises `long-text` or `identity-number`."""
    if any(eleven.checks for eleven in eleven_digits(text)):
        raise Refused("identity-number")
    return checked_text(text)


def lexicon_of(language: Language, folder: Path) -> Lexicon:
    """Return the words the steering listens for: ours, with the school's own laid over them."""
    own = folder / LEXICON
    return _laid_over(language.value, own, tuple(map(stamp_of, school_files(own))))


@lru_cache(maxsize=8)
def _laid_over(language: str, folder: Path, _stamps: tuple[Stamp | None, ...]) -> Lexicon:
    return school_lexicon(language, folder)


def hint_line(words: Words, hint: Hint, *, keys: bool = True) -> str:
    """Return a hint as it is shown under a field."""
    if hint.tone is Tone.MAYBE:
        return words("◦ F3 turns this · F4 hide · Ctrl+T never again")
    said = f"♡ {hint.question}" if hint.tone is Tone.CARE else f"◦ {words.quoted(hint.signal)} – {hint.question}"
    return f"{said}  {hint_keys(words, hint)}" if keys else said


def hint_keys(words: Words, hint: Hint) -> str:
    """Return the keys that answer a hint."""
    if hint.tone is Tone.GUARD:
        return words("F4 hide")
    if hint.tone is Tone.MARK:
        return words("F4 hide · Ctrl+T no name")
    if hint.neutral:
        return words("F3 «{wording}» · F4 hide · Ctrl+T never again", wording=hint.neutral)
    return words("F3 take · F4 hide · Ctrl+T never again")


PAUSE = 1.2
"""Seconds without a key before a text is judged."""


class Nudging:
    """Watches one field and tells `show` the hint to give, or None."""

    def __init__(
        self, desk: Desk, show: Callable[[Hint | None], None], *, quiet: bool = False, promises: bool = False
    ) -> None:
        self.desk = desk
        self.hint: Hint | None = None
        self.quiet = quiet
        """Whether people may vent here: then only the guard speaks."""
        self.promises = promises
        """Whether what is written here is done by somebody later."""
        self._show = show
        self._text = ""
        self._asked = ""
        """The question this field has had; only what words point at takes the place of what all of it sounded like."""
        self._hidden: set[str] = set()
        self._before: tuple[str, str] | None = None
        """A text as a hint left it, and as it was."""
        self._waiting: asyncio.TimerHandle | None = None
        self._judging: asyncio.Task[None] | None = None

    def arrive(self, *, quiet: bool, promises: bool = False) -> None:
        """Come to another field; `quiet` while people may vent, `promises` where it says what will be done."""
        self.stop()
        self.quiet, self.promises = quiet, promises
        self.begin_anew()
        self._say(None)

    def begin_anew(self) -> None:
        """Begin another text in the same field: it has a question of its own."""
        self._text, self._asked, self._before = "", "", None
        self._hidden.clear()
        self.desk.attention.fresh_field()

    def typed(self, text: str) -> None:
        """Judge a text when the typing pauses."""
        if text == self._text:
            return
        self.stop()
        self._text = text
        if not text.strip():
            self._say(None)
            return
        self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._begin)

    def left(self, text: str | None = None) -> None:
        """Judge at once what was typed or given: only when a field is left, a promise can have its act."""
        self._text = self._text if text is None else text
        if self._waiting or (self.promises and self._text.strip()):
            self.stop()
            self._begin(whole=True)

    def stop(self) -> None:
        """Judge nothing that waits."""
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _begin(self, *, whole: bool = False) -> None:
        self._waiting = None
        self._judging = asyncio.get_running_loop().create_task(self._judge(self._text, whole=whole))

    async def _judge(self, text: str, *, whole: bool) -> None:
        found = await asyncio.to_thread(self.found, text, promises=whole and self.promises)
        if text == self._text:
            self._say(next(filter(self._may_say, found), None))

    def found(self, text: str, *, promises: bool = False) -> tuple[Hint, ...]:
        """Return every hint about a text, the most useful first."""
        team, folder = self.desk.store.book().team, self.desk.place.own_files
        return tuple(hints(self.desk.words, text, team, folder, quiet=self.quiet, promises=promises))

    def _may_say(self, hint: Hint) -> bool:
        if hint.key in self._hidden or self.desk.attention.is_put_away(hint.key):
            return False
        pointed_at = self._asked.startswith(SENSED) and not hint.way
        return not hint.asks or pointed_at or self._asked in {"", hint.key}

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
        hint, apart = self.hint, "\n" if lines else " "
        after, before = self._before or ("", "")
        self.hide()
        if after == text and (hint is None or _with(hint, before, apart) == after):
            return before  # the same question, heard in what is there already, is no other one
        if hint is None:
            return text
        self._before = (_with(hint, text, apart), text)
        return self._before[0]


def _with(hint: Hint, text: str, apart: str) -> str:
    """Return a text with what may turn it behind it: put into its middle, another wording would break its sentence."""
    offered = hint.neutral or ("" if hint.tone in {Tone.GUARD, Tone.MARK} else hint.question)
    return f"{text.rstrip()}{apart}→ {offered} ".lstrip() if offered else text


def unsaid(desk: Desk, changes: Sequence[Change], *, quiet: bool) -> Hint | None:
    """Return the most useful hint about what was kept that was not shown while it was written.

    A text that has had its question is asked no second one, and nothing is turned in a save that the gate rings for.
    """
    seen = desk.attention
    fresh = (text for change in changes for text in newly_spoken(change.before, change.after))
    at_peace = quiet or rung(fresh, desk.store.book().team.language.value)
    found = (hint for change in changes for hint in _of(desk, change, quiet=at_peace))
    loud = (hint for hint in found if hint.tone is not Tone.MAYBE)
    return next((hint for hint in loud if not seen.was_shown(hint.key) and not (hint.asks and seen.has_asked)), None)


def _of(desk: Desk, change: Change, *, quiet: bool) -> Iterator[Hint]:
    book = desk.store.book()
    fresh = newly_spoken(change.before, change.after)
    at_peace = quiet or is_first_told(change) or _wants_peace(book, change.after, fresh)
    promised = {each.text for each in told(change.after) if each.promises}
    for text in fresh:
        asked = text in promised
        yield from hints(desk.words, text, book.team, desk.place.own_files, quiet=at_peace, promises=asked)


def is_first_told(change: Change) -> bool:
    """Tell whether it is the first description of a case."""
    return isinstance(change.after, Case) and not (isinstance(change.before, Case) and change.before.entries)


def _wants_peace(book: Book, record: Record | None, fresh: Collection[str]) -> bool:
    cases = (book.find_case(each.case) for each in told(record) if each.text in fresh)
    return any(case.wants_peace for case in cases if case)


class Turning:
    """Remembers which questions this screen has put, oldest first."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def questions(
        self, language: Language, families: Sequence[Family], text: str, *, at_school_only: bool = False
    ) -> list[str]:
        """Return all questions, those that fit the phase and the text first; the first one now counts as seen.

        `at_school_only` leaves those that are sure not to lead to the home. Where the safety gate is sure or in doubt
        in the text, nothing is turned: then what the pupil says is the only question.
        """
        if rung((text,), language.value):
            return [gate_file(language.value).pupil_heard]
        every = turning_questions(language)
        asked = [each for each in every if each.at_school or not at_school_only]
        ordered = ranked(asked, families, text, self.seen, language)
        first = ordered[0].key
        self.seen = [*(key for key in self.seen if key != first), first]
        return [question.text for question in ordered]
