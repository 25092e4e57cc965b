"""`fredstid agree`."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.agreement import Agreement
from storage.store import Change

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Run = Callable[..., Result]


def last(store: FolderStore) -> Agreement:
    return store.book().agreements[0]


def test_an_agreement_is_kept_as_it_was_typed(run: Run, store: FolderStore) -> None:
    result = run("agree", "26-001", "Call  the home", "--owner", "ab", "--buddy", "cd", "--due", "week 50")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Agreed: Call the home – AB, due Friday 11 Dec.\n"
    kept = last(store)
    assert (kept.what, kept.owner, kept.buddy, kept.case) == ("Call the home", "AB", "CD", "26-001")
    assert (kept.made, kept.due, kept.review) == (date(2026, 11, 25), date(2026, 12, 11), date(2026, 12, 18))


def test_what_is_left_out_is_proposed(run: Run, store: FolderStore) -> None:
    assert run("agree", "26-001", "Call the home").exit_code == 0
    assert (last(store).owner, last(store).due) == ("CD", date(2026, 11, 30))


def test_a_day_that_can_be_two_is_asked_about_and_nothing_is_kept(run: Run, store: FolderStore) -> None:
    before = store.book().agreements
    result = run("agree", "26-001", "Call the home", "--due", "next Friday")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "“next Friday” can be Friday 27 Nov or Friday 4 Dec. Write the date of the one you mean.\n"
    assert store.book().agreements == before


@pytest.mark.parametrize("due", ["31.12.9999", "9999-12-31", "+99999", "1.1.2100"])
def test_a_day_too_far_ahead_is_refused_with_the_way_out(run: Run, store: FolderStore, due: str) -> None:
    before = store.book().agreements
    result = run("agree", "26-001", "Call the home", "--due", due)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Choose an earlier day: 31 Dec 2099 is the last that can be kept.\n"
    assert store.book().agreements == before


def test_the_teams_own_free_days_are_kept_and_never_proposed(run: Run, store: FolderStore) -> None:
    team = store.book().team
    planning = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 9))
    store.save(Change(team, team.but(free_days=planning)), by="AB", at=NOW)
    assert run("agree", "26-001", "Call the home").exit_code == 0
    assert (last(store).due, last(store).review) == (date(2026, 12, 2), date(2026, 12, 10))


def test_nothing_is_followed_up_in_the_christmas_holiday(run: Run, store: FolderStore) -> None:
    assert run("agree", "26-001", "Call the home", "--due", "before Christmas").exit_code == 0
    assert (last(store).due, last(store).review) == (date(2026, 12, 18), date(2027, 1, 4))


@pytest.mark.parametrize("code", ["26\u2011001", "26\u2013001", "26\u2014001", "26\u2212001", "26 \u2013 001"])
def test_a_code_with_the_dash_of_a_writing_program_is_taken(run: Run, store: FolderStore, code: str) -> None:
    assert run("agree", code, "Call the home").exit_code == 0
    assert last(store).case == "26-001"
    assert run("show", code).exit_code == 0


def test_it_is_mine_before_it_is_the_case_owners(run: Run, store: FolderStore) -> None:
    assert run("agree", "26-001", "Call the home", "--as", "AB").exit_code == 0
    assert last(store).owner == "AB"


def test_one_without_a_case_is_the_plans(run: Run, store: FolderStore) -> None:
    assert run("agree", "-", "Ask for the room", "--owner", "CD", "--due", "fri").exit_code == 0
    assert (last(store).case, last(store).due) == ("", date(2026, 11, 27))


def test_a_case_that_is_not_open_takes_it_and_says_so(run: Run) -> None:
    result = run("agree", "25-001", "Read it again", "--owner", "AB")
    assert result.exit_code == 0
    assert "25-001 is not open" in result.stderr


def test_json_tells_what_was_agreed(run: Run, store: FolderStore) -> None:
    facts = msgspec.json.decode(run("agree", "26-001", "Call the home", "--due", "+3", "--json").stdout)
    assert (facts["id"], facts["due"], facts["open"]) == (last(store).id, "2026-11-28", True)


@pytest.mark.parametrize("command", ["today", "show"])
def test_it_stands_where_one_looks_for_it(run: Run, command: str) -> None:
    run("agree", "26-001", "Call the home")
    assert "Call the home" in run(command, *(["26-001"] if command == "show" else [])).stdout


def test_without_a_buddy_it_says_so_and_at_a_terminal_it_is_asked_once(
    run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nobody asks how it goes" in run("agree", "26-001", "Call the home").stderr
    monkeypatch.setattr("tui.cli.writing._at_terminal", lambda: True)
    result = run("agree", "26-001", "Call the bus", "--owner", "AB", input="cd\n")
    assert "Who asks AB how it goes?" in result.stderr
    assert last(store).buddy == "CD"
    assert "Nobody asks" not in result.stderr


def test_a_promise_without_an_act_is_kept_and_asked_about(run: Run, store: FolderStore) -> None:
    result = run("agree", "26-001", "Follow up with the home", "--due", "week 50")
    assert result.exit_code == 0
    assert last(store).what == "Follow up with the home"
    assert result.stderr.splitlines()[1:] == [
        "Nobody asks how it goes: --buddy says who.",
        "◦ “Follow up” – What will people see us do, and when is the first time?",
        "→ The first time is …, and what people will see is …",
    ]


HOW = ("--cue", "when the bell rings on Friday", "--obstacle", "the phone is off", "--sign", "a note in the case")


def test_what_sets_it_off_what_may_get_in_the_way_and_what_will_show_it_are_kept(run: Run, store: FolderStore) -> None:
    result = run("agree", "26-001", "call the home", "--owner", "AB", "--due", "fri", *HOW)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "Agreed: When the bell rings on Friday, AB does this: call the home – AB, due Friday 27 Nov.\n"
        "May get in the way: the phone is off\nShows that it was done: a note in the case\n"
        "Nobody asks how it goes: --buddy says who.\n"
    )
    kept = last(store)
    assert (kept.cue, kept.obstacle, kept.sign) == (
        "the bell rings on Friday",
        "the phone is off",
        "a note in the case",
    )
    shown = run("show", "26-001").stdout
    assert "when the bell rings on Friday; may get in the way: the phone is off" in " ".join(shown.split())
    assert [hit["text"] for hit in msgspec.json.decode(run("search", "phone is off", "--json").stdout)]
    told = msgspec.json.decode(run("agree", "-", "Ask", "--owner", "AB", "--json").stdout)
    assert (told["cue"], told["obstacle"], told["sign"], told["card"]) == ("", "", "", "")


@pytest.mark.parametrize("option", ["--cue", "--obstacle", "--sign"])
def test_guard_and_gate_read_them_as_they_read_the_rest(run: Run, store: FolderStore, option: str) -> None:
    before = store.book().agreements
    refused = run("agree", "26-001", "Call", option, "01019012480")
    assert refused.exit_code == 1
    assert "01019012480" not in refused.stdout
    assert store.book().agreements == before
    heard = run("agree", "26-001", "Call", option, "the father hits him at home every night")
    assert heard.exit_code == 0
    assert "fredstid safety 26-001" in heard.stderr


def test_a_day_just_behind_is_asked_about_with_both_years(run: Run, store: FolderStore) -> None:
    before = store.book().agreements
    result = run("agree", "26-001", "Call the home", "--due", "20.11", "--language", "nb")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "20. nov. 2027" in result.stderr
    assert result.stderr.endswith("Skriv året også.\n")
    assert store.book().agreements == before
    assert run("next", "20.11").exit_code == 2
