"""A document held against the plan: what is which, changed, new or taken out; or all of it as a first plan."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar

import msgspec

from storage.documents.plan_file.document import area_values, in_order, practice_values, written_sources
from storage.documents.plan_file.text import canonical
from storage.documents.plan_reading.vocabulary import plain
from storage.documents.words import Labels, words
from storage.domain.ids import NewId
from storage.domain.people import Language
from storage.domain.plan.plan import Area, Paper, PaperArea, PaperPractice, Practice, PracticeState, reached, retired
from storage.domain.record import Record
from storage.domain.views.book import Book

OfPlan = TypeVar("OfPlan", bound=Record)
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
    found: list[OfPlan | None],
    given: Sequence[Given],
    kept: Iterable[OfPlan],
    key_given: Callable[[Given], Key],
    key_kept: Callable[[OfPlan], Key],
) -> None:
    """Fill the places in `found` that are empty with the first record alike that has no place yet."""
    used = {record.id for record in found if record}
    waiting: dict[Key, list[OfPlan]] = {}
    for record in kept:
        if record.id not in used:
            waiting.setdefault(key_kept(record), []).append(record)
    for place, each in enumerate(given):
        key = key_given(each)
        if found[place] is None and key is not None and waiting.get(key):
            found[place] = waiting[key].pop(0)


ALWAYS_WRITTEN = frozenset({"level", "depth", "month", "milestones"})
"""Fields that our documents never leave out: where one is missing, nothing is said about it."""


class What(StrEnum):
    """What a difference is."""

    NEW_AREA = "new-area"
    NEW_PRACTICE = "new-practice"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


class PlanDifference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a document has otherwise than the plan."""

    what: What
    area: str
    """The title of the area it stands in."""
    title: str
    """The practice's; empty where it is about the area."""
    field: str = ""
    old: str = ""
    new: str = ""
    before: Area | Practice | None = None
    """What is kept now; None for what is new."""
    after: Area | Practice
    """The record with this difference alone."""
    values: Mapping[str, object] = {}
    """What becomes of the record's fields."""


def differences(paper: Paper, book: Book, labels: Labels, *, new_id: NewId, today: date) -> tuple[PlanDifference, ...]:
    """Return every difference, in the document's order, what was taken out at the end."""
    return tuple(_Comparing(paper, book, labels, new_id, today).differences())


class _Comparing:
    def __init__(self, paper: Paper, book: Book, labels: Labels, new_id: NewId, today: date) -> None:
        self.paper, self.book, self.labels, self.new_id, self.today = paper, book, labels, new_id, today
        self.pairs: Pairs = paired(paper, book)
        self.orders = max((area.order for area in book.areas), default=0)

    def differences(self) -> Iterator[PlanDifference]:
        taken = {area.key for area in self.book.areas}
        for place, given in enumerate(self.paper.areas):
            kept = self.pairs.areas[place]
            area = kept or made_area(given, taken, self.new_id)
            if kept:
                yield from self._area(kept, given)
            elif not given.bare:
                taken.add(area.key)
                area = area.but(order=self.orders + place + 1)
                yield PlanDifference(what=What.NEW_AREA, area=area.title, title="", new=area.about, after=area)
            for number, practice in enumerate(given.practices):
                yield from self._practice(self.pairs.practices[place][number], practice, area)
        if self.paper.ours:
            yield from self._gone()

    def _area(self, kept: Area, given: PaperArea) -> Iterator[PlanDifference]:
        old = {"title": _line(kept.title), "about": canonical(kept.about), **area_values(kept, self.labels)}
        new = {
            "title": _line(given.area.title),
            "about": canonical(given.area.about),
            **area_values(given.area, self.labels),
        }
        for field in self._to_compare(old, given.said | {"title"}):
            if old[field] != new[field]:
                yield self._changed(kept, kept.title, "", field, old[field], new[field], getattr(given.area, field))

    def _practice(self, kept: Practice | None, given: PaperPractice, area: Area) -> Iterator[PlanDifference]:
        made = at_home(given.practice, self.book)
        if kept is None:
            fresh = made.but(id=self.new_id(), area=area.key)
            yield PlanDifference(
                what=What.NEW_PRACTICE, area=area.title, title=fresh.title, new=fresh.minimum, after=fresh
            )
            return
        if kept.area != area.key and not self._homeless(kept, area):
            yield self._moved(kept, area)
        old = {"title": _line(kept.title), **practice_values(kept, self.labels, self.book)}
        new = {"title": _line(made.title), **practice_values(made, self.labels, self.book)}
        for field in self._to_compare(old, given.said | {"title"}):
            if field in ALWAYS_WRITTEN and field not in given.said:
                continue
            if old[field] != new[field] and not (given.undated and field == "milestones" and kept.state is made.state):
                value = self._value(kept, made, given, field)
                yield self._changed(kept, area.title, kept.title, field, old[field], new[field], value)

    def _homeless(self, kept: Practice, area: Area) -> bool:
        return not area.key and kept.area not in {each.key for each in self.book.areas}

    def _to_compare(self, fields: Mapping[str, str], said: frozenset[str]) -> Iterator[str]:
        """Yield the fields a document speaks of: one of ours of all, also where it says nothing."""
        return (field for field in fields if self.paper.ours or field in said)

    def _value(self, kept: Practice, made: Practice, given: PaperPractice, field: str) -> object:
        if field == "milestones" and given.undated:
            return reached(kept, made.state, self.today).milestones
        if field == "evidence":
            written = written_sources(kept.evidence, self.labels.words, self.book)
            here = zip(written, kept.evidence, strict=True)
            return resolved(given.practice.evidence, (*here, *cards_by_text(self.book)))
        return getattr(made, field)

    def _changed(
        self, kept: Area | Practice, area: str, title: str, field: str, old: str, new: str, value: object
    ) -> PlanDifference:
        after = kept.but(**{field: value})
        return PlanDifference(
            what=What.CHANGED, area=area, title=title, field=field, old=old, new=new,
            before=kept, after=after, values={field: value},
        )  # fmt: skip

    def _moved(self, kept: Practice, area: Area) -> PlanDifference:
        titles = {each.key: each.title for each in self.book.areas}
        return PlanDifference(
            what=What.MOVED, area=area.title, title=kept.title, field="area", old=titles.get(kept.area, ""),
            new=area.title, before=kept, after=kept.but(area=area.key), values={"area": area.key},
        )  # fmt: skip

    def _gone(self) -> Iterator[PlanDifference]:
        titles = {each.key: each.title for each in self.book.areas}
        for practice in self.pairs.gone_practices:
            if practice.state is not PracticeState.RETIRED:
                after = retired(practice, self.today)
                yield _out(practice, after, titles.get(practice.area, ""), milestones=after.milestones)
        for area in self.pairs.gone_areas:
            if not area.hidden:
                yield _out(area, area.but(hidden=True), area.title, hidden=True)


def _out(before: Area | Practice, after: Area | Practice, area: str, **values: object) -> PlanDifference:
    title = before.title if isinstance(before, Practice) else ""
    return PlanDifference(what=What.GONE, area=area, title=title, before=before, after=after, values=values)


def _line(text: str) -> str:
    return " ".join(canonical(text).split())


Pair = tuple[Area | Practice | None, Area | Practice]
"""What a record was, and what it becomes."""


def accepted_pairs(accepted: Sequence[PlanDifference], everything: Sequence[PlanDifference]) -> tuple[Pair, ...]:
    """Return what becomes of the records when some differences are accepted; new areas that they need come along."""
    changed: dict[str, Pair] = {}
    for difference in accepted:
        identity = difference.after.id
        before, after = changed.get(identity, (difference.before, difference.before or difference.after))
        changed[identity] = (before, after.but(**difference.values))
    needed = {after.area for _, after in changed.values() if isinstance(after, Practice)}
    for difference in everything:
        made = difference.after
        if difference.what is What.NEW_AREA and isinstance(made, Area) and made.key in needed:
            changed.setdefault(made.id, (None, made))
    return tuple(changed.values())


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
