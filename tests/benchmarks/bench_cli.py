"""How long commands take beside loading the libraries they stand on; prints a table.

Run with `python tests/benchmarks/bench_cli.py` after `python -m compileall -q tui storage`. We promise 2 at most.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15
START = "from tui.__main__ import main; main()"
COMMANDS = {
    "import click, msgspec, tinydb": ("-c", "import click, msgspec, tinydb"),
    "fredstid today": ("-c", START, "today"),
    "fredstid cases": ("-c", START, "cases"),
    "fredstid cases --json": ("-c", START, "cases", "--json"),
}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "FREDSTID_TEAM": "demo"}
        env["XDG_STATE_HOME"] = home
        took: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for name, command in [each for _ in range(ROUNDS + 1) for each in COMMANDS.items()]:
            took[name].append(_seconds(command, env))
    medians = {name: statistics.median(times[1:]) for name, times in took.items()}
    base = next(iter(medians.values()))
    for name, median in medians.items():
        sys.stdout.write(f"{name:<32} {median * 1000:8.0f} ms {median / base:6.2f} x\n")


def _seconds(command: Sequence[str], env: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], env=env, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
