import pytest

from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.domain.plan.plan import Area, Practice, checked_area, hidden_or_shown, moved_area, new_area
from storage.domain.views.book import Book

AREAS = tuple(Area(id=key, key=key, title=key.upper(), order=order) for order, key in enumerate("abc", 1))


def order_after(key: str, way: int, areas: tuple[Area, ...] = AREAS) -> str:
    changed = {before.key: after for before, after in moved_area(areas, key, way)}
    return "".join(area.key for area in sorted((changed.get(each.key, each) for each in areas), key=lambda a: a.order))


@pytest.mark.parametrize(("key", "way", "row"), [("a", 1, "bac"), ("c", -1, "acb"), ("b", -1, "bac"), ("b", 1, "acb")])
def test_an_area_moves_one_place(key: str, way: int, row: str) -> None:
    assert order_after(key, way) == row


@pytest.mark.parametrize(("key", "way"), [("a", -1), ("c", 1)])
def test_at_the_end_of_the_row_nothing_changes(key: str, way: int) -> None:
    assert moved_area(AREAS, key, way) == ()


def test_only_areas_that_changed_place_are_changed() -> None:
    assert [before.key for before, _ in moved_area(AREAS, "b", 1)] == ["b", "c"]


def test_areas_that_shared_a_place_get_places_of_their_own() -> None:
    alike = tuple(area.but(order=0) for area in AREAS)
    assert order_after("c", -1, alike) == "acb"


def test_a_new_area_comes_last_and_needs_a_title() -> None:
    made = new_area(AREAS, "own")
    assert (made.order, made.key, new_area((), "own").order) == (4, "own", 1)
    with pytest.raises(Refused) as refused:
        checked_area(made)
    assert refused.value.code == "empty-title"
    assert checked_area(made.but(title="Leisure")).title == "Leisure"


def test_a_hidden_areas_practices_do_not_count_until_it_is_shown_again() -> None:
    hidden = hidden_or_shown(AREAS[0])
    practices = (Practice(id="1", area="a", title="Hidden"), Practice(id="2", area="lost", title="Without an area"))
    team = Team(id="t", name="Team")
    assert [each.id for each in Book(team=team, areas=(hidden, *AREAS[1:]), practices=practices).plan] == ["2"]
    shown = hidden_or_shown(hidden)
    assert not shown.hidden
    assert Book(team=team, areas=(shown,), practices=practices).plan == practices
