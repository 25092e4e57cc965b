"""What the lexicon holds: signals, each a way of speaking that a turning question may answer."""

from enum import StrEnum

import msgspec

from storage.steering.language.grammar import Role
from storage.steering.language.index import Unless
from storage.steering.language.notation import PatternPart
from storage.steering.language.patterns import Pattern


class Category(StrEnum):
    """What a signal is a sign of, most useful to turn first."""

    DESPAIR = "despair"
    PRIVATE = "private"
    BLAME = "blame"
    MOTIVE = "motive"
    LABEL = "label"
    US_AND_THEM = "us-and-them"
    STUCK = "stuck"
    GENERALISING = "generalising"
    NOBODY = "nobody"
    SIGH = "sigh"


class SignalKind(StrEnum):
    """How to find out who a signal is about."""

    TRAIT = "trait"
    """What somebody is said to be: its bearer must be one of those meant."""
    ACT = "act"
    """What somebody is said to do: its doer must be."""
    PHRASE = "phrase"
    """A way of speaking: one of those meant must stand in the sentence."""


class About(StrEnum):
    """Who a signal must be about."""

    ANY = "any"
    PARENTS = "parents"
    PUPIL = "pupil"
    PEOPLE = "people"
    STAFF = "staff"
    COOPERATION = "cooperation"
    SELF = "self"


_ADULTS = frozenset({Role.PARENTS, Role.OTHERS})
MEANT: dict[About, frozenset[Role]] = {
    About.ANY: frozenset(Role),
    About.PARENTS: _ADULTS,
    About.PUPIL: frozenset({Role.PUPILS}),
    About.PEOPLE: _ADULTS | {Role.PUPILS, Role.STAFF},
    About.STAFF: frozenset({Role.STAFF}),
    About.COOPERATION: _ADULTS | {Role.SHARED},
    About.SELF: frozenset({Role.SELF}),
}


class Signal(msgspec.Struct, frozen=True):
    """One signal, ready to match."""

    key: str
    category: Category
    kind: SignalKind
    about: About
    patterns: tuple[Pattern, ...]
    unless: Unless
    """Innocent contexts: quiet when one of them is near."""
    needs: PatternPart | None
    """Quiet unless one of these words is near."""
    question: str
    neutral: str
    innocent: tuple[Unless, ...] = ()
    """Innocent contexts of every signal of its category, and of all."""
    alone: Unless = Unless(())
    """Innocent contexts where no parent is mentioned: the weather, the printer, the milk."""
