"""What a person meant by a word, one of few choices or a moment, and a question before what cannot be taken back."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

import click

from storage.content.names import themes
from storage.domain.calendar import SchoolYear, beginning_of, checked_day, local_day, school_year
from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.domain.search import folded
from storage.domain.text import pattern
from storage.domain.typed_dates import last_such_day
from storage.domain.written_days import COUNTS, DAYS_OF_UNIT, MONTHS, NUMBERED_WEEK, plainly
from tui.cli.output import tell
from tui.desk.desk import now_utc, past_day
from tui.i18n.labels import hyphened, label, option_word
from tui.i18n.words import N_, Words

YES = frozenset({"y", "yes", "j", "ja"})
"""In every language, whichever one is spoken."""

yes_option = click.option("--yes", "yes", is_flag=True, help=N_("Do it without asking."))


def agreed(words: Words, question: str) -> bool:
    """Ask on standard error; raises `needs-yes` where nobody answers."""
    tell(words("{question} [y/N]", question=question))
    typed = sys.stdin.readline() if sys.stdin else ""
    if not typed:
        raise Refused("needs-yes")
    return folded(typed.strip()) in YES


def one_or_two(words: Words, question: str) -> int:
    """Ask on standard error until it is one of the two; raises `needs-yes` where nobody answers."""
    while True:
        tell(words("{question} [1/2]", question=question))
        typed = sys.stdin.readline() if sys.stdin else ""
        if not typed:
            raise Refused("needs-yes")
        if typed.strip() in {"1", "2"}:
            return int(typed)


def do_or_stop(words: Words, question: str, *, yes: bool) -> None:
    """Return when it is to be done, else say that nothing was and end."""
    if yes or agreed(words, question):
        return
    tell(words("Nothing was changed."))
    raise click.exceptions.Exit(1)


Choice = TypeVar("Choice", bound=StrEnum)
SHORTEST = 3
"""Letters that are enough to begin a word, where only one choice begins so."""
YEAR = re.compile(r"(?:20)?(?P<first>\d\d)(?:\s*[-/–\N{NON-BREAKING HYPHEN}]\s*(?:20)?(?P<second>\d\d))?")


def chosen(words: Words, choices: type[Choice], typed: str) -> Choice:
    """Return the choice that is meant by its value, its word or its label; raises `wrong-choice`."""
    for spoken in _every_language(words):
        named = {each.value: (each.value, option_word(spoken, each), label(spoken, each)) for each in choices}
        if key := _meant(typed, named):
            return choices(key)
    raise Refused("wrong-choice", typed=typed, choices=tuple(option_word(words, each) for each in choices))


def chosen_theme(words: Words, typed: str) -> str:
    """Return the key of the theme that is meant; raises `wrong-choice`."""
    for spoken in _every_language(words):
        if key := _meant(typed, {key: (key, name) for key, name in themes(spoken.language).items()}):
            return key
    raise Refused("wrong-choice", typed=typed, choices=tuple(map(hyphened, themes(words.language).values())))


def chosen_key(typed: str, labels: Mapping[str, str]) -> str:
    """Return the key that is meant by itself or by its label; raises `wrong-choice`."""
    if key := _meant(typed, {key: (key, name) for key, name in labels.items()}):
        return key
    raise Refused("wrong-choice", typed=typed, choices=tuple(labels.values()))


def chosen_year(typed: str, years: Iterable[SchoolYear]) -> SchoolYear:
    """Return the school year that is meant by `2026-27`, `2026/2027`, `2026` or `26`; raises `wrong-choice`."""
    by_name = {year.name: year for year in years}
    said = YEAR.fullmatch(typed.strip())
    for year in by_name.values():
        first, second = year.start % 100, (year.start + 1) % 100
        if said and int(said["first"]) == first and int(said["second"] or second) == second:
            return year
    raise Refused("wrong-choice", typed=typed, choices=tuple(by_name))


def _every_language(words: Words) -> Iterator[Words]:
    """Yield the words spoken here, then, for one who typed another language, those of the others."""
    yield words
    yield from (Words(language) for language in Language if language is not words.language)


def _meant(typed: str, named: Mapping[str, Iterable[str]]) -> str:
    """Return the key with the name that was typed, or the only one with a name that begins so; empty for none."""
    wanted = _plain(typed)
    names = {key: tuple(map(_plain, each)) for key, each in named.items()}
    exact = [key for key, each in names.items() if wanted in each]
    begun = [key for key, each in names.items() if any(name.startswith(wanted) for name in each)]
    near = begun if len(wanted) >= SHORTEST and len(begun) == 1 else []
    return next(iter((*exact, *near)), "")


def _plain(name: str) -> str:
    return " ".join(folded(name).replace("-", " ").split())


DAY = len("2026-11-25")
CLOCK = re.compile(r"(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)$")


def typed_moment(typed: str, now: Callable[[], datetime] = now_utc) -> datetime:
    """Return a moment on this machine's clock, such as `2026-11-25 14:30`; a day alone is meant to its end.

    A moment as we print it, such as `onsdag 25. nov. 14:30`, is the last such one, to the end of its minute. Raises
    `unknown-moment`, and what `checked_day` raises.
    """
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        return _as_printed(typed, now())
    checked_day(moment.date())
    whole_day = timedelta(days=1, microseconds=-1) if len(typed.strip()) <= DAY else timedelta()
    return (moment + whole_day).astimezone()


def since_day(typed: str, today: date) -> date:
    """Return the last such day that a person meant, or the first of the last such month; raises `unknown-date`.

    `last month`, `this week`, `siste 14 dager` and `for tre uker siden` are understood from today.
    """
    return _month_before(typed, today) or _span_behind(plainly(typed), today) or past_day(typed, today)


UNIT = r"(?P<unit>dag|day|uk|vek|week|måned|månad|month|skoleår|skuleår|school year)\w*"
WHOLE = pattern(rf"(?:i |in )?(?:denne|dette|this|(?P<last>forrige|førre|sist|siste|last)) {UNIT}")
AGO = pattern(
    rf"(?:for |(?:i )?(?:de |dei |the )?(?P<last>siste|last|past) )?(?P<count>\d{{1,3}}|{'|'.join(COUNTS)}) {UNIT}"
    r"(?P<ago> siden| sidan| ago)?"
)


def _span_behind(typed: str, today: date) -> date | None:
    """Return the first day of this week, month or school year, of the last one or of a week, or so many of them ago."""
    if week := NUMBERED_WEEK.fullmatch(typed):
        return _monday(int(week[1]), int(week[2]) if week[2] else None, today)
    if whole := WHOLE.fullmatch(typed):
        return _first_of(whole["unit"], today, 1 if whole["last"] else 0)
    ago = AGO.fullmatch(typed)
    if ago is None or not (ago["last"] or ago["ago"]):
        return None
    count = int(ago["count"]) if ago["count"].isdecimal() else COUNTS[ago["count"]]
    if ago["unit"].startswith("s"):
        return _first_of(ago["unit"], today, count)
    if ago["unit"].startswith("m"):
        last = _first_of(ago["unit"], today, count - 1) - timedelta(days=1)
        return last.replace(day=min(today.day, last.day))
    return today - timedelta(days=count * DAYS_OF_UNIT[ago["unit"][0]])


def _monday(week: int, year: int | None, today: date) -> date | None:
    """Return the Monday of a week of the calendar: the last such one where no year is named; None for no such week."""
    for each in (today.year, today.year - 1) if year is None else (year,):
        with suppress(ValueError):
            monday = date.fromisocalendar(each, week, 1)
            if monday <= today:
                return monday
    return None


def _first_of(unit: str, today: date, back: int) -> date:
    """Return the first day of the span of a kind that is so many of them before today's."""
    if unit.startswith("s"):
        return SchoolYear(school_year(today).start - back).first
    if unit.startswith("m"):
        months = today.year * 12 + today.month - 1 - back
        return date(months // 12, months % 12 + 1, 1)
    monday = today - timedelta(days=today.weekday() if unit[0] in "uvw" else 0)
    return monday - timedelta(days=back * DAYS_OF_UNIT[unit[0]])


def named_month(typed: str) -> int:
    """Return the number of the month that is named, whole or by its first three letters; 0 for none."""
    word = folded(typed.strip(" ."))
    return next((number for number, names in enumerate(MONTHS, 1) if word in {*names, *(n[:3] for n in names)}), 0)


def _month_before(typed: str, today: date) -> date | None:
    """Return the first day of the last such month that was named, this one among them."""
    month = named_month(typed)
    return date(today.year - (month > today.month), month, 1) if month else None


def _as_printed(typed: str, now: datetime) -> datetime:
    day = last_such_day(typed, local_day(now))
    if day is None:
        raise Refused("unknown-moment", typed=typed)
    clock = CLOCK.search(typed.strip())
    if clock is None:
        return beginning_of(day + timedelta(days=1)) - timedelta(microseconds=1)
    at = time(int(clock["hours"]), int(clock["minutes"]), 59, 999_999)
    return datetime.combine(day, at).astimezone()
