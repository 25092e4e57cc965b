"""Which area and practice of a document is which one of the plan: by title, and where that changed by what it says."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from storage.documents.plan_file.plan_document import in_order
from storage.documents.plan_file.text import canonical
from storage.documents.plan_reading.vocabulary import plain
from storage.domain.plan.paper import Paper, PaperArea
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import Record
from storage.domain.views.book import Book

Kept = TypeVar("Kept", bound=Record)
Given = TypeVar("Given")
Key = Hashable | None
"""What two things are alike in; None is like nothing."""
Alike = Callable[[Practice], str | None]


class Pairs(msgspec.Struct, frozen=True):
    """The plan's record for each of a document's, in its order; None for what is new."""

    areas: tuple[Area | None, ...]
    practices: tuple[tuple[Practice | None, ...], ...]
    gone_areas: tuple[Area, ...]
    gone_practices: tuple[Practice, ...]


def paired(paper: Paper, book: Book) -> Pairs:
    """Return a document's areas and practices beside the plan's."""
    areas = _areas(paper, book)
    practices = _practices(paper, book, areas)
    used = {record.id for record in (*areas, *practices) if record}
    left = iter(practices)
    return Pairs(
        tuple(areas),
        tuple(tuple(next(left) for _ in given.practices) for given in paper.areas),
        tuple(area for area in book.areas if area.id not in used),
        tuple(practice for practice in book.practices if practice.id not in used),
    )


def _areas(paper: Paper, book: Book) -> list[Area | None]:
    kept = sorted(book.areas, key=lambda area: (area.order, area.id))
    given = [each for each in paper.areas if not each.bare]
    found: list[Area | None] = [None] * len(given)
    _join(found, given, kept, lambda each: _heading(each.area), _heading)
    _join(found, given, kept, lambda each: each.area.key or None, lambda area: area.key)
    homes = {_title(practice): practice.area for practice in book.practices}
    _join(found, given, kept, lambda each: _home(each, homes), lambda area: area.key)
    places = iter(found)
    return [None if each.bare else next(places) for each in paper.areas]


def _heading(area: Area) -> str:
    return plain(canonical(area.title))


def _home(given: PaperArea, homes: dict[str, str]) -> str | None:
    """Return the key of the area that most practices under a changed title stand in now."""
    keys = [homes.get(_title(each.practice), "") for each in given.practices]
    return next((key for key in keys if key and keys.count(key) * 2 > len(keys)), None)


def _practices(paper: Paper, book: Book, areas: Sequence[Area | None]) -> list[Practice | None]:
    homes = {area.key: area.id for area in book.areas}
    kept = [practice for _, within in in_order(book, "") for practice in within]
    given = [
        (area.id if area else "" if home.bare else None, each.practice)
        for home, area in zip(paper.areas, areas, strict=True)
        for each in home.practices
    ]
    found: list[Practice | None] = [None] * len(given)
    for alike in (_exactly, _title, _minimum):
        _join(found, given, kept, partial(_near, alike=alike), partial(_kept_near, homes=homes, alike=alike))
    for alike in (_title, _minimum):
        _join(found, given, kept, partial(_anywhere, alike=alike), alike)
    return found


def _near(given: tuple[str | None, Practice], alike: Alike) -> Key:
    home, practice = given
    key = alike(practice)
    return None if home is None or key is None else (home, key)


def _kept_near(kept: Practice, homes: Mapping[str, str], alike: Alike) -> Key:
    return (homes.get(kept.area, ""), alike(kept))


def _anywhere(given: tuple[str | None, Practice], alike: Alike) -> Key:
    return alike(given[1])


def _exactly(practice: Practice) -> str:
    return canonical(practice.title)


def _title(practice: Practice) -> str:
    return plain(canonical(practice.title))


def _minimum(practice: Practice) -> str | None:
    return canonical(practice.minimum) or None


def _join(
    found: list[Kept | None],
    given: Sequence[Given],
    kept: Iterable[Kept],
    key_given: Callable[[Given], Key],
    key_kept: Callable[[Kept], Key],
) -> None:
    """Fill the places in `found` that are empty with the first record alike that has no place yet."""
    used = {record.id for record in found if record}
    waiting: dict[Key, list[Kept]] = {}
    for record in kept:
        if record.id not in used:
            waiting.setdefault(key_kept(record), []).append(record)
    for place, each in enumerate(given):
        key = key_given(each)
        if found[place] is None and key is not None and waiting.get(key):
            found[place] = waiting[key].pop(0)
