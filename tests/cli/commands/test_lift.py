"""`fredstid lift`: what waits for the leadership."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from stat import S_IMODE

import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.case import CaseState, CrossPressure
from storage.domain.case.standing import set_aside
from storage.store import Change
from tests.cli.conftest import NOW

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def a_lifted_case(store: FolderStore) -> None:
    case = store.book().case("26-001")
    after = set_aside(case, CaseState.LIFTED, "Who pays for the hours?", date(2026, 11, 25))
    store.save(Change(case, after.but(pressure=CrossPressure(fixed="the budget"))), by="AB", at=NOW)


def test_a_page_for_the_head(run: Run) -> None:
    result = run("lift")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "26-001 Homework every afternoon" in result.stdout
    assert "Who pays for the hours?" in result.stdout
    assert "It ends in tears" not in result.stdout


def test_json_for_programs(run: Run) -> None:
    assert json.loads(run("lift", "--json").stdout) == [
        {
            "id": "standing-2026-11-25",
            "code": "26-001",
            "title": "Homework every afternoon",
            "asked": "Who pays for the hours?",
            "since": "2026-11-25",
            "pressure": {"fixed": "the budget"},
            "words": "",
        }
    ]


def test_a_new_file_only_its_owner_can_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lift.md"
    assert str(file) in run("lift", "--to", str(file)).stderr.replace("\n", "")
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert "Who pays for the hours?" in file.read_text("utf-8")
