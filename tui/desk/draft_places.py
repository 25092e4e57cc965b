"""Texts that were begun and never saved: one for each place they belong to, and the way back there."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from storage.domain.case.case import Case, Kind
from storage.domain.ids import CODE
from storage.domain.people import SHARED
from storage.domain.views.book import Book
from storage.store import Draft
from tui.desk.desk import Desk
from tui.desk.drafting import DraftPlace
from tui.i18n.words import N_, Words

GOOD_NEWS = DraftPlace("today", "good-news")
NEW_PARENT_MEETING = DraftPlace("parents", "new")
KEY_OF = {"case": "", "card": "l"}
KEYS = {
    "agreement": "a", "change": "c", "close": "x", "entry": "↵", "idea": "i", "lift": "l", "lifted": "x",
    "nothing": "l", "parked": "x", "pressure": "d", "questions": "m", "told": "x",
}  # fmt: skip
"""The key of a case that asks again what was begun; any other place is an entry's own."""
CHANGING = "e"
CHANGED = N_("a changed entry")
OF_A_CASE = {
    "agreement": N_("an agreement"), "change": N_("title and themes"), "close": N_("closing it"),
    "entry": N_("an entry"), "idea": N_("an idea"), "lift": N_("for the leadership"),
    "lifted": N_("for the leadership"), "nothing": N_("why nothing this time"), "parked": N_("parking it"),
    "pressure": N_("cross-pressure"), "questions": N_("three questions"), "told": N_("who was told"),
}  # fmt: skip
"""What was begun in a case; any other place is a changed entry."""
KINDS: dict[str, str] = {
    "agreement": N_("an agreement"), "area": N_("an area of the plan"), "both": N_("two texts being joined"),
    "card": N_("an experience card"), "case": N_("a new case"), "meeting": N_("a meeting"),
    "parents": N_("a parent meeting"), "plan": N_("a practice of the plan"), "rounds": N_("development conversations"),
    "today": N_("good news"),
}  # fmt: skip
"""What was begun elsewhere."""


def begun(drafts: Mapping[str, Draft], running: str = "") -> dict[DraftPlace, Draft]:
    """Return the drafts by what they belong to, such as a case; of several fields the one typed last.

    The texts of the `running` meeting wait there; those of one that is over have no other place than here.
    """
    kept: dict[DraftPlace, Draft] = {}
    for draft in sorted(drafts.values(), key=lambda draft: draft.at):
        place = DraftPlace.read(draft.place)
        if not running or (place.kind, place.of) != ("meeting", running):
            kept[belongs_to(place)] = draft
    return kept


def unsaved(desk: Desk, book: Book) -> dict[DraftPlace, Draft]:
    """Return what one began and did not save, and what meetings that are over left unsaved."""
    shared = desk.seated(SHARED).drafts()
    of_meetings = {name: shared[name] for name in shared if DraftPlace.read(name).kind == "meeting"}
    return begun({**of_meetings, **desk.drafts()}, book.running.id if book.running else "")


def belongs_to(place: DraftPlace) -> DraftPlace:
    """Return what a draft's place belongs to: the place without its field."""
    match place:
        case (
            DraftPlace("meeting")
            | DraftPlace("case", "new")
            | DraftPlace("agreement", _, ("rating" | "lesson" | "going", *_))
        ):
            return msgspec.structs.replace(place, path=place.path[:1])
    return msgspec.structs.replace(place, path=())


def where_begun(words: Words, place: DraftPlace) -> str:
    """Return where a text was begun, never what it says: that may be for nobody who looks at a shared screen."""
    what = what_begun(words, place)
    return f"{place.of} · {what}" if place.kind in KEY_OF and CODE.fullmatch(place.of) else what


def what_begun(words: Words, place: DraftPlace) -> str:
    """Return what somebody began to write: an entry, an idea, a practice of the plan."""
    match place:
        case DraftPlace("case", "new", (Kind.SUCCESS, *_)):
            return words(KINDS["today"])
        case DraftPlace("case", of, (what, *_)) if of != "new":
            return words(OF_A_CASE.get(what, CHANGED))
    return words(KINDS.get(place.kind, KINDS["both"]))


def begun_in_case(drafts: Iterable[Draft], code: str) -> Iterator[tuple[DraftPlace, str]]:
    """Yield where something was begun in a case, and the key that goes on with it; of several fields the last typed."""
    kept: dict[str, DraftPlace] = {}
    for draft in sorted(drafts, key=lambda draft: draft.at):
        place = DraftPlace.read(draft.place)
        if place.kind in KEY_OF and place.of == code:
            kept[KEY_OF[place.kind] or KEYS.get(place.path[0], CHANGING)] = place
    yield from ((place, key) for key, place in kept.items())


def case_begun(book: Book, place: DraftPlace) -> Case | None:
    """Return the case a text was begun in, a card's source included."""
    return book.find_case(place.of)
