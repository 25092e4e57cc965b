"""Experience cards: what worked and when, with nobody left in it, and what came of trying it here and elsewhere."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from storage.domain.case.agreement import HELPED, Agreement, Done
from storage.domain.errors import Refused
from storage.domain.record import Part, Record

FEWEST_TEAMS = 3
"""Of fewer other teams no count is shown."""


class Trial(Part, frozen=True, kw_only=True):
    """What became of an agreement made from a card, once its case is deleted: no more than is counted."""

    done: bool = False
    helped: bool = False


class TeamCount(Part, frozen=True, kw_only=True):
    """What a team's agreements made from a card had come to by a day; its id is that team's key, which nobody is shown.

    Counts of one team are states of the same growing count: they are never added to each other.
    """

    tried: int
    done: int
    helped: int
    on: date
    seal: str
    """That team's own signature, so that nobody else can count for it."""


class Experience(msgspec.Struct, frozen=True):
    """How often something was tried, done as planned, and a help."""

    tried: int = 0
    done: int = 0
    helped: int = 0

    def with_more(self, other: "Experience") -> "Experience":
        """Return both together."""
        return Experience(self.tried + other.tried, self.done + other.done, self.helped + other.helped)


class ExperienceCard(Record, frozen=True, kw_only=True):
    """A lesson that outlives its case."""

    SECRETS = frozenset({"counts"})

    title: str
    made: date
    when: str = ""
    """In what situation it worked."""
    worked: str = ""
    """What was done, and what it led to."""
    start: str = ""
    """How to begin."""
    watch: str = ""
    """What to look out for."""
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Codes of the cases it came from; a deleted one is no error."""
    trials: tuple[Trial, ...] = ()
    """What came of it in cases that are deleted."""
    counts: tuple[TeamCount, ...] = ()
    """What came of it in other teams."""
    travels_as: str = ""
    """What decks call it, where it came in one."""

    @property
    def deck_name(self) -> str:
        """What decks call it, wherever it goes: an id would tell when it was written."""
        return self.travels_as or _digest(f"card {self.id}")


def checked_card(card: ExperienceCard) -> ExperienceCard:
    """Return a card that may be kept; raises `empty-title` or `empty-card`."""
    if not card.title.strip():
        raise Refused("empty-title")
    if not card.worked.strip():
        raise Refused("empty-card")
    return card


def _digest(text: str) -> str:
    return hashlib.sha256(f"fredstid {text}".encode()).hexdigest()[:26]


def is_tried(agreement: Agreement) -> bool:
    """Tell whether somebody has begun to do what was agreed on."""
    return agreement.done not in {None, Done.NOT_STARTED} or agreement.effect is not None


def with_trials(card: ExperienceCard, agreements: Iterable[Agreement]) -> ExperienceCard:
    """Return the card with what came of agreements that are about to be deleted."""
    known = {trial.id for trial in card.trials}
    fresh = [
        Trial(id=key, done=each.done is Done.AS_PLANNED, helped=each.effect in HELPED)
        for each in agreements
        if each.card == card.id and is_tried(each) and (key := _digest(f"trial {each.id}")) not in known
    ]
    return card.but(trials=(*card.trials, *fresh)) if fresh else card


def experience_here(card: ExperienceCard, agreements: Iterable[Agreement]) -> Experience:
    """Return what came of a card in this team, in deleted cases too."""
    trials = with_trials(card, agreements).trials
    return Experience(len(trials), sum(each.done for each in trials), sum(each.helped for each in trials))


def experience_elsewhere(card: ExperienceCard) -> Experience:
    """Return what came of a card in other teams, however few they are: to rank by, not to be shown."""
    each = card.counts
    return Experience(sum(c.tried for c in each), sum(c.done for c in each), sum(c.helped for c in each))


def experience_shown(card: ExperienceCard) -> tuple[int, Experience] | None:
    """Return how many other teams have tried a card and what came of it; None where they are too few to be told of."""
    teams = sum(each.tried > 0 for each in card.counts)
    return (teams, experience_elsewhere(card)) if teams >= FEWEST_TEAMS else None


def joined_counts(ours: Iterable[TeamCount], theirs: Iterable[TeamCount]) -> tuple[TeamCount, ...]:
    """Return the last that is known of each team's count, whatever order decks came in."""
    last: dict[str, TeamCount] = {}
    for each in (*ours, *theirs):
        last[each.id] = max(last.get(each.id, each), each, key=_age)
    return tuple(last[key] for key in sorted(last))


def _age(count: TeamCount) -> tuple[date, int, int, int, str]:
    return count.on, count.tried, count.done, count.helped, count.seal


def by_deck_name(cards: Iterable[ExperienceCard]) -> Mapping[str, ExperienceCard]:
    """Return cards by what decks call them."""
    return {card.deck_name: card for card in cards}
