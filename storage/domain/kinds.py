"""The register of record kinds: what the files, the book, the search, the gate and a deletion know of each.

A new kind of record is its own class, one row here, its shelf in `views/book.py`, and its words in `tui`: a test names
every table that lacks it. Nothing in a row has a default, so that nobody forgets to say what becomes of a kind.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Generic

from storage.domain import record_texts
from storage.domain.calendar import SchoolYear, local_day, school_year, year_of_code
from storage.domain.case.agreement import Agreement
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case
from storage.domain.homes.contact import ClassContacts
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.ids import CODE
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Team
from storage.domain.plan.plan import ALL_YEAR, Area, Practice, living
from storage.domain.record import AnyRecord, Record

MONTHS_AND_ALL_YEAR = frozenset({ALL_YEAR, *range(1, 13)})
MINUTES_OF_A_DAY = range(24 * 60 + 1)


@dataclass(frozen=True)
class Sharing(Generic[AnyRecord]):
    """How a record goes from one team to another."""

    is_offered: Callable[[AnyRecord], bool]
    """Whether a team that looks for something to take over sees it."""
    without: Mapping[str, object]
    """What is left of the fields that only its own team means something by: who, which cases, how far it had come."""
    alike_by: tuple[str, ...]
    """The fields by which two records say the same."""


@dataclass(frozen=True, eq=False)
class RecordKind(Generic[AnyRecord]):
    """All that differs from one kind of record to another, wherever it is kept, looked for or told about."""

    record: type[AnyRecord]
    table: str
    """Where it lies in a file, and its shelf in the book."""
    year: Callable[[AnyRecord], SchoolYear] | None
    """The school year whose file keeps it; None of what lies in the team's own file."""
    order: Callable[[AnyRecord], tuple[Any, ...]] | None
    """How a shelf is sorted; None where records stand as they lie in the file."""
    misfits: Callable[[AnyRecord], Iterable[tuple[str, str]]]
    """The fields that break what no type says and all who read the record rely on, and what was expected there."""
    case: Callable[[AnyRecord], str]
    """The code of the case it belongs to; empty where it belongs to none."""
    history_name: str | None
    """The field by which the history names it: a code or a day; None where it would be what people wrote."""
    called_by: tuple[str, ...]
    """The fields that together say what it is."""
    told: Callable[[AnyRecord], Iterable[record_texts.Telling]]
    """What is told in it, which the safety gate and the nudges read."""
    found: Callable[[AnyRecord], Iterable[record_texts.Found]]
    """What can be found in it."""
    without_case: Callable[[AnyRecord, str], AnyRecord | None]
    """What is left of it when the case with a code is deleted: itself where that concerns it not, None for nothing."""
    sharing: Sharing[AnyRecord] | None
    """How another team takes it over; None where none does."""

    @property
    def name(self) -> str:
        """What the history calls it."""
        return self.record.__name__.lower()

    @property
    def known_by(self) -> str:
        """The field by which a change that somebody is about to make names it."""
        return self.history_name or self.called_by[0]

    @property
    def is_of_team(self) -> bool:
        """Whether it lies in the team's own file, and not in a year's."""
        return self.year is None


def _nothing(_record: Record) -> tuple[()]:
    return ()


def _no_case(_record: Record) -> str:
    return ""


def _itself(record: AnyRecord, _code: str) -> AnyRecord:
    return record


def _of_card(card: ExperienceCard) -> tuple[str, ...]:
    return (card.title, card.when, card.worked, card.start, card.watch)


def _year(code: str, day: date) -> SchoolYear:
    return year_of_code(code) if code else school_year(day)


def year_of_case(case: Case) -> SchoolYear:
    """Return the school year that a case is counted in."""
    return _year(case.code, case.opened)


def _misfits_of_practice(practice: Practice) -> Iterator[tuple[str, str]]:
    if practice.month not in MONTHS_AND_ALL_YEAR:
        yield "month", "Expected `0` to `12`"


def _misfits_of_case(case: Case) -> Iterator[tuple[str, str]]:
    if not CODE.fullmatch(case.code):
        yield "code", "Expected `26-001`"


def _misfits_of_parent_meeting(meeting: ParentMeeting) -> Iterator[tuple[str, str]]:
    if not all(item.minutes in MINUTES_OF_A_DAY for item in meeting.items):
        yield "items.minutes", "Expected `0` to `1440`"


TEAM = RecordKind(
    Team,
    table="team",
    year=None,
    order=None,
    misfits=_nothing,
    case=_no_case,
    history_name=None,
    called_by=("name",),
    told=_nothing,
    found=_nothing,  # a team's name stands above everything it wrote
    without_case=_itself,
    sharing=None,
)
AREA = RecordKind(
    Area,
    table="areas",
    year=None,
    order=lambda area: (area.order, area.id),
    misfits=_nothing,
    case=_no_case,
    history_name=None,
    called_by=("title",),
    told=_nothing,
    found=lambda area: (record_texts.Found("area", record_texts.joined(area.title, area.about, area.notes)),),
    without_case=_itself,
    sharing=Sharing(lambda area: not area.hidden, without={"readings": ()}, alike_by=("key",)),
)
PRACTICE = RecordKind(
    Practice,
    table="practices",
    year=None,
    order=None,
    misfits=_misfits_of_practice,
    case=_no_case,
    history_name=None,
    called_by=("title",),
    told=_nothing,
    found=lambda each: (
        record_texts.Found("practice", record_texts.joined(each.title, each.minimum, each.room, each.sign, each.notes)),
    ),
    without_case=_itself,
    sharing=Sharing(
        lambda practice: bool(living([practice])),
        without={"owner": "", "evidence": (), "milestones": (), "review": None, "handed": ()},
        alike_by=("area", "title"),
    ),
)
CARD = RecordKind(
    ExperienceCard,
    table="cards",
    year=None,
    order=None,
    misfits=_nothing,
    case=_no_case,
    history_name=None,
    called_by=("title",),
    told=lambda card: record_texts.about(next(iter(card.sources), ""), *_of_card(card)),
    found=lambda card: (record_texts.Found("card", record_texts.joined(*_of_card(card))),),
    without_case=_itself,
    sharing=Sharing(lambda _card: True, without={"sources": (), "trials": ()}, alike_by=("title", "worked")),
)
CASE = RecordKind(
    Case,
    table="cases",
    year=year_of_case,
    order=lambda case: (len(case.code), case.code),
    misfits=_misfits_of_case,
    case=lambda case: case.code,
    history_name="code",
    called_by=("code", "title"),
    told=record_texts.told_in_case,
    found=record_texts.found_in_case,
    without_case=lambda case, code: None if case.code == code else case,
    sharing=None,
)
AGREEMENT = RecordKind(
    Agreement,
    table="agreements",
    year=lambda agreement: _year(agreement.case, agreement.made),
    order=lambda agreement: (agreement.made, agreement.id),
    misfits=_nothing,
    case=lambda agreement: agreement.case,
    history_name="case",
    called_by=("what",),
    told=lambda each: record_texts.agreed(each.case, each.what, each.ratings, *each.texts[1:]),
    found=lambda each: (
        record_texts.Found("agreement", text, each.id) for text in (*each.texts, *record_texts.notes_of(each.ratings))
    ),
    without_case=lambda agreement, code: None if agreement.case == code else agreement,
    sharing=None,
)
MEETING = RecordKind(
    Meeting,
    table="meetings",
    year=lambda meeting: school_year(local_day(meeting.started)),
    order=lambda meeting: (meeting.started, meeting.id),
    misfits=_nothing,
    case=_no_case,
    history_name="started",
    called_by=("title",),
    told=lambda meeting: (record_texts.Telling(note.text, note.case) for note in (*meeting.notes, *meeting.parking)),
    found=record_texts.found_in_meeting,
    without_case=record_texts.meeting_without_case,
    sharing=None,
)
PARENT_MEETING = RecordKind(
    ParentMeeting,
    table="parent_meetings",
    year=lambda meeting: school_year(meeting.on),
    order=lambda meeting: (meeting.on, meeting.id),
    misfits=_misfits_of_parent_meeting,
    case=_no_case,
    history_name=None,
    called_by=("title",),
    told=lambda each: record_texts.about(
        "", each.note, each.after.keep if each.after else "", *(item.note for item in each.items)
    ),
    found=record_texts.found_in_parent_meeting,
    without_case=_itself,
    sharing=None,
)
ROUND = RecordKind(
    ConversationRound,
    table="rounds",
    year=lambda held: school_year(held.starts),
    order=lambda held: (held.starts, held.id),
    misfits=_nothing,
    case=_no_case,
    history_name=None,
    called_by=("starts",),
    told=lambda held: chain.from_iterable(
        record_texts.agreed(each.pupil, each.what, each.ratings) for each in held.agreements
    ),
    found=record_texts.found_in_round,
    without_case=record_texts.round_without_case,
    sharing=None,
)
CLASS = RecordKind(
    ClassContacts,
    table="classes",
    year=lambda contacts: school_year(contacts.made),
    order=lambda contacts: (contacts.label, contacts.id),
    misfits=_nothing,
    case=_no_case,
    history_name=None,
    called_by=("label",),
    told=_nothing,
    found=lambda contacts: (record_texts.Found("class", contacts.label),),
    without_case=_itself,
    sharing=None,
)
KINDS: tuple[RecordKind[Any], ...] = (
    *(TEAM, AREA, PRACTICE, CARD),
    *(CASE, AGREEMENT, MEETING, PARENT_MEETING, ROUND, CLASS),
)
"""Every kind, in the order in which a file keeps them."""
_BY_RECORD = {kind.record: kind for kind in KINDS}
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(record: AnyRecord) -> RecordKind[AnyRecord]:
    """Return the row of a record's kind."""
    return _BY_RECORD[type(record)]


def kind_named(name: str) -> RecordKind[Any] | None:
    """Return the kind that the history calls by a name; None for a name of what is no record."""
    return _BY_NAME.get(name)


def what_it_is_called(record: Record) -> str:
    """Return what people call a record: its code and title, its title, or what it says; its id in the end."""
    fields = (str(getattr(record, field)) for field in kind_of(record).called_by)
    return " ".join(filter(None, fields)) or record.id
