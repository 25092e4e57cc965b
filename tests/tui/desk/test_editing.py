"""One's own editor, on a file among the drafts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.desk.drafting import edited, editor_of, surprises_with_vi


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


@pytest.fixture
def installed(tmp_path: Path) -> Callable[..., str]:
    """Return a search path on which only some programs lie; one may be a link to another."""

    def path(*names: str, editor: str = "") -> str:
        for name in names:
            (tmp_path / name).touch(mode=0o700)
        if editor:
            (tmp_path / "editor").symlink_to(editor)
        return str(tmp_path)

    return path


@pytest.mark.parametrize(
    ("environment", "there", "command"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "ed"}, ("nano",), ["code", "--wait"]),
        ({"EDITOR": "'my editor' -x"}, ("nano",), ["my editor", "-x"]),
        ({"VISUAL": ""}, ("vi",), ["vi"]),
        ({}, ("vi", "nano", "sensible-editor"), ["sensible-editor"]),
        ({}, ("vi", "nano"), ["nano"]),
        ({}, ("vi",), ["vi"]),
        ({}, (), ["vi"]),
        ({"EDITOR": "vi"}, ("nano",), ["vi"]),
    ],
)
def test_which_editor(
    installed: Callable[..., str], environment: dict[str, str], there: tuple[str, ...], command: list[str]
) -> None:
    assert editor_of({**environment, "PATH": installed(*there)}) == command


@pytest.mark.parametrize(
    ("environment", "there", "editor", "surprised"),
    [
        ({}, ("vi",), "", True),
        ({}, ("nano", "vi"), "", False),
        ({"EDITOR": "vi"}, ("vi",), "", False),
        ({}, ("sensible-editor", "vim.tiny"), "vim.tiny", True),
        ({}, ("sensible-editor", "nano"), "nano", False),
        ({}, (), "", True),
    ],
)
def test_who_has_not_chosen_vi_is_told_how_one_gets_out(
    installed: Callable[..., str], environment: dict[str, str], there: tuple[str, ...], editor: str, surprised: bool
) -> None:
    assert surprises_with_vi({**environment, "PATH": installed(*there, editor=editor)}) is surprised
