"""`fredstid rate`."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.case import View

TODAY = date(2026, 11, 25)
Run = Callable[..., Result]


def first(store: FolderStore) -> Agreement:
    return next(each for each in store.book().agreements if each.id == "g1")


def test_done_and_helped_are_kept_by_the_school_where_nobody_else_is_named(run: Run, store: FolderStore) -> None:
    result = run("rate", "26-001", "--done", "as-planned", "--helped", "better")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Ask the home – 25 Nov: done as agreed, it got better\n"
    assert first(store).ratings == (Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER),)


def test_school_home_and_pupil_answer_apart_and_again_the_same_day(run: Run, store: FolderStore) -> None:
    assert run("rate", "g1", "--done", "as-planned", "--helped", "better").exit_code == 0
    assert run("rate", "g1", "--by", "home", "--helped", "worse").exit_code == 0
    assert run("rate", "g1", "--by", "home", "--done", "partly", "--helped", "unchanged").exit_code == 0
    said = run("rate", "g1", "--by", "pupil", "--helped", "reached", "--note", "It is  quiet now.", "--json")
    assert first(store).ratings == (
        Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER),
        Rating(on=TODAY, done=Done.PARTLY, effect=Effect.UNCHANGED, by=View.HOME),
        Rating(on=TODAY, effect=Effect.REACHED, by=View.PUPIL, note="It is quiet now."),
    )
    facts = msgspec.json.decode(said.stdout)
    assert (facts["done"], facts["effect"], facts["open"]) == ("as-planned", "better", False)
    assert facts["answers"]["home"] == {"on": "2026-11-25", "done": "partly", "effect": "unchanged", "note": ""}
    shown = run("show", "26-001").stdout
    assert "the home: Wednesday 25 Nov 2026: partly done, no change" in shown.replace("*", "")
    facts = msgspec.json.decode(run("agree", "-", "Ask", "--owner", "AB", "--json").stdout)
    assert facts["answers"] == {"school": None, "home": None, "pupil": None}


@pytest.mark.parametrize(
    ("language", "done", "helped", "by"),
    [
        ("nb", "som-avtalt", "uendret", "hjem"),
        ("nn", "gjort som avtalt", "uendra", "heim"),
        ("en", "as-pl", "no change", "home"),
        ("nb", "as-planned", "unchanged", "the home"),
    ],
)
def test_values_are_understood_in_the_readers_language(
    run: Run, store: FolderStore, language: str, done: str, helped: str, by: str
) -> None:
    result = run("rate", "26-001", "--done", done, "--helped", helped, "--by", by, "--language", language)
    assert result.exit_code == 0, result.stderr
    assert first(store).ratings == (Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.UNCHANGED, by=View.HOME),)


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("26-001",), 2, "Say whether it was done, or whether it helped."),
        (("26-001", "--done", "perhaps"), 2, "“perhaps” is not one of the choices: not-started, partly"),
        (("26-001", "--helped", "x", "--by", "home"), 2, "“x” is not one of the choices: worse, unchanged"),
        (("26-001", "--done", "partly", "--by", "me"), 2, "“me” is not one of the choices: school, pupil, home"),
        (("nothing", "--done", "partly"), 2, "“nothing” is neither in an agreement nor a case's code."),
        (("26-099", "--done", "partly"), 2, "26-099"),
        (("25-001", "--done", "partly"), 1, "Nothing is agreed on in 25-001 yet."),
    ],
)
def test_what_cannot_be_kept_says_why_and_the_way_out(
    run: Run, store: FolderStore, arguments: tuple[str, ...], status: int, says: str
) -> None:
    result = run("rate", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert says in result.stderr
    assert first(store).ratings == ()


def test_where_several_wait_they_are_named(run: Run, store: FolderStore) -> None:
    assert run("agree", "26-001", "Call the home").exit_code == 0
    result = run("rate", "26-001", "--done", "partly")
    assert result.exit_code == 2
    assert "g1 (Ask the home, AB, 20.11.2026)" in result.stderr
    assert run("rate", "g1", "--done", "as-planned", "--helped", "better").exit_code == 0
    assert run("rate", "26-001", "--done", "partly").exit_code == 0
    assert [each.done for each in store.book().agreements_of("26-001")] == [Done.AS_PLANNED, Done.PARTLY]


def test_the_homes_answer_lands_on_no_other_agreement_than_the_one_that_is_meant(run: Run, store: FolderStore) -> None:
    assert run("rate", "26-001", "--done", "as-planned", "--helped", "better").exit_code == 0
    assert run("agree", "26-001", "Call the home", "--owner", "AB").exit_code == 0
    result = run("rate", "26-001", "--by", "home", "--helped", "better")
    assert (
        result.exit_code,
        "g1 (Ask the home, AB, 20.11.2026)" in result.stderr,
        "Call the home" in result.stderr,
    ) == (
        2,
        True,
        True,
    )
    assert {each.by for each in first(store).ratings} == {View.SCHOOL}


def test_what_did_not_help_asks_for_a_lesson_and_a_note_is_looked_at(run: Run) -> None:
    result = run("rate", "26-001", "--done", "as-planned", "--helped", "worse")
    assert "What did that teach you? “fredstid log 26-001 --step lesson”" in result.stderr
    heard = run("rate", "26-001", "--done", "partly", "--note", "The father hits him at home every night.")
    assert "fredstid safety 26-001" in heard.stderr


def test_an_agreement_is_known_by_its_words(run: Run, store: FolderStore) -> None:
    assert run("agree", "26-001", "Ask the home again", "--owner", "AB").exit_code == 0
    several = run("rate", "ask the", "--done", "partly")
    assert (several.exit_code, "g1 (Ask the home, AB, 20.11.2026)" in several.stderr) == (2, True)
    assert run("rate", "HOME AGAIN", "--done", "as-planned", "--helped", "better").exit_code == 0
    assert run("rate", "home again", "--by", "home", "--helped", "unchanged").exit_code == 0, "what was answered, too"
    rated = next(each for each in store.book().agreements if each.what == "Ask the home again")
    assert [each.by for each in rated.ratings] == [View.SCHOOL, View.HOME]
    assert run("rate", "as", "--done", "partly").exit_code == 2, "two letters are no words"


def test_what_a_second_answer_leaves_out_stands(run: Run, store: FolderStore) -> None:
    run("rate", "g1", "--done", "as-planned", "--helped", "better", "--note", "An hour more would help.")
    again = run("rate", "g1", "--done", "partly")
    assert first(store).ratings == (
        Rating(on=TODAY, done=Done.PARTLY, effect=Effect.BETTER, note="An hour more would help."),
    )
    assert "it got better" in again.stderr
    assert run("rate", "g1").exit_code == 2
    assert run("rate", "g1", "--by", "home", "--helped", "worse").exit_code == 0
    assert first(store).ratings[-1] == Rating(on=TODAY, effect=Effect.WORSE, by=View.HOME)
