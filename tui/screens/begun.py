"""Texts that were begun and never saved: one for each place they belong to, and the way back there."""

from collections.abc import Iterable, Iterator, Mapping

from storage.domain.book import Book
from storage.domain.case import Case
from storage.domain.people import SHARED
from storage.store import Draft
from tui.desk import Desk

GOOD_NEWS = "today/good-news"
MEETING = "meeting/"
"""A meeting offers its own texts when it goes on."""
KEY_OF = {"case": "", "card": "l"}
KEYS = {
    "agreement": "a",
    "change": "c",
    "close": "x",
    "entry": "↵",
    "idea": "i",
    "lift": "l",
    "lifted": "x",
    "nothing": "l",
    "parked": "x",
    "pressure": "d",
    "questions": "m",
    "told": "x",
}
"""The key of a case that asks again what was begun; any other place is an entry's own."""
CHANGING = "e"
WITHOUT_PLACE = frozenset({"both", "meeting"})
"""Kinds of places that no dialog offers again: two texts being joined, and meetings that are over."""
NEW_CASE = "case/new/"


def begun(drafts: Mapping[str, Draft], running: str = "") -> dict[str, Draft]:
    """Return the drafts by what they belong to, such as `case/26-014`; of several fields the one typed last.

    The texts of the `running` meeting wait there; those of one that is over have no other place than here.
    """
    kept: dict[str, Draft] = {}
    for draft in sorted(drafts.values(), key=lambda draft: draft.at):
        if not running or not draft.place.startswith(f"{MEETING}{running}/"):
            kept[belongs_to(draft.place)] = draft
    return kept


def unsaved(desk: Desk, book: Book) -> dict[str, Draft]:
    """Return what one began and did not save, and what meetings that are over left unsaved."""
    shared = {place: each for place, each in desk.seated(SHARED).drafts().items() if place.startswith(MEETING)}
    return begun({**shared, **desk.drafts()}, book.running.id if book.running else "")


def belongs_to(place: str) -> str:
    """Return what a draft's place belongs to: the place without its field."""
    depth = 3 if place.startswith((NEW_CASE, MEETING)) or "/rating/" in place else 2
    return "/".join(place.split("/")[:depth])


def begun_in_case(drafts: Iterable[Draft], code: str) -> Iterator[tuple[str, str]]:
    """Yield what was begun in a case, and the key that goes on with it; of several fields the one typed last."""
    kept: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.at):
        kind, of, *where = draft.place.split("/")
        if kind in KEY_OF and of == code:
            kept[KEY_OF[kind] or KEYS.get(where[0], CHANGING)] = draft
    yield from ((draft.text, key) for key, draft in kept.items())


def case_begun(book: Book, place: str) -> Case | None:
    """Return the case a text was begun in, a card's source included."""
    return book.find_case(place.partition("/")[2])
