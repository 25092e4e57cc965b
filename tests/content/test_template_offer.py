from datetime import date
from itertools import count

import pytest

from storage.content.plan_template import offered, plan_file, taken_in
from storage.domain.people import Language, Team
from storage.domain.plan.plan import PracticeState
from storage.domain.views.book import Book

TODAY = date(2026, 11, 23)


def empty(language: Language) -> Book:
    return Book(team=Team(id="t", name="T", language=language))


@pytest.mark.parametrize("language", Language)
def test_an_empty_plan_is_offered_everything_and_gets_every_area_once(language: Language) -> None:
    ids = (f"{number}" for number in count())
    ours = plan_file(language)
    areas, practices = taken_in(empty(language), offered(empty(language)), new_id=lambda: next(ids), today=TODAY)
    assert [area.title for area in areas] == [area.title for area in ours.areas]
    assert [area.order for area in areas] == list(range(1, len(ours.areas) + 1))
    assert {practice.area for practice in practices} == {area.key for area in areas}
    assert {practice.state for practice in practices} == {PracticeState.IDEA}
    assert len({record.id for record in (*areas, *practices)}) == len(areas) + len(practices)


def test_what_was_taken_is_not_offered_again_even_when_it_was_changed() -> None:
    ids = (f"{number}" for number in count())
    before = empty(Language.EN)
    first, second = offered(before)[:2]
    areas, (practice,) = taken_in(before, [first], new_id=lambda: next(ids), today=TODAY)
    assert [area.key for area in areas] == [first.area]
    after = Book(team=before.team, areas=areas, practices=(practice.but(title="Ours now"),))
    assert offered(after)[0] == second
    assert len(offered(after)) == len(offered(before)) - 1
    assert taken_in(after, [second], new_id=lambda: next(ids), today=TODAY)[0] == ()
