"""What the store promises, each as a program that tries to break it, in a short and in a long form."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path("tests", "archive", "programs")
PATIENCE = 3600
NOTHING_LOST = ("lost", "read_only", "untidy", "without_history", "broken_history")
INJECTED = ("ENOSPC", "ENOSPC+", "EIO", "EIO+", "EROFS", "EROFS+", "EINTR", "EINTR+")

Result = Mapping[str, float]


@dataclass(frozen=True)
class Measure:
    """One promise: how it is tried, what must come of it, and how that reads."""

    name: str
    promised: str
    program: Path
    short: tuple[str, ...]
    long: tuple[str, ...]
    kept: Callable[[Result], bool]
    said: str
    """What came of it, filled in from the result."""
    kept_long: Callable[[Result], bool] = lambda _: True
    """What must come of the long form besides, where nobody else is at work."""

    def taken(self, *, long: bool = False) -> Result:
        """Try it, and return what came of it."""
        words = self.long if long else self.short
        command = [sys.executable, str(ROOT / self.program), *words]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=PATIENCE)
        if not done.stdout:
            raise RuntimeError(done.stderr[-2000:])
        sys.stderr.write("".join(f"  {line}\n" for line in done.stdout.splitlines()[:-1]))
        result: Result = json.loads(done.stdout.splitlines()[-1])
        return result


def _whole(result: Result) -> bool:
    return not any(result[name] for name in NOTHING_LOST)


def _writes_all(count: int) -> Callable[[Result], bool]:
    return lambda result: _whole(result) and result["acknowledged"] >= count


def _waits_little(count: int) -> Callable[[Result], bool]:
    return lambda result: result["acknowledged"] == count and result["p95"] < 0.3 and result["longest"] < 2


WAITS = "{acknowledged} kept, {lost} lost; waiting p95 {p95:.3f} s, longest {longest:.2f} s"
POINTS = "{points} points, {bad} bad"
MEASURES = (
    Measure(
        "kill -9 at every file system call of each command, and inside recovery",
        "1000 points, 0 bad",
        PROGRAMS / "faults.py",
        ("9", "kill"),
        ("1", "kill"),
        lambda result: result["bad"] == 0 and result["points"] > 100,
        POINTS,
        lambda result: result["points"] >= 1000,
    ),
    Measure(
        "no space, I/O error, read-only, interrupted at every such call, once and staying",
        "2000 points, 0 bad",
        PROGRAMS / "faults.py",
        ("23", *INJECTED),
        ("1", *INJECTED),
        lambda result: result["bad"] == 0 and result["points"] > 100,
        POINTS,
        lambda result: result["points"] >= 2000,
    ),
    Measure(
        "random kill -9 with three writers",
        "500 rounds, 0 lost, no temporary files",
        PROGRAMS / "writers.py",
        ("3", "60", "same", "3", "4"),
        ("3", "60", "own", "3", "500"),
        _whole,
        "{rounds} rounds, {acknowledged} kept, {lost} lost, {untidy} untidy",
    ),
    Measure(
        "12 writers in processes",
        "500 changes each, 0 lost; p95 < 0.3 s, longest < 2 s",
        PROGRAMS / "writers.py",
        ("6", "20", "own"),
        ("12", "500", "own"),
        _writes_all(120),
        WAITS,
        _waits_little(6000),
    ),
    Measure(
        "12 writers wait in the order they came",
        "100 changes each: p95 <= 3 x p50 in each writer and in all, nobody 1.5 x another's in all; longest < 1 s",
        PROGRAMS / "writers.py",
        ("12", "15", "own"),
        ("12", "100", "own"),
        lambda result: _whole(result) and result["unequal"] <= 1.5,
        "p95 {spread:.1f} x p50 at most, one writer {unequal:.2f} x another; longest {longest:.2f} s",
        lambda result: result["spread"] <= 3 and result["longest"] < 1,
    ),
    Measure(
        "looking a folder over while four write in it",
        "ten minutes, nothing said to be wrong",
        PROGRAMS / "checking.py",
        ("4", "2"),
        ("4", "600"),
        lambda result: result["found"] == 0 and result["rounds"] > 0,
        "{found} said wrong in {rounds} looks",
    ),
    Measure(
        "3 writers on the same record",
        "200 changes each, 0 lost; p95 < 0.3 s, longest < 2 s",
        PROGRAMS / "writers.py",
        ("3", "30", "same"),
        ("3", "200", "same"),
        _writes_all(90),
        WAITS,
        _waits_little(600),
    ),
    Measure(
        "damaged files taken silently",
        "0 of 20000",
        PROGRAMS / "damage.py",
        ("400",),
        ("20000",),
        lambda result: result["silent"] == 0,
        "{silent} of {files}",
    ),
    Measure(
        "acknowledged text gone after a damage, by rename or in place, and any repair",
        "0 of 3000; restore lists it and brings it back",
        PROGRAMS / "repairs.py",
        ("40",),
        ("3000",),
        lambda result: result["lost"] == 0,
        "{lost} of {rounds}",
    ),
    Measure(
        "files changed by a hasty hand that are answered with a traceback",
        "0 of 2000",
        PROGRAMS / "corrections.py",
        ("40",),
        ("2000",),
        lambda result: result["failed"] == 0,
        "{failed} of {rounds}",
    ),
    Measure(
        "typing lost at a dropped line",
        "at most 0.5 s",
        PROGRAMS / "dropped_line.py",
        ("1",),
        ("20",),
        lambda result: result["longest"] < 5,
        "{longest:.2f} s in {rounds} drops",
        lambda result: result["longest"] <= 0.5,
    ),
    Measure(
        "texts that act on a terminal, alive on any screen or command",
        "0",
        PROGRAMS / "hostile.py",
        (),
        (),
        lambda result: result["alive"] == 0 and result["places"] > 50,
        "{alive} of {strings} in {places} places",
    ),
    Measure(
        "traps and hostile files in a folder: harm outside it, a traceback, a second of the processor, 200 MB",
        "0 bad; at most 1 s and 200 MB",
        PROGRAMS / "traps.py",
        ("23", "few"),
        ("1", "all"),
        lambda result: result["bad"] == 0 and result["kinds"] >= 5,
        "{bad} bad of {kinds} kinds; longest {longest:.2f} s, most {largest} MB",
        lambda result: result["kinds"] > 100,
    ),
    Measure(
        "20000 entries in a year: a save, and opening",
        "save < 0.5 s, opening < 1 s",
        Path("tests", "benchmarks", "bench_store.py"),
        ("--json", "300"),
        ("--json", "3334"),
        lambda result: result["opening"] > 0,
        "save {seconds:.3f} s, opening {opening:.2f} s",
        lambda result: result["seconds"] < 0.5 and result["opening"] < 1,
    ),
    Measure(
        "a save beside the same bytes by hand, 1000 cases of six entries",
        "4 x when this process wrote last, 8 x after another",
        Path("tests", "benchmarks", "bench_store.py"),
        ("--json", "300"),
        ("--json", "1000"),
        lambda result: result["own"] > 0,
        "{own:.1f} x, {other:.1f} x",
        lambda result: result["own"] <= 4 and result["other"] <= 8,
    ),
)
