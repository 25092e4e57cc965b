"""What must hold of any text: places, quiet survival, time that grows with the length."""

import time
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.steering.gate import alarms
from storage.steering.guard import identify
from storage.steering.nudges import judge
from tests.steering.sentences import LANGUAGES, flat, table

PIECES = st.sampled_from(
    [
        *["Foreldrene bryr seg ikke. ", "er de helt umulige ", "The parents don't care. ", "Dei bryr seg ikkje. "],
        *[
            "👨‍👩‍👧",
            "ga\u030ar ",
            "\u202eעברית\u202c ",
            "العربية ",
            "\u0301\u0302",
            "«",
            "»",
            '"',
            "“",
            "`",
            "> ",
            "\n",
            "\n\n",
        ],
        *[
            "mobbing ",
            "Kari ",
            "010190 12345 ",
            "@",
            "~~~\n",
            "- ",
            "#",
            "\ud7ff",
            "İ",
            "\x00",
            "ß",
            "ikke ",
            "jo ",
            ", ",
        ],
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))
LANGUAGE = st.sampled_from(LANGUAGES)


@pytest.fixture(autouse=True, scope="module")
def words_read() -> None:
    """Read the words of all languages first, so that no example is timed with them."""
    for language in LANGUAGES:
        judge("", language)
        list(alarms("", language))


@given(TEXTS, LANGUAGE)
def test_every_findings_words_are_the_signal(text: str, language: str) -> None:
    end = 0
    for found in judge(text, language):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.signal
        end = found.end


@given(TEXTS, LANGUAGE)
def test_every_alarms_words_are_the_signal(text: str, language: str) -> None:
    for seen in alarms(text, language):
        assert 0 <= seen.start < seen.end <= len(text)
        assert text[seen.start : seen.end] == seen.signal


@given(TEXTS, LANGUAGE)
def test_every_identity_lies_in_the_text(text: str, language: str) -> None:
    end = 0
    for one in identify(text, language=language):
        assert end <= one.end <= len(text)
        assert 0 <= one.start < one.end
        end = one.end


TURNS = count()


def seconds(text: str, language: str) -> float:
    """Give the best of three, with the words remembered already and the text itself never seen before."""
    judge(text, language)
    spent = []
    for turn in islice(TURNS, 3):
        fresh = f"{text}{turn}"
        begun = time.process_time()
        judge(fresh, language)
        alarms_seen = list(alarms(fresh, language))
        identify(fresh, language=language)
        spent.append(time.process_time() - begun + 0 * len(alarms_seen))
    return min(spent)


TRIES = 4
"""What grows too fast does so every time; a busy machine does not."""
HOSTILE = [
    *("umulig ", "ikke ", "« ", '"', "` ", "> ", "- ", "mor er ", "aldri aldri ", "bryr seg ", "a\u0301", "👩‍👧 ", "("),
    *("'", "1 ", "010190", "A. ", "Kari ", "-", "@", "a@", "a.", "+47 ", "jo ", "slo ", "\n", "_", "foreldre", "Gate "),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    short, long = ((piece * (length // len(piece))) for length in (5_000, 40_000))
    slow = (seconds(long, "nb") >= 24 * seconds(short, "nb") + 0.05 for _ in range(TRIES))
    assert not all(slow)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_thousand_characters(language: str) -> None:
    text = "\n".join(flat(table("quiet", language)["quiet"]))
    text = (text * (100_000 // len(text) + 1))[:100_000]
    judge(text, language)
    begun = time.process_time()
    judge(text, language)
    assert time.process_time() - begun < 1
