import pytest

from storage.documents.plan_reading.checking import LONGEST_FILE, MOST_BRACKETS, plan_in, text_in
from storage.domain.errors import Refused
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
        (b"a" * 20_001, "odd-document"),
        (b"[\n" * (MOST_BRACKETS + 1), "odd-document"),
        (b"# a\n" * 5_001, "long-plan"),
        (b"some words in a line\n" * 4_000, "long-text"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_reason(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_however_it_is_encoded(encoding: str) -> None:
    assert text_in("# Årshjul\n".encode(encoding)) == "# Årshjul\n"
    assert plan_in("# Årshjul\n\nTekst\n".encode(encoding), TODAY, "plan").areas[0].area.title == "Årshjul"


def test_hostile_markdown_is_only_text() -> None:
    hostile = "# <script>alert(1)</script>\n\n[a](javascript:alert(1)) \x1b]52;c;x\x07 \u202e\n"
    area = plan_in(hostile.encode(), TODAY, "plan").areas[0].area
    assert area.title == "<script>alert(1)</script>"
    assert "\x1b" not in area.about
    assert "\u202e" not in area.about
