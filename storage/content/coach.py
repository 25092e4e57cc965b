"""The coach: what a meeting's strip is called, what to practise next and how it is said; a school can change it.

Nothing here is about a person: no text has a place for an alias.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from storage import school
from storage.content.forms import COACH, forms
from storage.content.ours import read_as
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.meeting.strip import Strip, StripKey
from storage.domain.people import Language
from storage.domain.text import capitalised
from storage.domain.views.book import Book
from storage.domain.views.strips import strip_of

TEXTS = ("practise", "why", "say")
SAID = ("say", "listen", "last")


class Exercise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item of the strip in words: what it is called, why it matters and how it is said."""

    key: StripKey
    practise: str
    """What there should be, in a few words: its name wherever it stands."""
    why: str
    say: str
    """The sentence to say, to the team."""
    phases: tuple[str, ...] = ()
    """Keys of the phases in which it is said."""
    title: str = ""
    """What a school calls it in the strip, where that is something else."""

    @property
    def line(self) -> str:
        """What its line in the strip is called."""
        return self.title or capitalised(self.practise)


class Whisper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What helps whoever leads in one phase."""

    key: str
    """The phase's."""
    say: str
    listen: str
    """What to do while the others speak."""
    last: str
    """What to say when a minute is left."""


class CoachFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in a coach's file."""

    items: tuple[Exercise, ...] = ()
    """In the order in which they are practised."""
    phases: tuple[Whisper, ...] = ()
    language: Language | None = None


class Coach(msgspec.Struct, frozen=True):
    """What can be said, and the school's own file where it could not be used."""

    items: tuple[Exercise, ...]
    phases: tuple[Whisper, ...]
    broken: tuple[school.BrokenFile, ...] = ()

    def exercise(self, key: StripKey) -> Exercise:
        """Return an item in words."""
        return next(each for each in self.items if each.key is key)

    def whisper(self, phase: str) -> Whisper | None:
        """Return what helps in a phase, by its key; None for one that nothing is said of."""
        return next((each for each in self.phases if each.key == phase), None)

    def to_practise(self, strip: Strip) -> Exercise | None:
        """Return the one thing to practise: the first that could be told and was not so."""
        return next((each for each in self.items if strip.missed(each.key)), None)


def coach(language: Language, folder: Path | None = None) -> Coach:
    """Return the coach in a language; what stands in the team's `forms/coach.nb.toml` comes first, in place of ours."""
    file = school.school_file(folder / school.FORMS, f"{COACH}.{language}.toml") if folder else None
    stamp = school.stamp_of(file) if file else None
    return _laid_over(language, file if stamp else None, stamp)


@lru_cache(maxsize=8)
def _laid_over(language: Language, file: Path | None, _stamp: school.Stamp | None) -> Coach:
    ours = read_as(CoachFile, COACH, language)
    own = school.read_school_file(file, _coach_file) if file else CoachFile()
    if isinstance(own, school.BrokenFile):
        return Coach(ours.items, ours.phases, (own,))
    items, phases = {each.key for each in own.items}, {each.key for each in own.phases}
    return Coach(
        (*own.items, *(each for each in ours.items if each.key not in items)),
        (*own.phases, *(each for each in ours.phases if each.key not in phases)),
    )


def _coach_file(values: dict[str, object]) -> CoachFile:
    school.only_known(values, CoachFile, ())
    for table, shape in (("items", Exercise), ("phases", Whisper)):
        entries = values.get(table)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            school.only_known(entry, shape, (table, number))
    read = school.as_shape(values, CoachFile, choices={"key": StripKey})
    _check("items", read.items, TEXTS)
    _check("phases", read.phases, SAID)
    return read


def _check(table: str, entries: Sequence[Exercise | Whisper], texts: Sequence[str]) -> None:
    """Raise `strip-item-twice`, or `empty-value` where one does not say what it has to."""
    for number, entry in enumerate(entries):
        if any(each.key == entry.key for each in entries[:number]):
            raise school.Wrong("strip-item-twice", (table, number, "key"), item=str(entry.key))
        for key in texts:
            if not getattr(entry, key).strip():
                raise school.Wrong("empty-value", (table, number, key), key=key)


class Advice(msgspec.Struct, frozen=True):
    """What a meeting came to, and the one thing to practise next."""

    strip: Strip
    exercise: Exercise | None = None


def advice_of(meeting: Meeting, book: Book, language: Language, folder: Path | None = None) -> Advice | None:
    """Return what a meeting came to; None where the team has switched it off, or nothing can be told."""
    if not book.team.shows_strip:
        return None
    strip = strip_of(meeting, book, forms(language, folder).form(meeting.form))
    return Advice(strip, coach(language, folder).to_practise(strip)) if strip.of else None


def last_advice(book: Book, language: Language, folder: Path | None = None) -> Advice | None:
    """Return what the last meeting that was held came to, for whoever leads the next."""
    last = next((each for each in book.meetings if each.state is MeetingState.HELD), None)
    return advice_of(last, book, language, folder) if last else None


STEADY, USUAL = 0.85, 0.6
"""Shares of the strip: from the first on a team needs no more than its one exercise; below the second, all of it."""


class Coaching(msgspec.Struct, frozen=True):
    """What the coach says in the next meeting: all of it, only where something was missed, or hardly anything."""

    coach: Coach
    advice: Advice | None = None
    share: float = 0.0
    """How much of the strip was there last time; 0 before the first meeting."""

    def whisper(self, phase: str, *, at_last: bool = False) -> Whisper | None:
        """Return what helps in a phase; the more of the strip is there, the fewer have any but what is said last."""
        if self.share >= STEADY or (self.share >= USUAL and not at_last and phase not in self._missed):
            return None
        return self.coach.whisper(phase)

    def exercise(self, phase: str) -> Exercise | None:
        """Return the one thing to practise, in the phases in which it is said."""
        practised = self.advice.exercise if self.advice else None
        return practised if practised and phase in practised.phases else None

    @property
    def _missed(self) -> set[str]:
        strip = self.advice.strip if self.advice else Strip()
        return {phase for each in self.coach.items if strip.missed(each.key) for phase in each.phases}


def coaching(book: Book, language: Language, folder: Path | None = None) -> Coaching:
    """Return what the coach says in a team's next meeting; nothing where the team has switched it off."""
    advice = last_advice(book, language, folder)
    if not book.team.shows_strip:
        return Coaching(Coach((), ()), share=1.0)
    return Coaching(coach(language, folder), advice, advice.strip.met / advice.strip.of if advice else 0.0)
