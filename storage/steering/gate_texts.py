"""What the safety gate says, as data: who must be told, on which of three routes, and by which law and numbers."""

from datetime import date
from functools import cache

import msgspec

from storage.steering.clues import ClueEntry
from storage.steering.shipped import known_language, shipped


class Law(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a law asks, in plain words; no legal advice."""

    reference: str
    says: str
    source: str
    certain: bool
    """False where the wording was not read at its source: the school must check it."""


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody to call; no number where it is the school's own to fill in."""

    number: str
    who: str
    when: str
    source: str


class RouteText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the three routes: what it says at once, whom to tell, and what to do in which order."""

    title: str
    say: str
    tell: tuple[str, ...]
    steps: tuple[str, ...]
    law: tuple[Law, ...]
    no_contact: str = ""
    """Stands in the place of every step and prompt that leads to the home."""


class PlanPoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The five points of the written plan, as a checklist."""

    title: str
    where: str
    points: tuple[str, ...]


class SignEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sign as the file writes it."""

    level: str
    route: str
    patterns: str
    ask: str
    unless: str = ""


class GateFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The gate's words in one language."""

    checked: date
    """The day laws and numbers were last held against what they stand on."""
    standing: str
    """Asked at the start of every case."""
    standing_why: str
    not_ours: str
    """The written plan and the documentation live in the school's own system."""
    pupil_heard: str
    put_away: str
    """Asks for the reason when a false alarm is put away."""
    ask: dict[str, str]
    plan: PlanPoints
    routes: dict[str, RouteText]
    numbers: tuple[Number, ...]
    calm: str
    """What is told of a story, a lesson, a thing or an animal: nothing near it is looked at."""
    signs: dict[str, SignEntry]
    kinds: dict[str, str]
    """Words by what they tell of: somebody afraid, the others, a place at school."""
    clues: dict[str, ClueEntry]


@cache
def gate_file(language: str) -> GateFile:
    """Give the gate's words in a language, read once."""
    return msgspec.convert(shipped("gate", known_language(language)), GateFile)
