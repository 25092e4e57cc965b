"""One language's words: translation, plurals and days, handed to whoever shows text."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date, datetime
from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import Self

import msgspec

from storage.domain.calendar import local_day, local_moment
from storage.domain.people import Language
from storage.domain.text import filled, spelled

NORWEGIAN_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
NORWEGIAN_SHORT_MONTHS = (
    "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.",
)  # fmt: skip


class Calendar(msgspec.Struct, frozen=True):
    """The names of months, January first, and of weekdays, Monday first; in full and shortened."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]


CALENDARS: Mapping[Language, Calendar] = {
    Language.NB: Calendar(
        NORWEGIAN_MONTHS,
        NORWEGIAN_SHORT_MONTHS,
        ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
        ("man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn."),
    ),
    Language.NN: Calendar(
        NORWEGIAN_MONTHS,
        NORWEGIAN_SHORT_MONTHS,
        ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
        ("må.", "ty.", "on.", "to.", "fr.", "la.", "sø."),
    ),
    Language.EN: Calendar(
        ("January", "February", "March", "April", "May", "June",
         "July", "August", "September", "October", "November", "December"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ),
}  # fmt: skip
FIELD = re.compile(r"EEEE|EEE|L{4,5}|M{3,4}|M|d|y+")


def written_day(language: Language, day: date, style: str) -> str:
    """Return a day in a CLDR style of the fields EEEE, EEE, d, MMMM, MMM, M, LLLL, LLLLL and y."""
    names, month, weekday = CALENDARS[language], day.month - 1, day.weekday()
    values = {
        "EEEE": names.weekdays[weekday],
        "EEE": names.short_weekdays[weekday],
        "LLLLL": names.months[month][0].upper(),
        "LLLL": names.months[month],
        "MMMM": names.months[month],
        "MMM": names.short_months[month],
        "M": str(day.month),
        "d": str(day.day),
    }
    return FIELD.sub(lambda field: values.get(field[0], str(day.year)), style)


LOCALE = Path(__file__).with_name("locale")
NAMES = frozenset({"command", "export", "file", "files", "folder", "path", "place", "there"})
"""The parameters that hold files' names, wherever they are said."""
HALF_A_YEAR = 182
"""Days within which no other such day lies nearer."""


ENGLISH_QUOTES = str.maketrans("«»", "“”")
"""Texts are written with one pair of quotation marks, and shown in English with its own."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for the catalogues; it is translated where it is shown."""
    return text


def sentences(table: str) -> Mapping[str, str]:
    """Return what is said by a code, such as each `reason` something fails; translated where it is shown."""
    return _tables()[table]


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "sentences.toml").read_text("utf-8"))


def _with_names_spelled(params: dict[str, object]) -> dict[str, object]:
    """Return parameters, those that hold files' names as they can stand in a line."""
    if NAMES.isdisjoint(params):
        return params
    return {name: spelled(str(value)) if name in NAMES else value for name, value in params.items()}


class _Catalogue:
    """A language's texts, sorted in a file as gettext has them: each is looked up there, and no other is read.

    To read all of them takes a tenth of a whole command.
    """

    def __init__(self, file: Path) -> None:
        self._held = file.read_bytes()
        self._count, self._texts, self._said = unpack_from("<3I", self._held, 8)
        self._looked_up: dict[str, list[str]] = {}

    def forms_of(self, text: str) -> list[str]:
        """Return what is said for a text, or for one and for others; nothing where the file does not know it."""
        if text not in self._looked_up:
            sought = text.encode()
            place = bisect_left(range(self._count), sought, key=self._key)
            known = place < self._count and self._key(place) == sought
            self._looked_up[text] = self._at(self._said, place).decode().split("\0") if known else []
        return self._looked_up[text]

    def _key(self, place: int) -> bytes:
        return self._at(self._texts, place).partition(b"\0")[0]

    def _at(self, table: int, place: int) -> bytes:
        length, begins = unpack_from("<2I", self._held, table + 8 * place)
        return self._held[begins : begins + length]


class Words:
    """Says what is in the catalogue of one language."""

    def __init__(self, language: Language, today: Callable[[], date] | None = None) -> None:
        self.language = language
        self.today = today
        """Tells the day from which days are seen; without it none is far away."""
        file = LOCALE / language.value / "LC_MESSAGES" / "fredstid.mo"
        self._catalogue = None if language is Language.EN else _Catalogue(file)

    def __call__(self, text: str, /, **params: object) -> str:
        """Return a text in this language with its {parameters} filled in."""
        said = next(iter(self._forms_of(text)), text.translate(ENGLISH_QUOTES)) if text else ""
        return filled(said, _with_names_spelled(params)) if params else said

    def many(self, one: str, other: str, count: int, **params: object) -> str:
        """Return a text for a count, which fills {count}."""
        said = (self._forms_of(one) or [each.translate(ENGLISH_QUOTES) for each in (one, other)])[
            -1 if count != 1 else 0
        ]  # as all three languages count
        return filled(said, {"count": count, **_with_names_spelled(params)})

    def quoted(self, text: str) -> str:
        """Return what somebody said, in this language's quotation marks."""
        return f"“{text}”" if self.language is Language.EN else f"«{text}»"

    def _forms_of(self, text: str) -> list[str]:
        return self._catalogue.forms_of(text) if self._catalogue else []

    def seen_from(self, today: Callable[[], date]) -> Self:
        """Return these words as they are said on a day."""
        seen = copy(self)
        seen.today = today
        return seen

    def day(self, day: date | None, style: str = "d. MMM") -> str:
        """Return a date as people write it here, such as `3. des.`; nothing for no date.

        The year is written when another year's day lies nearer: who reads `3. des.` thinks of the nearest one.
        """
        if day is None:
            return ""
        if "d" in style and "y" not in style and self._is_far(day):
            style = f"{style} y"
        style = style.replace("d. ", "d ") if self.language is Language.EN else style
        return written_day(self.language, day, style)

    def _is_far(self, day: date) -> bool:
        return self.today is not None and abs((day - self.today()).days) > HALF_A_YEAR

    def weekday(self, day: date | None) -> str:
        """Return a date with its weekday, such as `fredag 27. nov.`."""
        return self.day(day, "EEEE d. MMM")

    def full_day(self, day: date) -> str:
        """Return a date with its weekday and its year, for pages that are read some other year."""
        return self.day(day, "EEEE d. MMM y")

    def month(self, number: int) -> str:
        """Return a month's name."""
        return self.day(date(2000, number, 1), "LLLL") if number else self(N_("all year"))

    def number(self, value: float) -> str:
        """Return a number as people write it here, such as `7,5`."""
        return f"{value:g}".replace(".", "." if self.language is Language.EN else ",")

    def clock(self, at: datetime) -> str:
        """Return the local time of day, such as `14:32`."""
        return local_moment(at).strftime("%H:%M")

    def moment(self, at: datetime) -> str:
        """Return a local day and time, such as `fredag 27. nov. 14:32`."""
        return f"{self.weekday(local_day(at))} {self.clock(at)}"
