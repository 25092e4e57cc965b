"""`fredstid check`: what is wrong, where, and the way out; and putting it right."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, open_store
from storage.steering import sense
from storage.steering.talk import ear
from tui.cli.commands import check
from tui.desk.settings import keys_file

Run = Callable[..., Result]
YEAR = "2026-27.json"


def put_back(path: Path, content: bytes) -> None:
    """Put a file in another's place, as a sync client or a person does."""
    other = path.with_name("other")
    other.write_bytes(content)
    other.chmod(0o600)
    other.replace(path)


def corrected(folder: Path) -> None:
    """Change a case by hand, as an administrator may."""
    year = folder / YEAR
    put_back(year, year.read_bytes().replace(b"Homework every", b"Homework on every"))


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_good_folder_is_said_to_be_good(run: Run) -> None:
    ended = run("check")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr.startswith("Nothing is wrong in ")


def test_what_is_wrong_is_one_sentence_with_the_way_out(run: Run, folder: Path) -> None:
    corrected(folder)
    (folder / "team (1).json").write_bytes(b"")
    ended = run("check")
    assert ended.exit_code == 1
    changed, copy = ended.stdout.splitlines()
    assert changed.startswith(f"{YEAR} was changed by another program – “fredstid check --repair” takes it in")
    assert copy == (
        "team (1).json is called as Google Drive calls a copy that went its own way – “fredstid merge 'team (1).json'”"
        " joins what is in it to the team's own, and puts it aside."
    )


@pytest.mark.parametrize("content", [None, b"", b"{}\n"])
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Programmets egen fil gate.sense mangler eller er skadet, så trygghetsvarselet lytter bare med"),
        ("nn", "Programmet si eiga fil gate.sense manglar eller er skadd, så tryggleiksvarselet lyttar berre med"),
        ("en", "The program's own file gate.sense is missing or damaged, so the safety gate listens with its"),
    ],
)
def test_a_gate_with_one_ear_is_told_and_goes_on_with_the_other(
    run: Run, monkeypatch: pytest.MonkeyPatch, content: bytes | None, language: str, told: str
) -> None:
    def damaged(*_: str) -> bytes:
        if content is None:
            raise FileNotFoundError
        return content

    monkeypatch.setattr(sense, "shipped_bytes", damaged)
    sense.sense.cache_clear()
    try:
        ended = run("check", "--language", language)
        assert run("nudge", "Hun blir mobbet.", "--language", "nb").stdout.startswith("! ")
    finally:
        sense.sense.cache_clear()
    gate, talk, promises = ended.stdout.splitlines()
    assert ended.exit_code == 1
    assert gate.startswith(told)
    assert "talk.sense" in talk
    assert "promises.sense" in promises


@pytest.mark.parametrize("content", [None, b"", b"{}\n"])
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Programmets egen fil encoder.sense mangler eller er skadet"),
        ("nn", "Programmet si eiga fil encoder.sense manglar eller er skadd"),
        ("en", "The program's own file encoder.sense is missing or damaged"),
    ],
)
def test_an_encoder_that_is_installed_but_cannot_hear_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, content: bytes | None, language: str, told: str
) -> None:
    def damaged(*_: str) -> bytes:
        if content is None:
            raise FileNotFoundError
        return content

    monkeypatch.setattr(check, "INSTALLED", True)
    monkeypatch.setattr(ear, "shipped_bytes", damaged)
    ear.encoder.cache_clear()
    try:
        ended = run("check", "--language", language)
    finally:
        ear.encoder.cache_clear()
    assert ended.exit_code == 1
    assert ended.stdout.startswith(told)
    assert len(ended.stdout.splitlines()) == 1


def test_own_keys_that_are_wrong_are_named_with_their_line(run: Run) -> None:
    keys_file().parent.mkdir(parents=True)
    keys_file().write_text('[keys]\ncase.agree = "å"\ncase.idea = "x"\n', "utf-8")
    ended = run("check")
    assert ended.exit_code == 1
    assert ended.stdout == (
        "fredstid/keys.toml, line 3: “x” for “case.idea” is the key of “case.state” already. It is left out.\n"
    )


def test_looking_changes_nothing(run: Run, folder: Path) -> None:
    corrected(folder)
    (folder / f".{YEAR}.0123456789ab.tmp").write_bytes(b"half")
    before = everything(folder)
    run("check")
    assert everything(folder) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is damaged: it is empty –"),
        (b'{"_file":{"schema":1},\n"cases":{"c1":{"id":"c1","code":7}}}\n', "(at $.cases.c1.code)"),
        (b"<<<<<<< mine\n", "(at line 1)"),
    ],
)
def test_damage_is_said_with_its_place_although_nothing_can_be_opened(
    run: Run, folder: Path, content: bytes, said: str
) -> None:
    put_back(folder / YEAR, content)
    assert said in run("check").stdout


def test_json_holds_every_finding_with_its_sentence(run: Run, folder: Path) -> None:
    put_back(folder / YEAR, b"")
    (found,) = msgspec.json.decode(run("check", "--json").stdout)
    assert (found["code"], found["path"], found["mend"]) == ("damaged-file", YEAR, "restore")
    assert found["says"].startswith(YEAR)


def test_a_repair_shows_what_differs_and_asks_first(run: Run, folder: Path) -> None:
    corrected(folder)
    before = everything(folder)
    ended = run("check", "--repair", input="n\n")
    assert ended.exit_code == 1
    assert "~ case 26-001: changed" in ended.stderr
    assert ended.stderr.endswith("Put 1 thing right? [y/N]\nNothing was changed.\n")
    assert everything(folder) == before


def test_nobody_to_ask_means_no(run: Run, folder: Path) -> None:
    corrected(folder)
    before = everything(folder)
    ended = run("check", "--repair")
    assert ended.exit_code == 2
    assert "Give --yes" in ended.stderr
    assert everything(folder) == before


@pytest.mark.parametrize("typed", ["y\n", "JA\n", "yes"])
def test_yes_takes_an_honest_correction_in(run: Run, folder: Path, typed: str) -> None:
    corrected(folder)
    ended = run("check", "--repair", input=typed)
    assert ended.exit_code == 0, ended.stderr
    book = open_store(folder, session="later").book()
    assert (book.read_only, book.case("26-001").title) == (None, "Homework on every afternoon")


def test_a_damaged_file_goes_back_to_what_was_good(run: Run, store: FolderStore, folder: Path) -> None:
    put_back(folder / YEAR, b"{}")
    ended = run("check", "--repair", "--yes")
    assert ended.exit_code == 0, ended.stderr
    assert "lacks nothing" in ended.stderr
    assert len(store.book().cases) == 3


def test_repairing_twice_in_a_second_is_no_trouble(run: Run, folder: Path) -> None:
    for _ in range(2):
        put_back(folder / YEAR, b"{}")
        assert run("check", "--repair", "--yes").exit_code == 0


def test_what_no_program_can_mend_is_left_and_said(run: Run, folder: Path) -> None:
    corrected(folder)
    (folder / "team (1).json").write_bytes(b"")
    ended = run("check", "--repair", "--yes")
    assert ended.exit_code == 1
    assert [line.split(" is called")[0] for line in ended.stdout.splitlines()] == ["team (1).json"]


def test_a_folder_that_is_not_there_is_said(run_anywhere: Run, tmp_path: Path) -> None:
    ended = run_anywhere("check", "--team", str(tmp_path / "none"))
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1


def test_a_school_s_own_file_that_is_broken_is_named_with_its_line(run: Run, folder: Path) -> None:
    (folder / "law").mkdir()
    (folder / "law" / "nn.toml").write_text("[[notes]]\nkey = 'mine'\n", "utf-8")
    ended = run("check")
    assert (ended.exit_code, ended.stdout) == (1, "law/nn.toml, line 1: “reference” is missing. It is left out.\n")
    (fact,) = msgspec.json.decode(run("check", "--json").stdout)
    assert (fact["code"], fact["path"], fact["params"]["line"]) == ("missing-key", "law/nn.toml", 1)


def test_a_place_is_said_in_the_readers_language(run: Run, folder: Path) -> None:
    put_back(folder / YEAR, (folder / YEAR).read_bytes()[:-3])
    assert "(ved linje " in run("--language", "nn", "check").stdout


def test_two_copies_that_grew_apart_are_said_in_one_sentence_and_both_are_kept(
    run: Run, run_anywhere: Run, folder: Path
) -> None:
    elsewhere = folder.with_name("elsewhere")
    run("log", "26-001", "Known here.")
    shutil.copytree(folder, elsewhere)
    assert run_anywhere("log", "26-001", "Written elsewhere.", "--team", str(elsewhere)).exit_code == 0
    theirs = (elsewhere / YEAR).read_bytes()
    run("log", "26-001", "Written here.")
    put_back(folder / YEAR, theirs)
    ended = run("log", "26-001", "Written on.")
    assert (ended.exit_code, ended.stderr.count("comes from another copy of the folder")) == (1, 1)
    assert (folder / YEAR).read_bytes() == theirs
    assert run("check").stdout.startswith(f"{YEAR} comes from another copy of the folder")
    assert run("check", "--repair", "--yes").exit_code == 0
    assert "Written elsewhere." in run("show", "26-001").stdout
    ours, _theirs = [line for line in run("restore", "2026-27").stdout.splitlines() if "put aside" in line]
    assert run("restore", "2026-27", "--to", ours.split()[1], "--yes").exit_code == 0
    assert "Written here." in run("show", "26-001").stdout
    assert run("check").exit_code == 0


@pytest.mark.parametrize("command", [("today",), ("cases",), ("show", "26-001"), ("history",), ("search", "home")])
def test_who_only_reads_is_told_once_that_a_file_comes_from_another_copy(
    run: Run, run_anywhere: Run, folder: Path, command: tuple[str, ...]
) -> None:
    elsewhere = folder.with_name("elsewhere")
    run("log", "26-001", "Known here.")
    shutil.copytree(folder, elsewhere)
    run_anywhere("log", "26-001", "Written elsewhere.", "--team", str(elsewhere))
    run("log", "26-001", "Written here.")
    put_back(folder / YEAR, (elsewhere / YEAR).read_bytes())
    ended = run(*command)
    assert ended.exit_code == 0
    assert ended.stderr == (
        f"{YEAR} comes from another copy of the folder, written at the same time, so it can only be read."
        " “fredstid merge” joins it with the copy beside it, or where you say; else see “fredstid check”.\n"
    )


@pytest.mark.parametrize("command", [("today",), ("cases",), ("show", "25-001")])
def test_who_only_reads_is_told_that_the_newest_year_is_missing(
    run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    (folder / YEAR).unlink()
    ended = run(*command)
    assert (ended.exit_code, ended.stderr) == (
        0,
        f"{YEAR} is missing, so nothing can be changed. Put it back, or run “fredstid check”.\n",
    )
    missed = run("show", "26-001")
    assert missed.exit_code == 1
    assert missed.stderr.startswith(f"{YEAR} is missing")
    assert run("log", "25-001", "In vain.").stderr.count("is missing") == 1


def test_an_old_year_that_cannot_be_read_is_named_and_the_rest_goes_on(run: Run, folder: Path) -> None:
    put_back(folder / "2025-26.json", b"{}")
    for backup in (folder / "backups").glob("2025-26.*"):
        backup.unlink()
    ended = run("log", "26-001", "It goes on.")
    assert ended.exit_code == 0, ended.stderr
    assert ended.stderr.startswith(
        "2025-26.json cannot be read (it was not written by fredstid), so that year is closed"
    )
    assert "It goes on." in run("show", "26-001").stdout
    assert "leaves the year out and keeps its file aside" in run("check").stdout
    assert run("check", "--repair", "--yes").exit_code == 0
    assert "cannot be read" not in run("cases").stderr
    assert [path.read_bytes() for path in (folder / "backups").glob("2025-26.aside-*")] == [b"{}"]


def test_a_name_that_is_no_text_or_forges_a_line_is_spelled(run: Run, folder: Path) -> None:
    names = (b"team (conflict \xff).json", b"team-x.json\nNothing is wrong in .json")
    for name in names:
        (folder / os.fsdecode(name)).touch(mode=0o600)
    said = run("check").stdout.splitlines()
    assert [line.partition(" looks like")[0] for line in said] == [
        "team (conflict \\xff).json",
        "team-x.json\\nNothing is wrong in .json",
    ]
    facts = msgspec.json.decode(run("check", "--json").stdout)
    assert [each["path"] for each in facts] == ["team (conflict \\xff).json", os.fsdecode(names[1])]
    assert [each["says"] for each in facts] == said
