"""How long two copies of ten years take to become one, and the leader's page over 200 teams; prints a table.

Run with `python tests/benchmarks/bench_joining.py` after `python -m compileall -q tui storage`. Each is a command of
its own, cold. What it spent of a processor is told beside what somebody waited: only the first is not the machine's
mood. We promise 2 seconds of either at most.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.archive import open_store
from storage.domain.case.case import with_entry
from storage.store import Change
from tests.benchmarks.bench_store import NOW, add_entry, filled

ROOT = Path(__file__).resolve().parents[2]
CASES, TEAMS, ROUNDS = 3000, 200, 5
START = "from tui.__main__ import main; main()"


def spent(home: Path, *words: str) -> tuple[float, float]:
    """Run a command, and return the seconds that it spent of a processor, and those that somebody waited."""
    env = {**os.environ, **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(home))}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before, began = os.times(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", START, *words, "--language", "en"],
        env={**env, "PYTHONPATH": str(ROOT)}, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, time.perf_counter() - began


def grown_apart(place: Path) -> tuple[Path, Path]:
    """Two copies of a team of ten years, in each of which every thirtieth case has gone on."""
    one, other = place / "one", place / "other"
    filled(one, [2017 + number * 10 // CASES for number in range(CASES)])
    shutil.copytree(one, other)
    for number, folder in enumerate((one, other)):
        store = open_store(folder, session=folder.name)
        cases = store.book().cases[number * 7 :: 30]
        entries = [replace(case.entries[0], id=f"{case.id}-{number}") for case in cases]
        changes = [Change(case, with_entry(case, entry)) for case, entry in zip(cases, entries, strict=True)]
        store.save(*changes, by="AB", at=NOW + timedelta(days=number))
        add_entry(store)
    return one, other


def merged(place: Path) -> list[tuple[float, float]]:
    """Join them, again and again, from the same two states."""
    one, other = grown_apart(place)
    took = []
    for number in range(ROUNDS):
        target = place / f"target-{number}"
        shutil.copytree(one, target)
        took.append(spent(place, "merge", str(other), "--yes", "--team", str(target)))
    return took


def read_by_the_leader(place: Path) -> list[tuple[float, float]]:
    """Publish a demo team, lay it down as so many teams' with marks and names of their own, and read them all."""
    home = place / "home"
    spent(home, "new", str(place / "team"), "--demo")
    school = place / "school"
    spent(home, "publish", str(school / "team-000"), "--team", str(place / "team"), "--as", "AB", "--approved")
    (file,) = (school / "team-000").iterdir()
    told = json.loads(file.read_bytes())
    for number in range(1, TEAMS):
        beside = school / f"team-{number:03}" / file.name
        beside.parent.mkdir()
        beside.write_text(json.dumps({**told, "team": f"Team {number}", "mark": f"{number:012}"}), "utf-8")
    return [spent(home, "school", str(school)) for _ in range(ROUNDS)]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        for what, took in (
            (f"merge of two copies of {CASES} cases", merged(Path(place, "copies"))),
            (f"the leader's page over {TEAMS} teams", read_by_the_leader(Path(place, "leader"))),
        ):
            used, waited = (statistics.median(each) for each in zip(*took, strict=True))
            sys.stdout.write(f"{what:<40} {used:6.2f} s of a processor {waited:6.2f} s waited (median of {ROUNDS})\n")


if __name__ == "__main__":
    main()
