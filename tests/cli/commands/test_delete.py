"""`fredstid delete`, and the list of the cases that should be deleted by now."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.card import ExperienceCard
from storage.store import Change

Run = Callable[..., Result]


def texts(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_it_says_what_goes_and_what_lies_beyond_us_before_it_asks(run: Run, store: FolderStore) -> None:
    ended = run("delete", "25-001", input="n\n")
    going, beyond, question, nothing = ended.stderr.splitlines()
    assert going.startswith("25-001 The long messages: 0 entries, 0 agreements. What it taught stands on no")
    assert "server's own backups" in beyond
    assert (question, nothing) == ("Delete 25-001 for good? [y/N]", "Nothing was changed.")
    assert ended.exit_code == 1
    assert store.book().find_case("25-001")


def test_an_open_case_is_not_deleted_by_a_command_either(run: Run, store: FolderStore) -> None:
    ended = run("delete", "26-001", "--yes")
    assert ended.exit_code == 1
    assert ended.stderr.startswith("26-001 is not closed, and only closed cases are deleted.")
    assert store.book().find_case("26-001")


def test_what_stands_on_a_card_is_not_called_lost(run: Run, store: FolderStore, now: datetime) -> None:
    card = ExperienceCard(id="card", title="Short messages", worked="One a week", made=now.date(), sources=("25-001",))
    store.save(Change(None, card), by="AB", at=now)
    assert "no experience card" not in run("delete", "25-001", input="n\n").stderr


def test_afterwards_no_file_holds_its_text(run: Run, folder: Path, store: FolderStore) -> None:
    run("log", "25-001", "A sentence that must go.")
    assert b"A sentence that must go." in texts(folder)
    ended = run("delete", "25-1", "--yes")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr.endswith("25-001 is deleted.\n")
    assert b"A sentence that must go." not in texts(folder)
    assert b"The long messages" not in texts(folder)
    assert store.book().find_case("25-001") is None


def test_where_nobody_answers_nothing_goes(run: Run, store: FolderStore) -> None:
    assert run("delete", "25-001").exit_code == 2
    assert store.book().find_case("25-001")


def test_cases_whose_day_has_come_are_listed_with_it(run: Run) -> None:
    ended = run("cases", "--overdue-for-deletion")
    assert ended.stdout == "25-001  31 Jul 2026  The long messages\n"
    assert ended.stderr == "“fredstid delete CODE” deletes one.\n"
    (found,) = msgspec.json.decode(run("cases", "--overdue-for-deletion", "--json").stdout)
    assert (found["code"], found["delete_by"]) == ("25-001", "2026-07-31")


@pytest.mark.parametrize("narrowed", [(), ("--year", "2026-27")])
def test_without_any_it_says_so(run: Run, narrowed: tuple[str, ...]) -> None:
    if not narrowed:
        run("delete", "25-001", "--yes")
    ended = run("cases", "--overdue-for-deletion", *narrowed)
    assert (ended.stdout, ended.stderr) == ("", "No case is due for deletion.\n")


def test_those_that_are_due_are_asked_about_one_by_one(run: Run, store: FolderStore) -> None:
    ended = run("delete", "--due", input="n\n")
    lost = "What it taught stands on no experience card; on the screen, Del offers one first."
    assert ended.stderr.splitlines()[1:] == [
        f"25-001 The long messages: 0 entries, 0 agreements. {lost}",
        "Delete 25-001 for good? [y/N]",
    ]
    assert store.book().find_case("25-001")
    assert run("delete", "--due", input="y\n").stderr.endswith("25-001 is deleted.\n")
    assert store.book().find_case("25-001") is None
    ended = run("delete", "--due", "--yes")
    assert (ended.exit_code, ended.stderr) == (0, "No case is due for deletion.\n")


@pytest.mark.parametrize("arguments", [(), ("26-001", "--due")])
def test_one_says_which(run: Run, store: FolderStore, arguments: tuple[str, ...]) -> None:
    assert run("delete", *arguments, "--yes").exit_code == 2
    assert len(store.book().cases) == 3


def test_what_waits_is_promised_only_to_whoever_wrote_something(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", fail)
    ended = run("delete", "25-001", "--yes")
    assert (ended.exit_code, "What you wrote" in ended.stderr) == (1, False)
    assert ended.stderr.endswith(
        "It could not be done (the disk reports an error). Nothing was lost; mend that and try again.\n"
    )
    assert "What you wrote waits where you wrote it" in run("log", "26-001", "Calmer.").stderr
