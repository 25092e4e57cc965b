"""Real processes in one folder: several writers, and writers that are killed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).parent / "programs"


def run(program: str, *words: object) -> dict[str, Any]:
    command = [sys.executable, str(PROGRAMS / program), *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=900)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def assert_whole(result: dict[str, Any]) -> None:
    wrong = ("lost", "read_only", "untidy", "without_history", "broken_history")
    assert {name: result[name] for name in wrong if result[name]} == {}


@pytest.mark.parametrize(("writers", "changes", "kind"), [(6, 20, "own"), (3, 30, "same")])
def test_nobody_loses_a_change(folder: Path, writers: int, changes: int, kind: str) -> None:
    result = run("writers.py", folder, writers, changes, kind)
    assert result["acknowledged"] == writers * changes
    assert_whole(result)


@pytest.mark.slow
@pytest.mark.parametrize(("writers", "changes", "kind"), [(12, 500, "own"), (3, 200, "same"), (8, 250, "own")])
def test_nobody_loses_a_change_or_waits_long(folder: Path, writers: int, changes: int, kind: str) -> None:
    result = run("writers.py", folder, writers, changes, kind)
    assert result["acknowledged"] == writers * changes
    assert_whole(result)
    assert result["longest"] < 2


def test_killed_writers_take_nothing_along(folder: Path) -> None:
    for _ in range(4):
        assert_whole(run("writers.py", folder, 3, 15, "same", 2))


@pytest.mark.slow
def test_killed_writers_take_nothing_along_for_long(folder: Path) -> None:
    for number in range(500):
        assert_whole(run("writers.py", folder / str(number % 25), 3, 12, "own", 3))


@pytest.mark.parametrize(("every", "faults"), [(4, ["kill"]), (9, ["ENOSPC+", "EIO"])])
def test_a_fault_leaves_old_or_new(every: int, faults: list[str]) -> None:
    result = run("faults.py", every, *faults)
    assert result["bad"] == 0
    assert result["points"] > 150


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["kill", "ENOSPC", "ENOSPC+", "EIO", "EIO+", "EROFS+", "EDQUOT+", "EINTR", "EACCES"])
def test_a_fault_at_any_call_leaves_old_or_new(fault: str) -> None:
    assert run("faults.py", 1, fault)["bad"] == 0
