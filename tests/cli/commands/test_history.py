"""`fredstid history`, and `fredstid show --at`."""

import json
import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.archive.disk.files import LARGEST
from storage.archive.disk.mending import user_name
from storage.store import Change
from tests.cli.conftest import NOW

Run = Callable[..., Result]


def clock(hours: int) -> str:
    return f"{(NOW + timedelta(hours=hours)).astimezone():%H:%M}"


@pytest.fixture(autouse=True)
def changes(store: FolderStore) -> None:
    for hours, (by, title) in enumerate((("AB", "Homework at night"), ("CD", "Homework in the evening")), 1):
        case = store.book().case("26-001")
        store.save(Change(case, case.but(title=title)), by=by, at=NOW + timedelta(hours=hours))
    practice = store.book().practices[0]
    store.save(Change(practice, practice.but(title="Secret")), by="", at=NOW + timedelta(hours=3))


ONE_LINE = (
    b'{"trace":{"change":"01m1edeag039yty7","at":"2027-09-01T12:00:00+00:00","by":"","records":'
    b'[["area","a1","changed"]],"session":"s"},"seal":"0123456789abcdef0123456789abcdef"}\n'
)
USER = user_name(os.geteuid())


def test_it_prints_who_did_what_newest_first_and_never_what_was_written(run: Run) -> None:
    shown = run("history")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert [re.split("  +", line) for line in lines[:2]] == [
        ["25 Nov 2026", clock(3), f"a shared screen ({USER})", "changed a practice of the plan (title)"],
        ["25 Nov 2026", clock(2), f"CD ({USER})", "changed case 26-001 (title)"],
    ]
    assert "Secret" not in shown.stdout
    assert "Homework" not in shown.stdout


def test_of_one_case_only_what_was_done_to_it(run: Run) -> None:
    shown = run("history", "26-1")
    assert shown.stdout.count("changed case 26-001") == 2
    assert "practice" not in shown.stdout


@pytest.mark.parametrize(("last", "count"), [("1", 1), ("2", 2), ("0", 4)])
def test_as_many_lines_as_one_asks_for(run: Run, last: str, count: int) -> None:
    assert len(run("history", "--last", last).stdout.splitlines()) == count


def test_as_json(run: Run) -> None:
    newest, second, *_ = json.loads(run("history", "--json").stdout)
    assert (newest["by"], newest["undoes"], newest["records"][0]["kind"]) == ("", False, "practice")
    assert second["records"] == [{"kind": "case", "id": "c1", "what": "changed", "code": "26-001", "fields": ["title"]}]
    assert second["at"] == "2026-11-25T14:00:00Z"


def test_a_case_of_which_nothing_was_done_since_the_history_began(run: Run, folder: Path) -> None:
    for path in (folder / "history").iterdir():
        path.unlink()
    shown = run("history")
    assert (shown.stdout, shown.stderr) == ("", "Nothing has been written yet.\n")


@pytest.fixture
def too_big(folder: Path) -> str:
    """Let the history grow beyond what is ever read, and return how that is said."""
    with (folder / "history" / "2026-27.jsonl").open("r+b") as file:
        file.truncate(LARGEST + 1)
    return (
        "history/2026-27.jsonl cannot be read (it is too big), so what was done in that year is missing here."
        " Run “fredstid check”.\n"
    )


@pytest.mark.parametrize("arguments", [(), ("26-001",), ("--head",), ("--against", f"2026-27:4:{'0' * 32}")])
def test_what_cannot_be_read_is_not_called_unwritten(run: Run, too_big: str, arguments: tuple[str, ...]) -> None:
    shown = run("history", *arguments)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr.endswith(too_big)
    assert "written" not in shown.stderr
    assert "is not what it was" not in shown.stderr


def test_what_another_year_says_is_printed_beside_what_cannot_be_read(run: Run, folder: Path, too_big: str) -> None:
    (folder / "history" / "2027-28.jsonl").write_bytes(ONE_LINE)
    shown = run("history", "--json")
    assert [deed["change"] for deed in json.loads(shown.stdout)] == ["01m1edeag039yty7"]
    assert (shown.exit_code, shown.stderr) == (1, too_big)
    assert run("history", "--head").stdout.startswith("2027-28:1:")


def test_a_case_that_is_not_there(run: Run) -> None:
    assert run("history", "26-099").exit_code == 2


def test_a_head_is_printed_and_compared(run: Run, store: FolderStore, folder: Path) -> None:
    printed = run("history", "--head")
    head = printed.stdout.strip()
    assert re.fullmatch(r"2026-27:4:[0-9a-f]{32}", head)
    assert "others in the team cannot change" in printed.stderr
    case = store.book().case("26-001")
    store.save(Change(case, case.but(title="Later")), by="AB", at=NOW + timedelta(hours=4))
    same = run("history", "--against", head)
    assert (same.exit_code, same.stderr) == (0, "Up to line 4, the history of 2026-27 is as it was.\n")
    path = folder / "history" / "2026-27.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    other = run("history", "--against", head)
    assert (other.exit_code, "not what it was" in other.stderr) == (1, True)


def test_what_is_no_head_and_two_wishes_at_once_are_refused(run: Run) -> None:
    assert "is not a head" in run("history", "--against", "x").stderr
    assert run("history", "--head", "--against", "x").exit_code == 2


def test_a_case_as_it_was(run: Run) -> None:
    between = (NOW + timedelta(hours=1, minutes=30)).astimezone()
    then = run("show", "26-001", "--at", f"{between:%Y-%m-%d %H:%M}")
    assert "Homework at night" in then.stdout
    assert f"As it was on Wednesday 25 Nov {between:%H:%M}" in then.stderr
    assert "Homework every afternoon" in run("show", "26-001", "--at", "2026-11-24").stdout
    as_json = json.loads(run("show", "26-001", "--at", "2026-11-24", "--json").stdout)
    assert as_json["title"] == "Homework every afternoon"


def test_a_case_before_it_was(run: Run) -> None:
    shown = run("show", "26-001", "--at", "2026-09-01")
    assert (shown.exit_code, shown.stderr) == (1, "Case 26-001 was opened 21 Sept 2026.\n")


def test_a_moment_that_is_none_and_two_wishes_at_once(run: Run) -> None:
    assert run("show", "26-001", "--at", "yesterday-ish").exit_code != 0
    assert run("show", "26-001", "--at", "2026-11-24", "--for-access").exit_code == 2


@pytest.mark.parametrize("month", ["november", "Nov", "november."])
def test_since_a_month(run: Run, month: str) -> None:
    assert run("history", "--since", month).stdout == run("history", "--since", "1.11").stdout != ""
    assert run("history", "--since", "desember").exit_code == 0


@pytest.mark.parametrize("ahead", ["+3", "tomorrow", "in a week", "om to veker"])
def test_nothing_is_since_a_day_to_come(run: Run, ahead: str) -> None:
    refused = run("history", "--since", ahead)
    assert (refused.exit_code, refused.stdout) == (2, "")
