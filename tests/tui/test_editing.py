"""One's own editor, on a private file that goes again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.editing import edited, editor_of, surprises_with_vi


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
