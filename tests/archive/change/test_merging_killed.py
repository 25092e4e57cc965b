"""Whoever dies while two copies are joined leaves what was there or what should be, and the next one finishes it."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.case import Case
from storage.domain.joining.copies import CopyAnswers
from storage.domain.people import Team
from storage.store import Change

CALLS = ("close", "fsync", "link", "mkdir", "open", "rename", "replace", "unlink", "write")
KILLED, DONE = 9, 0
LATER = timedelta(hours=1)


@pytest.fixture
def apart(tmp_path: Path, team: Team, case: Case, now: datetime) -> tuple[Path, Path]:
    """Two copies: both changed a case and opened one, the other deleted one and changed the team."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    create_store(ours, team, case, Case(id="old", title="hemmelig", opened=now.date()), now=now)
    shutil.copytree(ours, theirs)
    for folder, key in ((ours, "x2"), (theirs, "x1")):
        known = at(folder).book().case("26-001")
        new = Change(None, Case(id=key, title=folder.name, opened=now.date()))
        at(folder).save(Change(known, known.but(title=folder.name)), new, by="AB", at=now + LATER)
    at(theirs).save(Change(team, team.but(name="7. trinn")), by="AB", at=now + LATER)
    at(theirs).delete_case("old", by="AB", at=now + LATER)
    return ours, theirs


def at(folder: Path) -> FolderStore:
    return open_store(folder, session="s")


def state(folder: Path) -> list[str]:
    return sorted(repr(record) for record in at(folder).book().records())


def join(folder: Path, theirs: Path, when: datetime) -> None:
    at(folder).join(theirs, CopyAnswers(), by="AB", at=when)


def killed_at(call: int, folder: Path, theirs: Path, when: datetime) -> int:
    """Join in a process that dies at its n-th call of the file system; return how that ended."""
    child = os.fork()
    if child == 0:
        try:
            die_at(call)
            join(folder, theirs, when)
        finally:
            os._exit(DONE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at(call: int) -> None:
    """Let this process die at its n-th call of the file system."""
    calls = iter(range(1, call))

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            if next(calls, None) is None:
                os._exit(KILLED)
            return real(*arguments, **options)

        return counted

    for name in CALLS:
        setattr(os, name, dying(getattr(os, name)))


@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_a_joining_that_is_killed_is_there_whole_or_not_at_all(
    apart: tuple[Path, Path], now: datetime, tmp_path: Path, step: int
) -> None:
    ours, theirs = apart
    before = state(ours)
    shutil.copytree(ours, tmp_path / "whole")
    join(tmp_path / "whole", theirs, now + 2 * LATER)
    after, seen, call = state(tmp_path / "whole"), set(), 1
    folder = tmp_path / "killed"
    while True:
        shutil.copytree(ours, folder)
        ended = killed_at(call, folder, theirs, now + 2 * LATER)
        seen.add("after" if state(folder) == after else "before")
        assert state(folder) in (before, after), call
        join(folder, theirs, now + 3 * LATER)
        assert state(folder) == after, call
        assert not [file for file in folder.rglob("*") if file.is_file() and b"hemmelig" in file.read_bytes()], call
        if ended == DONE:
            break
        shutil.rmtree(folder)
        call += step
    assert (seen, call > 100) == ({"before", "after"}, True)
