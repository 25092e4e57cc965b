"""Do it, and what follows: a change is saved, its drafts are let go, and the safety gate and a nudge look at it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storage.content.forms import forms
from storage.domain.case.case import Case, Kind, Route
from storage.domain.case.standing import alarmed
from storage.domain.errors import Conflict, Refused
from storage.domain.record import Record
from storage.domain.views.book import Book, newly_spoken, spoken, told
from storage.domain.views.over_time import about_to_forget
from storage.steering.gate import ITS_OWN, rings
from storage.steering.gate_lists import Certainty
from storage.store import Change, Unreached
from tui.desk.desk import Desk
from tui.desk.drafting import DraftPlace
from tui.desk.nudges import Hint, unsaid

SAFE_ENVIRONMENT = "safe-environment"
"""The theme whose tick asks the question."""


@dataclass(frozen=True)
class Raised:
    """What the gate says: at once by a route, or one question; `standing` is the question every case begins with."""

    code: str = ""
    """The case; empty where it was written about none."""
    route: Route | None = None
    question: str = ""
    """Asked where there is doubt; empty where there is none."""
    said: str = ""
    beside: tuple["Raised", ...] = ()
    """What leads elsewhere and is not answered by this: a home, a life."""

    @property
    def standing(self) -> bool:
        """Whether it is the question that every case begins with."""
        return self.route is None

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """What it is sorted by: what is sure first, and of several routes the gravest."""
        return self.standing, bool(self.question), -self.route.gravity if self.route else 0

    @property
    def routes(self) -> frozenset[Route]:
        """Where this leads, and what stands beside it, as far as it is sure."""
        return frozenset(each.route for each in (self, *self.beside) if each.route and not each.question)

    def at_home(self, book: Book) -> bool:
        """Tell whether nothing may be taken up with the home yet, by this or by what stands in its case."""
        case = book.find_case(self.code)
        return Route.HOME in self.routes or (case is not None and case.keeps_from_home)


@dataclass(frozen=True)
class Kept:
    """What was kept, and what is to be said of it."""

    records: tuple[Record, ...]
    """As the store has them now; those that went are left out."""
    alarm: Raised | None = None
    """What the safety gate says; where it is sure, that stands in the case already."""
    nudge: Hint | None = None
    """A question that may turn a text, or what in it could tell who somebody is."""
    obstacle: Refused | None = None
    """What kept an alarm out of its case, or the gate from looking; the records are kept all the same."""


def keep(
    desk: Desk, *changes: Change, by: str | None = None, quiet: bool = False, meant: Sequence[Change] = ()
) -> Kept:
    """Save changes, by whoever sits here unless `by` names another, and return what follows.

    `quiet` while people may vent: then the gate and the guard alone speak. `meant` is what was wanted before somebody
    else's changes were taken in: its drafts go too. Raises what the store raises; all but a `Conflict`, which can still
    be settled, leave the texts as drafts.
    """
    records = _saved(desk, changes, desk.me if by is None else by)
    said = (change.after for change in (*meant, *changes) if change.after)
    desk.drafting.saved(desk.store, said, desk.now())
    try:
        alarm = raised(desk.store.book(), changes, records)
        nudge = unsaid(desk, changes, quiet=quiet)
    except Refused as why:
        return Kept(records, obstacle=why)
    return Kept(records, alarm, nudge, _put_down(desk, alarm))


def delete_case(desk: Desk, case: Case) -> tuple[Unreached, ...]:
    """Delete a case for good, what its meetings came to counted before, and return what of it could not be reached."""
    book = desk.store.book()
    shelf = forms(book.team.language, desk.place.own_files)
    if book.team.shows_strip:
        counted = (Change(was, now) for was, now in about_to_forget(book, case, shelf.form))
        desk.store.save(*counted, by=desk.me, at=desk.now())
    return desk.store.delete_case(case.id, by=desk.me, at=desk.now())


def _saved(desk: Desk, changes: Sequence[Change], by: str) -> tuple[Record, ...]:
    try:
        return desk.store.save(*changes, by=by, at=desk.now())
    except Conflict:
        raise
    except Refused:
        desk.drafting.refused(desk.store)
        raise


def _put_down(desk: Desk, alarm: Raised | None) -> Refused | None:
    """Let an alarm that is sure stand in its case until somebody says who was told; return what is in the way of it."""
    try:
        for each in (alarm, *alarm.beside) if alarm else ():
            case = desk.store.book().find_case(each.code)
            if case and each.route and not each.question:
                _saved(desk, (Change(case, alarmed(case, each.route)),), desk.me)
    except Refused as why:
        return why
    return None


def raised(book: Book, changes: Sequence[Change], kept: Sequence[Record]) -> Raised | None:
    """Return what the gate says of changes that were kept: the gravest first."""
    codes = {record.id: record.code for record in kept if isinstance(record, Case)}
    found = [each for change in changes for each in _of_words(book, change, codes)]
    ticked = [each for change in changes if (each := _of_ticks(book, change, codes))]
    if not found and not ticked:
        return None
    first, *others = sorted([*found, *ticked], key=lambda each: each.rank)
    beside = {each.route: each for each in reversed(others) if each.route in ITS_OWN and each.route is not first.route}
    return replace(first, beside=tuple(beside.values()))


def _of_words(book: Book, change: Change, codes: dict[str, str]) -> Iterator[Raised]:
    fresh = newly_spoken(change.before, change.after)
    if not fresh or change.after is None:
        return
    code = _code_of(change.after, fresh, codes)
    case = book.find_case(code)
    earlier = [text for text in spoken(case or change.before) if text not in fresh]
    for alarm in rings(case, earlier, fresh, book.team.language.value):
        question = alarm.question if alarm.level is Certainty.DOUBT else ""
        yield Raised(case.code if case else "", alarm.route, question, alarm.signal)


def _code_of(record: Record, fresh: Sequence[str], codes: dict[str, str]) -> str:
    """Return the code of the case that the first of some new texts is about; a new case has got its own meanwhile."""
    return codes.get(record.id) or next(each.case for each in told(record) if each.text in fresh)


def _of_ticks(book: Book, change: Change, codes: dict[str, str]) -> Raised | None:
    """Return the question that a new case begins with, and the notice where somebody said that it is not safe."""
    after, before = change.after, change.before
    if not isinstance(after, Case) or after.kind is not Kind.CASE:
        return None
    code = after.code or codes.get(after.id, "")
    was = before if isinstance(before, Case) else None
    if after.safe is False and (was is None or was.safe is not False) and not after.told and after.alarm is None:
        return Raised(code, Route.NOT_SAFE)
    begins = was is None or (SAFE_ENVIRONMENT in after.themes and SAFE_ENVIRONMENT not in was.themes)
    asked = after.safe is not None or after.told or book.running is not None
    return Raised(code) if begins and not asked else None


def wants_peace_at(book: Book, place: DraftPlace) -> bool:
    """Tell whether a draft's place belongs to a case in which no question turns what is written."""
    of = (each.case for each in book.agreements if place.kind == "agreement" and each.id == place.of)
    case = book.find_case(next(of, place.of))
    return case is not None and case.wants_peace
