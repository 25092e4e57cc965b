"""A plan that comes in from a file: read, held against the team's own, and made into changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.documents.plan_reading.checking import plan_in
from storage.documents.plan_reading.merging import PlanDifference, accepted_pairs, differences, records_of
from storage.documents.plan_reading.vocabulary import with_own_law
from storage.domain.errors import Refused
from storage.domain.plan.plan import Paper
from storage.domain.text import eleven_digits
from storage.domain.views.book import Book
from storage.steering.guard import addresses, mails, phones
from storage.store import Change
from tui.desk.desk import Desk
from tui.i18n.labels import page_labels

AREA_TEXTS = ("about",)
PRACTICE_TEXTS = ("title", "minimum", "room", "sign", "owner", "notes")
MOST_SHOWN = 3


@dataclass(frozen=True)
class IncomingPlan:
    """What a document would do to a plan."""

    paper: Paper
    changes: tuple[Change, ...]
    """All of it, for a plan that is still empty."""
    differences: tuple[PlanDifference, ...]
    """For a plan that is not."""

    @property
    def is_whole(self) -> bool:
        """Whether everything comes in as it is: the plan is still empty."""
        return bool(self.changes)

    @property
    def everything(self) -> tuple[Change, ...]:
        """All that the document could change."""
        return self.changes or self.accepted(self.differences)

    def accepted(self, chosen: Sequence[PlanDifference]) -> tuple[Change, ...]:
        """Return the changes that some of the differences make."""
        return tuple(Change(before, after) for before, after in accepted_pairs(chosen, self.differences))


def telltales(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return phone numbers, addresses and the like in what would come in: what could tell who somebody is."""
    texts = (value for change in changes for value in _new_texts(change))
    found = dict.fromkeys(text[start:end] for text in texts for start, end in _places(text))
    return tuple(found)[:MOST_SHOWN]


def _new_texts(change: Change) -> Iterator[str]:
    for name in (*AREA_TEXTS, *PRACTICE_TEXTS):
        new = getattr(change.after, name, "")
        if isinstance(new, str) and new != getattr(change.before, name, ""):
            yield new


def _places(text: str) -> Iterator[tuple[int, int]]:
    yield from ((one.start, one.end) for one in eleven_digits(text))
    for look in (phones, mails, addresses):
        yield from look(text)


def incoming(desk: Desk, book: Book, raw: bytes, name: str) -> IncomingPlan:
    """Return what a document would do; raises `empty-document` or why it cannot be read."""
    paper = with_own_law(plan_in(raw, desk.today, name), desk.place.own_files)
    if not paper.areas:
        raise Refused("empty-document", file=name)
    if book.areas or book.practices:
        labels = page_labels(desk.words.language, desk.place.own_files)
        return IncomingPlan(paper, (), differences(paper, book, labels, new_id=desk.new_id, today=desk.today))
    records = records_of(paper, book, desk.new_id)
    return IncomingPlan(paper, tuple(Change(None, record) for part in records for record in part), ())
