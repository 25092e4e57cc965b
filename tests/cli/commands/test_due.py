"""`fredstid due`."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.agreement import Agreement, Done, Rating, rated
from storage.store import Change

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Run = Callable[..., Result]


def keep(store: FolderStore, before: Agreement | None, after: Agreement) -> None:
    store.save(Change(before, after), by="AB", at=NOW)


def along(**values: object) -> Agreement:
    made = Agreement(
        id="g3",
        what="Read together",
        owner="AB",
        buddy="CD",
        made=date(2026, 11, 19),
        due=date(2027, 1, 20),
        case="26-001",
    )
    return made.but(**values)


def test_what_is_late_or_due_stands_with_what_it_is_called_to_rate(run: Run) -> None:
    result = run("due")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["!", "Fri", "20", "Nov", "(5", "days", "late)", "AB", "26-001", "Ask", "the", "home"],
    ]


def test_owner_and_buddy_are_asked_how_it_goes_and_an_answer_ends_it(run: Run, store: FolderStore) -> None:
    keep(store, None, along())
    for alias in ("AB", "CD"):
        told = run("due", "--mine", "--as", alias).stdout
        assert "Read together" in told
        assert "how is it going?" in told
    assert "Read together" not in run("due").stdout
    facts = msgspec.json.decode(run("due", "--as", "CD", "--mine", "--json").stdout)
    assert [(each["id"], each["question"], each["overdue"]) for each in facts] == [
        ("g3", True, False),
        ("g2", True, False),
    ]
    today = msgspec.json.decode(run("today", "--as", "CD", "--mine", "--json").stdout)
    assert [each["id"] for each in today["agreements"] if each["question"]] == ["g3", "g2"]
    assert run("rate", "g3", "--done", "partly", "--note", "An hour more would help.", "--as", "CD").exit_code == 0
    kept = next(each for each in store.book().agreements if each.id == "g3")
    assert kept.ratings == (Rating(on=NOW.date(), done=Done.PARTLY, note="An hour more would help."),)
    assert "Read together" not in run("due", "--mine", "--as", "AB").stdout


def test_a_buddy_is_told_of_being_the_buddy(run: Run, store: FolderStore) -> None:
    keep(store, None, along())
    told = " ".join(run("due", "--mine", "--as", "CD").stdout.split())
    assert "Read together – you are the buddy how is it going?" in told
    assert "you are the buddy" not in run("due", "--mine", "--as", "AB").stdout
    for alias, role in (("AB", "owner"), ("CD", "buddy")):
        facts = msgspec.json.decode(run("due", "--mine", "--json", "--as", alias).stdout)
        assert next(each["you_are"] for each in facts if each["id"] == "g3") == role


def test_what_was_done_waits_to_be_asked_whether_it_helped(run: Run, store: FolderStore) -> None:
    was = along(review=date(2026, 11, 25))
    keep(store, None, was)
    before = next(each for each in store.book().agreements if each.id == "g3")
    keep(store, before, rated(before, Rating(on=date(2026, 11, 24), done=Done.AS_PLANNED)))
    assert "did it help?" in run("due").stdout


def test_quiet_is_one_line_of_a_number_and_codes_or_nothing(run: Run, store: FolderStore) -> None:
    keep(store, None, along())
    assert run("due", "--quiet").stdout == "fredstid: 1 agreement waits: 26-001\n"
    assert run("due", "--quiet", "--mine", "--as", "AB").stdout == "fredstid: 2 agreements wait: 26-001\n"
    for text in ("Ask", "Read", "AB"):
        assert text not in run("due", "--quiet", "--as", "AB").stdout
    for each in store.book().agreements:
        keep(store, each, rated(each, Rating(on=NOW.date(), done=Done.STOPPED)))
    result = run("due", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    nowhere = run("due", "--quiet", "--as", "XX")
    assert (nowhere.exit_code, nowhere.stdout, nowhere.stderr) == (1, "", "")
    assert "No agreement waits" in run("due").stderr


def test_mine_needs_somebody(run: Run) -> None:
    result = run("due", "--mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "AB" in result.stderr


def test_what_one_types_again_to_rate_is_never_cut(
    run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "64")
    name = "01m8qz76medprmyq"
    long = "Ask about an interpreter in the invitation, and set aside double time for those who say yes"
    keep(store, None, along(id=name, case="", what=long, due=date(2026, 11, 23)))
    named = next(each for each in run("due").stdout.split() if name.endswith(each))
    assert len(named) == 4
    assert run("rate", named, "--done", "partly").exit_code == 0
    assert [each.done for each in store.book().agreements if each.id == name] == [Done.PARTLY]
