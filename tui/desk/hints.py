"""What is said to somebody who writes: what could tell who a person is, and one question that may turn a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from storage.domain.people import Language, Team
from storage.school.folders import LEXICON, Stamp, school_files, stamp_of
from storage.steering.gate import rung
from storage.steering.guard import Identity, Severity, TraceKind, identify
from storage.steering.lexicon import Lexicon, school_lexicon
from storage.steering.names import NameList
from storage.steering.nudges import judge, most_useful
from storage.steering.signals import Category
from storage.steering.silence import NO_NAME, no_names, silences
from tui.i18n.words import N_, Words

GUARDED = {
    TraceKind.IDENTITY_NUMBER: N_("An identity number is never kept here. Take it out."),
    TraceKind.ELEVEN_DIGITS: N_("Is this an identity number? Take it out."),
    TraceKind.PHONE: N_("Is this a phone number? It is not needed here."),
    TraceKind.E_MAIL: N_("An e-mail address tells who somebody is. Leave it out."),
    TraceKind.ADDRESS: N_("Is this an address? It tells who somebody is."),
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

    @property
    def asks(self) -> bool:
        """Whether the question is one to write an answer to."""
        return self.tone in {Tone.TURN, Tone.CARE}

    @property
    def silenced(self) -> str:
        """What the team keeps when it does not want to hear this again; empty where it cannot be silenced."""
        if self.tone is Tone.MARK:
            return NO_NAME + self.signal
        return self.signal if self.asks else ""


def hints(words: Words, text: str, team: Team, folder: Path, *, quiet: bool) -> Iterator[Hint]:
    """Yield the hints about a text, the most useful first; `quiet` leaves only the guard, which is never quiet.

    Where the safety gate is sure or in doubt no question turns the text: it could only speak for whoever did it.
    """
    language = team.language
    for seen in identify(
        text,
        language=language.value,
        members=team.aliases,
        known_words=no_names(team.silenced),
        names=class_list(team),
    ):
        yield _guarded(words, text, seen)
    if not quiet and not rung((text,), language.value):
        for found in most_useful(judge(text, language.value, lexicon=lexicon_of(language, folder))):
            if not silences(team.silenced, found.signal):
                tone = Tone.CARE if found.category is Category.DESPAIR else Tone.TURN
                yield Hint(found.key, found.start, found.signal, found.question, found.neutral, tone)


def _guarded(words: Words, text: str, seen: Identity) -> Hint:
    said = text[seen.start : seen.end]
    listed = seen.kind is TraceKind.NAME and seen.severity is Severity.WARN
    tone = Tone.MARK if seen.severity is Severity.MARK else Tone.GUARD
    return Hint(f"{seen.kind}:{said}", seen.start, said, words(LISTED if listed else GUARDED[seen.kind]), tone=tone)


def class_list(team: Team) -> NameList | None:
    """Return the team's class list, if it has one."""
    return NameList(team.names_key, frozenset(team.names)) if team.names_key else None


def lexicon_of(language: Language, folder: Path) -> Lexicon:
    """Return the words the steering listens for: ours, with the school's own laid over them."""
    own = folder / LEXICON
    return _laid_over(language.value, own, tuple(map(stamp_of, school_files(own))))


@lru_cache(maxsize=8)
def _laid_over(language: str, folder: Path, _stamps: tuple[Stamp | None, ...]) -> Lexicon:
    return school_lexicon(language, folder)


def hint_line(words: Words, hint: Hint, *, keys: bool = True) -> str:
    """Return a hint as it is shown under a field."""
    said = f"♡ {hint.question}" if hint.tone is Tone.CARE else f"◦ «{hint.signal}» – {hint.question}"
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
