"""`fredstid export`: a folder to keep and to read, or one encrypted file."""

import os
import stat
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Language, Team
from storage.store import Change
from tests.cli.conftest import NOW
from tui.cli.commands.export import team_pages

Run = Callable[..., Result]
RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def test_it_writes_files_to_keep_and_pages_to_read(run: Run, store: FolderStore, tmp_path: Path) -> None:
    ended = run("export", str(tmp_path / "out"))
    assert (ended.exit_code, ended.stdout) == (0, f"{tmp_path / 'out'}\n")
    assert "Keep it as safe" in ended.stderr
    names = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.md")}
    assert names == {
        "plan.md",
        "cases/26-001.md",
        "cases/26-002.md",
        "cases/25-001.md",
        "minutes/2026-11-16-m1.md",
    }
    assert "It ends in tears" in (tmp_path / "out" / "cases" / "26-001.md").read_text("utf-8")
    assert "The room was cold" in (tmp_path / "out" / "minutes" / "2026-11-16-m1.md").read_text("utf-8")
    assert open_store(tmp_path / "out", session="x").book() == store.book()


def test_deleting_says_which_exports_it_did_not_reach(run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path / "near"))
    run("export", str(tmp_path / "far"))
    (tmp_path / "far").rename(tmp_path / "farther")
    ended = run("delete", "25-001", "--yes")
    assert ended.stderr.splitlines()[-1] == (
        f"The export of 25 Nov 2026 is no longer at {tmp_path / 'far'}. If it was moved, it may still hold it."
    )
    assert not (tmp_path / "near" / "cases" / "25-001.md").exists()
    assert (tmp_path / "near" / "cases" / "26-002.md").exists()


def test_nothing_is_written_over(run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path / "out"))
    ended = run("export", str(tmp_path / "out"))
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "is not empty" in ended.stderr


def test_one_encrypted_file(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pyrage", reason="pyrage is an extra")
    ended = run("export", str(tmp_path / "out"), "--encrypt-to", RECIPIENT)
    sealed = tmp_path / "out.tar.age"
    assert ended.stdout == f"{sealed}\n"
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    assert sealed.read_bytes().startswith(b"age-encryption.org/v1")
    assert "is encrypted and still holds it" in run("delete", "25-001", "--yes").stderr
    assert run("export", str(sealed), "--encrypt-to", RECIPIENT).exit_code == 1
    assert run("export", str(tmp_path / "o"), "--encrypt-to", "age1").exit_code == 2


def test_without_the_extra_it_says_how_to_get_it(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    ended = run("export", str(tmp_path / "out"), "--encrypt-to", RECIPIENT)
    assert ended.exit_code == 1
    assert "pip install 'fredstid[age]'" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["team"]


def test_an_export_that_cannot_be_noted_says_so(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "exports.jsonl").mkdir()
    assert "could not be noted" in run("export", str(tmp_path / "out")).stderr


def test_no_name_leaves_the_folder(tmp_path: Path) -> None:
    meetings = (
        Meeting(id="../../m", form="f", title="x", started=NOW, planned=1),
        Meeting(id="../..:m", form="f", title="x", started=NOW.replace(minute=1), planned=1),
    )
    case = Case(id="c", code="26-001", title="../../etc/passwd", opened=NOW.date())
    team = Team(id="t", name="../..", language=Language.NN)
    pages = team_pages(create_store(tmp_path / "odd", team, case, *meetings[:1], now=NOW).book(), tmp_path)
    assert set(pages) == {"plan.md", "cases/26-001.md", "minutes/2026-11-25-_m.md"}


def test_two_ids_that_look_alike_have_two_pages(tmp_path: Path) -> None:
    held = [
        Meeting(id=key, form="f", title="x", started=NOW, ended=NOW, planned=1).but(state="held")
        for key in ("a/b", "a.b")
    ]
    book = create_store(tmp_path / "odd", Team(id="t", name="x"), *held, now=NOW).book()
    assert {name for name in team_pages(book, tmp_path) if "minutes" in name} == {
        "minutes/2026-11-25-a_b.md",
        "minutes/2026-11-25-a_b-2.md",
    }


def test_parent_meetings_come_along_as_run_sheets(tmp_path: Path, team: Team) -> None:
    planned = ParentMeeting(id="pm", title="About phones", on=date(2026, 12, 3))
    pages = team_pages(create_store(tmp_path / "parents", team, planned, now=NOW).book(), tmp_path)
    assert pages["parents/2026-12-03-pm.md"].startswith(b"# Run sheet: About phones")


def test_the_history_says_that_there_is_an_export(run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path / "out"), "--as", "AB")
    assert run("history", "--last", "1").stdout.endswith("  AB  wrote an export called out\n")
    facts = msgspec.json.decode(run("history", "--last", "1", "--json").stdout)
    assert [(each["kind"], each["what"], each["code"]) for each in facts[0]["records"]] == [
        ("export", "exported", "out")
    ]
    assert run("check").exit_code == 0
    assert str(tmp_path) not in run("history").stdout


def test_an_export_is_nothing_to_undo(run: Run, folder: Path, tmp_path: Path) -> None:
    run("log", "26-001", "Calmer.", "--as", "AB")
    run("export", str(tmp_path / "out"), "--as", "AB")
    later = open_store(folder, session="later")
    later.undo(by="AB", at=NOW, earlier=True)
    assert len(later.book().case("26-001").entries) == 1


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_at_the_calendars_end_is_written_as_it_stands(
    run: Run, store: FolderStore, tmp_path: Path, at: str
) -> None:
    case = store.book().case("26-001")
    odd = Entry(id="odd", step=Step.SITUATION, text="Long ago.", at=datetime.fromisoformat(at), by="AB")
    store.save(Change(case, with_entry(case, odd)), by="AB", at=NOW)
    assert run("export", str(tmp_path / "out")).exit_code == 0
    assert "Long ago." in (tmp_path / "out" / "cases" / "26-001.md").read_text("utf-8")
    for command in (("show", "26-001"), ("search", "ago"), ("check",), ("cases",), ("insight",)):
        assert run(*command).exit_code == 0


def test_a_place_that_no_list_can_name_gets_no_export(run: Run, tmp_path: Path) -> None:
    ended = run("export", str(tmp_path / os.fsdecode(b"out\xff")))
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert ended.stderr == f"{tmp_path}/out\\xff could not be written (it is not UTF-8). Choose another place.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["team"]


def test_an_exports_name_forges_no_line_of_the_history(run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path / "out\nAB deleted case 26-001"))
    assert run("history", "--last", "1").stdout.splitlines()[0].endswith("called out\\nAB deleted case 26-001")


@pytest.mark.parametrize("place", ["2024-25.json", "forms", "new", "backups/x"])
def test_an_export_is_not_laid_among_a_teams_own_files(run: Run, folder: Path, place: str) -> None:
    before = sorted(folder.rglob("*"))
    ended = run("export", str(folder / place))
    assert ended.exit_code == 1
    assert "lies among a team's own files" in ended.stderr
    assert sorted(folder.rglob("*")) == before


def test_of_a_schools_folders_only_what_a_school_lays_there_is_taken_along(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "forms").mkdir()
    (folder / "forms" / "2025-26.json").write_bytes((folder / "2025-26.json").read_bytes())
    (folder / "forms" / "ours.toml").write_bytes(b"")
    assert run("export", str(tmp_path / "out")).exit_code == 0
    assert [path.name for path in (tmp_path / "out" / "forms").iterdir()] == ["ours.toml"]
