"""Clues: kinds of words that together leave a doubt, wherever in the sentence they stand."""

import pytest

from storage.domain.case.case import Route
from storage.steering.clues import ClueEntry, Clues
from storage.steering.deeds import Deeds
from storage.steering.language.grammar import Clause, grammar
from storage.steering.language.text import read
from storage.steering.language.words import SentenceWords

KINDS = {"fear": "redd(e) ; tør ~1 ikke", "place": "garderobe*", "others": "gutter ; jenter"}
NO_THINGS = Deeds.of({"causes": frozenset(), "things": frozenset()}, compounds=True)
CLUE = ClueEntry(route=Route.NOT_SAFE, all="fear place|others", ask="well", unless="mørk*")


def seen(text: str, clue: ClueEntry = CLUE) -> list[str]:
    (sentence,) = read(text)
    clause = Clause(SentenceWords.of(text, sentence), grammar("nb"))
    starts, ends = clause.words.starts, clause.words.ends
    found = Clues(KINDS, {"afraid": clue}, grammar("nb").classes, NO_THINGS).find(clause)
    return [text[starts[one.start] : ends[one.end - 1]] for one in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hun er redd i garderoben nå", ["redd i garderoben"]),
        ("I garderoben er hun redd", ["garderoben er hun redd"]),
        ("Han tør visst ikke gå dit med de gutter", ["tør visst ikke gå dit med de gutter"]),
        ("Hun er redd, redd i garderoben", ["redd i garderoben"]),
        ("Hun er redd", []),
        ("Redd for mørket i garderoben", []),
        ("Redd for mørket. "[:-2], []),
    ],
)
def test_kinds_stand_together_in_any_order(text: str, told: list[str]) -> None:
    assert seen(text) == told


def test_words_far_apart_tell_nothing() -> None:
    assert seen("redd " + "og " * 30 + "garderoben") == []


def test_after_something_innocent_it_looks_on() -> None:
    assert seen("redd for mørket i garderoben " + "og " * 30 + "redd i garderoben") == ["redd i garderoben"]


def test_many_new_words_are_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.steering.clues._MOST_REMEMBERED", 2)
    assert seen("en to tre fire redd fem seks garderoben") == ["redd fem seks garderoben"]


def test_a_kind_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        seen("redd", ClueEntry(route=Route.HOME, all="fear anger", ask="home"))
