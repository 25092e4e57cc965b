import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from storage.documents.page import escaped, one_line, shown

PLAIN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LINKING = MarkdownIt("gfm-like")
MARKS = st.text(alphabet="-+*_#=>`~[]()!<&:;|\\.0123456789 \n\tab@$/{}", max_size=60)
ANY = st.text(max_size=80)


def rendered(markdown: str, parser: MarkdownIt = PLAIN) -> str:
    """Return the words of rendered paragraphs; anything but text and line breaks fails."""
    page = parser.render(markdown)
    assert not re.search(r"<(?!/?p>|br />)", page), page
    return html.unescape(re.sub(r"<br />\n|</p>\n<p>", "\n", page).removeprefix("<p>").removesuffix("</p>\n"))


def words(text: str) -> list[str]:
    return [" ".join(line.split()) for line in shown(text).split("\n") if line.strip()]


@given(st.one_of(MARKS, ANY))
def test_whatever_people_write_is_shown_as_they_wrote_it(text: str) -> None:
    found = rendered(escaped(text))
    assert [" ".join(line.split()) for line in found.split("\n") if line.strip()] == words(text)


@given(st.one_of(MARKS, ANY))
def test_a_title_stays_on_one_line_of_text(text: str) -> None:
    title = one_line(text)
    assert "\n" not in title
    assert " ".join(rendered(title).split()) == " ".join(words(text))


@given(MARKS)
def test_text_in_a_list_item_stays_in_it(text: str) -> None:
    tokens = PLAIN.parse(f"- A: {escaped(text, indent='  ')}\n- B\n")
    items = [token for token in tokens if token.type == "list_item_open"]
    assert [token.level for token in items] == [1, 1]
    assert {token.type for token in tokens} <= {
        *(f"{kind}_{end}" for kind in ("bullet_list", "list_item", "paragraph") for end in ("open", "close")),
        "inline",
    }


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "a\n===",
        "a\n---",
        "- list",
        "+ list",
        "* list",
        "12. list",
        "1) list",
        "> quote",
        "    code",
        "```\ncode\n```",
        "~~~\ncode",
        "~~gone~~",
        "**bold** _it_",
        "[a](ssh://-oProxy)",
        "![a](x)",
        "<script>alert(1)</script>",
        "<https://x.no>",
        "https://x.no/a",
        "www.skole.no",
        "skole.no",
        "post@skole.no",
        "&lt;b&gt;",
        "a | b\n--- | ---\n1 | 2",
        "[a]: /url",
        "a\\\nb",
        "***",
        "-",
        "1.",
    ],
)
def test_no_structure_comes_out_of_text(text: str) -> None:
    assert words(rendered(escaped(text), LINKING)) == words(text)


@pytest.mark.parametrize(
    "text", ["f.eks. 12.12, kl. 14", "5–6 dager, 50 %", "Hva nå? Ja!", "to-tre ganger (minst)", "«sitat»"]
)
def test_ordinary_prose_is_left_as_it_is(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize("text", ["a\x1b]52;c;x\x07b", "a\x00b", "a\u202eb", "a\ud800b"])
def test_what_could_act_is_taken_out(text: str) -> None:
    assert escaped(text) == "a\N{REPLACEMENT CHARACTER}b"


@given(ANY)
def test_nothing_unseen_is_left(text: str) -> None:
    letters = shown(text).replace("\n", "")
    assert not {unicodedata.category(letter) for letter in letters} & {"Cc", "Cs"}


def test_lines_and_paragraphs_are_kept() -> None:
    assert escaped("a\nb\n\n\nc", "  ") == "a\\\n  b\n\n  c"
