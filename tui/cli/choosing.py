"""What a person meant by a word that stands for one of few choices: the choice itself, or what it is called here."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from storage.domain.calendar import SchoolYear
from storage.domain.errors import Refused
from storage.domain.search import folded
from tui.i18n.labels import label
from tui.i18n.words import Words

Choice = TypeVar("Choice", bound=StrEnum)


def chosen(words: Words, choices: type[Choice], typed: str) -> Choice:
    """Return the choice that is meant; raises `wrong-choice`."""
    return choices(chosen_key(typed, {each.value: label(words, each) for each in choices}))


def chosen_key(typed: str, labels: Mapping[str, str]) -> str:
    """Return the key that is meant by itself or by its label; raises `wrong-choice`."""
    wanted = folded(typed.strip())
    for key, name in labels.items():
        if wanted in {folded(key), folded(name)}:
            return key
    raise Refused("wrong-choice", typed=typed, choices=tuple(labels.values()))


def chosen_year(typed: str, years: Iterable[SchoolYear]) -> SchoolYear:
    """Return the school year that is meant by `2026-27`, `2026` or `26`; raises `wrong-choice`."""
    by_name = {year.name: year for year in years}
    for name, year in by_name.items():
        if typed.strip() in {name, name[2:], str(year.start), str(year.start)[2:]}:
            return year
    raise Refused("wrong-choice", typed=typed, choices=tuple(by_name))
