"""One's own editor, on a file among the drafts."""

from pathlib import Path

import pytest

from tui.editing import edited, editor_of


def program(tmp_path: Path, *lines: str) -> list[str]:
    file = tmp_path / "editor"
    file.write_text("\n".join(("#!/bin/sh", *lines)))
    file.chmod(0o700)
    return [str(file), "--wait"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.md"
    path.write_text("Før\n")
    return path


def test_the_text_comes_back_as_the_editor_left_it(tmp_path: Path, file: Path) -> None:
    left = edited(file, program(tmp_path, 'printf "og etter\\033[2J\\n\\n" >> "$2"'))
    assert left == "Før\nog etter\N{REPLACEMENT CHARACTER}"


def test_an_editor_that_writes_as_windows_does_loses_no_letter(tmp_path: Path, file: Path) -> None:
    assert edited(file, program(tmp_path, 'printf "Sm\\370rbr\\370d p\\345" > "$2"')) == "Smørbrød på"


@pytest.mark.parametrize("lines", [("exit 1",), ('rm "$2"',)])
def test_an_editor_that_fails_changes_nothing(tmp_path: Path, file: Path, lines: tuple[str, ...]) -> None:
    assert edited(file, program(tmp_path, *lines)) is None


def test_what_was_saved_before_an_editor_fell_over_comes_back(tmp_path: Path, file: Path) -> None:
    assert edited(file, program(tmp_path, 'echo "Lagret" > "$2"', "kill -KILL $$")) == "Lagret"


def test_an_editor_that_is_not_there_changes_nothing(file: Path) -> None:
    assert edited(file, ["/nowhere/editor"]) is None


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "ed"}, ["code", "--wait"]),
        ({"EDITOR": "'my editor' -x"}, ["my editor", "-x"]),
        ({"VISUAL": ""}, ["vi"]),
        ({}, ["vi"]),
    ],
)
def test_which_editor(environment: dict[str, str], command: list[str]) -> None:
    assert editor_of(environment) == command
