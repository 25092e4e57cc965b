import pytest

from storage.steering.lexicon import no_names, silences


@pytest.mark.parametrize("said", ["alltid", "Alltid", "alltids"])
def test_a_word_is_silenced_in_every_form(said: str) -> None:
    assert silences(("alltid",), said)


@pytest.mark.parametrize(("word", "said"), [("vanskelig", "vanskelige"), ("vanskelige", "vanskelig")])
def test_endings_come_and_go(word: str, said: str) -> None:
    assert silences((word,), said)


@pytest.mark.parametrize(("word", "said"), [("aldri", "alltid"), ("uff", "uffda"), ("mas", "masete"), ("=Mai", "mai")])
def test_other_words_are_not(word: str, said: str) -> None:
    assert not silences((word,), said)


def test_what_is_no_name_is_kept_apart() -> None:
    assert no_names(("alltid", "=Solstua")) == {"solstua", "solstuas"}
