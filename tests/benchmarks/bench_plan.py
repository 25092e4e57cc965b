"""How long the plan takes to open with 60 practices over five school years, beside an empty one; prints a table.

Run with `python tests/benchmarks/bench_plan.py`; `--json` gives the medians in milliseconds.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.archive import create_store, open_store
from storage.domain.calendar import MONTHS, school_year
from storage.domain.case.case import Case
from storage.domain.ids import case_code
from storage.domain.people import Language, Team
from storage.domain.plan.plan import ALL_YEAR, Area, Choice, Milestone, Practice, PracticeState, Reading, done_in
from storage.domain.record import Record, revised
from storage.domain.views.handover import handed_over
from tests.tui.mode_stage import ModeStage
from tui.desk.desk import Desk
from tui.i18n.words import Words
from tui.screens.plan.screen import PlanScreen

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOW.date()
YEARS = range(2022, 2027)
TEXT = "Innen utgangen av uke 36 har kontaktlæreren fortalt hvert hjem én god og konkret ting om eleven. " * 3
THEMES = ("homework", "communication", "conflict", "phones")
ROUNDS = 9
TEAM = Team(id="t", name="Team 6", language=Language.NB)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        took = {"empty": _opening(Path(place, "empty")), "sixty": _opening(Path(place, "sixty"), *five_years())}
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps(took) + "\n")
        return
    sys.stdout.write(f"an empty plan opens in {took['empty']:6.1f} ms\n")
    sys.stdout.write(f"60 practices over five years {took['sixty'] - took['empty']:+6.1f} ms (at most +50)\n")


def _opening(place: Path, *records: Record) -> float:
    """Return the median of reading the folder and drawing the plan, in milliseconds."""
    create_store(place, TEAM, *records, now=NOW)
    return statistics.median(asyncio.run(_opened(place)) for _ in range(ROUNDS))


async def _opened(place: Path) -> float:
    """Return how long it takes from opening the folder until the plan stands on the screen."""
    start = time.perf_counter()
    store = open_store(place, session="one")
    desk = Desk(store, Words(Language.NB), "one", "AB", lambda: NOW, place=store.place)
    desk.store.book()
    read = time.perf_counter() - start
    app = ModeStage({"plan": lambda: PlanScreen(desk)}, "today")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        start = time.perf_counter()
        await app.switch_mode("plan")
        await pilot.pause()
        return (read + time.perf_counter() - start) * 1000


def five_years() -> Iterator[Record]:
    """Yield ten areas, 60 practices that were changed and handed over every year, and 60 cases a year."""
    readings = tuple(Reading(date(year, 9, 1), year % 7) for year in YEARS)
    yield from (Area(id=f"a{n}", key=f"a{n}", title=f"Område {n}", order=n, readings=readings) for n in range(10))
    yield from (_practice(number) for number in range(60))
    for year in YEARS:
        for number in range(1, 61):
            opened = date(year, 8, 20) + timedelta(days=number if year == TODAY.year else number * 4)
            code = case_code(year, number)
            yield Case(id=code, code=code, title=f"Sak {number}", opened=opened, themes=(THEMES[number % 4],))


def _practice(number: int) -> Practice:
    practice = Practice(
        id=f"p{number:02}",
        area=f"a{number % 10}",
        title=f"Praksis {number}",
        minimum=TEXT,
        room=TEXT,
        sign=TEXT,
        month=(*MONTHS, ALL_YEAR)[number % 12],
        themes=THEMES[number % 4 :],
        milestones=(Milestone(PracticeState.IN_USE, date(2022, 8, 20)),),
    )
    for year in YEARS:
        at = datetime(year, 10, 1, 12, tzinfo=UTC)
        worded = practice.but(minimum=f"{TEXT}{year}")
        practice = revised(practice, done_in(worded, school_year(at.date())), by="AB", at=at, change=f"w{year}")
        june = date(year, 6, 10)
        over = handed_over(practice, Choice.GOES_ON, school_year(june), june)
        practice = revised(practice, over, by="AB", at=at, change=f"h{year}")
    return practice


if __name__ == "__main__":
    main()
