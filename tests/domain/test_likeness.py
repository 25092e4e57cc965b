"""Which experience cards are like a case, and why."""

from datetime import date

from storage.domain.card import ExperienceCard
from storage.domain.case import Case, Idea
from storage.domain.likeness import alike

DAY = date(2026, 11, 23)


def card(key: str, *themes: str, worked: str = "Vi ringte.", start: str = "") -> ExperienceCard:
    return ExperienceCard(id=key, title=key, made=DAY, worked=worked, themes=themes, start=start)


def case(title: str = "a", *themes: str, **values: object) -> Case:
    return Case(id="1", title=title, opened=DAY, themes=themes).but(**values)


def test_those_that_share_most_come_first() -> None:
    cards = (card("a", "homework"), card("b", "rules"), card("c", "homework", "phones"), card("d", "phones"))
    found = alike(case("x", "phones", "homework"), cards)
    assert [(each.card.id, each.themes) for each in found] == [
        ("c", ("homework", "phones")),
        ("a", ("homework",)),
        ("d", ("phones",)),
    ]


def test_shared_words_count_whatever_their_endings_and_two_are_enough() -> None:
    both = card("both", worked="Meldingene om skoleveien ble korte.")
    one = card("one", worked="Skoleveien er lang.")
    found = alike(case("Lange meldinger om skoleveien hver kveld"), (both, one))
    assert [(each.card.id, each.words) for each in found] == [("both", ("meldingene", "skoleveien"))]


def test_a_card_that_says_how_to_begin_is_likelier_while_the_case_lacks_a_step() -> None:
    cards = (card("a", "homework"), card("b", "homework", start="Ask the home first"))
    assert [(each.card.id, each.begins) for each in alike(case("x", "homework"), cards)] == [("b", True), ("a", False)]
    stepped = case("x", "homework", first_step="done")
    assert [each.card.id for each in alike(stepped, cards)] == ["a", "b"]


def test_what_was_taken_as_an_idea_is_not_suggested_again() -> None:
    taken = case("x", "homework", ideas=(Idea(id="i", text="a", card="a"),))
    assert [each.card.id for each in alike(taken, (card("a", "homework"), card("b", "homework")))] == ["b"]


def test_words_that_stand_in_many_cards_say_nothing() -> None:
    cards = tuple(card(f"{number}", worked="Samtalen med foreldrene hjalp.") for number in range(6))
    assert not alike(case("Samtalen med foreldrene"), cards)
    assert alike(case("Samtalen med foreldrene"), cards[:1])


def test_without_cards_there_is_nothing_like_it() -> None:
    assert not alike(case("x", "homework"), ())
