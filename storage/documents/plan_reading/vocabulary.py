"""Every word that a plan's document may use for a field or a value, in all languages at once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from storage.content.law import legal_notes
from storage.content.names import names, themes
from storage.content.plan_template import plan_file
from storage.documents.plan_file.document import area_names, practice_names
from storage.documents.wording import PageWords
from storage.documents.words import words
from storage.domain.people import Language
from storage.domain.plan.paper import Paper, PaperPractice
from storage.domain.plan.plan import ALL_YEAR, Depth, Level, PracticeState
from storage.domain.search import folded

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
