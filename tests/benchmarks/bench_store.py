"""How long the store takes beside writing the same bytes by hand; prints a table.

Run with `python tests/benchmarks/bench_store.py`; `--json [CASES]` gives only one year with so many.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.people import Team
from storage.store import Change

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
TEXT = "Leksene tar hele ettermiddagen og ender i tårer; hjemmet spør hva skolen venter. " * 4
ROUNDS = 25


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        if "--json" in sys.argv:
            cases = int(*sys.argv[2:] or ["1000"])
            sys.stdout.write(json.dumps(one_year(Path(place, "one"), cases)) + "\n")
            return
        _one_year(Path(place, "one"))
        for count in (300, 3000):
            _ten_years(Path(place, f"ten-{count}"), count)


def _one_year(place: Path) -> None:
    store = filled(place, [2026] * 1000)
    other = open_store(place, session="other")
    file = place / "2026-27.json"
    content = file.read_bytes()
    hand = _median(lambda: by_hand(place / "by-hand.json", content))
    own = _median(lambda: add_entry(store))
    _row(f"writing {len(content) / 1e6:.1f} MB by hand, the same safe way", hand)
    _row("save, this process wrote last", own, hand)
    _row("save, another wrote last", _median(lambda: add_entry(store), lambda: add_entry(other)), hand)
    _row("book() with nothing new", _median(store.book))
    _row("book() after another's save", _median(store.book, lambda: add_entry(other)))


def one_year(place: Path, cases: int) -> dict[str, float]:
    """Return what saving costs with so many cases of six entries, also beside the same bytes by hand; and opening."""
    store = filled(place, [2026] * cases)
    other = open_store(place, session="other")
    content = (place / "2026-27.json").read_bytes()
    hand = _median(lambda: by_hand(place / "by-hand.json", content))
    own = _median(lambda: add_entry(store))
    after_another = _median(lambda: add_entry(store), lambda: add_entry(other))
    opening = _median(lambda: open_store(place, session="new").book())
    return {"own": own / hand, "other": after_another / hand, "seconds": after_another, "opening": opening}


def _ten_years(place: Path, count: int) -> None:
    store = filled(place, [2017 + number * 10 // count for number in range(count)])
    _row(f"{count} cases over ten years: opening", _median(lambda: open_store(place, session="new").book()))
    _row(f"{count} cases over ten years: book() with nothing new", _median(store.book))
    _row(f"{count} cases over ten years: save in a new year", _in_new_year(store))


def _in_new_year(store: FolderStore) -> float:
    case = Case(id="new", title="Ny sak", opened=date(2028, 9, 1))
    store.save(Change(None, case), by="AB", at=NOW)
    return _median(lambda: add_entry(store))


def filled(place: Path, years: list[int]) -> FolderStore:
    """Return a store with a case of six entries for each year named."""
    cases = [
        Case(id=f"c{number:05}", title=f"Sak {number}", opened=date(year, 9, 1)) for number, year in enumerate(years)
    ]
    store = create_store(place, Team(id="team", name="6. trinn"), *cases, now=NOW, session="bench")
    for step in list(Step)[:6]:
        kept = list(store.book().cases)
        store.save(*(Change(case, with_entry(case, _entry(case, step))) for case in kept), by="AB", at=NOW)
    return store


def _entry(case: Case, step: Step) -> Entry:
    at = NOW + timedelta(minutes=len(case.before))
    return Entry(id=f"{case.id}e{len(case.before):04}", step=step, text=TEXT, at=at)


def add_entry(store: FolderStore) -> None:
    """Save one more entry in the newest case."""
    case = store.book().cases[0]
    store.save(Change(case, with_entry(case, _entry(case, Step.SITUATION))), by="AB", at=NOW)


def by_hand(path: Path, content: bytes) -> None:
    """Write bytes the safe way: temporary file, fsync, rename, folder fsync."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("xb", buffering=0) as file:
        file.write(content)
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _median(act: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    taken = []
    for _ in range(ROUNDS):
        before()
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _row(what: str, seconds: float, beside: float = 0) -> None:
    times = f"{seconds / beside:6.1f} x" if beside else ""
    sys.stdout.write(f"{what:60}{seconds * 1000:10.3f} ms{times}\n")


if __name__ == "__main__":
    main()
