"""The team and its members; an alias on the screen is all that is kept of a person."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from storage.domain.calendar import Series, checked_day, school_year
from storage.domain.errors import Refused
from storage.domain.record import Record
from storage.domain.text import pattern

SHARED = ""
"""Whoever writes on a shared machine, or in a meeting: the team, not a person."""
LONGEST_ALIAS = 8
ALIAS = pattern(rf"[^\W_]{{1,{LONGEST_ALIAS}}}")
BETWEEN_PEOPLE = pattern(r"[,;/·\n]+|\s(?:og|and)\s")
NAME = pattern(r"[^\W\d_a-zæøå][^\W\d_A-ZÆØÅ]{2,}(?:-\w+)?")
"""A word as people write their names: a capital, then small letters."""


class Language(StrEnum):
    """The languages fredstid speaks."""

    NB = "nb"
    NN = "nn"
    EN = "en"


class Retention(StrEnum):
    """When a closed case is proposed for deletion."""

    SCHOOL_YEAR = "school-year"
    TWELVE_MONTHS = "twelve-months"


class Member(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the team, known by an alias that is never given to another."""

    alias: str
    left: date | None = None


class Team(Record, frozen=True, kw_only=True):
    """The team that shares a folder."""

    FORGETS = frozenset({"names_key", "names", "deck_key"})
    SECRETS = FORGETS

    name: str
    language: Language = Language.NB
    members: tuple[Member, ...] = ()
    free_days: tuple[date, ...] = ()
    """Days without school beside the usual ones; most of a week beside the usual autumn or winter week moves that."""
    series: Series | None = None
    """The year's meetings, where the team has set them."""
    next_on: date | None = None
    """The day of its first meeting, as a meeting has the next one's."""
    next_roles: dict[str, str] = msgspec.field(default_factory=dict)
    """Who does what in it, by the role's key."""
    retention: Retention = Retention.SCHOOL_YEAR
    silenced: tuple[str, ...] = ()
    """Words the team does not want to be asked about again, in the order in which they were silenced."""
    shows_strip: bool = True
    """Whether meetings say what they came to, and what to practise next."""
    names_key: str = ""
    """The key of the class list's hashes, in hexadecimal digits; empty while there is no list."""
    names: tuple[str, ...] = ()
    """The class list: keyed hashes of the forms of its words, never the words."""
    deck_key: str = ""
    """What the team signs its decks with, in hexadecimal digits; empty until the first one leaves."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Those who are in the team now."""
        return tuple(member.alias for member in self.members if member.left is None)


def checked_alias(typed: str) -> str:
    """Return an alias as it is kept: one to eight letters or digits, in capitals; raises `bad-alias`."""
    alias = unicodedata.normalize("NFC", typed.strip()).upper()
    if not ALIAS.fullmatch(alias):
        raise Refused("bad-alias", typed=typed)
    return alias


def listed_aliases(typed: str) -> tuple[str, ...]:
    """Return the aliases in a typed row, in capitals; of full names the initials, or the first letters of one alone."""
    people = [person.split() for person in BETWEEN_PEOPLE.split(typed)]
    alone = len(people) == 1
    aliases: list[str] = []
    for words in people:
        if not alone and any(map(NAME.fullmatch, words)):
            aliases.append(_initials(words, aliases))
        else:
            aliases += [_initials([each], aliases) if NAME.fullmatch(each) else each.upper() for each in words]
    return tuple(aliases)


def _initials(words: Collection[str], taken: Collection[str]) -> str:
    parts: list[str] = re.findall(r"[^\W_]+", " ".join(words).upper())
    first, initials = parts[0], "".join(part[0] for part in parts)[:LONGEST_ALIAS]
    begins = [first[:length] for length in range(2, LONGEST_ALIAS + 1)]
    tries = [*([initials] if len(parts) > 1 else []), *begins, *(f"{first[:2]}{number}" for number in range(2, 999))]
    return next((each for each in tries if each not in taken), initials)


def with_member(team: Team, typed: str) -> Team:
    """Return the team with one more member; raises `alias-taken`, also when that one has left."""
    alias = checked_alias(typed)
    if any(member.alias == alias for member in team.members):
        raise Refused("alias-taken", alias=alias)
    return team.but(members=(*team.members, Member(alias=alias)))


def without_member(team: Team, alias: str, day: date) -> Team:
    """Return the team after somebody left it; what they wrote keeps their alias."""
    checked_member(team, alias)
    members = (member if member.alias != alias else Member(alias=alias, left=day) for member in team.members)
    return team.but(members=tuple(members))


def checked_member(team: Team, typed: str, *, empty: bool = False) -> str:
    """Return the alias of somebody in the team; raises `unknown-member`. `empty` allows nobody."""
    alias = typed.strip().upper()
    if alias in team.aliases or (empty and not alias):
        return alias
    raise Refused("unknown-member", typed=typed, members=team.aliases)


def with_free_days(team: Team, days: Iterable[date]) -> Team:
    """Return the team with more days free, each once and in order; raises `day-too-early` or `day-too-late`."""
    return team.but(free_days=tuple(sorted({*team.free_days, *map(checked_day, days)})))


def without_free_days(team: Team, days: Collection[date]) -> Team:
    """Return the team with some days at school again."""
    return team.but(free_days=tuple(day for day in team.free_days if day not in days))


def with_silenced(team: Team, word: str) -> Team:
    """Return the team that is not asked about a word any more."""
    return team if word in team.silenced else team.but(silenced=(*team.silenced, word))


def without_silenced(team: Team, words: Collection[str]) -> Team:
    """Return the team that is asked about some words again."""
    return team.but(silenced=tuple(word for word in team.silenced if word not in words))


def delete_after(retention: Retention, closed: date) -> date:
    """Return the day from which a case closed on `closed` should be deleted."""
    if retention is Retention.SCHOOL_YEAR:
        return school_year(closed).last
    return closed + min(timedelta(days=365), date.max - closed)


def named_team(name: str, language: Language, aliases: Collection[str], *, key: str) -> Team:
    """Return a new team; raises `empty-name`, `bad-alias` or `alias-taken`."""
    if not name.strip():
        raise Refused("empty-name")
    team = Team(id=key, name=name.strip(), language=language)
    for alias in aliases:
        team = with_member(team, alias)
    return team
