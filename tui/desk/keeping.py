"""Do it, and what follows: a change is saved, its drafts are let go, and the safety gate and a nudge look at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.content.forms import forms
from storage.domain.case.case import Case
from storage.domain.case.standing import alarmed
from storage.domain.errors import Conflict, Refused
from storage.domain.record import Record
from storage.domain.views.over_time import about_to_forget
from storage.store import Change, Unreached
from tui.desk.desk import Desk
from tui.desk.nudges import Hint, unsaid
from tui.desk.safety import Raised, raised


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
