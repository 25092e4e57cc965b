"""`fredstid minutes`."""

import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Language, Team
from storage.store import Change

Run = Callable[..., Result]


@pytest.mark.parametrize(
    "meeting",
    [
        (),
        ("2026-11-16",),
        ("16.11",),
        ("16.11.2026",),
        ("m1",),
        ("Monday 16 Nov",),
        ("man. 16. nov. 2026",),
        ("Monday 16 Nov 14:15",),
    ],
)
def test_a_meeting_is_the_last_one_or_known_by_its_day(run: Run, meeting: tuple[str, ...]) -> None:
    shown = run("minutes", *meeting).stdout
    assert shown.startswith("# Case round Monday 16 Nov 2026\n")
    assert "The room was cold." in shown


def test_the_last_one_is_the_last_that_was_held(run: Run, store: FolderStore, now: datetime) -> None:
    going_on = Meeting(id="m2", form="saksrunde", title="Going on", started=now, planned=45)
    store.save(Change(None, going_on), by="", at=now)
    assert "# Case round" in run("minutes").stdout
    assert "# Going on" in run("minutes", "25.11").stdout


@pytest.mark.parametrize("typed", ["17.11", "9x", "today", "+0", "25.11", "x", "", "Tuesday 16 Nov", "week 47"])
def test_a_day_without_a_meeting_is_refused(run: Run, typed: str) -> None:
    assert "There was no meeting" in run("minutes", typed).stderr


def test_without_any_meeting_it_says_so(run_anywhere: Run, tmp_path: Path, team: Team, now: datetime) -> None:
    create_store(tmp_path / "new", team, now=now)
    result = run_anywhere("minutes", "--team", str(tmp_path / "new"))
    assert (result.exit_code, result.stderr) == (
        1,
        "No meeting has been held yet. “fredstid meeting” begins one, “fredstid series” sets the year's.\n",
    )


def test_the_page_is_in_the_teams_language(run: Run, store: FolderStore) -> None:
    team = store.book().team
    store.save(Change(team, team.but(language=Language.NB)), by="", at=datetime(2026, 11, 25, tzinfo=UTC))
    assert "mandag 16. nov. 2026" in run("minutes", "--language", "en").stdout


def test_a_file_is_new_and_only_its_owners(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "minutes.md"
    result = run("minutes", "--to", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(file) in result.stderr
    assert file.read_text("utf-8").startswith("# Case round")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_nothing_is_ever_written_over(run: Run, tmp_path: Path, kind: str) -> None:
    there, other = tmp_path / "minutes.md", tmp_path / "other"
    other.write_text("mine")
    make: dict[str, Callable[[], object]] = {
        "file": lambda: there.write_text("mine"),
        "link": lambda: there.symlink_to(other),
        "folder": there.mkdir,
    }
    make[kind]()
    result = run("minutes", "--to", str(there))
    assert result.exit_code == 1
    assert "left alone" in result.stderr
    assert other.read_text() == "mine"


def test_why_a_page_could_not_be_written_is_said_in_the_readers_language(run: Run, tmp_path: Path) -> None:
    result = run("--language", "nn", "minutes", "--to", str(tmp_path / "gone" / "page.md"))
    assert result.exit_code == 1
    assert "(mappa finst ikkje)" in result.stderr


def test_who_misses_a_meeting_is_told_days_there_were(run: Run) -> None:
    refused = run("minutes", "2026-11-10")
    assert refused.exit_code == 2
    named = re.search(r"such as (.*), or no day", refused.stderr)
    assert named
    for day in named[1].split(" or "):
        assert run("minutes", day).exit_code == 0
