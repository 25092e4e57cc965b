"""A page of ours as one HTML file to print: nothing in it acts, loads or leads anywhere."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from storage.domain.people import Language
from storage.domain.text import cleaned

SHEET, PAGE = (Path(__file__).with_name(name) for name in ("html.css", "page.html"))
DEEPEST = 100
"""Levels of lists and quotes inside one another."""
DIRECTED = frozenset({"paragraph_open", "heading_open", "list_item_open", "th_open", "td_open"})
"""Blocks that run in the direction of what is written in them."""
UNTICKED, BOX = "[ ] ", "☐"


def html_page(markdown: str, language: Language, title: str = "", foot: str = "") -> str:
    """Return Markdown as a page that is whole in one file; its first heading is its title, if none is given.

    Links and pictures are text with a number; where they lead is listed at the end, and nothing can be clicked. `foot`
    stands on each sheet of paper, beside its number.
    """
    tokens = read_page(markdown)
    addresses: list[str] = []
    for token in tokens:
        if token.type in DIRECTED:
            token.attrSet("dir", "auto")
        token.info = ""
        if token.children:
            token.children = list(_still(token.children, addresses))
    reader = _reader()
    return PAGE.read_text("utf-8").format(
        language=language.value,
        title=escape(" ".join((title or first_heading(tokens)).split())),
        sheet=SHEET.read_text("utf-8"),
        foot="".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):06x} " for letter in foot),
        body=reader.renderer.render(tokens, reader.options, {}),
        links=_listed(addresses),
    )


def read_page(markdown: str) -> list[Token]:
    """Return a page's Markdown as blocks: what is to be ticked with a box before it, a list's name as a heading."""
    tokens = _with_lists_headed(_reader().parse(cleaned(markdown)))
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        first = next(iter(inline.children or ()), None)
        is_item = (item.type, paragraph.type) == ("list_item_open", "paragraph_open")
        if is_item and first and first.content.startswith(UNTICKED):
            first.content = f"{BOX} {first.content.removeprefix(UNTICKED)}"
            item.attrSet("class", "tick")
    return tokens


NAME_OF_LIST = ["paragraph_open", "inline", "paragraph_close", "bullet_list_open"]
STRONG = {"strong_open", "text", "strong_close"}
LOWEST = 6
"""Of the headings that HTML has."""


def _with_lists_headed(tokens: list[Token]) -> list[Token]:
    """Return tokens with each name that stands alone in strong letters above a list as a heading of its section."""
    level = 1
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            level = level if token.meta.get("of_list") else int(token.tag[1:])
        window = tokens[place : place + 4]
        if token.level == 0 and [each.type for each in window] == NAME_OF_LIST and _is_strong(window[1]):
            for end, kind in ((token, "heading_open"), (window[2], "heading_close")):
                end.type, end.tag, end.meta = kind, f"h{min(level + 1, LOWEST)}", {"of_list": True}
    return tokens


def _is_strong(inline: Token) -> bool:
    """Tell whether a line is one stretch of strong letters and nothing else."""
    said = [each for each in inline.children or () if each.type != "text" or each.content]
    ends = bool(said) and (said[0].type, said[-1].type) == ("strong_open", "strong_close")
    return ends and len(said) == len(STRONG) and {each.type for each in said} == STRONG


@lru_cache
def _reader() -> MarkdownIt:
    options = {"html": False, "maxNesting": DEEPEST, "xhtmlOut": False}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def _still(tokens: Sequence[Token], addresses: list[str]) -> Iterator[Token]:
    """Yield a line's tokens with links and pictures turned to text, and take down where they led."""
    open_links: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            open_links.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            yield from _number(open_links.pop(), addresses)
        elif token.type == "image":
            yield Token("text", "", 0, content=token.content)
            yield from _number(str(token.attrGet("src") or ""), addresses)
        else:
            yield token


def _number(address: str, addresses: list[str]) -> Iterator[Token]:
    if address not in addresses:
        addresses.append(address)
    yield Token("sup_open", "sup", 1)
    yield Token("text", "", 0, content=str(addresses.index(address) + 1))
    yield Token("sup_close", "sup", -1)


def first_heading(tokens: Sequence[Token]) -> str:
    """Return what the first heading says; nothing without one."""
    heading = next((after for before, after in pairwise(tokens) if before.type == "heading_open"), None)
    return "".join(each.content for each in heading.children or ()) if heading else ""


def _listed(addresses: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(address)}</li>\n" for address in addresses)
    return f'<ol class="links">\n{items}</ol>\n' if items else ""
