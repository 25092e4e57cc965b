"""Sentences with exact places, and which stretches are somebody else's words; held against markdown-it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from storage.steering.language.text import blocks, read


def said(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in read(text)]


def theirs(text: str) -> list[str]:
    return [text[start:end] for sentence in read(text) for start, end in sentence.quoted]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mor ringte. Hun var sint!", ["Mor ringte.", "Hun var sint!"]),
        ("mor ringte. hun var sint", ["mor ringte.", "hun var sint"]),
        ("Vi møtes f.eks. på kl. 14 i 6. trinn.", ["Vi møtes f.eks. på kl. 14 i 6. trinn."]),
        ("Møte 3. desember kl. 14.30.", ["Møte 3. desember kl. 14.30."]),
        ("Huff … den moren", ["Huff … den moren"]),
        ("Er de det? ja", ["Er de det?", "ja"]),
        ("# Sak\n- en\n- [ ] to\n1. tre", ["Sak", "en", "to", "tre"]),
        ("en linje\nen til", ["en linje", "en til"]),
        (f"{'ord ' * 15}bryr seg\nikke om det", [f"{'ord ' * 15}bryr seg\nikke om det"]),
        ("\n \n", []),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert said(text) == sentences


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("Far sa «Dere er håpløse.» Vi møttes.", ["«Dere er håpløse.»"]),
        ('Hun skrev "nei" og “aldri” og „vent“.', ['"nei"', "“aldri”", "„vent“"]),
        ("Koden `umulig` og ``a`b``.", ["`umulig`", "``a`b``"]),
        ("Et ` alene og ”slutt", ["”slutt"]),
        ("Midt i«et ord", ["«et ord"]),
        ('Brettet er 12" bredt, sa han', []),
        ("Ordet slutter her” og går videre", []),
        ("«åpen uten slutt", ["«åpen uten slutt"]),
        ("> sitat\nfortsatt sitat\n\nmitt", ["> sitat\nfortsatt sitat"]),
        ("```\ninne\n```\nute", ["```\ninne\n```"]),
        ("tekst\n\n    kode\n\ntekst", ["    kode"]),
        ("- punkt\n\n    fortsatt punktet", []),
        ("~~~\nåpen", ["~~~\nåpen"]),
    ],
)
def test_quoted_stretches(text: str, stretches: list[str]) -> None:
    assert theirs(text) == stretches


def test_two_sentences_around_a_whole_quotation() -> None:
    assert said("Far sa «Dere er håpløse.» Vi møttes.") == ["Far sa «Dere er håpløse.»", "Vi møttes."]
    assert said("Hun sa «nei.» og gikk.") == ["Hun sa «nei.» og gikk."]


LINES = st.lists(
    st.sampled_from(
        ["ord her", "> sitat", "```", "- punkt", "", "# tittel", "> - punkt", "1. en", "mer tekst", "* to"]
    ),
    max_size=12,
)


def markdown_lines(text: str, *kinds: str) -> set[int]:
    """Give the lines that markdown-it says belong to block quotes or fences."""
    parser = MarkdownIt("commonmark", {"html": False})
    lines: set[int] = set()
    for token in parser.parse(text):
        if token.type in kinds and token.map:
            lines.update(range(*token.map))
    return lines


@given(LINES)
def test_block_quotes_and_fences_are_those_of_markdown(lines: list[str]) -> None:
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    ours = {
        at
        for block in blocks(text)
        if block.theirs
        for at, start in enumerate(starts)
        if block.start <= start < block.end and lines[at].strip()
    }
    quoted = {at for at in markdown_lines(text, "blockquote_open", "fence") if lines[at].strip()}
    assert quoted <= ours | {at for at in quoted if lines[at] == "```"}


@given(st.text())
def test_every_sentence_lies_in_the_text_in_order(text: str) -> None:
    end = 0
    for sentence in read(text):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip()
        for start, stop in sentence.quoted:
            assert sentence.start <= start < stop
        end = sentence.start
