"""Which experience cards are like a case, and why."""

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from storage.content.demo.demo import demo_team
from storage.content.demo.outline import outline
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, Entry, Idea, Route, Step
from storage.domain.people import Language
from storage.steering.likeness import alike, alike_cases, likely_themes

DAY = date(2026, 11, 23)
CASES = Path(__file__).with_name("cards.tsv")


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


def test_a_case_that_keeps_from_a_home_is_like_nothing_until_it_is_advised() -> None:
    cards, others = (card("a", "homework"),), (case("x", "homework").but(id="2"),)
    kept = case("x", "homework", alarm=Route.HOME)
    assert (alike(kept, cards), alike_cases(kept, others)) == ((), ())
    free = kept.but(advised=DAY)
    assert alike(free, cards)
    assert alike_cases(free, others)


def test_words_that_stand_in_many_cards_say_nothing() -> None:
    cards = tuple(card(f"{number}", worked="Nattevakten og turnusen hjalp.") for number in range(6))
    assert not alike(case("Nattevakt og turnus"), cards)
    assert alike(case("Nattevakt og turnus"), cards[:1])


def test_without_cards_there_is_nothing_like_it() -> None:
    assert not alike(case("x", "homework"), ())


def test_words_that_everybody_writes_are_no_reason() -> None:
    cards = (
        card("a", worked="Læreren sitter sammen med eleven etter timen."),
        card("b", worked="Samme dag, samme time."),
    )
    assert not alike(case("Eleven sitter alene etter timen hver eneste dag, samme hvem som spør"), cards)


def test_words_are_compared_by_their_stem() -> None:
    found = alike(case("Stafetter og lus"), (card("a", worked="Stafetten etter skoletid tok lusene med."),))
    assert not found  # one rare word, «lus» is too short to tell
    found = alike(case("Stafetter og turneringer"), (card("a", worked="Stafetten før turneringen"),))
    assert [each.words for each in found] == [("stafetten", "turneringen")]


def test_a_case_is_not_offered_its_own_card() -> None:
    own = card("own", "homework").but(sources=("26-001",))
    assert not alike(case("x", "homework", code="26-001"), (own,))
    assert alike(case("x", "homework", code="26-002"), (own,))


def test_a_theme_that_most_cards_have_is_no_reason_by_itself() -> None:
    cards = (*(card(f"{number}", "talk") for number in range(3)), card("phones", "phones", "talk"))
    assert [each.card.id for each in alike(case("x", "talk", "phones"), cards)] == ["phones"]
    assert not alike(case("x", "talk"), cards)


def tried(card: str, effect: Effect, number: int = 0) -> Agreement:
    said = (Rating(on=DAY, done=Done.AS_PLANNED, effect=effect),)
    return Agreement(id=f"{card}{effect}{number}", what="a", owner="AB", made=DAY, due=DAY, card=card, ratings=said)


def test_of_cards_as_like_the_one_that_helped_comes_first_and_the_one_that_never_did_last() -> None:
    cards = (card("a", "homework"), card("b", "homework"), card("c", "homework"))
    made = (*(tried("a", Effect.WORSE, number) for number in range(3)), tried("c", Effect.BETTER))
    found = alike(case("x", "homework"), cards, made)
    assert [(each.card.id, each.here.tried, each.here.helped) for each in found] == [
        ("c", 1, 1),
        ("b", 0, 0),
        ("a", 3, 0),
    ]


def test_a_card_that_shares_more_is_not_beaten_by_one_that_helped_once() -> None:
    cards = (card("near", "homework", "phones"), card("far", "homework"))
    found = alike(case("x", "homework", "phones"), cards, (tried("far", Effect.BETTER),))
    assert [each.card.id for each in found] == ["near", "far"]


SHELF = (
    card("homework", worked="Hjemmet satte på klokka.").but(when="Når leksene ender i gråt."),
    card("alone", worked="En voksen satte i gang en lek.").but(when="Når et barn går alene i friminuttet."),
    card("late", worked="Eleven delte ut frukt.").but(when="Når eleven kommer for sent om morgenen."),
    card("angry", worked="Vi lyttet i to minutter.").but(when="Når noen er rasende og roper i gangen."),
    card("birthday", worked="Alle eller høyst fire.").but(when="Når bursdager sårer dem som ikke blir bedt."),
    card("games", worked="Fem hjem ble enige om tida.").but(when="Når eleven er trøtt fordi det spilles om natta."),
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Tårer over matteoppgavene kvar kveld", "homework"),
        ("The spelling ends in tears", "homework"),
        ("Guten står åleine i storefri", "alone"),
        ("She is alone at every break", "alone"),
        ("Han forsov seg tredje dagen på rad", "late"),
        ("Far var sint og skreik til oss", "angry"),
        ("Nesten alle fikk en innbydelse i garderoben", "birthday"),
        ("Utslitt etter gaming med kameratane", "games"),
    ],
)
def test_what_is_told_in_other_words_and_another_language_is_met(told: str, expected: str) -> None:
    assert alike(case(told), SHELF)[0].card.id == expected


@pytest.mark.parametrize("told", ["Lus i klassen", "Skolebussen kjører forbi", "Vi øver til konserten"])
def test_what_no_card_is_about_is_offered_nothing(told: str) -> None:
    assert not alike(case(told), SHELF)


def test_a_card_for_the_situation_comes_before_one_that_only_mentions_it() -> None:
    deed = card("deed", worked="Vi snakket om bursdag og om turnering.")
    situation = card("situation").but(when="Bursdag og turnering samme dag")
    assert [each.card.id for each in alike(case("Bursdag og turnering"), (deed, situation))] == ["situation", "deed"]


def test_of_cards_as_like_the_one_that_helped_most_often_comes_first_then_the_newest() -> None:
    cards = (card("old", "homework"), card("new", "homework").but(made=date(2026, 11, 24)), card("helped", "homework"))
    often = (*(tried("helped", Effect.BETTER, number) for number in range(2)), tried("helped", Effect.WORSE))
    found = alike(case("x", "homework"), cards, often)
    assert [each.card.id for each in found] == ["helped", "new", "old"]


def test_a_case_without_a_theme_has_those_that_its_words_tell() -> None:
    assert likely_themes(case("Mor bur i byen og far på garden, annankvar veke hos far")) == ("two-homes",)
    assert likely_themes(case("Mor bur i byen, annankvar veke hos far", "phones")) == ("phones",)
    assert not likely_themes(case("Vi øver til konserten"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_useful_card_stands_among_the_first_three_where_no_theme_was_chosen(language: str) -> None:
    """Cases written before the cards were, or before anybody had seen how they fare; the keys are one reader's."""
    team, records = demo_team(Language(language), DAY, datetime(2026, 11, 23, tzinfo=UTC), map(str, count()).__next__)
    cards = [record for record in records if isinstance(record, ExperienceCard)]
    keys = {card.id: ours.key for card, ours in zip(cards, outline().cards, strict=True)}
    rows = (line.split("\t") for line in CASES.read_text("utf-8").splitlines()[1:])
    written = [(title, text, useful.split()) for tongue, title, text, useful in rows if tongue == language]
    offered = [[keys[each.card.id] for each in alike(told(title, text), cards)[:3]] for title, text, _ in written]
    met = [bool({*useful} & {*first}) for (_, _, useful), first in zip(written, offered, strict=True)]
    assert team.language == language
    assert sum(met) >= 0.8 * len(met), [each for each, is_met in zip(written, met, strict=True) if not is_met]


def told(title: str, text: str) -> Case:
    entry = Entry(id="e", step=Step.SITUATION, text=text, at=datetime(2026, 11, 20, tzinfo=UTC))
    return case(title, entries=(entry,))
