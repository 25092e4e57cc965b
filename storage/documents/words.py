"""The words of printed pages: data in each language, read here and handed to whatever makes a page."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from storage.content.law import legal_notes
from storage.content.names import Names, names, themes
from storage.documents.wording import PageWords
from storage.domain.people import Language

FOLDER = Path(__file__).parent / "labels"


def as_it_is(moment: datetime) -> datetime:
    """Return a moment in the zone it has."""
    return moment


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """A language's words, what choices, themes and laws are called in it, and how its people write days."""

    words: PageWords
    names: Names
    themes: Mapping[str, str]
    law: Mapping[str, str]
    """The references of the legal notes by key."""
    day: Callable[[date], str] = date.isoformat
    local: Callable[[datetime], datetime] = as_it_is
    """A moment on the clock of those who read."""
    point: str = "."
    """What stands before the tenths of a number."""

    def number(self, value: float) -> str:
        """Return a number as these people write it."""
        return f"{value:g}".replace(".", self.point)

    def day_of(self, moment: datetime) -> str:
        """Return the reader's day of a moment."""
        return self.day(self.local(moment).date())

    def clock(self, moment: datetime) -> str:
        """Return the reader's time of day of a moment."""
        return format(self.local(moment), "%H:%M")


@lru_cache
def words(language: Language) -> PageWords:
    """Return a language's words."""
    values = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    return msgspec.convert(values, PageWords)


def labels(
    language: Language,
    day: Callable[[date], str] = date.isoformat,
    local: Callable[[datetime], datetime] = as_it_is,
    folder: Path | None = None,
) -> Labels:
    """Return what a page is worded with; `day` writes a day, `local` turns a moment to the reader's clock.

    What a law is called is corrected by the team's `folder`.
    """
    return Labels(
        words=words(language),
        names=names(language),
        themes=themes(language),
        law={key: note.reference for key, note in legal_notes(language, folder).items()},
        day=day,
        local=local,
        point="." if language is Language.EN else ",",
    )
