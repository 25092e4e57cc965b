"""`fredstid classlist`: names that are warned about and never kept."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.errors import Refused

Run = Callable[..., Result]
NAMES = "Navn;Klasse\nKjersti Fjell;6A\nOla Nes;6B\n"


def test_a_list_is_taken_in_from_standard_input_and_lies_nowhere_in_words(
    run: Run, store: FolderStore, folder: Path
) -> None:
    result = run("classlist", "-", input=NAMES)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "4 words are warned about\n"
    assert store.book().team.names_key
    kept = "".join(file.read_text("utf-8") for file in folder.rglob("*") if file.is_file())
    assert "Kjersti" not in kept
    assert "kjersti" not in kept


def test_its_names_are_warned_about_on_the_command_line(run: Run) -> None:
    assert run("classlist", "-", input=NAMES).exit_code == 0
    assert "class list" in run("log", "26-001", "We met Kjersti's teacher.").stderr


def test_it_is_counted_and_forgotten(run: Run, store: FolderStore) -> None:
    run("classlist", "-", input=NAMES)
    assert json.loads(run("classlist", "--json").stdout) == {"words": 4}
    assert "no class list" in run("classlist", "--empty").stderr
    assert not store.book().team.names_key


def test_a_list_that_was_emptied_or_replaced_leaves_no_hash_behind(run: Run, store: FolderStore, folder: Path) -> None:
    assert run("classlist", "-", input=NAMES).exit_code == 0
    first = store.book().team
    assert run("classlist", "-", input="Navn\nPer Ås\n").exit_code == 0
    second = store.book().team
    assert run("classlist", "--empty").exit_code == 0
    file = (folder / "team.json").read_text("utf-8")
    for gone in (first.names_key, *first.names, second.names_key, *second.names):
        assert gone not in file


def test_emptying_the_list_cannot_be_undone(run: Run, store: FolderStore) -> None:
    run("classlist", "-", input=NAMES)
    run("classlist", "--empty")
    with pytest.raises(Refused, match="nothing-to-undo"):
        store.undo(by="AB", at=datetime(2026, 11, 25, 12, tzinfo=UTC))
    assert not store.book().team.names


def test_names_are_not_typed_where_the_shell_remembers_them(run: Run, store: FolderStore) -> None:
    result = run("classlist", "Kjersti")
    assert result.exit_code == 1
    assert "from a file" in result.stderr
    assert not store.book().team.names_key
