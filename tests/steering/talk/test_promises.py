"""Promises: an act that one could see is left alone however it is said; a hope is asked about."""

import pytest

from storage.steering.language.grammar import grammar
from storage.steering.language.patterns import patterns_in
from storage.steering.lexicon import PROMISE, Category
from storage.steering.nudges import judge, judge_promise
from storage.steering.shipped import SPOKEN, shipped
from storage.steering.talk.promises import vague_stretch
from tests.steering.sentences import LANGUAGES

VAGUE = {
    "nb": ("Følge opp hjemmet", "Vi skal prøve å snakke mer med dem", "Ha fokus på leksene framover", "Se det an"),
    "nn": ("Følgje opp heimen", "Følgja opp mor", "Halde litt ekstra auge", "Vere meir tydelege", "Sjå det an"),
    "en": ("Follow up with home", "Keep an eye on him", "Be more consistent", "Work on the relationship"),
}
WHOLE = {
    "nb": (
        "Ringer mor tirsdag etter fellestida",
        "Følge opp: EF ringer mor tirsdag",
        "Ringe hjem",
        "Ber om rommet 4. mai",
    ),
    "nn": (
        "Ringjer mor tysdag",
        "AB sender vekeplanen kvar fredag",
        "Følgje opp: EF ringjer far torsdag",
        "Skriv til far",
    ),
    "en": (
        "Call the home",
        "AB calls mum Tuesday after school",
        "Follow up: EF rings dad on Thursday",
        "Ask for the room",
    ),
}
TALKS = "vi skal snakke meir saman om det og "


@pytest.mark.parametrize(("language", "text"), [(each, text) for each in LANGUAGES for text in VAGUE[each]])
def test_a_hope_is_asked_about_once_with_half_a_sentence_to_go_on_with(language: str, text: str) -> None:
    found = [each for each in judge_promise(text, language) if each.category is Category.PROMISE]
    assert [each.key for each in found] == [PROMISE]
    assert text[found[0].start : found[0].end] == found[0].signal
    assert found[0].neutral


@pytest.mark.parametrize(("language", "text"), [(each, text) for each in LANGUAGES for text in WHOLE[each]])
def test_an_act_is_left_alone_with_vague_words_beside_it_too(language: str, text: str) -> None:
    assert judge_promise(text, language) == ()


def test_what_else_could_be_turned_is_met_in_an_agreement_too() -> None:
    assert [each.signal for each in judge_promise("AB ringer den umulige mora fredag", "nb")] == ["umulige"]


def test_one_that_is_silenced_is_not_asked_about() -> None:
    assert judge_promise("Følge opp hjemmet", "nb", silenced=frozenset({PROMISE})) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", "   ", "👨‍👩‍👧", "???", "`x = 1`", "Позвонить маме"])
def test_what_is_no_language_of_ours_promises_nothing(language: str, text: str) -> None:
    assert vague_stretch(text, language) is None


def test_a_sentence_in_a_note_that_promises_an_act_is_left_alone() -> None:
    assert judge("Vi skal følge opp med en telefon hver fredag.", "nb") == ()
    assert [each.key for each in judge("Vi skal følge opp hjemmet tettere.", "nb")] == [PROMISE]


def test_a_long_one_without_a_stop_takes_bounded_time() -> None:
    text = TALKS * 2_000
    assert vague_stretch(text, "nn") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_can_be_read(language: str) -> None:
    for listed in shipped("concepts", "promises").values():
        for pattern in patterns_in(listed[SPOKEN[language]], grammar(language).classes):
            assert pattern.parts
