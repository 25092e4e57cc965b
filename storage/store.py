"""What the program asks of a store, in the domain's words."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from storage.domain.changing import Change
from storage.domain.errors import Refused
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.domain.views.deeds import Deed, Touch

if TYPE_CHECKING:
    from storage.domain.joining.copies import CopyAnswers, CopyReport

__all__ = [
    "Care", "Change", "Deed", "Difference", "Draft", "Drafts", "Heartbeat", "Place", "Presence", "Signs", "Store",
    "TeamStore", "Touch", "Unreached",
]  # fmt: skip


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


class Store(Protocol):
    """A team's records, their past, and what may become of them. Times are aware, in UTC.

    Its methods may be called from any thread. What a change may do is said in `domain.changing`, whatever keeps it.
    """

    def book(self) -> Book:
        """Return everything as it stands now, whoever saved it; the same object while nothing has changed.

        Its shelves stand in the order of their kinds. Where nothing can be saved, `read_only` says why.
        """
        ...

    def save(self, *changes: Change, by: str, at: datetime) -> tuple[Record, ...]:
        """Keep all changes or none, and return the records as kept (deleted ones left out).

        Someone else's changes since `before` are merged; each record counts its changes and remembers what it was. A
        new case gets a code that none of its year ever had. What is kept already, or gone already, is no change.

        Raises `Conflict` where both changed the same field, `record-gone`, `changed-since` where somebody changed what
        is to be deleted, `record-exists`, `code-taken`, `meeting-running`, `identity-number`, `read-only`, `not-saved`.
        """
        ...

    def history(self, about: Collection[str] = ()) -> Iterator[Deed]:
        """Yield what was done, newest first; only to the records with these ids, when some are given."""
        ...

    def history_gaps(self) -> tuple[Refused, ...]:
        """Return why there is more in the history than is told: `history-unreadable`, each with its file."""
        ...

    @property
    def last_own_change(self) -> str:
        """This session's last change that is not taken back; empty where there is none."""
        ...

    def undo(self, *, by: str, at: datetime, earlier: bool = False) -> tuple[Record, ...]:
        """Take back the last change that this session made, or else, once, the last that `by` made before it.

        That one only with `earlier`; without it raises `undo-reaches-back` with its `change`. Only what was made as the
        same system user is in reach; what was deleted comes back only in the session that deleted it. It is a change of
        its own, and the records it changed are returned. Raises `nothing-to-undo`, also for the making of the team, or
        `changed-since` when somebody has changed the same since, and what `save` raises.
        """
        ...

    def delete_case(self, key: str, *, by: str, at: datetime) -> tuple[Unreached, ...]:
        """Delete a case, by its id or code, with its agreements, earlier values, drafts, and what was said of it.

        Nobody can take that back. Returns the copies that it may still lie in. Raises `no-such-case`, `code-twice`
        where another bears the same code, and what `save` raises.
        """
        ...


class Drafts(Protocol):
    """What is being typed and not saved."""

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed in the place of what was; an empty text drops it, another session's offer too.

        Raises `not-saved`, or `identity-number`; then what was kept of it goes.
        """
        ...

    def drafts(self, by: str, others: Callable[[str, datetime], bool] | None = None) -> Mapping[str, Draft]:
        """Return somebody's unsaved texts, by place: this session's, else the newest that the same system user left.

        `others` tells which sessions' are not to be offered, by their name and when they typed last.
        """
        ...


class Signs(Protocol):
    """The signs of life: of the running meeting, and of those who look at a case. They are no change."""

    def beat(self, heartbeat: Heartbeat) -> None:
        """Give the running meeting's sign of life in the place of the last; raises `not-saved`."""
        ...

    def heartbeat(self) -> Heartbeat | None:
        """Return the running meeting's last sign of life, whoever gave it."""
        ...

    def be_here(self, presence: Presence) -> None:
        """Say which case a session has open, and no other any more; raises `not-saved`."""
        ...

    def leave(self, session: str) -> None:
        """Take a session's sign away, if it gave one; raises `not-saved`."""
        ...

    def present(self) -> tuple[Presence, ...]:
        """Return every session's sign, those of the dead included."""
        ...


class TeamStore(Store, Drafts, Signs, Protocol):
    """All that one keeps for a team."""


class JoinedCopy(msgspec.Struct, frozen=True):
    """What came of joining another copy."""

    report: "CopyReport"
    drafts: int = 0
    """How many begun texts came along."""
    drafts_of_others: int = 0
    """How many begun texts of other people stay where they are."""
    unreached: tuple[tuple[str, Unreached], ...] = ()
    """What still holds something of a case that went, by the case's code."""
    aside: str = ""
    """Where a copy lies now that lay beside the team's files."""
    holds_deleted: bool = False
    """Whether the copy still holds a case that is gone here: then it is not kept for longer."""


class Care(Protocol):
    """What only a team that lies in a folder has: copies of it, and texts in somebody's own editor."""

    def exports(self) -> tuple[Path, ...]:
        """Return the exports that deleting reaches."""
        ...

    def edit_draft(self, draft: Draft) -> Path:
        """Return a private file that holds a draft, to be opened in an editor, until the draft is kept again.

        Raises `identity-number` or `not-saved`.
        """
        ...

    def copies(self) -> tuple[tuple[Path, str], ...]:
        """Return what looks like a copy of one of the team's files beside them, and which tool calls copies so."""
        ...

    def compare(self, source: Path, answers: "CopyAnswers") -> "CopyReport":
        """Return what joining another copy of the team, or of one of its files, would do.

        Raises `another-copy`, `no-such-copy`, `given-twice`, `history-unreadable`, and what reading it raises.
        """
        ...

    def join(self, source: Path, answers: "CopyAnswers", *, by: str, at: datetime) -> JoinedCopy:
        """Join another copy of the team to this one as one change; raises what comparing and saving raise."""
        ...

    def sync_marker(self, home: Path) -> Path | None:
        """Return what shows that other programs copy the team between machines; `home` itself is not asked."""
        ...


class Place(msgspec.Struct, frozen=True):
    """Where a team is, beside the store that keeps it."""

    path: Path
    """What `--team` means, and what a person's settings know the team by."""
    own_files: Path
    """The folder of the school's own forms, words and law."""
    care: Care
    listen: Callable[[Callable[[], None]], Callable[[], None]] | None = None
    """Calls what it is given, in a thread of its own, as soon as somebody else has changed something, and returns what
    stops that; None where nobody tells, and where nobody does one looks once a second."""
