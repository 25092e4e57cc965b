from collections.abc import Callable
from datetime import date

import pytest

from storage.content.plan_template import plan_file, template
from storage.documents.html import html_page
from storage.documents.pages.plan import plan_for_parents, plan_to_print, wheel_page
from storage.documents.words import labels
from storage.domain.people import Language, Team
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState, Reading
from storage.domain.views.book import Book

DAY = date(2026, 11, 2)
TEAM = Team(id="t", name="6. trinn")
AREA = Area(id="a", key="talks", title="Samtalen", about="To i året", readings=(Reading(DAY, 6),), notes="Husk tolk.")
PRACTICE = Practice(
    id="p",
    area="talks",
    title="Spørsmålet først",
    minimum="Alle spør",
    room="Noen ringer",
    owner="AB",
    month=10,
    review=DAY,
    milestones=(Milestone(PracticeState.IN_USE, DAY),),
    law=("oppl-10-3",),
    evidence=("26-001",),
)
NB = labels(Language.NB)


def printed(*records: Area | Practice) -> str:
    areas = tuple(each for each in records if isinstance(each, Area))
    return plan_to_print(Book(TEAM, areas, tuple(each for each in records if isinstance(each, Practice))), NB)


def test_a_practice_shows_its_tiers_and_the_rest_in_a_line() -> None:
    page = printed(AREA, PRACTICE)
    for line in (
        "| Oktober | Spørsmålet først |",
        "**Der vi er:** 6 av 10 (2. november 2026)",
        "Husk tolk.",
        "- **■ Felles minstepraksis:** Alle spør\n- **□ Frivillig handlingsrom:** Noen ringer",
        "*Ansvarlig: AB · oktober · informasjon · skolen · i bruk · Vurderes igjen: 2. november 2026 · Opplæringslova",
        " § 10-3*",
    ):
        assert line in page
    assert TEAM.name not in page
    assert "26-001" not in page


def test_what_is_bare_takes_no_room() -> None:
    bare = PRACTICE.but(owner="", review=None, law=(), evidence=(), minimum="", room="")
    assert "### Spørsmålet først\n\n- *oktober · informasjon · skolen · i bruk*" in printed(AREA, bare)


def test_an_idea_is_called_one_in_the_wheel_too() -> None:
    idea = PRACTICE.but(id="q", title="Prøv noe", milestones=())
    page = printed(AREA, PRACTICE, idea)
    assert "| Oktober | Spørsmålet først · Prøv noe (idé) |" in page
    assert "**Ideer vi ikke er enige om ennå:** Prøv noe" in page
    assert "### Prøv noe" not in page


def test_a_plan_of_ideas_is_printed_whole() -> None:
    page = printed(AREA, PRACTICE.but(milestones=()))
    assert "### Spørsmålet først" in page
    assert "ikke er enige om" not in page


def test_a_wheel_of_ideas_alone_shows_them_and_says_that_they_are_some() -> None:
    idea = PRACTICE.but(id="q", title="Prøv noe", month=11, milestones=())
    sheet = (wheel_page(Book(TEAM, (AREA,), kept), NB, "2026-27") for kept in ((idea,), (idea, PRACTICE), ()))
    planned, agreed, nothing = sheet
    assert "| November | Prøv noe (idé) |" in planned
    assert ("Prøv noe" in agreed, "Spørsmålet først" in agreed) == (False, True)
    assert "Planen er tom ennå." in nothing


def test_what_is_hidden_or_retired_is_left_out() -> None:
    retired = PRACTICE.but(id="q", title="Gammel", milestones=(Milestone(PracticeState.RETIRED, DAY),))
    hidden = AREA.but(id="b", key="hidden", title="Skjult", hidden=True)
    within = PRACTICE.but(id="r", area="hidden", title="Borte")
    page = printed(AREA, hidden, PRACTICE, retired, within)
    assert not [title for title in ("Gammel", "Skjult", "Borte") if title in page]


def test_an_empty_plan_says_so() -> None:
    assert "Planen er tom ennå." in printed()


@pytest.mark.parametrize("language", Language)
def test_the_demos_plan_prints_in_every_language(language: Language, book_in: Callable[[Language], Book]) -> None:
    book = book_in(language)
    page = html_page(plan_to_print(book, labels(language)), language)
    agreed = [each for each in book.practices if each.state is not PracticeState.IDEA]
    assert page.count("<h3") == len(agreed)
    assert page.count(f"<strong>{labels(language).words.plan.ideas}:") <= len(book.practices) - len(agreed)
    assert "{" not in page.partition("<main>")[2]


@pytest.mark.parametrize("language", Language)
def test_parents_are_told_nothing_that_the_template_has_for_the_team_alone(language: Language) -> None:
    numbers = (f"r{number}" for number in range(999))
    areas, ideas = template(language, new_id=lambda: next(numbers), today=DAY)
    agreed = tuple(each.but(milestones=(Milestone(PracticeState.AGREED, DAY),)) for each in ideas)
    page = plan_for_parents(Book(TEAM, areas, agreed), labels(language), "2026-27")
    ours = plan_file(language)
    own_areas = {each.key for each in ours.areas if each.internal}
    assert own_areas
    for area in ours.areas:
        assert (f"## {area.title}" in page) is not area.internal
    internal = {each.key for each in ours.practices if each.internal}
    assert internal >= {each.key for each in ours.practices if each.area in own_areas}
    assert not [each for each in ours.practices if each.internal and f"**{each.title}**" in page]
    assert len([each for each in ours.practices if f"**{each.title}**" in page]) > len(internal)


def test_which_of_the_template_is_for_the_team_alone_is_the_same_in_every_language() -> None:
    files = [plan_file(language) for language in Language]
    every = [
        {each.key for each in file.areas if each.internal} | {each.key for each in file.practices if each.internal}
        for file in files
    ]
    assert every[0]
    assert every == every[:1] * len(every)
