"""`fredstid brief` and `fredstid coach`: pages for before a meeting."""

from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_the_page_before_a_meeting(run: Run) -> None:
    shown = run("brief").stdout
    assert shown.startswith("# Before the meeting on ")
    assert "Ask the home – AB, due" in shown
    assert "26-001 Homework every afternoon" in shown


def test_its_short_form_has_no_marks(run: Run) -> None:
    shown = run("brief", "--short").stdout
    assert shown.startswith("Before the meeting on ")
    assert "#" not in shown
    assert len(shown.splitlines()) < 24


@pytest.mark.parametrize("command", ["brief", "coach"])
def test_a_page_to_print_goes_into_a_file_that_only_its_owner_reads(run: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "page.html"
    done = run(command, "--html", "--to", str(file))
    assert "only you can read it" in done.stderr
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_whoever_leads_reads_what_to_say_and_when(run: Run) -> None:
    shown = run("coach").stdout
    assert shown.startswith("# How you lead: Case round, 45 minutes\n")
    assert "## 0:07 The case (5)" in shown
    assert "- **Say:** Tell us what you saw and heard." in shown
    assert "# How you lead: Peacetime meeting" in run("coach", "peacetime").stdout


def test_an_unknown_form_is_refused_with_those_there_are(run: Run) -> None:
    refused = run("coach", "round")
    assert refused.exit_code == 2
    assert "case-round" in refused.stderr


@pytest.mark.parametrize("command", ["brief", "coach", "minutes", "review", "plan export"])
def test_a_page_is_never_written_as_what_it_is_not(run: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "page.pdf"
    refused = run(*command.split(), *(() if command == "plan export" else ("--to",)), str(file))
    assert refused.exit_code == 2
    assert "“.pdf”" in refused.stderr
    assert not file.exists()
    assert run("brief", "--to", str(tmp_path / "before 16.11")).exit_code == 0


def test_a_team_that_has_not_met_reads_of_its_new_cases(run_anywhere: Run, tmp_path: Path) -> None:
    there = ("--team", str(tmp_path / "six"))
    run_anywhere("new", there[1], "--language", "en", "--member", "AB")
    run_anywhere("open", "The break", *there)
    shown = run_anywhere("brief", *there).stdout
    assert "Nothing new" not in shown
    assert "26-001 The break" in shown.partition("## New")[2].partition("\n## ")[0]
