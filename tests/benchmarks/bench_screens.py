"""How quick and how quiet the screens are in a terminal, beside a bare Textual app; prints a table.

Run with `python tests/benchmarks/bench_screens.py` after `python -m compileall -q tui storage`. The figure to the
right is what we promise at most. Times are medians, and other work on the machine is in them: compare within one run.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.bare_app import LINE
from tests.benchmarks.big_team import big_team
from tests.benchmarks.watched import Answer, Watched

ROOT = Path(__file__).resolve().parents[2]
STARTS, KEYS = 5, 20
MANY = 3000
IDLE = 4.0
SMALL, LARGE = (80, 24), (140, 40)
SHOWN = "hjelp"
"""A word of the last line to be drawn."""
DEMO = ("demo",)
BESIDE: Mapping[str, tuple[str, ...]] = {"empty": ("empty",), "bare": ()}
"""The apps that are not ours, with what is said to them."""
LOOK = {"Today": (), "Plan": ("2",), "Cases": ("3",), "Search": ("/", "l", "e", "k", "s", "e", "r")}
"""The keys that lead to each list."""
MEETING = ("4", "enter", "n", "n", "n")
"""The keys that lead from the start to a phase where one writes."""


@dataclass(frozen=True)
class Row:
    """One line of the report."""

    what: str
    value: float
    unit: str
    most: float
    beside: float = 0.0
    """What the bare app takes for the same; then the promise is a ratio."""

    def __str__(self) -> str:
        ratio = f"{self.value / self.beside:6.2f} x" if self.beside else " " * 8
        most = f"{self.most:g} {'x' if self.beside else self.unit}" if self.most >= 0 else ""
        kept = self.value / (self.beside or 1) <= self.most if self.most >= 0 else True
        return f"{self.what:<58}{self.value:9.1f} {self.unit:<4}{ratio}   {most:>10}{'' if kept else '  !'}"


class Bench:
    """Where the teams lie and how the programs are started."""

    def __init__(self, home: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.env: Mapping[str, str] = (
            kept
            | {"PYTHONPATH": str(ROOT)}
            | dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(home))
        )
        self.many = ("--team", str(home / "many"))
        big_team(home / "many", MANY)

    def bare(self, *arguments: str) -> Watched:
        """Start the bare app, or the `empty` one."""
        return Watched((sys.executable, str(Path(__file__).with_name("bare_app.py")), *arguments), self.env)

    def team(self, *arguments: str, size: tuple[int, int] = SMALL) -> Watched:
        """Start fredstid on a team."""
        command = (sys.executable, "-m", "tui", *arguments, "--as", "AB", "--language", "nb")
        return Watched(command, self.env, *size)


def main() -> None:
    """Print the report."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(Path(home))
        for part in (starts, keys, moves, idle, search):
            for row in part(bench):
                sys.stdout.write(f"{row}\n")
                sys.stdout.flush()
    sys.stdout.write(f"({time.perf_counter() - began:.0f} s)\n")


def starts(bench: Bench) -> Iterable[Row]:
    """Start each in turn, several times."""
    took: dict[str, list[float]] = {"empty": [], "bare": [], "demo": [], "many": []}
    for _ in range(STARTS + 1):
        for name, times in took.items():
            with _started(bench, name) as program:
                times.append(program.settled(LINE if name in BESIDE else SHOWN))
    empty, bare, demo, many = (statistics.median(times[1:]) * 1000 for times in took.values())
    yield Row("start to a settled screen: empty app", empty, "ms", -1)
    yield Row("start to a settled Today, beside the empty app: demo team", demo, "ms", 1.7, empty)
    yield Row("start to a settled screen: bare app", bare, "ms", -1)
    yield Row("start to a settled screen: demo team", demo, "ms", 1.4, bare)
    yield Row(f"start to a settled screen: {MANY} cases over ten years", many, "ms", 1.4, bare)


def _started(bench: Bench, name: str) -> Watched:
    return bench.bare(*BESIDE[name]) if name in BESIDE else bench.team(*(DEMO if name == "demo" else bench.many))


def keys(bench: Bench) -> Iterable[Row]:
    """Press the same keys in the bare app and in ours, in turn, so that the machine's other work falls on both."""
    with bench.bare() as bare, bench.team(*DEMO) as demo, bench.team(*bench.many) as many:
        bare.settled(LINE)
        for team in (demo, many):
            team.settled(SHOWN)
            _go(team, "3")
        took = _in_turn((bare, demo, many), ["down"] * (KEYS // 2) + ["up"] * (KEYS // 2))
        yield Row("cursor move in a list: bare app", took[0], "ms", -1)
        yield Row("cursor move in the case list: demo team", took[1], "ms", 1.25, took[0])
        yield Row(f"cursor move in the case list: {MANY} cases", took[2], "ms", 1.25, took[0])
        _go(bare, "tab", "tab")
        _go(demo, "enter", "enter")
        _go(many, "esc", *MEETING, "enter")
        took = _in_turn((bare, demo, many), list("vi ser hva som hjelper n"))
        yield Row("letter in a text area: bare app", took[0], "ms", -1)
        yield Row("letter in the editor of a case", took[1], "ms", 1.25, took[0])
        yield Row("letter in a meeting", took[2], "ms", 1.25, took[0])


def _go(program: Watched, *keys: str) -> None:
    for key in keys:
        program.press(key)
        program.idle(0.3)


def _in_turn(programs: Sequence[Watched], pressed: Sequence[str]) -> list[float]:
    chance = random.Random(1)  # noqa: S311 - not to meet a timer in step
    took: list[list[float]] = [[] for _ in programs]
    for key in pressed:
        for place, program in enumerate(programs):
            program.idle(chance.random() / 20)
            took[place].append(program.press(key).settled * 1000)
    return [statistics.median(times) for times in took]


def moves(bench: Bench) -> Iterable[Row]:
    """Count what a cursor move sends on each list."""
    for name, way in LOOK.items():
        with bench.team(*DEMO) as program:
            program.settled(SHOWN)
            _go(program, *way)
            sent = [program.press(key).size for key in ("down", "up", "down", "down", "up", "up")]
        yield Row(f"bytes for a cursor move: {name}", max(sent), "B", 1500)


def idle(bench: Bench) -> Iterable[Row]:
    """Count what is sent while nobody does anything."""
    for size, most in ((SMALL, 100.0), (LARGE, 350.0)):
        with bench.team(*DEMO, "--fresh", size=size) as program:
            program.settled(SHOWN)
            where = "x".join(map(str, size))
            yield Row(f"sent while idle, {where}", program.idle(IDLE) / IDLE, "B/s", 0)
            _go(program, *MEETING)
            program.idle(1)
            yield Row(f"sent while idle in a meeting, {where}", program.idle(IDLE) / IDLE, "B/s", most)


def search(bench: Bench) -> Iterable[Row]:
    """Type a word, at a quick typist's pace and then all at once."""
    with bench.team(*bench.many) as program:
        program.settled(SHOWN)
        _go(program, "/")
        program.idle(1)
        answers: list[Answer] = []
        for word in ("lekser", "skoleveien", "gruppe uro", "1234"):
            answers += [program.press(letter) for letter in word]
            program.press("ctrl+u")
        yield Row(f"search over {MANY} cases: answer after a letter", statistics.median(_ms(answers)), "ms", 30)
        yield Row(f"search over {MANY} cases: slowest answer", max(_ms(answers)), "ms", -1)
        at_once = program.press(*"friminutt mandag").settled * 1000
        yield Row("search: sixteen letters at once", at_once, "ms", -1)


def _ms(answers: Iterable[Answer]) -> list[float]:
    return [answer.settled * 1000 for answer in answers]


if __name__ == "__main__":
    main()
