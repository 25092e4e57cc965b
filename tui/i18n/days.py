"""How days are written in each language: names and patterns as CLDR has them.

Babel, which knows them too, takes 25 ms to load; a test holds these against it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from storage.domain.people import Language

NORWEGIAN_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
NORWEGIAN_SHORT_MONTHS = (
    "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.",
)  # fmt: skip


@dataclass(frozen=True)
class Calendar:
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
