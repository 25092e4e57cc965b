"""Several processes write into one folder at once; some may be killed.

Run with `python tests/archive/programs/writers.py WRITERS CHANGES KIND [KILLED [ROUNDS]]`. KIND is `own` (everybody a
case of their own) or `same` (all the same one); KILLED is how many writers are killed in the middle, ROUNDS how often.
Prints as JSON what was acknowledged, lost and left over in all, how long the changes took (seconds), how many times
longer a writer's slowest twentieth took than the middle (`spread`), and the slowest writer than the fastest
(`unequal`).
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from storage.archive import create_store, open_store
from storage.archive.change.session import is_untidy
from storage.archive.disk.folder import Folder
from storage.archive.earlier import history
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.people import Team
from storage.store import Change

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


ROUNDS_IN_A_FOLDER = 20
"""Then a new one: what is looked through afterwards grows with each."""


def main(writers: int, changes: int, kind: str, killed: int = 0, rounds: int = 1) -> int:
    """Let them write, so many times, and say what came of it."""
    with tempfile.TemporaryDirectory() as place:
        results = [
            _round(Path(place, str(number // ROUNDS_IN_A_FOLDER)), writers, changes, kind, killed)
            for number in range(rounds)
        ]
    longest = {name: max(each[name] for each in results) for name in ("p95", "longest", "spread", "unequal")}
    counts = {name: sum(each[name] for each in results) for name in results[0] if name not in longest}
    sys.stdout.write(json.dumps({"rounds": rounds, **counts, **longest}) + "\n")
    return 0


def _round(folder: Path, writers: int, changes: int, kind: str, killed: int) -> dict[str, float]:
    cases = [Case(id=f"case{number}", title=f"Sak {number}", opened=date(2026, 9, 1)) for number in range(writers)]
    if not (folder / "team.json").exists():
        create_store(folder, Team(id="team", name="6. trinn"), *cases, now=NOW)
    pipes = [_start(folder, number if kind == "own" else 0, number, changes) for number in range(writers)]
    _kill([child for child, _ in pipes[:killed]])
    reports = [_heard(pipe) for _, pipe in pipes]
    for child, _ in pipes:
        os.waitpid(child, 0)
    return _result(folder, reports)


def _start(folder: Path, case: int, writer: int, changes: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _write(folder, case, writer, changes, writing)
        os._exit(0)
    os.close(writing)
    return child, reading


def _write(folder: Path, number: int, writer: int, changes: int, report: int) -> None:
    store = open_store(folder, session=str(writer))
    for count in range(changes):
        case = next(case for case in store.book().cases if case.id == f"case{number}")
        key = f"{os.getpid()}-{writer}-{count}"
        entry = Entry(id=key, step=Step.SITUATION, text="Gråter over leksene.", at=NOW)
        start = time.perf_counter()
        store.save(Change(case, with_entry(case, entry)), by="AB", at=NOW)
        os.write(report, f"{key} {time.perf_counter() - start}\n".encode())


def _kill(children: list[int]) -> None:
    chance = random.Random(os.getpid())  # noqa: S311 - when to kill is no secret
    for child in children:
        time.sleep(chance.random() * 0.3)
        os.kill(child, signal.SIGKILL)


def _heard(pipe: int) -> list[tuple[str, float]]:
    with open(pipe, encoding="utf-8") as lines:
        words = [line.split() for line in lines]
    return [(key, float(seconds)) for key, seconds in words]


def _result(folder: Path, reports: list[list[tuple[str, float]]]) -> dict[str, float]:
    acknowledged = dict(pair for report in reports for pair in report)
    store = open_store(folder, session="check")
    team = store.book().team
    store.save(Change(team, team.but(name=team.name + "!")), by="AB", at=NOW)
    book = store.book()
    kept = {entry.id for case in book.cases for entry in case.entries}
    waits = sorted(acknowledged.values()) or [0.0]
    mine = [[seconds for _, seconds in report] for report in reports if report]
    changes = {trace.change for trace in history.latest(Folder(folder))}
    remembered = {memory.change for case in book.cases for memory in case.before}
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - kept),
        "read_only": bool(book.read_only),
        "untidy": is_untidy(Folder(folder)),
        "without_history": len(remembered - changes),
        "broken_history": sum(len(list(history.broken_lines(path))) for path in history.files_of(Folder(folder))),
        "p95": waits[len(waits) * 95 // 100],
        "longest": waits[-1],
        "spread": max(_spread(each) for each in (waits, *mine) if each) if mine else 1.0,
        "unequal": max(map(sum, mine)) / min(map(sum, mine)) if mine else 1.0,
    }


def _spread(waits: list[float]) -> float:
    """Return how many times longer the slowest twentieth took than the middle."""
    ordered = sorted(waits)
    return ordered[len(ordered) * 95 // 100] / ordered[len(ordered) // 2]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:])))
