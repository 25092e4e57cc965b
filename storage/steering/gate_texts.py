"""What the safety gate says, as data: who must be told, on which of the routes, and by which law and numbers."""

from datetime import date
from functools import cache

import msgspec

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
    """One of the routes: what it says at once, whom to tell, and what to do in which order."""

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


class GateFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the gate says in one language."""

    checked: date
    """The day laws and numbers were last held against what they stand on."""
    standing: str
    """Asked at the start of every case; yes always means unsafe."""
    standing_why: str
    which: str
    """Asks which of the routes it is, where somebody said yes."""
    unknown: str
    """What follows where nobody knows."""
    unknown_home: str
    """What follows where nobody knows how it is at home: there the head is not enough."""
    not_ours: str
    """The written plan and the documentation live in the school's own system."""
    pupil_heard: str
    put_away: str
    """Asks for the reason when a false alarm is put away."""
    ask: dict[str, str]
    plan: PlanPoints
    routes: dict[str, RouteText]
    numbers: tuple[Number, ...]

    def at_once(self, route: str) -> str:
        """Return what a route says at once, in a line."""
        return f"! {self.routes[route].title}. {self.routes[route].say}"

    def no_contact(self, *, at_home: bool) -> str:
        """Return what keeps others from speaking to the home, where it may be there."""
        return self.routes["home"].no_contact if at_home else ""


@cache
def gate_file(language: str) -> GateFile:
    """Return what the gate says in a language, read once."""
    return msgspec.convert(shipped("gate", known_language(language)), GateFile)
