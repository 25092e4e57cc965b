"""`fredstid import`: shown first, asked, then all of it or nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.card import ExperienceCard
from storage.domain.kinds import KINDS
from storage.domain.people import Language, Member, Team
from tests.cli.conftest import NOW, RECORDS
from tui.i18n.labels import KIND_WORDS
from tui.i18n.words import Words

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Result]
CARD = ExperienceCard(id="x1", title="Ring\x1b[2J", worked="Call Kari on 412 34 567.", made=NOW.date())


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """An empty team of another language."""
    team = Team(id="o", name="Year 7", language=Language.EN, members=(Member(alias="EF"),))
    create_store(tmp_path / "other", team, CARD, now=NOW)
    return tmp_path / "other"


def test_it_shows_what_comes_in_and_asks(run: Run, other: Path, store: FolderStore) -> None:
    ended = run("import", str(other), input="n\n")
    assert ended.stdout == "experience card “Ring�”\n"
    assert ended.stderr.splitlines() == [
        "“Ring�” seems to hold a phone number.",
        "Bring it in? [y/N]",
        "Nothing was changed.",
    ]
    assert (ended.exit_code, store.book().cards) == (1, ())


def test_a_yes_brings_it_in_once(run: Run, other: Path, store: FolderStore) -> None:
    assert run("import", str(other), input="y\n").stderr.endswith("Brought in: 1 card.\n")
    ended = run("import", str(other))
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr.splitlines() == ["1 is here already.", "Nothing new would come in."]
    assert [card.title for card in store.book().cards] == ["Ring�"]


def test_a_dry_run_only_shows(run: Run, other: Path, store: FolderStore) -> None:
    ended = run("import", str(other), "--dry-run", "--json")
    facts = msgspec.json.decode(ended.stdout)
    assert [(each["kind"], each["id"]) for each in facts["new"]] == [("experiencecard", "x1")]
    assert (facts["here"], facts["doubts"][0]["kind"]) == (0, "phone")
    assert (ended.exit_code, store.book().cards) == (0, ())


def test_an_export_fills_an_empty_team(run: Run, run_anywhere: Run, tmp_path: Path, store: FolderStore) -> None:
    run("export", str(tmp_path / "out"))
    empty = tmp_path / "empty"
    run_anywhere("new", str(empty), "--name", "Empty", "--language", "en")
    ended = run_anywhere("import", str(tmp_path / "out"), "--all", "--yes", "--team", str(empty))
    assert ended.exit_code == 0
    assert "agreement “Ask the home”" in ended.stdout.splitlines()
    assert "case 26-001 Homework every afternoon" in ended.stdout.splitlines()
    assert ended.stderr == "Brought in: 4 things in the plan, 3 cases, 2 agreements, 1 meeting.\n"
    assert len(list(open_store(empty, session="x").book().records())) == len(RECORDS) + 1
    again = run_anywhere("import", str(tmp_path / "out"), "--all", "--yes", "--team", str(empty))
    assert again.stderr.splitlines() == ["10 are here already.", "Nothing new would come in."]
    assert run("import", str(empty), "--all").exit_code == 0
    assert store.book().team.name == "Year 6"


def test_a_team_with_something_of_its_own_is_not_filled(run: Run, other: Path) -> None:
    ended = run("import", str(other), "--all")
    assert ended.exit_code == 1
    assert ended.stderr.startswith("All of a team only fits into an empty one.")


def test_what_is_no_export_gets_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "team.tar.age").write_bytes(b"age-encryption.org/v1")
    ended = run("import", str(tmp_path / "team.tar.age"))
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert "age -d" in ended.stderr


def test_a_file_that_is_not_there_and_one_of_another_kind_are_said_to_be_that(run: Run, tmp_path: Path) -> None:
    missing = run("import", str(tmp_path / "nofile.pdf"))
    assert (missing.exit_code, missing.stderr.startswith("There is no file ")) == (1, True)
    (tmp_path / "x.rtf").write_text("{\\rtf1 Hello}")
    other = run("import", str(tmp_path / "x.rtf"))
    assert other.exit_code == 1
    assert other.stderr.startswith(".rtf is not read. Save it as .docx")


@pytest.mark.parametrize("language", Language)
def test_every_kind_has_a_line(language: Language) -> None:
    said = {Words(language)(each.incoming or each.by_name, name="x") for each in KIND_WORDS.values()}
    assert len(said) == len(KINDS)


MEASURED = """
import re, runpy, sys
from pathlib import Path
sys.argv = ["fredstid", *sys.argv[1:]]
try:
    runpy.run_module("tui", run_name="__main__")
finally:
    print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1], file=sys.stderr)
"""
"""Says how much it needed at most; getrusage would count what the tests around it hold as well."""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the memory is counted in other units")
@pytest.mark.parametrize("content", [b"\0" * 100_000_000, b'{"_file":' + b"[" * 100_000], ids=["100 MB", "deep"])
def test_an_absurd_file_costs_little_memory(folder: Path, other: Path, content: bytes) -> None:
    (other / "team.json").write_bytes(content)
    command = [sys.executable, "-c", MEASURED, "import", str(other), "--team", str(folder)]
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    sentence, *_, kilobytes = ended.stderr.decode().splitlines()
    assert ended.returncode == 1
    assert "team.json is damaged" in sentence
    assert int(kilobytes) < 200_000
