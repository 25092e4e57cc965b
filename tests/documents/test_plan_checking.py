import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.documents.plan_reading.checking import (
    LONGEST_FILE,
    MOST_BRACKETS,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LINES,
    plan_in,
    text_in,
)
from storage.documents.plan_reading.sections import pieces
from storage.domain.errors import Refused
from storage.domain.text import LONGEST_TEXT
from tests.documents.plans import TODAY


def refusal(raw: bytes) -> str:
    with pytest.raises(Refused) as refused:
        plan_in(raw, TODAY, "plan")
    return refused.value.code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"a" * (LONGEST_FILE + 1), "long-document"),
        (b"\xff\xfe\x00", "not-text"),
        ("æøå".encode("latin-1"), "not-text"),
        (b"a\0b", "not-text"),
        (b"PK\x03\x04 a", "not-text"),
        (b"%PDF-1.7", "not-text"),
        (b"{\\rtf1 a}", "not-text"),
        (b"|" * (MOST_COLUMNS + 1), "odd-document"),
        (b"|a|b|\n" * (MOST_CELLS // 3 + 1), "odd-document"),
        (b"|a|b|c|d|\n" * (MOST_CELLS // 5 + 1), "odd-document"),
        (b"> " * 50 + b"a\n" + b"b\n" * (MOST_LINES - 1), "odd-document"),
        (b"a_*" * 60_000, "odd-document"),
        (b"_" * 200_000, "odd-document"),
        (b"+ a\n* b\n" * (MOST_LINES // 2 + 1), "many-lines"),
        (b"[ " * (MOST_BRACKETS + 1), "odd-document"),
        (b"# a\n" * 5_001, "long-plan"),
        (b"# " + b"a" * 70_000, "long-text"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_reason(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_however_it_is_encoded(encoding: str) -> None:
    assert text_in("# Årshjul\n".encode(encoding)) == "# Årshjul\n"
    assert plan_in("# Årshjul\n\nTekst\n".encode(encoding), TODAY, "plan").areas[0].area.title == "Årshjul"


def test_a_long_document_of_everything_one_writes_is_read() -> None:
    field = "- **Month:** august, from 12–14 (see [the wheel](wheel.md)): *every* year, `2026/27` & after!\n"
    table = "| What | Who | When |\n|---|---|---|\n" + "| Call *home* | AB & CD | week 36–37 |\n" * 20
    page = f"### Call home\n\nWe call every home – and ask: **What went well?**\n\n{field * 12}\n> Quoted\n\n{table}\n"
    paper = plan_in(("# T\n\n## A\n\n" + page * 90).encode(), TODAY, "plan")
    assert len(paper.practices) == 90


def test_hostile_markdown_is_only_text() -> None:
    hostile = "# <script>alert(1)</script>\n\n[a](javascript:alert(1)) \x1b]52;c;x\x07 \u202e\n"
    area = plan_in(hostile.encode(), TODAY, "plan").areas[0].area
    assert area.title == "<script>alert(1)</script>"
    assert "\x1b" not in area.about
    assert "\u202e" not in area.about


def test_what_is_longer_than_a_field_may_be_goes_on_in_the_next_of_the_same_name() -> None:
    about = "\n\n".join(f"about{number} it is much to say" for number in range(3_000))
    minimum = " ".join(f"minimum{number}" for number in range(6_000))
    paper = plan_in(f"# T\n\n## A\n\n{about}\n\n### P\n\n{minimum}\n".encode(), TODAY, "plan")
    assert [each.area.title for each in paper.areas] == ["A", "A (2)"]
    assert [each.practice.title for each in paper.practices] == ["P", "P (2)"]
    texts = [text for each in paper.areas for text in (each.area.about, each.area.notes)]
    texts += [text for each in paper.practices for text in (each.practice.minimum, each.practice.notes)]
    assert max(map(len, texts)) <= LONGEST_TEXT
    words = " ".join(texts).split()
    assert [word for word in words if word.startswith("about")] == [f"about{number}" for number in range(3_000)]
    assert [word for word in words if word.startswith("minimum")] == [f"minimum{number}" for number in range(6_000)]


@given(st.text(alphabet="ab \n", max_size=60), st.integers(1, 9))
def test_pieces_hold_every_letter_in_order(text: str, longest: int) -> None:
    parts = list(pieces(text, longest))
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert max(map(len, parts)) <= longest
