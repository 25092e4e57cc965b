import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.search import Index, Passage, folded

WORDS = st.text(alphabet="aeoåæäøöÅÆabkr é", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lærer", "laerer"),
        ("lærer", "LÄRER"),
        ("lærer", "larer"),
        ("søster", "soester"),
        ("søster", "söster"),
        ("søster", "soster"),
        ("håp", "haap"),
        ("håp", "hap"),
        ("håp", "ha\N{COMBINING RING ABOVE}p"),
        ("idé", "ide"),
        ("skolemiljø", "skole\N{SOFT HYPHEN}miljø"),
        ("skole", "sko\N{ZERO WIDTH SPACE}le"),
        ("Đorđe", "dorde"),
        ("Łukasz", "lukasz"),
        ("straße", "strasse"),
        ("vååå", "va"),
    ],
)
def test_spellings_fold_to_the_same_both_ways(one: str, other: str) -> None:
    assert folded(one) == folded(other)
    for written, typed in ((one, other), (other, one)):
        assert Index([Passage("1", "entry", f"En {written} her")]).find(typed)


@given(WORDS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=40))
def test_any_text_can_be_folded_and_finds_itself(text: str) -> None:
    index = Index([Passage("1", "entry", text)])
    assert bool(index.find(text)) is bool(folded(text).split())


@given(st.lists(st.text(alphabet="aæå b\n", max_size=8), max_size=6), st.text(alphabet="aæå b", max_size=4))
def test_the_index_finds_what_a_slow_search_finds(texts: list[str], words: str) -> None:
    wanted = folded(words).split()
    passages = [Passage(str(number), "entry", text) for number, text in enumerate(texts)]
    slow = {p.code for p in passages if wanted and all(word in folded(p.text).replace("\n", " ") for word in wanted)}
    assert {passage.code for passage in Index(passages).find(words)} == slow


def test_every_word_must_be_there_in_any_order_and_over_lines() -> None:
    index = Index([Passage("1", "entry", "Leksene ender\nmed gråt"), Passage("2", "entry", "Leksene er gjort")])
    assert [found.code for found in index.find("graat lekse")] == ["1"]
    assert [found.code for found in index.find("leksene")] == ["1", "2"]


def test_what_holds_the_words_as_typed_comes_first() -> None:
    texts = ("håret er vått", "haret løp", "hår")
    index = Index([Passage(text, "entry", text) for text in texts])
    assert [found.code for found in index.find("haret")] == ["haret løp", "håret er vått"]


def test_words_do_not_reach_from_one_text_into_the_next() -> None:
    index = Index([Passage("1", "entry", "ab"), Passage("2", "entry", "cd")])
    assert not index.find("bc")
    assert not index.find("ab cd")


def test_only_so_many_are_given() -> None:
    index = Index([Passage(str(number), "entry", "lekse") for number in range(300)])
    assert len(index.find("lekse")) == 200
    assert len(index.find("lekse", most=3)) == 3


def test_nothing_typed_finds_nothing() -> None:
    assert Index([Passage("1", "entry", "a")]).find(" ") == ()
    assert Index([]).find("a") == ()
