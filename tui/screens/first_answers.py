"""The first start's five questions, apart from how they are asked."""

import re
from dataclasses import dataclass
from enum import IntEnum

from storage.domain.errors import Refused
from storage.domain.people import SHARED, Language, Retention, named_team
from storage.domain.text import cleaned
from tui.desk.guarding import checked

BETWEEN_ALIASES = re.compile(r"[\s,;/·]+")
OWN_NAMES = {Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"}
"""Each language as its speakers call it."""
PLACEHOLDER = "x"
"""Stands for a team name that was checked before."""


class FirstQuestion(IntEnum):
    """What is asked, in order."""

    LANGUAGE = 0
    NAME = 1
    MEMBERS = 2
    ME = 3
    KEEP = 4


@dataclass(frozen=True)
class FirstAnswers:
    """What a new team needs to begin; or that somebody would rather see the demo first."""

    language: Language
    name: str = ""
    aliases: tuple[str, ...] = ()
    me: str = SHARED
    """The alias of who sits here; empty on a machine the team shares."""
    retention: Retention = Retention.TWELVE_MONTHS
    """How long closed cases are kept."""
    demo: bool = False


def checked_name(typed: str, language: Language) -> str:
    """Return a team's name; raises `empty-name` or `identity-number`."""
    return named_team(" ".join(checked(cleaned(typed)).split()), language, (), key="").name


def checked_aliases(typed: str, language: Language) -> tuple[str, ...]:
    """Return the aliases in a typed row; raises `bad-alias`, `alias-taken`, or `no-members` for none."""
    words = split_aliases(typed)
    if not words:
        raise Refused("no-members")
    return named_team(PLACEHOLDER, language, words, key="").aliases


def split_aliases(typed: str) -> tuple[str, ...]:
    """Return the words of a typed row, in capitals."""
    return tuple(word.upper() for word in BETWEEN_ALIASES.split(typed) if word)
