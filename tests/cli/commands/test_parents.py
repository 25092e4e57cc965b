"""`fredstid parents`."""

import re
import stat
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.homes.parent_meeting import AgendaItem, LedBy, LookBack, ParentMeeting, with_items
from storage.domain.people import Language
from storage.domain.plan.plan import Depth
from storage.store import Change

Run = Callable[..., Result]
ITEMS = (
    AgendaItem(id="a", title="Welcome", minutes=15),
    AgendaItem(id="b", title="A rule", minutes=15, depth=Depth.DIALOGUE, led_by=LedBy.PUPILS, note="Bring pens"),
)
SOON = with_items(ParentMeeting(id="pm1", title="About phones", on=date(2026, 12, 3), law=("forskr-11-1",)), ITEMS)
LATER = ParentMeeting(id="pm3", title="Much later", on=date(2027, 3, 3))
HELD = ParentMeeting(
    id="pm2", title="The silent one", on=date(2026, 9, 3), after=LookBack(on=date(2026, 9, 4), came=22, went=4)
)


@pytest.fixture
def kept(store: FolderStore, now: datetime) -> FolderStore:
    store.save(*(Change(None, each) for each in (LATER, SOON, HELD)), by="AB", at=now)
    return store


@pytest.mark.usefixtures("kept")
def test_all_are_listed_newest_first_with_their_shares(run: Run) -> None:
    lines = run("parents").stdout.splitlines()
    assert [re.split("  +", line)[1] for line in lines] == ["Much later", "About phones", "The silent one"]
    assert "30 min" in lines[1]
    assert "information 50 %, dialogue 50 %, co-decision 0 %" in lines[1]
    assert lines[1].endswith("planned")
    assert lines[2].endswith("22 came, and the evening got 4 of 10")


@pytest.mark.usefixtures("kept")
def test_other_programs_get_items_with_their_times(run: Run) -> None:
    found = msgspec.json.decode(run("parents", "--json").stdout)
    assert [each["id"] for each in found] == ["pm3", "pm1", "pm2"]
    soon = found[1]
    assert [(item["at"], item["title"]) for item in soon["items"]] == [("18:00", "Welcome"), ("18:15", "A rule")]
    assert (soon["held"], soon["total"], soon["shares"]["dialogue"]) == (False, 30, 50)
    assert found[2]["after"]["came"] == 22


@pytest.mark.usefixtures("kept")
def test_the_next_one_is_printed_for_parents_or_for_the_team(run: Run) -> None:
    agenda = run("parents", "--agenda").stdout
    assert agenda.startswith("# About phones\n\n- **Time:** Thursday 3 Dec 2026, 18:00–18:30\n")
    assert "Bring pens" not in agenda
    sheet = run("parents", "--run-sheet").stdout
    assert sheet.startswith("# Run sheet: About phones\n")
    assert "Bring pens" in sheet
    assert "22 parents came. We gave the evening 4 of 10." in sheet
    assert "last checked 2026-11-23" in sheet


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("typed", ["2026-09-03", "3.9", "pm2"])
def test_another_is_known_by_its_day(run: Run, typed: str) -> None:
    assert run("parents", typed).stdout.startswith("# The silent one")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("typed", ["4.9", "x", "9x", ""])
def test_a_day_without_one_is_refused(run: Run, typed: str) -> None:
    result = run("parents", typed)
    assert (result.exit_code, result.stderr) == (
        2,
        "There is no such parent meeting. “fredstid parents” lists them.\n",
    )


def test_without_any_it_says_where_one_is_made(run: Run) -> None:
    result = run("parents")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "fredstid" in result.stderr
    assert run("parents", "--agenda").exit_code == 1
    assert msgspec.json.decode(run("parents", "--json").stdout) == []


def test_when_none_is_ahead_the_last_one_is_meant(run: Run, store: FolderStore, now: datetime) -> None:
    older = HELD.but(id="pm4", title="Older", on=date(2026, 3, 3))
    store.save(Change(None, older), Change(None, HELD), by="AB", at=now)
    assert run("parents", "--agenda").stdout.startswith("# The silent one")


def test_pages_are_in_the_teams_language(run: Run, kept: FolderStore, now: datetime) -> None:
    team = kept.book().team
    kept.save(Change(team, team.but(language=Language.NN)), by="", at=now)
    assert "torsdag 3. des. 2026 kl. 18:00–18:30" in run("parents", "--agenda", "--language", "en").stdout


@pytest.mark.usefixtures("kept")
def test_a_page_to_print_goes_to_a_new_file_that_only_its_owner_reads(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.html"
    result = run("parents", "--run-sheet", "--html", "--to", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(file) in result.stderr
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = run("parents", "--agenda", "--to", str(file))
    assert again.exit_code == 1
    assert "left alone" in again.stderr


@pytest.mark.usefixtures("kept")
def test_one_page_at_a_time(run: Run) -> None:
    result = run("parents", "--agenda", "--run-sheet")
    assert result.exit_code == 2
    assert "--agenda" in result.stderr
