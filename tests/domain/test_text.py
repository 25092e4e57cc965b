import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.errors import Refused
from storage.domain.text import LONGEST_LINE, LONGEST_TEXT, MARK, checked_text, cleaned, decoded, spelled


@pytest.mark.parametrize(
    "text",
    ["", "Leksene ender med gråt – «ofte».", "to\nlinjer\tog tab", "👩‍👧 og 🇳🇴", "50 % av 10", "é", "Sámi: čáhci"],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x1b[31mb", f"a{MARK}b"),
        ("a\x1b[2Jb", f"a{MARK}b"),
        ("a\x9b31mb", f"a{MARK}b"),
        ("a\x1b]52;c;aGVp\x07b", f"a{MARK}b"),
        ("a\x1b]0;title\x1b\\b", f"a{MARK}b"),
        ("a\x9dtitle\x9cb", f"a{MARK}b"),
        ("a\x1bPq#0\x1b\\b", f"a{MARK}b"),
        ("a\x1bcb", f"a{MARK}b"),
        ("a\x1b", f"a{MARK}"),
        ("a\x00b\x07c", f"a{MARK}b{MARK}c"),
        ("a\x85b", f"a{MARK}b"),
        ("a\u202eb", f"a{MARK}b"),
        ("a\u200bb", f"a{MARK}b"),
        ("a\ufeffb", f"a{MARK}b"),
        ("a\ud800b", f"a{MARK}b"),
        ("a\U000e0041b", f"a{MARK}b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\N{COMBINING RING ABOVE}", "å"),
    ],
)
def test_what_could_act_on_a_terminal_is_taken_out(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_an_unfinished_sequence_takes_no_more_than_its_line() -> None:
    assert cleaned("a\x1b]0;never ended\nb") == f"a{MARK}\nb"


@given(
    st.text(alphabet=st.characters(), max_size=60)
    | st.text(alphabet="\x1b]P[;07m\x07\x9c\x9b\\ab\n\u202e", max_size=40)
)
def test_nothing_that_acts_is_left_and_cleaning_twice_is_cleaning_once(text: str) -> None:
    clean = cleaned(text)
    assert cleaned(clean) == clean
    assert not {unicodedata.category(letter) for letter in clean if letter not in "\n\t"} & {"Cc", "Cs"}
    assert unicodedata.is_normalized("NFC", clean)


def test_a_text_may_be_long_but_not_endless() -> None:
    lines = "\n".join(["å" * (LONGEST_LINE - 1)] * 7)[:LONGEST_TEXT]
    assert checked_text(lines) == lines
    with pytest.raises(Refused) as refused:
        checked_text("a" * (LONGEST_TEXT + 1))
    assert (refused.value.code, refused.value.params) == ("long-text", {"longest": LONGEST_TEXT})


def test_a_line_has_an_end() -> None:
    assert checked_text("å" * LONGEST_LINE) == "å" * LONGEST_LINE
    with pytest.raises(Refused) as refused:
        checked_text("short\n" + "a" * (LONGEST_LINE + 1))
    assert (refused.value.code, refused.value.params) == ("long-line", {"longest": LONGEST_LINE})


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_what_is_utf_8_is_read_as_it_is(text: str) -> None:
    assert decoded(b"\xef\xbb\xbf" + text.encode()) == (text, False)


@given(st.text("æøåÆØÅéô abc"))
def test_what_windows_wrote_is_read_without_a_letter_lost(text: str) -> None:
    assert decoded(text.encode("cp1252")) == (text, not text.isascii())


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(Refused, match="not-text"):
        decoded(b"\x89PNG\x81\x8d")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_what_windows_calls_unicode_is_read_as_it_is(text: str) -> None:
    assert decoded(b"\xff\xfe" + text.encode("utf-16-le")) == (text, False)
    assert decoded(b"\xfe\xff" + text.encode("utf-16-be")) == (text, False)


@pytest.mark.parametrize("raw", [b"\xff\xfea", b"\xff\xfe\x00\xd8", "Gråter".encode("utf-16-le"), "x".encode("utf-32")])
def test_what_cannot_be_read_without_guessing_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused, match="not-text"):
        decoded(raw)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026-27.json", "2026-27.json"),
        ("Foreldremøte 😀.md", "Foreldremøte 😀.md"),
        ("a\nb", "a\\nb"),
        ("a\udcffb", "a\\xffb"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u202eb", "a\\u202eb"),
    ],
)
def test_a_files_name_stands_in_one_line_and_hides_nothing(name: str, said: str) -> None:
    assert spelled(name) == said
