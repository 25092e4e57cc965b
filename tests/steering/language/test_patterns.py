"""The notation of the lexicon's patterns, and their matching."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.steering.language.notation import PatternError, expand, read_parts
from storage.steering.language.patterns import Pattern, PatternIndex, patterns_in
from storage.steering.language.text import read
from storage.steering.language.words import SentenceWords

CLASSES = {"parents": frozenset({"mor", "far"}), "negation": frozenset({"ikke"})}
PARTICLES = frozenset({"jo", "da"})


def matched(source: str, text: str) -> list[str]:
    index: PatternIndex[None] = PatternIndex()
    index.add(None, patterns_in(source, CLASSES))
    (sentence,) = read(text)
    words = SentenceWords.of(text, sentence, particles=PARTICLES)
    return [text[words.starts[hit.start] : words.ends[hit.end - 1]] for hit in index.find(words)]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("umulig", "helt Umulig", ["Umulig"]),
        ("umulig(e|t)", "umulige umuligt umuligst", ["umulige", "umuligt"]),
        ("kverulant*", "kverulantene er kverulanter", ["kverulantene", "kverulanter"]),
        ("*foreldre", "klasseforeldre og foreldre", ["klasseforeldre", "foreldre"]),
        ("@parents maser", "mor maser, far gnåler", ["mor maser"]),
        ("er @parents", "er mor", ["er mor"]),
        ("er *lig|*lege", "er vanskelig", ["er vanskelig"]),
        ("bryr seg ~2 ikke", "bryr seg slett ikke", ["bryr seg slett ikke"]),
        ("bryr seg ~2 ikke", "bryr seg om alt og ikke", []),
        ("er ?så lat", "er lat", ["er lat"]),
        ("er ?så lat", "er så lat", ["er så lat"]),
        ("bryr seg", "bryr jo da seg", ["bryr jo da seg"]),
        ("bryr seg", "bryr jo da jo da seg", []),
        ("bryr seg", "bryr – seg", []),
        ("gir ~3 opp", "gir ham (kanskje) opp", []),
        ("nytter ikke $", "det nytter ikke", ["nytter ikke"]),
        ("nytter ikke $", "det nytter ikke, nei", ["nytter ikke"]),
        ("nytter ikke $", "det nytter ikke nå", []),
        ("masse", "mase", []),
    ],
)
def test_matching(source: str, text: str, found: list[str]) -> None:
    assert matched(source, text) == found


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "length"),
        ("a " * 13, "length"),
        ("~2 a", "edge"),
        ("a ~2", "edge"),
        ("?a b", "edge"),
        ("a ?b", "edge"),
        ("$ a", "edge"),
        ("a ~9 b", "gap"),
        ("a ~x b", "gap"),
        ("ab* c", "stem"),
        ("*ab c", "stem"),
        ("@nobody", "class"),
        ("a||b", "word"),
        ("a b?", "word"),
        ("a(b)(c)(d)", "length"),
        (f"{'x' * 201}(a)", "length"),
    ],
)
def test_what_cannot_be_read_says_why(source: str, reason: str) -> None:
    with pytest.raises(PatternError) as fault:
        read_parts(source, CLASSES)
    assert fault.value.code == f"pattern-{reason}"


def test_expand() -> None:
    assert expand("vanskelig(e|ere)") == ["vanskelig", "vanskelige", "vanskeligere"]


def test_english_short_forms_stand_for_their_words() -> None:
    index: PatternIndex[None] = PatternIndex()
    index.add(None, patterns_in("is late ; they are late", CLASSES))
    text = "she's late and they're late"
    (sentence,) = read(text)
    assert len(list(index.find(SentenceWords.of(text, sentence, english=True)))) == 2


def test_a_pattern_knows_which_words_it_names() -> None:
    assert Pattern("nytter ikke", CLASSES).names(CLASSES["negation"])
    assert not Pattern("nytter ~2 godt", CLASSES).names(CLASSES["negation"])


def test_an_index_forgets_when_it_has_seen_too_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.steering.language.patterns._MOST_REMEMBERED", 1)
    assert matched("lat", "de er lat lat") == ["lat", "lat"]


PARTS = st.sampled_from(["a", "b", "?a", "~1", "~6", "a|b", "a(b)", "abc*", "*abc", "@parents", "$", "ikke"])


@given(st.lists(PARTS, min_size=1, max_size=12), st.text(alphabet="ab c,.", max_size=200))
def test_no_pattern_explodes_or_leaves_the_sentence(parts: list[str], text: str) -> None:
    pattern = Pattern(" ".join(parts), CLASSES)
    try:
        first = pattern.parts[0]
    except PatternError:
        return
    for sentence in read(text):
        words = SentenceWords.of(text, sentence)
        for at, form in enumerate(words.forms):
            if first.fits(form):
                end = pattern.end(words, at)
                assert end == -1 or at < end <= len(words.forms)
