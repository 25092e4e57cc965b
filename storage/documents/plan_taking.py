"""A plan from a document as records of a team that has none yet."""

from collections.abc import Iterator, Mapping

from storage.documents.labels import words
from storage.documents.plan_reading.vocabulary import plain
from storage.domain.book import Book
from storage.domain.ids import NewId
from storage.domain.people import Language
from storage.domain.plan import Area, Practice
from storage.domain.plan_paper import Paper, PaperArea


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


def resolved(evidence: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return sources with those that are known by how they are written put in place."""
    return tuple(known.get(plain(source), source) for source in evidence)


def cards_by_text(book: Book) -> Mapping[str, str]:
    """Return the team's cards by how documents in any language write them."""
    return {plain(text): card for card, text in _written_cards(book)}


def _written_cards(book: Book) -> Iterator[tuple[str, str]]:
    for language in Language:
        for card in book.cards:
            yield card.id, words(language).paper.card.format(title=card.title)
