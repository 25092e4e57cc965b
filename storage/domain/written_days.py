"""Days as people write them: the words for days in every language, and the days of the calendar."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from storage.domain.calendar import Holiday
from storage.domain.text import pattern, with_plain_dashes

DAY_WORDS: Mapping[str, int] = {
    **dict.fromkeys(("i forgårs", "forgårs", "i førgår", "førgår", "day before yesterday"), -2),
    **dict.fromkeys(("i går", "igår", "yesterday", "last night"), -1),
    **dict.fromkeys(("i dag", "idag", "today"), 0),
    **dict.fromkeys(("i kveld", "i ettermiddag", "i formiddag", "i føremiddag", "i natt"), 0),
    **dict.fromkeys(("tonight", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("i morgen", "imorgen", "i morgon", "imorgon", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "overmorgen", "i overmorgon", "overmorgon", "day after tomorrow"), 2),
}
WEEKDAYS = (
    ("mandag", "måndag", "monday"), ("tirsdag", "tysdag", "tuesday"), ("onsdag", "wednesday"), ("torsdag", "thursday"),
    ("fredag", "friday"), ("lørdag", "laurdag", "saturday"), ("søndag", "sundag", "sunday"),
)  # fmt: skip
MONTHS = (
    ("januar", "january"), ("februar", "february"), ("mars", "march"), ("april",), ("mai", "may"), ("juni", "june"),
    ("juli", "july"), ("august",), ("september",), ("oktober", "october"), ("november",), ("desember", "december"),
)  # fmt: skip
MONTH_WORDS = tuple(tuple(dict.fromkeys(name[:3] for name in names)) for names in MONTHS)
"""How the name of each month begins."""
COUNTS: Mapping[str, int] = {
    **dict.fromkeys(("en", "én", "ei", "éi", "ein", "éin", "et", "ett", "eit", "eitt", "a", "an", "one"), 1),
    **dict.fromkeys(("to", "two", "et par", "eit par", "a couple of"), 2), **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "four"), 4), **dict.fromkeys(("fem", "five"), 5), **dict.fromkeys(("seks", "six"), 6),
    **dict.fromkeys(("sju", "syv", "seven"), 7), **dict.fromkeys(("åtte", "eight"), 8),
    **dict.fromkeys(("ni", "nine"), 9), **dict.fromkeys(("ti", "ten"), 10), **dict.fromkeys(("elleve", "eleven"), 11),
    **dict.fromkeys(("tolv", "twelve"), 12), **dict.fromkeys(("fjorten", "fourteen"), 14),
}  # fmt: skip
HOLIDAYS: Mapping[str, tuple[Holiday, ...]] = {
    **dict.fromkeys(("høstferien", "høstferie", "haustferien", "haustferie"), (Holiday.AUTUMN,)),
    **dict.fromkeys(("autumn break", "autumn holiday", "autumn holidays", "autumn half-term"), (Holiday.AUTUMN,)),
    **dict.fromkeys(("jul", "jula", "julen", "juleferien", "juleferie", "nyttår", "nyår"), (Holiday.CHRISTMAS,)),
    **dict.fromkeys(("christmas", "xmas", "christmas holiday", "christmas holidays", "new year"), (Holiday.CHRISTMAS,)),
    **dict.fromkeys(("vinterferien", "vinterferie"), (Holiday.WINTER,)),
    **dict.fromkeys(("winter break", "winter holiday", "winter holidays", "february half-term"), (Holiday.WINTER,)),
    **dict.fromkeys(("half-term", "half term"), (Holiday.AUTUMN, Holiday.WINTER)),
    **dict.fromkeys(("påske", "påska", "påsken", "påskeferien", "påskeferie"), (Holiday.EASTER,)),
    **dict.fromkeys(("easter", "easter break", "easter holiday", "easter holidays"), (Holiday.EASTER,)),
    **dict.fromkeys(("sommeren", "sommaren", "sommer", "sommar", "sommerferien", "sommarferien"), (Holiday.SUMMER,)),
    **dict.fromkeys(("sommerferie", "sommarferie"), (Holiday.SUMMER,)),
    **dict.fromkeys(("summer", "summer break", "summer holiday", "summer holidays"), (Holiday.SUMMER,)),
    **dict.fromkeys(("ferien", "holiday", "holidays"), tuple(Holiday)),
}
WEEKENDS = frozenset({"helga", "helgen", "helg", "helgja", "weekend"})
WEEKS: Mapping[str, int] = {
    **dict.fromkeys(("denne uka", "denne uken", "denne veka", "this week"), 0),
    **dict.fromkeys(("neste uke", "neste uka", "neste uken", "neste veke", "neste veka", "next week"), 1),
    **dict.fromkeys(("kommende uke", "komande veke", "uka", "veka", "coming week"), 1),
    **dict.fromkeys(("uka etter neste", "veka etter neste", "week after next"), 2),
}
"""How many weeks ahead; «til uka» is the next one."""
BEFORE = ("før", "before")
AFTER = ("etter", "over", "after")
BY = ("innen", "innan", "senest", "seinest", "til", "frist", "by", "until", "due")
AT = ("på", "i", "den", "on", "in", "at", "the")
NEXT = ("neste", "next")
COMING = ("førstkommende", "fyrstkomande", "førstkomande", "kommende", "komande", "denne", "nå på", "no på", "this",
          "coming", "the coming")  # fmt: skip
PARTS_OF_DAY = (
    "kveld", "kvelden", "morgen", "morgenen", "morgon", "morgonen", "formiddag", "formiddagen", "føremiddag",
    "føremiddagen", "ettermiddag", "ettermiddagen", "natt", "tidlig", "tidleg", "lunsj", "skoletid", "skuletid",
    "skolen", "skulen", "evening", "morning", "afternoon", "night", "noon", "lunch", "school",
)  # fmt: skip
CLOCK = pattern(
    r",? (?:(?:(?:kl|klokka|klokken|at)\b\.? ?)?\d{1,2}[:.]\d{2}(?: ?[ap]m)?|(?:kl|klokka|klokken|at)\b\.? ?\d{1,2}"
    r"(?: ?[ap]m)?|\d{1,2} ?[ap]m)"
)
PART = pattern(rf",? (?:(?:i|om|på|in the|at|etter|før|after|before) )?(?:{'|'.join(PARTS_OF_DAY)})")
COUNTED = pattern(
    rf"(?P<ahead>\+ ?|om |in )?(?P<count>\d{{1,9}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
    r"(?: (?P<unit>dag(?:er|ar)?|days?|uk(?:es?|er|a)|vek(?:es?|er|a)|weeks?|fortnight|måned(?:er|s)?|månad(?:er|s)?"
    r"|months?)(?: tid)?)?(?P<later> fra nå| fra i dag| frå no| frå i dag| from now| from today)?"
)
DAYS_OF_UNIT: Mapping[str, int] = {"d": 1, "u": 7, "v": 7, "w": 7, "f": 14}
"""By the unit's first letter; months are counted on the calendar."""
NUMBERED_WEEK = pattern(r"(?:uke|uka|uken|veke|veka|week|u|v|w)\.? ?(\d{1,2})(?:(?:,? (?:i |in |of )?|/|-)(\d{4}))?")
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
_UNIT = r"(?:dag|day|uk|vek|week|fortnight|måned|månad|month)"
SAID_OTHERWISE = (
    (
        pattern(
            r"^(?:inn[ea]n |by |in |i )?(?:the )?(?:løpet|utgangen|slutten|resten|course|end|rest) (?:av|of) (?:the )?"
        ),
        "by ",
    ),
    (pattern(r"^by (?:uka|uken|veka|week)$"), "by denne uka"),
    (pattern(rf"^(?:innen|innan|within|by) (?={_COUNT} {_UNIT})"), "om "),
    (pattern(r"^(?:på nyåret|(?:early )?in the new year)"), "after new year"),
)
"""Ways to say a day, and how the same is said more plainly: `i løpet av neste uke`, `innen 14 dager`."""


def plainly(typed: str) -> str:
    """Return what was typed in small letters, and said in the plainest of the ways there are to say it."""
    text = with_plain_dashes(unicodedata.normalize("NFC", typed).casefold())
    text = " ".join(text.split()).rstrip(" .,")
    for said, better in SAID_OTHERWISE:
        text = said.sub(better, text)
    return text


def shorter_and_shorter(text: str) -> Iterator[str]:
    """Yield what was typed, and again without the clock or the part of the day at its end."""
    while text:
        yield text
        shorter = re.sub(rf"(?:{CLOCK.pattern}|{PART.pattern})$", "", text).rstrip(" .,")
        text = "" if shorter == text else shorter


SHORTEST_MONTH = 3
BETWEEN = r" ?[./ -] ?"
ISO = pattern(r"(?P<year>\d{4})[-./ ](?P<month>\d{1,2})[-./ ](?P<day>\d{1,2})")
NUMBERS = pattern(rf"(?P<day>\d{{1,2}}){BETWEEN}(?P<month>\d{{1,2}})(?:{BETWEEN}(?P<year>\d{{4}}|\d{{2}}))?")
TURNED = pattern(r"(?P<year>\d{2})-(?P<month>\d{2})-(?P<day>\d{2})")
DAY_AND_MONTH = pattern(
    r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?(?P<name>[^\W\d]{3,})\.?(?:,? ?(?P<year>\d{4}|\d{2}))?"
)
MONTH_AND_DAY = pattern(r"(?P<name>[^\W\d]{3,})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?")
NEAR = timedelta(days=366)
"""Two digits on either side can be the year; the one that lies near is meant."""


class CalendarDay(msgspec.Struct, frozen=True):
    """Day and month, and the year where one is written."""

    day: int
    month: int
    year: int | None


def written_days(text: str, today: date) -> tuple[CalendarDay, ...]:
    """Return the days that a text can mean: mostly one, none when it is no day, two for digits that can be turned."""
    if turned := TURNED.fullmatch(text):
        both = (_read(found) for found in (NUMBERS.fullmatch(text), turned) if found)
        return tuple(dict.fromkeys(each for each in both if each and _is_near(each, today)))
    found = next((found for shape in SHAPES if (found := shape.fullmatch(text))), None)
    day = _read(found) if found else None
    return (day,) if day else ()


SHAPES = (ISO, NUMBERS, DAY_AND_MONTH, MONTH_AND_DAY)


def _read(found: re.Match[str]) -> CalendarDay | None:
    parts = found.groupdict()
    month = _month_number(parts["name"]) if "name" in parts else int(parts["month"])
    year = parts["year"]
    if month is None:
        return None
    return CalendarDay(int(parts["day"]), month, int(year) + (2000 if len(year) == len("26") else 0) if year else None)


def _month_number(word: str) -> int | None:
    numbers = set(_months_named(word)) if len(word) >= SHORTEST_MONTH else set()
    return numbers.pop() if len(numbers) == 1 else None


def _months_named(word: str) -> Iterator[int]:
    return (number for number, names in enumerate(MONTHS, 1) for name in names if name.startswith(word))


def _is_near(written: CalendarDay, today: date) -> bool:
    try:
        return written.year is not None and abs(date(written.year, written.month, written.day) - today) <= NEAR
    except ValueError:
        return False
