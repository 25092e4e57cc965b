"""`fredstid review`."""

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
from click.testing import Result

from storage.archive import FolderStore, open_store
from storage.content.forms import forms
from storage.domain.people import Language
from storage.store import Change

Run = Callable[..., Result]


def demo_review(run: Run, place: Path, *arguments: str) -> Result:
    run("new", str(place / "demo"), "--demo", "--language", "en")
    return run("review", "--team", str(place / "demo"), *arguments)


def test_a_meeting_says_what_it_came_to_and_what_to_practise(run_anywhere: Run, tmp_path: Path) -> None:
    shown = demo_review(run_anywhere, tmp_path).stdout
    assert "8 of 12; next time: a first step within three school days, with a buddy\n" in shown
    assert "  ○ 1 of 5" in shown
    assert "Say: “What is the smallest thing" in shown
    assert "  New agreements that say what sets them off: 0 of 5\n" in shown
    assert "  The school: asked about 2, 1 done as agreed, 0 helped\n" in shown


def test_the_strip_is_data_too(run_anywhere: Run, tmp_path: Path) -> None:
    told = msgspec.json.decode(demo_review(run_anywhere, tmp_path, "--json").stdout)
    items = {item["key"]: (item["met"], item["got"], item["of"]) for item in told["items"]}
    assert list(items) == [
        "roles", "first", "asked", "description", "view", "wish", "ideas", "whole", "plan", "score", "next", "time",
    ]  # fmt: skip
    assert items["whole"] == (False, 1, 5)
    assert items["asked"] == (True, 2, 2)
    assert (told["met"], told["of"], told["practise"]) == (8, 12, "whole")
    assert (told["form"], told["planned"], told["used"]) == ("case-round", 3600, 3600)
    assert told["cues"] == {"got": 0, "of": 5}
    assert told["answers"] == [{"by": "school", "asked": 2, "done": 1, "helped": 0}]


def test_of_a_form_that_is_gone_nothing_can_be_told(run: Run) -> None:
    assert "Nothing can be told of this meeting." in run("review").stdout
    told = msgspec.json.decode(run("review", "--json").stdout)
    assert {item["met"] for item in told["items"]} == {None}
    assert (told["met"], told["of"], told["practise"]) == (0, 0, None)


def test_a_team_can_switch_it_off(run: Run, store: FolderStore) -> None:
    team = store.book().team
    store.save(Change(team, team.but(shows_strip=False)), by="", at=store.book().meetings[0].started)
    refused = run("review")
    assert refused.exit_code == 1
    assert "The team has switched this off." in refused.stderr


def test_as_a_page_it_is_the_teams_and_names_nobody(run_anywhere: Run, tmp_path: Path) -> None:
    file = tmp_path / "review.md"
    told = demo_review(run_anywhere, tmp_path, "--to", str(file))
    assert (told.exit_code, told.stdout) == (0, "")
    page = file.read_text()
    assert page.startswith("# What the meeting came to: ")
    assert "8 of 12 things were there." in page
    assert "| A first step within three school days, with a buddy | missing | 1 of 5 |" in page
    assert "- The school: asked about 2, 1 done as agreed, 0 helped" in page
    assert "## To practise next time" in page
    aliases = open_store(tmp_path / "demo", session="looking").book().team.aliases
    assert not [alias for alias in aliases if re.search(rf"\b{alias}\b", page)]


def test_of_every_form_there_is_a_page(run: Run, store: FolderStore) -> None:
    (held, *_) = store.book().meetings
    for form in forms(Language.EN).forms:
        before = store.book().meetings[0]
        store.save(Change(before, before.but(form=form.key)), by="AB", at=held.started)
        page = run("review", "--html").stdout
        assert page.startswith("<!DOCTYPE html>")
        assert "What the meeting can tell about itself" in page


def test_a_month_is_its_only_meeting_and_what_is_none_is_told_the_days(run: Run) -> None:
    assert run("minutes", "november").stdout == run("minutes", "16.11").stdout != ""
    refused = run("review", "17.11")
    assert refused.exit_code == 2
    assert "16 Nov" in refused.stderr
    assert "16.11" in run("review", "--help").stdout
