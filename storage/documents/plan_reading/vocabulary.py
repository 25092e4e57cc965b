"""Every word that a plan's document may use for a field or a value, in all languages at once; and those values."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from storage.content.law import legal_notes
from storage.content.names import names, themes
from storage.content.plan_template import plan_file
from storage.documents.plan_file.document import ARROW, BETWEEN, BETWEEN_SOURCES, area_names, practice_names
from storage.documents.wording import PageWords
from storage.documents.words import words
from storage.domain.calendar import MONTHS, school_year
from storage.domain.people import Language
from storage.domain.plan.plan import (
    ALL_YEAR,
    HIGHEST,
    Depth,
    Level,
    Milestone,
    Paper,
    PaperPractice,
    PracticeState,
    Reading,
)
from storage.domain.search import folded
from storage.domain.typed_dates import dated
from storage.domain.written_days import MONTH_WORDS

Meant = TypeVar("Meant", str, Level)

FILE = Path(__file__).with_name("vocabulary.toml")


class _Synonyms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    practice: dict[str, tuple[str, ...]]
    earlier: dict[str, tuple[str, ...]]
    levels: dict[Level, tuple[str, ...]]
    column: dict[str, tuple[str, ...]]
    values: dict[str, tuple[str, ...]]


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """What words mean, by their folded form."""

    titles: frozenset[str]
    """What our document is called."""
    headings: tuple[re.Pattern[str], ...]
    """How the title of our page that names the team reads."""
    notes_for_the_team: frozenset[str]
    """What every page of ours says about itself."""
    wheel: frozenset[str]
    no_area: frozenset[str]
    practice: Mapping[str, str]
    """Our own labels of a practice's fields."""
    area: Mapping[str, str]
    synonyms: Mapping[str, str]
    """What others call a practice's fields, and our own labels."""
    columns: Mapping[str, str]
    months: Mapping[str, int]
    levels: Mapping[str, Level]
    depths: Mapping[str, Depth]
    states: Mapping[str, PracticeState]
    yes: frozenset[str]
    law: Mapping[str, str]
    themes: Mapping[str, str]
    area_keys: Mapping[str, str]
    """The template's areas by their titles."""
    templates: Mapping[str, str]
    """The template's practices by their titles."""


def plain(text: str) -> str:
    """Return a word or a title as it is looked up: without case, accents, and marks at its end."""
    return folded(" ".join(text.split()).rstrip(":?").strip())


@lru_cache
def vocabulary() -> Vocabulary:
    """Return all words."""
    ours, named = [words(language) for language in Language], [names(language) for language in Language]
    more = msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), _Synonyms)
    practice = _by_word(more.earlier) | _upside_down(map(practice_names, named))
    synonyms = _by_word(more.practice) | practice
    return Vocabulary(
        titles=frozenset(plain(each.paper.title) for each in ours),
        headings=tuple(re.compile(re.escape(each.plan.title).replace(r"\{team\}", ".*")) for each in ours),
        notes_for_the_team=frozenset(plain(each.working_note) for each in ours),
        wheel=frozenset(plain(each.plan.year_wheel) for each in ours),
        no_area=frozenset(plain(each.paper.no_area) for each in ours),
        practice=practice,
        area=_upside_down(map(area_names, named)),
        synonyms=synonyms,
        columns=synonyms | _by_word(more.column),
        months=_months(ours) | {plain(each): ALL_YEAR for each in more.values["all_year"]},
        levels=_by_word(more.levels) | {plain(each.of(level)): level for each in named for level in Level},
        depths={plain(each.of(depth)): depth for each in named for depth in Depth},
        states={plain(each.of(state)): state for each in named for state in PracticeState},
        yes=frozenset(plain(each) for each in (*more.values["yes"], *(each.paper.yes for each in ours))),
        law={plain(note.reference): key for each in Language for key, note in legal_notes(each).items()},
        themes={plain(name): key for each in Language for key, name in themes(each).items()},
        area_keys={plain(area.title): area.key for each in Language for area in plan_file(each).areas},
        templates={plain(made.title): made.key for each in Language for made in plan_file(each).practices},
    )


def _by_word(words_for: Mapping[Meant, Iterable[str]]) -> dict[str, Meant]:
    return {plain(word): meant for meant, words in words_for.items() for word in words}


def _upside_down(languages: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {plain(name): field for each in languages for field, name in each.items()}


def _months(ours: Iterable[PageWords]) -> dict[str, int]:
    return {plain(name): number for each in ours for number, name in enumerate(each.months)}


def with_own_law(paper: Paper, folder: Path) -> Paper:
    """Return a paper whose practices rest on the notes that the team's `folder` calls by another name."""
    keys = {plain(note.reference): key for each in Language for key, note in legal_notes(each, folder).items()}

    def known(paper_practice: PaperPractice) -> PaperPractice:
        practice = paper_practice.practice
        law = tuple(keys.get(plain(each), each) for each in practice.law)
        return replace(paper_practice, practice=practice.but(law=law))

    return replace(
        paper, areas=tuple(replace(area, practices=tuple(map(known, area.practices))) for area in paper.areas)
    )


TEXTS = frozenset({"minimum", "room", "sign", "notes"})
"""Fields that hold whatever is written."""
YEAR_FIRST = re.compile(r"(\d{1,4})-\d{2}")
READING = re.compile(r"(?P<scale>\d{1,2}) [^\W\d]+ 10(?:, (?P<depth>[^()]+))? \((?P<day>[^()]+)\)")

WORD_OR_WEEK = re.compile(r"(?:uke|veke|week) ?(?P<week>\d{1,2})\b|[^\W\d]{3,}")
BETWEEN_MONTHS = re.compile(r"[\s/–—,&-]+|\b(?:og|and|til|to|eller|or)\b")
MONTH_FIRST = re.compile(r"(?P<month>[^:\n]{3,40}?)(?::| [–—-])\s+(?P<text>\S.*)")
MONTH_TOLD = re.compile(
    r"(?:uke|veke|week) ?(?P<week>\d{1,2})\b|\b(?:i|in|innen|innan|before|før|by) (?P<month>[^\W\d]{3,})"
)
SUMMER = 31
"""Weeks before this one belong to a school year's second half."""
THURSDAY = 4
Value = TypeVar("Value")


class States(msgspec.Struct, frozen=True):
    """The states a document names, and whether it says since when."""

    milestones: tuple[Milestone, ...]
    undated: bool = False


def meaning_of(field: str, text: str, today: date) -> object | None:
    """Return the value that a practice's field has, or None."""
    return _MEANINGS[field](text, today) if field in _MEANINGS else text


def meant_day(text: str) -> date | None:
    """Return a day that is written with its year."""
    return dated(text)


def meant_month(text: str) -> int | None:
    """Return a month by its name in any language, alone or behind a small word."""
    word = plain(text)
    number = vocabulary().months.get(word)
    if number is None:
        found = re.fullmatch(r"(?:i |in |om )?([^\W\d]{3,10})\.?", text.strip().casefold())
        names = [number for number, names in enumerate(MONTH_WORDS, 1) if found and found[1].startswith(names)]
        number = names[0] if names and _is_a_month(text, names[0]) else None
    return number if number in {ALL_YEAR, *MONTHS} else None


def month_in(text: str, today: date) -> int | None:
    """Return the month that a longer text names first, by its name or by a week of this school year."""
    for word in WORD_OR_WEEK.finditer(text.casefold()):
        month = _month_of_week(int(word["week"]), today) if word["week"] else meant_month(word[0])
        if month:
            return month
    return None


def named_month(text: str) -> int | None:
    """Return the first month of a text that names months and years and nothing else."""
    words = [word for word in BETWEEN_MONTHS.split(text.strip().strip(":")) if word and not word.isdigit()]
    months = [meant_month(word) for word in words]
    return months[0] if months and None not in months else None


def month_before(text: str) -> tuple[str, str] | None:
    """Return a month and what stands behind it, as in `September: parent meeting`."""
    found = MONTH_FIRST.fullmatch(text)
    return (found["month"], found["text"]) if found and named_month(found["month"]) else None


def month_told(text: str, today: date) -> int | None:
    """Return the month in which a line says something is: `in March`, `week 43`."""
    for found in MONTH_TOLD.finditer(text.casefold()):
        month = _month_of_week(int(found["week"]), today) if found["week"] else meant_month(found["month"])
        if month:
            return month
    return None


def _month_of_week(week: int, today: date) -> int | None:
    year = school_year(today)
    try:
        month = date.fromisocalendar(year.start + (week < SUMMER), week, THURSDAY).month
    except ValueError:
        return None
    return month if month in MONTHS else None


def _is_a_month(text: str, number: int) -> bool:
    word = plain(text).rsplit(" ", 1)[-1].rstrip(".")
    return any(name.startswith(word) for name, month in vocabulary().months.items() if month == number)


def meant_readings(text: str) -> tuple[Reading, ...] | None:
    """Return where an area stood and stands."""
    return all_or_none(tuple(map(_reading, text.split(ARROW.strip()))))


def _reading(text: str) -> Reading | None:
    found = READING.fullmatch(" ".join(text.split()))
    day = meant_day(found["day"]) if found else None
    if found is None or day is None or int(found["scale"]) > HIGHEST:
        return None
    depth = vocabulary().depths.get(plain(found["depth"])) if found["depth"] else None
    return None if found["depth"] and depth is None else Reading(day, int(found["scale"]), depth)


def all_or_none(values: tuple[Value | None, ...]) -> tuple[Value, ...] | None:
    """Return values when every one is known."""
    known = tuple(value for value in values if value is not None)
    return known if known and len(known) == len(values) else None


def _states(text: str, today: date) -> States | None:
    parts = [_state(part) for part in text.split(BETWEEN.strip())]
    known = [part for part in parts if part]
    if len(known) != len(parts):
        return None
    if len(known) == 1 and known[0][1] is None:
        state = known[0][0]
        return States(() if state is PracticeState.IDEA else (Milestone(state, today),), undated=True)
    steps = tuple(Milestone(state, day) for state, day in known if day)
    return States(steps) if len(steps) == len(known) else None


def _state(text: str) -> tuple[PracticeState, date | None] | None:
    words = text.split()
    for count in range(len(words), 0, -1):
        state = vocabulary().states.get(plain(" ".join(words[:count])))
        rest = " ".join(words[count:])
        if state and (day := meant_day(rest)):
            return state, day
        if state and not rest:
            return state, None
    return None


def _done(text: str, today: date) -> tuple[int, ...] | None:
    if plain(text) in vocabulary().yes:
        return (school_year(today).start,)
    found = [YEAR_FIRST.fullmatch(part.strip()) for part in text.split(BETWEEN.strip())]
    return all_or_none(tuple(int(each[1]) if each else None for each in found))


def _keys(text: str, names: Mapping[str, str], between: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in text.split(between.strip()))
    return tuple(names.get(plain(part), part) for part in parts if part)


_MEANINGS: Mapping[str, Callable[[str, date], object | None]] = {
    "owner": lambda text, _: " ".join(text.split()), "month": lambda text, _: meant_month(text),
    "level": lambda text, _: vocabulary().levels.get(plain(text)),
    "depth": lambda text, _: vocabulary().depths.get(plain(text)), "review": lambda text, _: meant_day(text),
    "milestones": _states, "done": _done, "law": lambda text, _: _keys(text, vocabulary().law, BETWEEN_SOURCES),
    "themes": lambda text, _: _keys(text, vocabulary().themes, BETWEEN),
    "evidence": lambda text, _: _keys(text, {}, BETWEEN_SOURCES),
}  # fmt: skip
