"""`fredstid safety`, and what the gate says about a text on the command line."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from stat import S_IMODE

import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.case import Route, Told
from storage.domain.case.standing import reported
from storage.domain.errors import Refused
from storage.domain.record import Record
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tests.cli.conftest import NOW

Run = Callable[..., Result]
GATE = gate_file("en")


def test_the_head_is_told_and_the_plan_has_five_points(run: Run) -> None:
    result = run("safety")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"# {GATE.routes['not-safe'].title}")
    assert result.stdout.count("- [ ] ") >= 5


def test_a_route_is_chosen_by_name(run: Run) -> None:
    assert run("safety", "--route", "home").stdout.startswith(f"# {GATE.routes['home'].title}")
    assert run("safety", "--route", "elsewhere").exit_code == 2


def test_where_a_life_may_be_in_danger_it_says_so_first(run: Run) -> None:
    page = run("safety", "--route", "danger").stdout
    assert page.startswith(f"# {GATE.routes['danger'].title}")
    assert GATE.routes["danger"].say in page
    assert "(116111.no)" in page


def test_it_needs_no_team(run_anywhere: Run, tmp_path: Path) -> None:
    nowhere = ("--team", str(tmp_path / "none"))
    result = run_anywhere("safety", *nowhere, "--language", "nn")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"# {gate_file('nn').routes['not-safe'].title}")
    assert not (tmp_path / "none").exists()
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "team.json").write_text("{", "utf-8")
    assert run_anywhere("safety", "--team", str(damaged), "--route", "home").exit_code == 0
    assert run_anywhere("safety", "26-001", *nowhere).exit_code == 1
    assert run_anywhere("safety", *nowhere, "--language", "sv").exit_code == 2


def test_a_case_has_its_own_route(run: Run, store: FolderStore) -> None:
    case = store.book().case("26-001")
    told = Told(route=Route.ADULT, who="the head", on=date(2026, 11, 25))
    store.save(Change(case, reported(case, told)), by="AB", at=NOW)
    page = run("safety", "26-001").stdout
    assert page.startswith(f"# {GATE.routes['adult'].title}")
    assert "26-001" in page


def test_a_new_file_only_its_owner_can_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "safety.md"
    result = run("safety", "--to", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert "- [ ] " in file.read_text("utf-8")
    assert run("safety", "--to", str(file)).exit_code == 1


def test_sure_words_say_it_at_once_and_stand_in_the_case(run: Run, store: FolderStore) -> None:
    result = run("log", "26-001", "An adult at school hit the pupil.")
    assert result.exit_code == 0
    assert f"! {GATE.routes['adult'].title}" in result.stderr
    assert "fredstid safety 26-001" in result.stderr
    assert store.book().case("26-001").alarm is Route.ADULT


def test_where_it_cannot_stand_in_the_case_it_is_said_all_the_same(
    run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = FolderStore.save

    def once(self: FolderStore, *changes: Change, by: str, at: datetime) -> tuple[Record, ...]:
        monkeypatch.setattr(FolderStore, "save", full)
        return save(self, *changes, by=by, at=at)

    monkeypatch.setattr(FolderStore, "save", once)
    result = run("log", "26-001", "An adult at school hit the pupil.")
    assert result.exit_code == 1
    assert f"! {GATE.routes['adult'].title}" in result.stderr
    assert "the disk is full" in result.stderr
    assert store.book().case("26-001").entries[-1].text == "An adult at school hit the pupil."


def full(*_: object, **__: object) -> None:
    raise Refused("not-saved", reason="disk-full")


def test_the_way_to_child_welfare_keeps_the_home_out(run: Run) -> None:
    result = run("log", "26-001", "The child says that he is beaten at home.")
    assert f"! {GATE.routes['home'].no_contact}" in result.stderr


def test_a_life_and_a_home_are_both_told_and_the_home_is_kept_out(run: Run) -> None:
    text = "The child says that he is beaten at home. He says that he wants to kill himself."
    danger, home = (GATE.routes[route] for route in ("danger", "home"))
    result = run("log", "26-001", text)
    said = [f"! {danger.title}. {danger.say}", f"! {home.title}. {home.say}", f"! {home.no_contact}"]
    assert [line for line in result.stderr.splitlines() if line.startswith("!")] == said
    assert run("nudge", text).stdout.splitlines() == said
    page = run("safety", "26-001").stdout
    assert page.startswith(f"# {danger.title}")
    assert f"**{home.no_contact}**" in page
    assert home.no_contact not in run("safety", "--route", "danger").stdout


def test_doubt_asks_one_question(run: Run, store: FolderStore) -> None:
    result = run("log", "26-001", "The pupil leaves the classroom several times a week.")
    assert result.exit_code == 0
    assert "?" in result.stderr
    assert store.book().case("26-001").alarm is None
    assert "?" not in run("log", "26-001", "The pupil leaves the classroom several times a week.").stderr


def test_an_agreement_is_looked_at_too(run: Run) -> None:
    assert "!" in run("agree", "-", "Call home: he is being bullied every day", "--owner", "AB").stderr


def test_an_identity_number_is_refused_and_not_repeated(run: Run, folder: Path) -> None:
    for command in (("log", "26-001"), ("agree", "26-001"), ("agree", "-")):
        result = run(*command, "He is 01010750004.")
        assert result.exit_code == 1
        assert "01010750004" not in result.output
    kept = "".join(file.read_text("utf-8") for file in folder.rglob("*") if file.is_file())
    assert "01010750004" not in kept


def test_no_team_is_named_by_an_identity_number(run_anywhere: Run, tmp_path: Path) -> None:
    result = run_anywhere("new", str(tmp_path / "new"), "--name", "01010750004")
    assert result.exit_code == 1
    assert not (tmp_path / "new" / "team.json").exists()


def test_today_says_first_that_nobody_has_been_told(run: Run) -> None:
    run("log", "26-001", "An adult at school hit the pupil.")
    assert run("today").stdout.splitlines()[1] == "! 26-001: nobody has been told yet – “fredstid safety 26-001”"
    assert '"26-001"' in run("today", "--json").stdout.partition('"practices"')[0]
