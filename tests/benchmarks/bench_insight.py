"""How long the strip and Insight take a team of ten years; prints a table of processor time.

Run with `python tests/benchmarks/bench_insight.py`. We promise 50 milliseconds at most.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.content.coach import advice_of
from storage.content.demo.demo import demo_team
from storage.content.forms import forms
from storage.domain.calendar import SchoolYear, local_day, school_year
from storage.domain.case.agreement import Agreement, Done, Rating, rated
from storage.domain.case.case import Case
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Language
from storage.domain.record import Record
from storage.domain.views.agreed import Agreed
from storage.domain.views.book import Book, YearBook
from storage.domain.views.over_time import tallied
from storage.domain.views.strips import strip_of
from tui.desk.desk import fresh_id
from tui.i18n.words import Words
from tui.presentation.balance import figures

YEARS = 10
EVERY = timedelta(weeks=11)
"""The demo's meetings, cases and agreements come again so often."""
MOST = 0.05
ROUNDS = 15
FORMS = forms(Language.NB).form
DAY = re.compile(r"(\d{4}-\d\d-\d\d)")
CODE = re.compile(r"\b\d\d-\d{3}\b")
ID = re.compile(r'"([0-9a-z]{14})[0-9a-z]{2}"')
TIMES = YEARS * 52 // 11


def again(record: Record, number: int) -> Record:
    """Return a record as it would have been so many times earlier, with an id and a code of its own."""
    back = EVERY * number
    text = msgspec.json.encode(record).decode()
    text = DAY.sub(lambda day: f"{date.fromisoformat(day[0]) - back}", text)
    text = CODE.sub(lambda code: f"{code[0]}{number}" if number else code[0], text)
    text = ID.sub(rf'"\g<1>{number:02}"', text)
    after: Record = msgspec.json.decode(text, type=type(record))
    if number and isinstance(after, Agreement) and after.is_open:
        return rated(after, Rating(on=after.due + EVERY, done=Done.STOPPED))
    return after


def decade(today: date, *, keeps: bool) -> Book:
    """Return the book of a team that has met like the demo team for ten years.

    Its meetings have kept what they came to, as they do when they end, or not, as in files of older programs.
    """
    team, records = demo_team(Language.NB, today, datetime.now(UTC).astimezone(), fresh_id)
    ours = [each for each in records if isinstance(each, Case | Agreement | Meeting)]
    book = Book(team, years=tuple(_years([again(each, number) for number in range(TIMES) for each in ours])))
    if not keeps:
        return book
    agreed = Agreed(book.agreements)
    held = [each.but(strip=strip_of(each, book, FORMS(each.form), agreed)) for each in book.meetings]
    return Book(team, years=tuple(_years([*book.cases, *book.agreements, *held])))


def _years(records: list[Record]) -> Iterator[YearBook]:
    by: defaultdict[SchoolYear, list[Record]] = defaultdict(list)
    for each in records:
        by[school_year(_day(each))].append(each)
    for year, kept in sorted(by.items(), reverse=True):
        meetings = sorted((each for each in kept if isinstance(each, Meeting)), key=lambda each: each.started)
        yield YearBook(
            year,
            cases=tuple(each for each in kept if isinstance(each, Case)),
            agreements=tuple(each for each in kept if isinstance(each, Agreement)),
            meetings=tuple(reversed(meetings)),
        )


def _day(record: Record) -> date:
    if isinstance(record, Meeting):
        return local_day(record.started)
    return record.opened if isinstance(record, Case) else record.made  # type: ignore[attr-defined]


def least(act: Callable[[Book], object], book: Book) -> float:
    """Return the least seconds that an act takes with a book that nothing was asked of yet."""
    took = []
    for _ in range(ROUNDS):
        fresh = Book(book.team, years=book.years)
        began = process_time()
        act(fresh)
        took.append(process_time() - began)
    return min(took)


def main() -> None:
    """Measure and print."""
    today, words = datetime.now(UTC).astimezone().date(), Words(Language.NB)
    acts: dict[str, Callable[[Book], object]] = {
        "the strip of the last meeting": lambda each: advice_of(each.meetings[0], each, Language.NB),
        "every meeting's strip": lambda each: tallied(each, FORMS),
        "Insight drawn": lambda each: [figure.rows(80) for figure in figures(words, each, today, FORMS)],
    }
    books = [decade(today, keeps=keeps) for keeps in (True, False)]
    counts = [len(each) for each in (books[0].meetings, books[0].cases, books[0].agreements)]
    sys.stdout.write("{} meetings, {} cases, {} agreements\n\n".format(*counts))
    sys.stdout.write("| what | as they are kept, ms | from older files, ms | at most |\n| --- | ---: | ---: | ---: |\n")
    for name, act in acts.items():
        kept, older = (1000 * least(act, book) for book in books)
        sys.stdout.write(f"| {name} | {kept:.1f} | {older:.1f} | {1000 * MOST:.0f} |\n")


if __name__ == "__main__":
    main()
