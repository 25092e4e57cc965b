"""Experience cards: what worked and when, with nobody left in it."""

from datetime import date

from storage.domain.errors import Refused
from storage.domain.record import Record


class ExperienceCard(Record, frozen=True, kw_only=True):
    """A lesson that outlives its case."""

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


def checked_card(card: ExperienceCard) -> ExperienceCard:
    """Return a card that may be kept; raises `empty-title` or `empty-card`."""
    if not card.title.strip():
        raise Refused("empty-title")
    if not card.worked.strip():
        raise Refused("empty-card")
    return card
