"""A team that has worked for ten years: the demo team, and as many cases as asked for, each with six entries.

Run with `python tests/benchmarks/big_team.py FOLDER [CASES]` to look at it; the benchmarks make their own.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.archive import FolderStore, create_store
from storage.content.demo.demo import demo_team
from storage.domain.calendar import SchoolYear, school_year
from storage.domain.case.case import Case, Entry, Learned, Outcome, Step, with_entry, with_lesson
from storage.domain.case.standing import closed
from storage.domain.people import Language
from tui.desk.desk import fresh_id

YEARS = 10
STEPS = list(Step)[:6]
LASTS = timedelta(days=40)
"""From the opening of a case until it is closed."""
OPEN_OF = 10
"""One case in so many of the present year stays open."""
THEMES = ("homework", "communication", "friendship", "transition")
SUBJECTS = (
    "hjemmet", "skolen", "eleven", "læreren", "klassen", "treneren", "foreldrene", "teamet", "helsesykepleieren",
    "rektor",
)  # fmt: skip
DEEDS = (
    "ringer", "spør", "skriver", "avtaler", "prøver", "venter", "møter", "hjelper", "følger", "merker", "ønsker",
    "øver",
)  # fmt: skip
THINGS = (
    "lekser", "friminutt", "skoleveien", "gruppearbeid", "beskjeder", "søvn", "plassen", "lesing", "prøver",
    "turdag", "garderoben",
)  # fmt: skip
WHENS = (
    "mandag", "hver", "ettermiddag", "etter", "økta", "før", "jul", "to", "ganger", "i", "uka", "når", "det",
    "er", "uro", "på", "våren", "igjen",
)  # fmt: skip


def big_team(folder: Path, cases: int, *, years: int = YEARS) -> FolderStore:
    """Make the team in a folder that does not exist yet, its cases spread evenly over the years up to this one."""
    now = datetime.now(UTC).replace(microsecond=0)
    here = now.astimezone()
    team, records = demo_team(Language.NB, here.date(), here, fresh_id)
    ours = _cases(cases, years, here.date(), random.Random(cases))  # noqa: S311 - the same team each time, nothing secret
    return create_store(folder, team, *records, *ours, now=now, session="big")


def _cases(count: int, years: int, today: date, chance: random.Random) -> Iterator[Case]:
    newest = school_year(today).start
    for number in range(count):
        year = SchoolYear(newest - years + 1 + number * years // count)
        yield _settled(_case(number, _day(year, today, chance), chance), number, today)


def _day(year: SchoolYear, today: date, chance: random.Random) -> date:
    days = (min(year.last, today) - year.first).days
    return year.first + timedelta(days=chance.randint(0, days))


def _case(number: int, opened: date, chance: random.Random) -> Case:
    case = Case(
        id=f"case-{number:05}",
        title=f"{_sentence(chance)} {number}",
        opened=opened,
        themes=(chance.choice(THEMES),),
        owner="AB",
        safe=True,
    )
    at = datetime.combine(opened, time(12), tzinfo=UTC)
    for place, step in enumerate(STEPS):
        text = ". ".join(_sentence(chance) for _ in range(5))
        entry = Entry(id=f"{case.id}-{place}", step=step, text=text, at=at + timedelta(days=place), by="AB")
        case = with_entry(case, entry)
    return case


def _sentence(chance: random.Random) -> str:
    words = (chance.choice(kind) for kind in (SUBJECTS, DEEDS, SUBJECTS, THINGS, WHENS, THINGS))
    return " ".join(words).capitalize()


def _settled(case: Case, number: int, today: date) -> Case:
    """Return the case closed, unless it is one of this year's open ones."""
    on = case.opened + LASTS
    if school_year(case.opened) == school_year(today) and (number % OPEN_OF == 0 or on > today):
        return case
    learned = Learned(id=f"{case.id}-learned", outcome=Outcome.NOTHING, text="Det vi gjør, holder.")
    return closed(with_lesson(case.but(first_step="Gikk som avtalt."), learned), on)


if __name__ == "__main__":
    big_team(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3000)
