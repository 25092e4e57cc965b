"""What the program asks of a store, in the domain's words."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import msgspec

from storage.domain.changing import Change
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.domain.views.deeds import Deed, Touch

__all__ = [
    "Change",
    "Deed",
    "Difference",
    "Draft",
    "Heartbeat",
    "Presence",
    "Signs",
    "Store",
    "Touch",
    "Unreached",
]


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Text that was being typed and is not saved: whose, where, and what it says."""

    by: str
    place: str
    text: str
    at: datetime


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True):
    """The running meeting's sign of life: written every two seconds by the screen that leads it."""

    meeting: str
    leader: str
    """The leading screen's session, not a person."""
    place: int
    spent: float
    """Seconds the phase at `place` has run."""
    at: datetime
    asked_by: str = ""
    """The session that asks to take over the lead."""


class Presence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who has which case open: a sign of life, never a lock."""

    session: str
    by: str
    case: str
    """Its code."""
    at: datetime
    writes: bool = False
    meeting: bool = False
    """Whether it is a meeting that has come to the case."""
    boot: str = ""
    """Which start of the machine the session belongs to."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one record outside the program, or would by going back: never what it says."""

    kind: str
    id: str
    what: str
    """made, changed or deleted."""
    name: str = ""
    """A code, a title or a day; empty where there is none."""


class Unreached(msgspec.Struct, frozen=True, kw_only=True):
    """An export that deleting does not reach."""

    path: str
    at: datetime
    """When it was written."""
    reason: str
    """Such as other-machine, moved, sealed, unfinished, lives-on, not-allowed, not-yours, not-changed, list-unread."""
    owner: str = ""
    """Whose it is, as far as that can be seen."""
    case: str = ""
    """What the case answers to there: its code there, or its id where nobody could look."""


class Signs(Protocol):
    """The signs of life in a team's folder: of the running meeting, and of those who look at a case."""

    def beat(self, heartbeat: Heartbeat) -> None:
        """Write the running meeting's sign of life."""
        ...

    def heartbeat(self) -> Heartbeat | None:
        """Return the running meeting's last sign of life."""
        ...

    def be_here(self, presence: Presence) -> None:
        """Say which case a session has open; raises `not-saved`."""
        ...

    def leave(self, session: str) -> None:
        """Take a session's sign away; raises `not-saved`."""
        ...

    def present(self) -> tuple[Presence, ...]:
        """Return every session's sign, those of the dead included."""
        ...


class Store(Signs, Protocol):
    """A team's folder, as the screens and the command line see it. Times are aware, in UTC."""

    @property
    def folder(self) -> Path:
        """Where the team's files lie."""
        ...

    def book(self) -> Book:
        """Return everything as it stands on disk now; cheap when nothing has changed."""
        ...

    def save(self, *changes: Change, by: str, at: datetime) -> tuple[Record, ...]:
        """Keep all changes or none, and return the records as kept (deleted ones left out).

        Someone else's changes since `before` are merged; raises `Conflict` where both changed the same field,
        `record-gone`, `meeting-running`, `identity-number`, `read-only` or `not-saved`. A new case gets its code here.
        """
        ...

    def history(self, about: Collection[str] = ()) -> Iterator[Deed]:
        """Yield what was done, newest first; only to the records with these ids, when some are given."""
        ...

    def undo(self, *, by: str, at: datetime, earlier: bool = False) -> tuple[Record, ...]:
        """Take back the last change that this session made, or else, once, the last that `by` made before it.

        That one only with `earlier`; without it raises `undo-reaches-back` with its `change`. Only what was made as the
        same system user is in reach. Raises `nothing-to-undo`, or `changed-since` when somebody has changed it since.
        """
        ...

    def delete_case(self, key: str, *, by: str, at: datetime) -> tuple[Unreached, ...]:
        """Delete a case, by its id or code, with its agreements, earlier values and traces in backups, drafts, exports.

        Returns the exports that it may still lie in; raises `code-twice` where another bears the same code.
        """
        ...

    def exports(self) -> tuple[Path, ...]:
        """Return the exports that deleting reaches."""
        ...

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed; an empty text drops it."""
        ...

    def edit_draft(self, draft: Draft) -> Path:
        """Return a private file that holds a draft, to be opened in an editor, until the draft is kept again.

        Raises `identity-number` or `not-saved`.
        """
        ...

    def drafts(self, by: str, others: Callable[[str, datetime], bool] | None = None) -> Mapping[str, Draft]:
        """Return somebody's unsaved texts, by place: this session's, else the newest that the same system user left.

        `others` tells which sessions' are not to be offered, by their name and when they typed last.
        """
        ...

    def take_in(self, *, by: str, at: datetime) -> None:
        """Take in what was changed outside the program, or an older copy that was put back; backups keep the rest."""
        ...

    def overdue_for_deletion(self, today: date) -> tuple[str, ...]:
        """Return the codes of closed cases whose delete-by date has come."""
        ...
