from collections.abc import Callable
from datetime import date

import pytest

from storage.documents.pages.plan import plan_page
from storage.documents.words import Labels, labels
from storage.domain.people import Language, Team
from storage.domain.plan.plan import Area, Depth, Level, Milestone, Practice, PracticeState, Reading
from storage.domain.views.book import Book

DAY = date(2026, 11, 2)
TEAM = Team(id="t", name="6. trinn")
AREA = Area(id="a", key="talks", title="Samtalen", about="To i året", order=2)
PRACTICE = Practice(
    id="p",
    area="talks",
    title="Spørsmålet først",
    minimum="Alle spør",
    room="Noen ringer",
    sign="Flere svarer",
    level=Level.SOCIETY,
    depth=Depth.CO_DECISION,
    owner="AB",
    month=10,
    review=DAY,
    milestones=(Milestone(PracticeState.IN_USE, DAY),),
    themes=("conversation",),
    law=("oppl-10-3", "gone"),
    evidence=("26-001",),
)


def test_the_wheel_comes_first_then_areas_with_both_tiers(norwegian: Labels) -> None:
    page = plan_page(Book(TEAM, areas=(AREA,), practices=(PRACTICE,)), norwegian)
    wanted = ("# Fredstidsplan for 6. trinn", "## Årshjulet", "- **oktober:** Spørsmålet først", "## Samtalen")
    places = [
        page.index(word) for word in (*wanted, "Felles minstepraksis:** Alle spør", "handlingsrom:** Noen ringer")
    ]
    assert places == sorted(places)
    for fact in (
        "Ansvarlig:** AB",
        "i bruk",
        "Bestemt av:** loven",
        "medvirkning",
        "2.11.2026",
        "samtaler",
        "§ 10-3, gone",
        "26-001",
    ):
        assert fact in page
    assert "Det hører ikke til elevmappa" in page


def test_areas_stand_in_the_teams_order_and_hidden_ones_do_not(norwegian: Labels) -> None:
    first = Area(id="z", key="first", title="Først", order=1)
    hidden = Area(id="h", key="hidden", title="Skjult", order=0, hidden=True)
    within = Practice(id="q", area="hidden", title="Skjult praksis", month=9)
    page = plan_page(Book(TEAM, areas=(AREA, first, hidden), practices=(PRACTICE, within)), norwegian)
    assert page.index("## Først") < page.index("## Samtalen")
    assert "Skjult" not in page


def test_retired_practices_are_left_out(norwegian: Labels) -> None:
    retired = PRACTICE.but(milestones=(Milestone(PracticeState.RETIRED, DAY),))
    assert "Spørsmålet" not in plan_page(Book(TEAM, areas=(AREA,), practices=(retired,)), norwegian)


def test_an_idea_without_an_area_is_no_empty_plan(norwegian: Labels) -> None:
    idea = Practice(id="i", area="", title="Ringe først", milestones=(Milestone(PracticeState.IDEA, DAY),))
    page = plan_page(Book(TEAM, practices=(idea,)), norwegian)
    assert "tom ennå" not in page
    assert page.index("## Uten område") < page.index("### Ringe først")


def test_where_an_area_stands_is_its_last_reading(norwegian: Labels) -> None:
    deep = AREA.but(readings=(Reading(DAY, 3), Reading(DAY, 6, Depth.DIALOGUE)))
    assert "**Der vi er:** 6 av 10, dialog, 2.11.2026" in plan_page(Book(TEAM, areas=(deep,)), norwegian)
    flat = AREA.but(readings=(Reading(DAY, 3),))
    assert "**Der vi er:** 3 av 10, 2.11.2026" in plan_page(Book(TEAM, areas=(flat,)), norwegian)
    assert "Der vi er" not in plan_page(Book(TEAM, areas=(AREA,)), norwegian)


def test_an_empty_plan_says_so(norwegian: Labels) -> None:
    assert "Planen er tom ennå." in plan_page(Book(TEAM), norwegian)


@pytest.mark.parametrize("language", Language)
def test_the_demos_plan_can_be_read_in_every_language(language: Language, book_in: Callable[[Language], Book]) -> None:
    whole = book_in(language)
    page = plan_page(whole, labels(language))
    assert page.count("\n### ") == len(whole.practices)
    assert page.count("\n## ") == len(whole.areas) + 1
    assert "{" not in page
