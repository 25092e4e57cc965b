import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.search import Answer, Index, Passage, folded, holds, sought_words

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
        assert Index([Passage("1", "entry", f"En {written} her")]).find(typed).passages


@given(WORDS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.text(max_size=20), max_size=4))
def test_many_texts_are_folded_at_one_stroke_as_one_by_one(texts: list[str]) -> None:
    lines = [" ".join(text.splitlines()) for text in texts]
    assert folded("\n".join(lines)) == "\n".join(map(folded, lines))


def codes(index: Index, words: str) -> list[str]:
    return [passage.code for passage in index.find(words).passages]


def index_of(*texts: str) -> Index:
    return Index(Passage(text, "entry", text) for text in texts)


@given(st.text(max_size=40))
def test_any_text_can_be_folded_and_finds_itself(text: str) -> None:
    index = index_of(text)
    assert bool(codes(index, text)) is bool(sought_words(text))


@given(st.lists(st.text(alphabet="aæå b\n", max_size=8), max_size=6), st.text(alphabet="aæå b", max_size=9))
def test_nothing_that_a_slow_search_finds_is_missed(texts: list[str], words: str) -> None:
    wanted = [word for word in sought_words(words) if len(word) > 2]
    passages = [Passage(str(number), "entry", text) for number, text in enumerate(texts)]
    slow = {p.code for p in passages if wanted and all(word in folded(p.text).replace("\n", " ") for word in wanted)}
    assert slow <= {passage.code for passage in Index(passages).find(" ".join(wanted)).passages}


def test_every_word_must_be_there_in_any_order_and_over_lines() -> None:
    index = Index([Passage("1", "entry", "Leksene ender\nmed gråt"), Passage("2", "entry", "Leksene er gjort")])
    assert codes(index, "graat lekse") == ["1"]
    assert codes(index, "leksene") == ["1", "2"]


def test_as_typed_comes_before_folded_before_another_form() -> None:
    index = index_of("gråte", "gratis var det", "ho gråt", "grat")
    assert codes(index, "grat") == ["gratis var det", "grat", "gråte", "ho gråt"]
    assert codes(index_of("hun gråt", "de gråter"), "gråter") == ["de gråter", "hun gråt"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("leksa", "Leksene ender i gråt"),
        ("leksa", "to hjemmelekser"),
        ("gråter", "ender med gråt"),
        ("chattegruppa", "en chattegruppe"),
        ("møta", "møtet i mai"),
        ("samtalen", "tre samtalar"),
        ("skuleveg", "på skulevegen"),
        ("crying", "she cries"),
        ("meetings", "one meeting"),
        ("worry", "two worries"),
        ("foreldra", "foreldrene ber om mindre"),
    ],
)
def test_a_word_is_found_in_any_form(typed: str, written: str) -> None:
    index = index_of(written, "noe helt annet")
    assert codes(index, typed) == [written]
    assert index.find(typed).meant == ""


def test_a_form_of_a_short_word_is_not_looked_for_inside_others() -> None:
    assert codes(index_of("vi ring ikke", "en endring", "erfaringer"), "ringer") == ["erfaringer", "vi ring ikke"]


@pytest.mark.parametrize(
    ("typed", "written", "meant"),
    [
        ("leske", "lekse hver dag", "lekse"),
        ("freminutt", "i friminutt", "friminutt"),
        ("friminutttet", "i friminuttet", "friminuttet"),
        ("hjemmelekse", "for mye lekser", "lekse"),
        ("hjemmeleksa", "lekser", "leksa"),
        ("foreldremøtekveld", "et foreldremøte", "foreldremøte"),
        ("leske Gråt", "Lekse og gråt", "lekse Gråt"),
    ],
)
def test_what_stands_nowhere_is_taken_for_the_nearest_that_does(typed: str, written: str, meant: str) -> None:
    answer = index_of(written, "noe annet").find(typed)
    assert [passage.text for passage in answer.passages] == [written]
    assert answer.meant == meant


@pytest.mark.parametrize("typed", ["zebra", "leke zebra", "abcdefgh", "ÿ"])
def test_what_is_near_to_nothing_finds_nothing(typed: str) -> None:
    assert index_of("leke ute", "lekse").find(typed) == Answer()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("å", []),
        ("å gråte", ["å gråte"]),
        ("7", ["7. trinn"]),
        ("to", ["to hjem"]),
        ("26-014", ["26-014 Lekser"]),
        ("014", ["26-014 Lekser"]),
    ],
)
def test_one_letter_is_too_little_and_two_begin_a_word(typed: str, found: list[str]) -> None:
    assert codes(index_of("å gråte", "7. trinn", "17 barn", "to hjem", "moto", "26-014 Lekser"), typed) == found


def test_words_do_not_reach_from_one_text_into_the_next() -> None:
    index = Index([Passage("1", "entry", "abc"), Passage("2", "entry", "def")])
    assert not codes(index, "cde")
    assert not codes(index, "abc def")


def test_only_so_many_are_given() -> None:
    index = Index([Passage(str(number), "entry", "lekse") for number in range(300)])
    assert len(index.find("lekse").passages) == 200
    assert len(index.find("lekse", most=3).passages) == 3


def test_nothing_typed_finds_nothing() -> None:
    assert index_of("a").find(" ") == Answer()
    assert Index([]).find("abc") == Answer()


@pytest.mark.parametrize(
    ("text", "words", "held"),
    [
        ("26-001 Lekser", "leksa", True),
        ("26-001 Lekser · mobil og nett", "mobil nett", True),
        ("26-001 Lekser", "gråt", False),
        ("26-001 Lekser", "26-0", True),
        ("26-001 Lekser", "", True),
        ("26-001 Lekser", "l", True),
    ],
)
def test_a_short_text_is_asked_in_the_same_way(text: str, words: str, held: bool) -> None:
    assert holds(text, words) is held
