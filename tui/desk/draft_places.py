"""Texts that were begun and never saved: one for each place they belong to, and the way back there."""

from collections.abc import Iterable, Iterator, Mapping

from storage.domain.case.case import Case, Kind
from storage.domain.ids import CODE
from storage.domain.people import SHARED
from storage.domain.views.book import Book
from storage.store import Draft
from tui.desk.desk import Desk
from tui.i18n.words import N_, Words

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
CHANGED = N_("a changed entry")
OF_A_CASE = {
    "agreement": N_("an agreement"),
    "change": N_("title and themes"),
    "close": N_("closing it"),
    "entry": N_("an entry"),
    "idea": N_("an idea"),
    "lift": N_("for the leadership"),
    "lifted": N_("for the leadership"),
    "nothing": N_("why nothing this time"),
    "parked": N_("parking it"),
    "pressure": N_("cross-pressure"),
    "questions": N_("three questions"),
    "told": N_("who was told"),
}
"""What was begun in a case; any other place is a changed entry."""
KINDS = {
    "agreement": N_("an agreement"),
    "area": N_("an area of the plan"),
    "both": N_("two texts being joined"),
    "card": N_("an experience card"),
    "case": N_("a new case"),
    "meeting": N_("a meeting"),
    "parents": N_("a parent meeting"),
    "plan": N_("a practice of the plan"),
    "rounds": N_("development conversations"),
    "today": N_("good news"),
}
"""What was begun elsewhere."""
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


def where_begun(words: Words, place: str) -> str:
    """Return where a text was begun, never what it says: that may be for nobody who looks at a shared screen."""
    kind, of, *_ = (*place.split("/"), "")
    return f"{of} · {what_begun(words, place)}" if kind in KEY_OF and CODE.fullmatch(of) else what_begun(words, place)


def what_begun(words: Words, place: str) -> str:
    """Return what somebody began to write: an entry, an idea, a practice of the plan."""
    kind, of, field, *_ = (*place.split("/"), "", "")
    if kind == "case" and of != "new":
        return words(OF_A_CASE.get(field, CHANGED))
    if place.startswith(f"{NEW_CASE}{Kind.SUCCESS}"):
        return words(KINDS["today"])
    return words(KINDS.get(kind, KINDS["both"]))


def begun_in_case(drafts: Iterable[Draft], code: str) -> Iterator[tuple[str, str]]:
    """Yield where something was begun in a case, and the key that goes on with it; of several fields the last typed."""
    kept: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.at):
        kind, of, *where = draft.place.split("/")
        if kind in KEY_OF and of == code:
            kept[KEY_OF[kind] or KEYS.get(where[0], CHANGING)] = draft
    yield from ((draft.place, key) for key, draft in kept.items())


def case_begun(book: Book, place: str) -> Case | None:
    """Return the case a text was begun in, a card's source included."""
    return book.find_case(place.partition("/")[2])
