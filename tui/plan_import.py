"""A plan that comes in from a file: read, held against the team's own, and made into changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.documents.plan_merging import Difference, differences, taken
from storage.documents.plan_reading.checking import LONGEST_FILE, plan_in
from storage.documents.plan_taking import records_of
from storage.domain.book import Book
from storage.domain.errors import Refused
from storage.domain.plan_paper import Paper
from storage.store import Change
from tui.desk import Desk
from tui.i18n.pages import page_labels


@dataclass(frozen=True)
class Incoming:
    """What a document would do to a plan."""

    paper: Paper
    changes: tuple[Change, ...]
    """All of it, for a plan that is still empty."""
    differences: tuple[Difference, ...]
    """For a plan that is not."""

    @property
    def is_whole(self) -> bool:
        """Whether everything comes in as it is: the plan is still empty."""
        return bool(self.changes)

    def accepted(self, chosen: Sequence[Difference]) -> tuple[Change, ...]:
        """Return the changes that some of the differences make."""
        return tuple(Change(before, after) for before, after in taken(chosen, self.differences))


def file_bytes(place: Path) -> bytes:
    """Return what a file holds, of a huge one only enough to see that; raises `no-such-file` or `not-a-file`."""
    if place.exists() and not place.is_file():
        raise Refused("not-a-file", file=str(place))
    try:
        with place.open("rb") as file:
            return file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        raise Refused("no-such-file", file=str(place)) from None
    except OSError as fault:
        raise Refused("file-unreadable", file=str(place), reason=fault.strerror) from None


def incoming(desk: Desk, book: Book, raw: bytes, name: str) -> Incoming:
    """Return what a document would do; raises `empty-document` or why it cannot be read."""
    paper = plan_in(raw, desk.today, name)
    if not paper.areas:
        raise Refused("empty-document", file=name)
    if book.areas or book.practices:
        labels = page_labels(desk.words.language)
        return Incoming(paper, (), differences(paper, book, labels, new_id=desk.new_id, today=desk.today))
    records = records_of(paper, book, desk.new_id)
    return Incoming(paper, tuple(Change(None, record) for part in records for record in part), ())
