"""Bad input: one sentence that helps, the right exit status, and never a traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.people import Language
from tui.cli.group import MISUSES
from tui.i18n.words import sentences

Run = Callable[..., Result]


def sentence(result: Result) -> str:
    """Return the one line that was said."""
    assert not result.stdout
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


@pytest.mark.parametrize(
    ("arguments", "helps"),
    [
        (("tody",), "Did you mean “today”?"),
        (("xyzzy",), "“fredstid --help”"),
        (("cases", "--opn"), "Did you mean “--open”?"),
        (("cases", "-x"), "“fredstid cases --help”"),
        (("show",), "needs CODE"),
        (("show", "26-001", "26-002"), "quotation marks"),
        (("search",), "needs WORDS"),
        (("show", "homework"), "26-014"),
        (("show", "[/]"), "26-014"),
        (("show", ""), "26-014"),
        (("show", "9" * 100_000), "26-014"),
        (("cases", "--state", "burning"), "lifted, handed-over, closed"),
        (("cases", "--theme", "football"), "homework, communication, parent-meeting"),
        (("cases", "--year", "1999"), "2026-27, 2025-26"),
        (("log", "26-001", "x", "--step", "dance"), "exceptions, views, ideas, first-step"),
        (("log", "26-001", "x", "--view", "cat"), "second-home, other-adult"),
        (("agree", "26-001", "x", "--due", "soon"), "Try fri, tomorrow"),
        (("agree", "26-001", "x", "--due", "1.1.2020"), "1 Jan 2020 is in the past"),
        (("agree", "26-001", "x", "--owner", "ZZ"), "Members: AB, CD"),
        (("agree", "26-001", "x", "--buddy", "ZZ"), "Members: AB, CD"),
        (("today", "--as", "ZZ"), "Members: AB, CD"),
        (("today", "--language", "xx"), "nb, nn or en"),
        (("plan", "--month", "july"), "August to June"),
        (("plan", "--month", "²"), "August to June"),
        (("plan", "--area", "football"), "The conversation, First contact"),
        (("plan", "--area", ""), "The conversation, First contact"),
        (("plan", "--all", "--month", "1"), "--month, --area, --all"),
        (("completion", "tcsh"), "bash, zsh, fish"),
        (("show", "99-001"), "“fredstid cases”"),
        (("log", "99-001", "x"), "“fredstid cases”"),
        (("minutes", "1999-01-01"), "There was no meeting"),
        (("minutes", "[/]"), "There was no meeting"),
    ],
)
def test_what_cannot_be_understood_is_said_in_a_sentence(run: Run, arguments: tuple[str, ...], helps: str) -> None:
    result = run(*arguments)
    assert helps in sentence(result)
    assert len(result.stderr) < 300
    assert result.exit_code == 2


def test_an_option_without_its_value_is_named(run_anywhere: Run) -> None:
    result = run_anywhere("cases", "--state")
    assert "“--state”" in sentence(result)
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "helps"),
    [
        (("log", "26-001", " \n "), "There is no text"),
        (("log", "26-001", "x" * 100_000), "Shorten it"),
        (("agree", "26-001", " "), "There is no text"),
        (("agree", "-", "Call"), "needs an owner"),
        (("minutes", "--to", "/nowhere/minutes.md"), "Choose another place"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run: Run, arguments: tuple[str, ...], helps: str) -> None:
    result = run(*arguments)
    assert helps in sentence(result)
    assert result.exit_code == 1


@pytest.mark.parametrize("command", ["today", "cases", "plan", "minutes"])
def test_a_folder_that_is_no_team_is_said_in_a_sentence(run_anywhere: Run, tmp_path: Path, command: str) -> None:
    a_file = tmp_path / "file"
    a_file.write_text("no team")
    for place, helps in (
        (tmp_path / "nothing", "fredstid new"),
        (tmp_path, "fredstid new"),
        (a_file, "not a folder"),
        (Path("~nobody-here/team"), "fredstid new"),
        (tmp_path / ("long" * 100), "cannot be read"),
    ):
        result = run_anywhere(command, "--team", str(place))
        assert helps in sentence(result), place
        assert result.exit_code == 1


def test_a_damaged_team_file_is_said_in_a_sentence(run: Run, folder: Path) -> None:
    (folder / "team.json").write_text("{")
    assert "damaged" in sentence(run("today"))


def test_a_folder_that_can_only_be_read_can_be_read(
    run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.archive.store.os.access", lambda *_: False)
    assert run("cases").exit_code == 0
    result = run("log", "26-001", "It went well.")
    assert result.exit_code == 1
    assert "you may read but not change it" in result.stderr
    assert len(store.book().case("26-001").entries) == 1


def test_misuses_are_refusals_with_a_sentence() -> None:
    assert set(sentences("refused")) >= MISUSES


def test_a_stopped_command_says_so_by_its_status(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.commands.cases.columns", stop)
    result = run("cases")
    assert result.exit_code == 130
    assert not result.stderr


def test_what_the_system_refuses_is_said_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.cli.commands.cases.columns", refuse)
    result = run("cases")
    assert "the disk is full" in sentence(result)
    assert result.exit_code == 1


UNKNOWN = (
    ("show", "26-099"), ("show", "abc"), ("agree", "26-001", "Call", "--due", "32.13"), ("today", "--as", "ZZ"),
    ("agree", "26-001", "Call", "--owner", "ZZ"), ("cases", "--state", "moon"), ("cases", "--since", "moonday"),
    ("rate", "26-001", "--done", "moon"), ("plan", "--month", "13"), ("minutes", "1.1.1999"), ("parents", "1.1.1999"),
    ("open", "Title", "--theme", "moon"), ("cases", "--moon"), ("moon",), ("coach", "moon"), ("next", "moonday"),
    ("restore", "moon"), ("show", "26-001", "--at", "moon"), ("contacts", "9Z", "--tick"), ("completion", "moon"),
)  # fmt: skip
"""A code, a day, an alias, an option or a value that names nothing."""


@pytest.mark.parametrize("arguments", UNKNOWN, ids=" ".join)
def test_what_names_nothing_is_a_wrong_use_in_one_sentence_of_each_language(
    run: Run, arguments: tuple[str, ...]
) -> None:
    said = set[str]()
    for language in Language:
        result = run(*arguments, "--language", language.value)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1), result.stderr
        said.add(result.stderr)
    assert len(said) == len(Language), "in the words of each"


@pytest.mark.parametrize(("typed", "meant"), [("--step", "--first-step"), ("--frst-step", "--first-step")])
def test_an_option_is_guessed_by_a_word_of_it(run: Run, typed: str, meant: str) -> None:
    refused = run("close", "26-001", typed, "x")
    assert (refused.exit_code, f"Did you mean “{meant}”?" in refused.stderr) == (2, True)
