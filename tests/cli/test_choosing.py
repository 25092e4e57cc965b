"""Words for a choice are understood in the team's language, in our others, and as files hold them."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.calendar import SchoolYear
from storage.domain.case.case import CaseState, Route, Step, View
from storage.domain.errors import Refused
from storage.domain.people import Language
from tui.cli.choosing import chosen, chosen_theme, chosen_year, since_day
from tui.i18n.labels import option_word
from tui.i18n.words import Words

Run = Callable[..., Result]
NB, NN, EN = (Words(language) for language in (Language.NB, Language.NN, Language.EN))
YEARS = (SchoolYear(2026), SchoolYear(2025))


@pytest.mark.parametrize(
    ("words", "typed", "meant"),
    [
        (NB, "elev", View.PUPIL),
        (NB, "eleven", View.PUPIL),
        (NB, "Skole", View.SCHOOL),
        (NB, "andre hjem", View.SECOND_HOME),
        (NN, "annan-vaksen", View.OTHER_ADULT),
        (NN, "elev", View.PUPIL),
        (EN, "elev", View.PUPIL),
        (EN, "pupil", View.PUPIL),
        (NB, "pupil", View.PUPIL),
        (NB, "første-steg", Step.FIRST_STEP),
        (NB, "første steg", Step.FIRST_STEP),
        (NB, "forste-steg", Step.FIRST_STEP),
        (NB, "first-step", Step.FIRST_STEP),
        (NN, "idear", Step.IDEAS),
        (NB, "skolemiljø", Route.NOT_SAFE),
        (NN, "skulemiljø", Route.NOT_SAFE),
        (EN, "skulemiljø", Route.NOT_SAFE),
        (NB, "overlevert", CaseState.HANDED_OVER),
        (NB, "over", CaseState.HANDED_OVER),
        (NB, "løftet", CaseState.LIFTED),
        (NN, "åpen", CaseState.OPEN),
    ],
)
def test_a_choice_is_understood(words: Words, typed: str, meant: StrEnum) -> None:
    assert chosen(words, type(meant), typed) is meant


@pytest.mark.parametrize("words", [NB, NN, EN])
@pytest.mark.parametrize("choices", [CaseState, Step, View, Route])
def test_every_word_that_is_named_means_its_own_choice(words: Words, choices: type[StrEnum]) -> None:
    named = [option_word(words, each) for each in choices]
    assert [chosen(words, choices, each).value for each in named] == [each.value for each in choices]
    assert not [each for each in named if " " in each]


@pytest.mark.parametrize(
    ("typed", "choices"), [("x", View), ("", View), ("an", View), ("s", Step), ("closet", CaseState)]
)
def test_what_means_nothing_is_refused_with_the_words_to_type(typed: str, choices: type[StrEnum]) -> None:
    with pytest.raises(Refused) as refused:
        chosen(NB, choices, typed)
    assert refused.value.code == "wrong-choice"
    assert refused.value.params["choices"] == tuple(option_word(NB, each) for each in choices)


@pytest.mark.parametrize(
    ("words", "typed", "meant"),
    [
        (NB, "lekser", "homework"),
        (NB, "to-hjem", "two-homes"),
        (EN, "lekser", "homework"),
        (NN, "homework", "homework"),
    ],
)
def test_a_theme_is_understood(words: Words, typed: str, meant: str) -> None:
    assert chosen_theme(words, typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "2025-26", "2025/26", "2025–26", "2025‑26", "2025/2026", "2025-2026", "25/26", "25-26", " 2025 ", "25",
        "2025 - 26",
    ],
)  # fmt: skip
def test_a_school_year_is_understood(typed: str) -> None:
    assert chosen_year(typed, YEARS) == SchoolYear(2025)


@pytest.mark.parametrize("typed", ["2024", "2025/27", "2025-25", "x", "", "12025", "2025-2"])
def test_a_school_year_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        chosen_year(typed, YEARS)
    assert refused.value.params["choices"] == ("2026-27", "2025-26")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--theme", "homework"), ["26-001"]),
        (("--theme", "communication"), ["26-001", "25-001"]),
        (("--theme", "homework", "--theme", "communication"), ["26-001"]),
        (("--theme", "communication", "--theme", "lekser"), ["26-001"]),
        (("--theme", "homework", "--theme", "conflict"), []),
        (("--year", "2025/26"), ["25-001"]),
        (("--state", "lukket"), ["25-001"]),
    ],
)
def test_every_theme_that_is_named_counts(run: Run, arguments: tuple[str, ...], found: list[str]) -> None:
    assert [line.split()[0] for line in run("cases", *arguments).stdout.splitlines()] == found


def test_an_entry_is_written_with_words_of_the_teams_language(run: Run, store: FolderStore) -> None:
    assert (
        run("log", "26-001", "Roligere.", "--view", "elev", "--step", "første-steg", "--language", "nb").exit_code == 0
    )
    entry = store.book().case("26-001").entries[-1]
    assert (entry.view, entry.step) == (View.PUPIL, Step.FIRST_STEP)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("last month", date(2026, 10, 1)),
        ("forrige måned", date(2026, 10, 1)),
        ("denne månaden", date(2026, 11, 1)),
        ("this week", date(2026, 11, 23)),
        ("førre veke", date(2026, 11, 16)),
        ("week 45", date(2026, 11, 2)),
        ("uke 50", date(2025, 12, 8)),
        ("for tre uker siden", date(2026, 11, 4)),
        ("de siste 14 dagene", date(2026, 11, 11)),
        ("a month ago", date(2026, 10, 25)),
        ("dette skoleåret", date(2026, 8, 1)),
    ],
)
def test_since_is_said_as_people_look_back(typed: str, first: date) -> None:
    assert since_day(typed, date(2026, 11, 25)) == first


def test_a_month_ago_is_there_in_every_month_and_no_week_is_the_sixtieth() -> None:
    assert since_day("a month ago", date(2026, 3, 31)) == date(2026, 2, 28)
    for typed in ("week 60", "3 weeks", "last"):
        with pytest.raises(Refused, match="unknown-date"):
            since_day(typed, date(2026, 11, 25))
