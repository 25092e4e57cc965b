"""A teacher opens, prepares, looks back and closes by command alone; nothing needs the screens."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import CaseState, Outcome, Route, Step
from storage.domain.homes.contact import ticks_of
from storage.domain.people import SHARED
from storage.store import Change
from tests.cli.conftest import NOW

Run = Callable[..., Result]
TODAY = date(2026, 11, 25)


def done(run: Run, *arguments: str, input: str | None = None) -> Result:  # noqa: A002 - as click has it
    result = run(*arguments, "--as", "AB", input=input)
    assert result.exit_code == 0, result.stderr
    return result


ENGLISH = ("--language", "en")


def done_anywhere(run_anywhere: Run, *arguments: str) -> Result:
    result = run_anywhere(*arguments, *ENGLISH)
    assert result.exit_code == 0, result.stderr
    return result


def test_a_case_from_the_first_line_to_the_plan(run: Run, store: FolderStore) -> None:
    opened = done(
        run, "open", "Late on Mondays", "-", "--theme", "homework", "--safe", "--json", input="It is quiet.\n"
    )
    code = json.loads(opened.stdout)["code"]
    assert code in opened.stderr
    case = store.book().case(code)
    assert (case.title, case.owner, case.safe, case.themes) == ("Late on Mondays", "AB", True, ("homework",))
    assert [(each.step, each.text) for each in case.entries] == [(Step.SITUATION, "It is quiet.")]
    done(run, "questions", code, "--better", "On Fridays.", "--step", "Call first.", "--agree")
    done(run, "park", code, "We wait for the timetable.")
    assert store.book().case(code).state is CaseState.PARKED
    done(run, "reopen", code)
    first = ("--first-step", "They call first.")
    done(run, "close", code, *first, "--practice", "Mondays begin calmly", "--area", "contact")
    case = store.book().case(code)
    assert (case.state, case.first_step, case.learned[0].outcome) == (
        CaseState.CLOSED, "They call first.", Outcome.PRACTICE,
    )  # fmt: skip
    assert [each.title for each in store.book().practices if code in each.evidence] == ["Mondays begin calmly"]
    assert [each.step for each in case.entries] == [Step.SITUATION, Step.EXCEPTIONS]
    assert [each.what for each in store.book().agreements_of(code)] == ["Call first."]


def test_closing_needs_both_answers_and_takes_only_one_lesson(run: Run, store: FolderStore) -> None:
    lacks = run("close", "26-001", "--nothing", "It is in the plan.")
    assert (lacks.exit_code, "first step" in lacks.stderr) == (1, True)
    both = run("close", "26-001", "--nothing", "No", "--lift", "Yes", "--first-step", "Good")
    assert both.exit_code == 2
    assert run("close", "26-001", "--first-step", "Good", "--practice", "New", "--area", "moon").exit_code == 2
    assert run("close", "26-001", "--first-step", "Good", "--practice", "New").exit_code == 2
    assert store.book().case("26-001").is_open


def test_a_question_about_safety_is_put_and_answered(run: Run, store: FolderStore) -> None:
    opened = done(run, "open", "Alone at break", "--json")
    code = json.loads(opened.stdout)["code"]
    assert f"“fredstid safety {code} --safe”" in opened.stderr
    assert "tell the head" in done(run, "safety", code, "--unsafe").stderr.casefold()
    assert store.book().case(code).alarm is Route.NOT_SAFE
    assert run("park", code, "Later").exit_code == 1, "nobody was told yet"
    told = json.loads(done(run, "safety", code, "--told", "the head", "--json").stdout)
    assert (told["alarm"], told["told"][0]["who"]) == (None, "the head")


def test_a_case_is_lifted_with_a_reason_and_stands_on_the_page(run: Run, store: FolderStore) -> None:
    done(run, "lift", "26-001", "--reason", "Who pays for the hours?")
    assert store.book().case("26-001").state is CaseState.LIFTED
    assert "Who pays for the hours?" in done(run, "lift").stdout
    assert run("lift", "26-001").exit_code == 2


def test_the_last_thing_is_taken_back_after_a_question(run: Run, store: FolderStore) -> None:
    done(run, "park", "26-001", "We wait.")
    left = run("undo", "--as", "AB", input="n\n")
    assert (left.exit_code, store.book().case("26-001").state) == (1, CaseState.PARKED)
    assert "26-001" in left.stderr
    assert "26-001" in done(run, "undo", "--yes").stderr
    assert store.book().case("26-001").is_open


def test_what_is_taken_back_is_said_with_what_others_did_after_it_and_stays(run: Run, store: FolderStore) -> None:
    assert run("park", "26-001", "We wait.", "--as", "AB").exit_code == 0
    assert run("open", "Two on the bus", "--safe", "--as", "CD").exit_code == 0
    said = run("undo", "--yes", "--as", "AB").stderr
    assert said.index("Newer, and left as it is: ") < said.index("took back")
    assert "CD" in said
    assert store.book().case("26-001").is_open
    assert "Two on the bus" in {case.title for case in store.book().cases}


def test_agreements_are_listed_with_how_they_stand_in_words(run: Run) -> None:
    rows = done(run, "agreements").stdout.splitlines()
    assert rows[0].split("  ")[0] == "20 Nov 2026"
    assert rows[0].count("late") == 1
    assert "5 days late" in rows[0]
    assert "overdue" not in rows[0]
    assert [row.rpartition("  ")[2] for row in rows] == ["Ask the home", "Send the texts"]
    assert len(done(run, "agreements", "--mine").stdout.splitlines()) == 1
    facts = json.loads(done(run, "agreements", "--overdue", "--json").stdout)
    assert [(each["what"], each["overdue"]) for each in facts] == [("Ask the home", True)]
    assert run("agreements", "--mine").exit_code == 2


def test_the_next_meeting_is_said_and_set(run: Run, store: FolderStore) -> None:
    assert done(run, "next").stdout == "Monday 30 Nov 2026\n"
    assert done(run, "next", "7.12.", "--lead", "cd").stdout == "Monday 7 Dec 2026, CD leads\n"
    assert store.book().meetings[0].next_on == date(2026, 12, 7)
    assert json.loads(done(run, "next", "--json").stdout) == {"on": "2026-12-07", "roles": {"facilitator": "CD"}}
    assert run("next", "1.9.2026").exit_code == 2


def test_where_no_day_is_set_the_next_meeting_is_the_series(run: Run, store: FolderStore) -> None:
    last = store.book().meetings[0]
    store.save(Change(last, last.but(next_on=None, next_roles={})), by="AB", at=NOW)
    assert run("next", "--lead", "cd").exit_code == 2
    done(run, "series", "--on", "tuesday", "--at", "14.30", "--place", "Room 2")
    assert done(run, "next").stdout.startswith("Tuesday 1 Dec 2026 14:30, Room 2, ")
    told = json.loads(done(run, "next", "--json").stdout)
    assert (told["on"], told["starts"], told["place"]) == ("2026-12-01", "14:30:00", "Room 2")
    assert done(run, "next", "--lead", "cd").stdout == "Tuesday 1 Dec 2026 14:30, Room 2, CD leads\n"
    assert store.book().meetings[0].next_on == date(2026, 12, 1)
    assert "Before the meeting on" in done(run, "brief").stdout
    assert "14:30, Room 2" in done(run, "brief").stdout


def test_cards_are_listed_found_by_words_and_shown(run: Run, store: FolderStore) -> None:
    assert "There are no cards yet." in done(run, "cards").stderr
    for key, title, worked in (("k1", "One weekly plan", "Fewer tears."), ("k2", "Good news first", "They answered.")):
        card = ExperienceCard(id=key, title=title, made=TODAY, worked=worked, themes=("homework",))
        store.save(Change(None, card), by=SHARED, at=NOW)
    assert len(done(run, "cards").stdout.splitlines()) == 2
    assert "What worked: Fewer tears." in done(run, "cards", "weekly").stdout
    assert [each["title"] for each in json.loads(done(run, "cards", "tears", "--json").stdout)] == ["One weekly plan"]
    assert "No card fits." in done(run, "cards", "dinosaur").stderr
    assert run("cards", "--like", "99-999").exit_code == 2


def test_homes_are_counted_and_never_named(run: Run, store: FolderStore) -> None:
    assert run("contacts", "6A", "--tick").exit_code == 2
    done(run, "contacts", "6A", "--homes", "24")
    assert done(run, "contacts", "6a", "--tick").stdout == "6A  1 of 24 homes\n"
    assert json.loads(done(run, "contacts", "--json").stdout)[0]["this_term"] == 1
    done(run, "contacts", "6A", "--untick")
    assert not ticks_of(store.book().classes[0], TODAY)


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("--mine", "--as", "CD"), ["26-001"]),
        (("--without-step",), []),
        (("--since", "wed"), ["26-001"]),
        (("--since", "1.9."), ["26-002", "26-001"]),
    ],
)
def test_cases_are_narrowed(run: Run, arguments: tuple[str, ...], codes: list[str]) -> None:
    assert [each["code"] for each in json.loads(run("cases", "--json", *arguments).stdout)] == codes


def test_history_since_a_day_and_the_plan_by_words(run: Run) -> None:
    assert json.loads(run("history", "--since", "today", "--json").stdout)
    assert run("history", "--since", "someday").exit_code == 2
    assert "Two agreements at most" in run("plan", "--words", "end date").stdout
    assert run("plan", "--words", "end", "--all").exit_code == 2


def test_a_teacher_in_two_teams_prepares_rates_closes_and_looks_back_by_command_alone(
    run_anywhere: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is typed but what a command has said before, or its help."""
    monkeypatch.chdir(tmp_path)
    for name, other in (("Year 8", "CD"), ("Year 9", "EF")):
        made = done_anywhere(run_anywhere, "new", f"./{name}", "--name", name, "--member", "AB", "--member", other)
        assert "is ready" in made.stderr
    teams = [row.split("  ")[0] for row in done_anywhere(run_anywhere, "teams").stdout.splitlines()]
    assert teams == ["Year 8", "Year 9"], "what one has made is known by its name"
    monkeypatch.chdir("/")
    unknown = run_anywhere("due", "--mine", "--team", "Year 9", *ENGLISH)
    assert (unknown.exit_code, "“fredstid teams --me ALIAS”" in unknown.stderr) == (2, True)
    for name in teams:
        done_anywhere(run_anywhere, "teams", "--use", name, "--me", "AB")
    code = done_anywhere(run_anywhere, "open", "Late", "It is often late.", "--safe", "--team", "Year 8").stdout.strip()
    code = code or json.loads(run_anywhere("cases", "--json", "--team", "Year 8").stdout)[0]["code"]
    agreed = ("agree", code, "Call the home", "--due", "today", "--team", "Year 8")
    done_anywhere(run_anywhere, *agreed)
    assert "Call the home" in done_anywhere(run_anywhere, "brief", "--team", "Year 8").stdout
    assert "Call the home" in done_anywhere(run_anywhere, "due", "--mine", "--team", "Year 8").stdout
    assert "Call the home" not in done_anywhere(run_anywhere, "due", "--mine").stdout, "the other team is opened"
    days = done_anywhere(run_anywhere, "today", "--all-teams", "--mine").stdout
    assert days.index("Year 8 · ") < days.index("Call the home") < days.index("Year 9 · ")
    rated = ("rate", "call the", "--done", "as-planned", "--helped", "better", "--team", "Year 8")
    done_anywhere(run_anywhere, *rated)
    lacks = run_anywhere("close", code, "--team", "Year 8", *ENGLISH)
    assert (lacks.exit_code, "“--first-step TEXT”" in lacks.stderr) == (1, True)
    lacks = run_anywhere("close", code, "--first-step", "They answered.", "--team", "Year 8", *ENGLISH)
    assert (lacks.exit_code, "“--nothing TEXT”" in lacks.stderr) == (1, True)
    closed = ("close", code, "--first-step", "They answered.", "--nothing", "It is there.", "--team", "Year 8")
    done_anywhere(run_anywhere, *closed)
    shown = done_anywhere(run_anywhere, "show", code, "--team", "Year 8").stdout
    assert "They answered." in shown
    history = done_anywhere(run_anywhere, "history", "--since", "today", "--team", "Year 8").stdout
    assert history.count("AB (") >= 4, "who one is was said once"
    assert done_anywhere(run_anywhere, "cases").stdout == "", "and the other team has none of it"
    wrong = run_anywhere("cases", "--team", "Year 7", *ENGLISH)
    assert (wrong.exit_code, "“fredstid teams”" in wrong.stderr) == (2, True)


def test_a_case_is_closed_with_a_practice_in_an_area_of_the_template_and_no_question_after(
    run_anywhere: Run, tmp_path: Path
) -> None:
    there = ("--team", str(tmp_path / "six"))
    run_anywhere("new", there[1], "--language", "nb", "--member", "AB")
    run_anywhere("open", "Leksene", *there)
    closing = ("close", "26-001", "--first-step", "Vi følger det opp.", "--practice", "En plan", *there, "--area")
    refused = run_anywhere(*closing, "x9")
    assert refused.exit_code == 2
    assert "Første kontakt" in refused.stderr
    closed = run_anywhere(*closing, "første kontakt")
    assert closed.exit_code == 0
    assert "?" not in closed.stderr
    assert "En plan" in run_anywhere("plan", "--all", *there).stdout
    asked = run_anywhere("questions", "26-001", *there, input="")
    assert all(option in asked.stderr for option in ("--coped", "--better", "--step"))


@pytest.mark.parametrize("arguments", [("--tick",), ("9Z", "--tick"), ("9Z",)])
def test_where_no_class_is_meant_it_is_said_how_one_is_made(run: Run, arguments: tuple[str, ...]) -> None:
    refused = run("contacts", *arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--homes" in refused.stderr
    assert "“fredstid contacts” lists them" in refused.stderr
