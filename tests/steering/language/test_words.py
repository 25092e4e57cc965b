"""Words folded for comparing, with their places and breaks."""

import pytest

from storage.steering.language.text import read
from storage.steering.language.words import SentenceWords, fold


def words(text: str, *, english: bool = False, all_of_it: bool = False) -> SentenceWords:
    (sentence,) = read(text)
    return SentenceWords.of(text, sentence, english=english, all_of_it=all_of_it)


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("MOR", "mor"),
        ("ga\u030ar", "går"),
        ("for\u00adeldre", "foreldre"),
        ("don’t", "don't"),
        ("Å", "å"),
        ("Huuuff", "huff"),
        ("heeelt", "helt"),
        ("uffff", "uff"),
        ("ææææ", "æ"),
    ],
)
def test_fold(raw: str, form: str) -> None:
    assert fold(raw) == form


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("I don't, she's; they won't", ["i", "do", "not", "she", "'s", "they", "will", "not"]),
        ("shes dont wont cant im", ["she", "'s", "do", "not", "will", "not", "can", "not", "i", "'m"]),
        ("mother's o'clock want", ["mother", "'s", "o'clock", "want"]),
    ],
)
def test_english_contractions_come_apart(text: str, forms: list[str]) -> None:
    assert words(text, english=True).forms == forms


def test_breaks_and_places() -> None:
    text = "Mor, far/alle – og (barna): ja_nei"
    found = words(text)
    assert found.forms == ["mor", "far", "alle", "og", "barna", "ja", "nei"]
    assert found.breaks == ["", ",", "", "|", "|", "|", ""]
    assert [text[a:b].lower() for a, b in zip(found.starts, found.ends, strict=True)] == found.forms


def test_quoted_words_are_left_out_unless_all_is_wanted() -> None:
    text = "Far sa «helt umulig» og «aldri» igjen"
    assert words(text).forms == ["far", "sa", "og", "igjen"]
    assert words(text).breaks == ["", "", "|", "|"]
    assert "umulig" in words(text, all_of_it=True).forms


@pytest.mark.parametrize(("text", "asked"), [("Er de det?", True), ("Er de det?»", True), ("Ja.", False)])
def test_asked(text: str, asked: bool) -> None:
    assert words(text).asked is asked


def test_other_ways_of_writing_a_word_become_the_word_that_is_known() -> None:
    (sentence,) = read("Ho svarar ikkje")
    found = SentenceWords.of("Ho svarar ikkje", sentence, spellings={"ikkje": "ikke"})
    assert found.forms == ["ho", "svarar", "ikke"]
    assert (found.starts[2], found.ends[2]) == (10, 15)
