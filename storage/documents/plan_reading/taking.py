"""A plan from a document as records of a team that has none yet."""

from collections.abc import Iterable, Iterator

from storage.documents.plan_reading.vocabulary import plain
from storage.documents.words import words
from storage.domain.ids import NewId
from storage.domain.people import Language
from storage.domain.plan.paper import Paper, PaperArea
from storage.domain.plan.plan import Area, Practice
from storage.domain.views.book import Book


def records_of(paper: Paper, book: Book, new_id: NewId) -> tuple[tuple[Area, ...], tuple[Practice, ...]]:
    """Return a document's areas and practices as new records, whose owners and sources are this team's where it can."""
    areas: list[Area] = []
    practices: list[Practice] = []
    for given in paper.areas:
        area = made_area(given, {each.key for each in areas}, new_id)
        if not given.bare:
            areas.append(area)
        practices += (at_home(each.practice, book).but(id=new_id(), area=area.key) for each in given.practices)
    return tuple(areas), tuple(practices)


def made_area(given: PaperArea, taken: set[str], new_id: NewId) -> Area:
    """Return an area as a record; its key is the template's while that is free."""
    if given.bare:
        return given.area
    identity = new_id()
    key = given.area.key
    return given.area.but(id=identity, key=key if key and key not in taken else identity)


def at_home(practice: Practice, book: Book) -> Practice:
    """Return a practice with its owner's alias and its cards as this team has them; what it lacks stays as text."""
    aliases = {alias.casefold(): alias for alias in book.team.aliases}
    return practice.but(
        owner=aliases.get(practice.owner.casefold(), practice.owner),
        evidence=resolved(practice.evidence, cards_by_text(book)),
    )


def resolved(evidence: Iterable[str], known: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return sources with those put in place that are known by how they are written; each is used once, if it can."""
    waiting: dict[str, list[str]] = {}
    for text, source in known:
        waiting.setdefault(plain(text), []).append(source)
    return tuple(_next(waiting.get(plain(text)), text) for text in evidence)


def _next(sources: list[str] | None, text: str) -> str:
    if not sources:
        return text
    return sources.pop(0) if len(sources) > 1 else sources[0]


def cards_by_text(book: Book) -> Iterator[tuple[str, str]]:
    """Yield how documents in any language write the team's cards, each with the card's identity."""
    for language in Language:
        for card in book.cards:
            yield words(language).paper.card.format(title=card.title), card.id
