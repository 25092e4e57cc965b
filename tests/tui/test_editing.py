"""One's own editor, on a private file that goes again."""

from pathlib import Path

import pytest

from tui.editing import edited, editor_of


def program(tmp_path: Path, *lines: str) -> list[str]:
    file = tmp_path / "editor"
    file.write_text("\n".join(("#!/bin/sh", *lines)))
    file.chmod(0o700)
    return [str(file), "--wait"]


def test_the_text_comes_back_as_the_editor_left_it(tmp_path: Path) -> None:
    assert (
        edited("Før\n", program(tmp_path, 'printf "og etter\\033[2J\\n\\n" >> "$2"'))
        == "Før\nog etter\N{REPLACEMENT CHARACTER}"
    )


def test_the_file_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    edited("hemmelig", program(tmp_path, f'stat -c "%a %n" "$2" "$(dirname "$2")" > {seen}; cat "$2" >> {seen}'))
    file, folder, text = seen.read_text().splitlines()
    assert (file.split()[0], folder.split()[0], text) == ("600", "700", "hemmelig")
    assert not Path(folder.split()[1]).exists()


@pytest.mark.parametrize("lines", [("exit 1",), ('rm "$2"',)])
def test_an_editor_that_fails_changes_nothing(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert edited("text", program(tmp_path, *lines)) is None


def test_an_editor_that_is_not_there_changes_nothing() -> None:
    assert edited("text", ["/nowhere/editor"]) is None


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
