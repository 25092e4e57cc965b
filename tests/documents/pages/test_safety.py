import pytest

from storage.documents.pages.case import safety_page
from storage.documents.words import labels
from storage.domain.case.case import Route
from storage.domain.people import Language
from storage.steering.gate_texts import gate_file


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("route", Route)
def test_every_route_says_what_to_do_with_law_numbers_and_when_it_was_checked(language: Language, route: Route) -> None:
    gate, words = gate_file(language.value), labels(language)
    page = safety_page(route, gate, words, "26-014")
    text = gate.routes[route.value]
    assert page.startswith(f"# {text.title}\n")
    assert all(f"- [ ] {step}" in page for step in text.steps)
    assert all(f"({number.source})" in page for number in gate.numbers)
    assert all(law.source in page for law in text.law)
    assert words.day(gate.checked) in page
    assert words.words.working_note in page
    assert "26-014" in page


def test_the_five_points_stand_on_the_way_to_the_head_alone() -> None:
    gate, words = gate_file("en"), labels(Language.EN)
    pages = {route: safety_page(route, gate, words) for route in Route}
    for point in gate.plan.points:
        assert f"- [ ] {point}" in pages[Route.NOT_SAFE].replace("\\", "")
        assert point not in pages[Route.HOME].replace("\\", "")


def test_the_way_to_child_welfare_keeps_the_home_out() -> None:
    gate = gate_file("en")
    text = gate.routes["home"].no_contact
    assert f"**{text}**" in safety_page(Route.HOME, gate, labels(Language.EN))
