"""`fredstid insight`."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import Meeting, MeetingState, Visit
from storage.domain.people import Team
from storage.store import Change
from tests.cli.conftest import NOW

Run = Callable[..., Result]
LONG_MEETING = Meeting(
    id="m2",
    form="saksrunde",
    title="Case round",
    started=datetime(2026, 11, 9, 13, 15, tzinfo=UTC),
    planned=45,
    state=MeetingState.HELD,
    visits=(
        Visit(phase="a", title="A", minutes=5, writes=Writes.AGREEMENTS, spent=600),
        Visit(phase="b", title="B", minutes=5, writes=Writes.ENTRY, case="26-001", spent=1800),
    ),
)


def test_the_balance_is_told_and_tabled_by_month(run: Run, folder: Path) -> None:
    from storage.archive import open_store  # noqa: PLC0415 - only here

    open_store(folder, session="s").save(Change(None, LONG_MEETING), by="AB", at=NOW)
    shown = run("insight").stdout
    assert "This school year the plan had 10 of 40 minutes." in shown
    assert "Agreements whose day has come: 1. Followed up: 0. Helped: 0." in shown
    rows = [line.split() for line in shown.splitlines()]
    assert ["Nov", "2026", "10", "30", "·", "·", "1", "·", "·"] in rows
    assert ["sum", "10", "30", "1", "2", "1", "·", "·"] in rows
    assert "  1  homework: no practice agreed" in shown
    assert "never about one person" in shown


def test_the_balance_is_data_too(run: Run) -> None:
    found = msgspec.json.decode(run("insight", "--json").stdout)
    assert found["this_year"] == {"plan": 0, "cases": 0}
    assert found["months"][-1]["month"] == date(2026, 11, 1).isoformat()
    assert {"theme": "homework", "cases": ["26-001"], "areas": []} in found["themes"]


def test_what_meetings_came_to_is_told_by_month_and_by_phase(run_anywhere: Run, tmp_path: Path) -> None:
    run_anywhere("new", str(tmp_path / "demo"), "--demo", "--language", "en")
    shown = run_anywhere("insight", "--team", str(tmp_path / "demo")).stdout
    rows = [line.split() for line in shown.splitlines()]
    assert ["Nov", "2026", "1", "8/12", "8", "(7–9)", "60/60", "15", "29", "2/2", "1", "·"] in rows
    assert ["Check-out", "2", "2.5"] in rows
    found = msgspec.json.decode(run_anywhere("insight", "--json", "--team", str(tmp_path / "demo")).stdout)
    last = found["meetings"][-1]
    assert (last["met"], last["of"]) == (8, 12)
    assert last["score"] == {"middle": 8, "low": 7, "high": 9, "count": 7}
    assert last["minutes"] == {"planned": 60, "used": 60}
    assert last["agreements"] == {"due": 2, "asked": 2, "done": 1, "helped": 0}
    assert [phase["phase"] for phase in found["meetings_by_month"][-1]["phases"]][:3] == [
        "check-in", "plan-and-agreements", "the-case",
    ]  # fmt: skip
    assert [each["day"] for each in found["meetings"]] == sorted(each["day"] for each in found["meetings"])


@pytest.mark.parametrize("typed", ["oct", "October", "10", "2026-10"])
def test_one_month_is_told_alone(run_anywhere: Run, typed: str) -> None:
    shown = run_anywhere("insight", "--team", "demo", "--month", typed, "--language", "en").stdout
    assert "Oct 2026" in shown
    assert not any(other in shown for other in ("Sep 2026", "Nov 2026", "Oct 2025", "sum"))
    told = msgspec.json.decode(run_anywhere("insight", "--team", "demo", "--month", typed, "--json").stdout)
    assert [each["month"] for each in told["months"]] == ["2026-10-01"]
    assert {each["day"][:7] for each in told["meetings"]} == {"2026-10"}
    assert {each["month"] for each in told["answers"]} == {"2026-10-01"}


def test_a_month_without_anything_says_so_and_what_is_none_is_refused(run_anywhere: Run) -> None:
    empty = run_anywhere("insight", "--team", "demo", "--month", "2019-10", "--language", "en")
    assert empty.stdout.startswith("Nothing was held or agreed in October 2019.\n")
    for typed in ("13", "moon", "0", "x-1", "2026-"):
        refused = run_anywhere("insight", "--team", "demo", "--month", typed, "--language", "en")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "August, September" in refused.stderr


def test_more_may_have_helped_than_were_done_as_agreed_and_both_say_what_they_are(run: Run, store: FolderStore) -> None:
    rated = next(each for each in store.book().agreements if each.case)
    run("rate", rated.id, "--done", "partly", "--helped", "better")
    shown = run("insight").stdout
    assert "asked about/done as agreed/helped" in shown
    assert ["Nov", "2026", "1/0/1"] in [line.split() for line in shown.splitlines()]
    assert "it got better, be it done in part" in " ".join(shown.split())


def test_a_new_team_has_nothing_to_show_yet(run_anywhere: Run, tmp_path: Path, team: Team) -> None:
    create_store(tmp_path / "new", team, now=NOW)
    shown = run_anywhere("insight", "--team", str(tmp_path / "new")).stdout
    assert shown.startswith("No meeting time on plan or cases yet this school year.\n\nWhat is counted")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_demos_balance_names_its_areas(run_anywhere: Run, language: str) -> None:
    shown = run_anywhere("insight", "--team", "demo", "--language", language).stdout
    assert len(shown.splitlines()) > 30
    assert all(len(line) < 90 for line in shown.splitlines()[3:15])


def test_what_the_home_answers_stands_beside_the_schools_answer_at_once(run: Run, store: FolderStore) -> None:
    rated = next(each for each in store.book().agreements if each.case)
    run("rate", rated.id, "--done", "partly")
    run("rate", rated.id, "--by", "home", "--done", "as-planned", "--helped", "better")
    shown = [line.split() for line in run("insight").stdout.splitlines()]
    assert ["Nov", "2026", "1/0/0", "1/1/1"] in shown
    month = {"month": "2026-11-01", "asked": 1}
    assert msgspec.json.decode(run("insight", "--json").stdout)["answers"] == [
        {**month, "by": "school", "done": 0, "helped": 0},
        {**month, "by": "home", "done": 1, "helped": 1},
    ]
    assert "partly done; *the home:* Wednesday 25 Nov 2026: done as agreed, it got better" in run("brief").stdout
