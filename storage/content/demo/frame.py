"""What every part of the demo team is hung on: its days, its texts, its codes and ids."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import ceil

import msgspec

from storage.content.demo.outline import AgreementOutline, CaseOutline, MeetingOutline, Outline, Texts, Year, outline
from storage.content.plan_template import plan_file
from storage.domain.calendar import SATURDAY, SchoolYear, school_day_by, school_days_after, school_year
from storage.domain.ids import NewId, case_code
from storage.domain.people import Language

LAST_SCHOOL_DAY = (6, 20)
FIRST_MEETING_DAY = (9, 1)
"""Before this the new school year is too young to have a history: all of it lies in the year before."""


class DemoDays(msgspec.Struct, frozen=True, kw_only=True):
    """The day the demo is opened, and the days its two school years are counted back from."""

    today: date
    mark: date
    """Today, or in the summer the last school day before it."""
    deepest: int
    """The most days that anything is counted back in this school year."""

    @property
    def this(self) -> SchoolYear:
        """The school year of what goes on now."""
        return school_year(self.mark)

    @property
    def last(self) -> SchoolYear:
        """The school year before it."""
        return SchoolYear(self.this.start - 1)

    def year(self, which: Year) -> SchoolYear:
        """Return one of the two school years."""
        return self.this if which == "this" else self.last

    def ago(self, which: Year, days: int) -> date:
        """Return the school day so many days before a year's mark, inside that year.

        This year's days are shrunk while it is younger than it is deep, so order is kept and nothing falls out of it.
        """
        first = school_days_after(self.year(which).first - timedelta(days=1), 1)
        mark = self.mark if which == "this" else date(self.this.start, *LAST_SCHOOL_DAY)
        room = (self.mark - first).days
        shrunk = ceil(days * min(1, room / self.deepest)) if which == "this" else days
        return max(first, school_day_by(mark - timedelta(days=shrunk)))

    def ahead(self, days: int) -> date:
        """Return the day so many days from today; before it a school day back, from today on a school day ahead."""
        day = self.today + timedelta(days=days)
        return school_day_by(day) if days < 0 else school_days_after(day - timedelta(days=1), 1)

    def soon(self, days: int, earliest: date, latest: date) -> date:
        """Return the day so many days from today that still is one to think of now, in a holiday too.

        The next school day when it lies near enough, else the last one; in the long summer any weekday.
        """
        for day in (self.ahead(days), school_day_by(self.today)):
            if earliest <= day <= latest:
                return day
        return _weekday_from(self.today + timedelta(days=days))


def _weekday_from(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def demo_days(today: date, deepest: int) -> DemoDays:
    """Return the days of a demo team that is opened today."""
    ended = date(today.year, *LAST_SCHOOL_DAY)
    summer = ended < today < date(today.year, *FIRST_MEETING_DAY)
    return DemoDays(today=today, mark=ended if summer else today, deepest=deepest)


@dataclass(frozen=True)
class Frame:
    """The outline with its days, and the names that its parts know each other by."""

    outline: Outline
    language: Language
    days: DemoDays
    texts: Texts
    zone: tzinfo | None
    new_id: NewId
    codes: Mapping[str, str]
    ids: Mapping[tuple[str, str], str]
    """Ids by kind and key, such as `("card", "tables")`."""

    def code(self, key: str) -> str:
        """Return the code of a case; none for none."""
        return self.codes[key] if key else ""

    def moment(self, day: date, minutes: int) -> datetime:
        """Return the time so many minutes after meetings start that day, in UTC."""
        start = datetime.combine(day, time.fromisoformat(self.outline.starts), self.zone)
        return (start + timedelta(minutes=minutes)).astimezone(UTC)

    def meeting_that_took(self, case: CaseOutline, days_ago: int | None = None) -> MeetingOutline | None:
        """Return the meeting that had a case on its agenda, that day or any."""
        took = (each for each in self.outline.meetings if case.key in each.cases)
        return next((each for each in took if days_ago in {None, each.days_ago}), None)

    def meeting_id(self, meeting: MeetingOutline | None) -> str:
        """Return a meeting's id; none for none."""
        return self.id_of("meeting", meeting.key) if meeting else ""

    def code_of_all(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of several cases."""
        return tuple(map(self.code, keys))

    def id_of(self, kind: str, key: str) -> str:
        """Return the id of a practice, card, agreement or meeting; none for none."""
        return self.ids[kind, key] if key else ""

    def year_of(self, agreement: AgreementOutline) -> Year:
        """Return which school year an agreement belongs to: its case's."""
        return next((case.year for case in self.outline.cases if case.key == agreement.case), "this")


def framed(language: Language, today: date, now: datetime, new_id: NewId) -> Frame:
    """Return the frame of a demo team that is opened today; its meetings start at their time in the zone of `now`."""
    ours = outline()
    days = demo_days(today, ours.deepest_days)
    named: tuple[tuple[str, Iterable[str]], ...] = (
        ("practice", (practice.key for practice in plan_file(language).practices)),
        ("practice", (practice.key for practice in ours.practices)),
        ("card", (card.key for card in ours.cards)),
        ("agreement", (agreement.key for agreement in ours.agreements)),
        ("meeting", (meeting.key for meeting in ours.meetings)),
    )
    return Frame(
        outline=ours,
        language=language,
        days=days,
        texts=Texts(language),
        zone=now.tzinfo,
        new_id=new_id,
        codes=_codes(ours.cases, days),
        ids={(kind, key): new_id() for kind, keys in named for key in keys},
    )


def _codes(cases: Iterable[CaseOutline], days: DemoDays) -> dict[str, str]:
    """Return the cases' codes by key: numbered within each school year in the order they were opened."""
    count: Counter[int] = Counter()
    codes: dict[str, str] = {}
    for case in sorted(cases, key=lambda case: (case.year == "this", -case.opened_days_ago)):
        start = days.year(case.year).start
        count[start] += 1
        codes[case.key] = case_code(start, count[start])
    return codes
