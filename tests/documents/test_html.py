import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.documents.html import html_page
from storage.domain.people import Language

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[a](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "<https://evil.example/>",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    '[a](https://x.no "onmouseover=alert(1)")',
    "```<script>\n</style></title><script>\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "</main></body><iframe src=//evil.example>",
    "<!-- --><svg/onload=alert(1)>",
)
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol"),
    *("li", "strong", "em", "s", "code", "pre", "blockquote", "hr", "br", "sup"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "dir", "class", "start", "style"}


class Looking(HTMLParser):
    """Takes down every tag, every attribute, and the text of the page's body."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, list[str | None]] = {}
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] not in {"style", "title"}:
            self.texts.append(data)


def looked_at(page: str) -> Looking:
    looking = Looking()
    looking.feed(page)
    looking.close()
    return looking


def test_a_page_is_whole_in_one_file_and_says_its_language_and_title() -> None:
    page = html_page("# Plan & <håp>\n\nTekst\n", Language.NN)
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="nn">' in page
    assert "<title>Plan &amp; &lt;håp&gt;</title>" in page
    assert "size: A4" in page
    assert not re.search(r"<(script|link|img|a)\b|url\(|@import", page)


def test_a_given_title_stands_in_the_head_alone() -> None:
    page = html_page("Tekst\n", Language.EN, title="Run\nsheet </title>")
    assert "<title>Run sheet &lt;/title&gt;</title>" in page
    assert "Run" not in page.partition("<main>")[2]
    assert "<title></title>" in html_page("Tekst\n", Language.EN)


def test_lists_tables_and_emphasis_are_drawn() -> None:
    page = html_page("## A\n\n- **b**\n\n| c | d |\n|---|---|\n| 1 | ~~2~~ |\n", Language.NB)
    for tag in ("<h2", "<li", "<strong>b</strong>", "<th", "<s>2</s>"):
        assert tag in page


def test_text_runs_in_its_own_direction() -> None:
    assert '<p dir="auto">שלום</p>' in html_page("שלום", Language.NB)


def test_links_are_listed_once_and_lead_nowhere() -> None:
    page = html_page("[one](https://a.no/?x=1&y=2) [two](https://b.no) ![pic](https://a.no/?x=1&y=2)", Language.NB)
    assert "one<sup>1</sup> two<sup>2</sup> pic<sup>1</sup>" in page
    assert "<li>https://a.no/?x=1&amp;y=2</li>\n<li>https://b.no</li>" in page
    assert "href" not in page
    assert "src=" not in page.partition("<main>")[2]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    looking = looked_at(html_page(f"# {text}\n\n- a: {text}\n\n{text}\n", Language.NB, title=text))
    assert set(looking.tags) <= ALLOWED
    assert set(looking.attributes) <= ATTRIBUTES
    assert set(looking.attributes.get("class", ())) <= {"links"}


@given(st.text(alphabet="<>&\"'`[]()!:#-*\n\t =/ascriptonerorjv", max_size=120))
def test_nothing_but_our_own_tags_comes_out_of_any_text(text: str) -> None:
    looking = looked_at(html_page(text, Language.EN))
    assert set(looking.tags) <= ALLOWED
    assert set(looking.attributes) <= ATTRIBUTES


@given(st.lists(st.from_regex(r"[a-zæøå]{1,8}", fullmatch=True), max_size=20))
def test_no_word_is_lost(words: list[str]) -> None:
    looking = looked_at(html_page("\n\n- ".join(words), Language.NB))
    assert sorted(unescape(" ".join(looking.texts)).split()) == sorted(words)


def test_cells_break_no_word_and_no_time_of_day() -> None:
    page = html_page("| Kl. | Leder |\n| ---: | --- |\n| 18:00 | klassekontaktene |\n", Language.NB)
    assert re.search(r"td, th \{[^}]*overflow-wrap: break-word", page)
    assert not re.search(r"td[^{]*\{[^}]*anywhere", page)
    assert re.search(r'\[style\*="right"\] \{[^}]*nowrap', page)
    assert re.search(r'<td style="text-align:right"[^>]*>18:00</td>', page)


def _bright(colour: str) -> float:
    """How bright a colour is to the eye, as WCAG counts it."""
    digits = colour.removeprefix("#")
    whole = digits if len(digits) == 6 else "".join(each * 2 for each in digits)
    parts = (int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_letter_stands_out_seven_to_one_from_what_it_stands_on() -> None:
    page = html_page("# a", Language.NB)
    letters = set(re.findall(r"(?<![\w-])color: (#[0-9a-f]+)", page))
    grounds = set(re.findall(r"background: (#[0-9a-f]+)", page))
    assert len(letters) >= 3
    assert "#fff" in grounds
    for letter in letters:
        for ground in grounds:
            assert (_bright(ground) + 0.05) / (_bright(letter) + 0.05) >= 7
