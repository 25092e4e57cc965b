"""A page as a short list of blocks, whatever it is shown on, and how it reads as Markdown."""

import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from storage.domain.text import cleaned

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$@{}]|(?<=\w):(?=//)|(?<=\w\w)\.(?=[^\W\d]{2})")
_AT_START = re.compile(r"(?P<number>\d{0,9})(?P<mark>#(?=#{0,5}(?:\s|$))|[-+.)](?=\s|$)|[-=:](?=[-=:| ]*$))")


def shown(text: str) -> str:
    """Return text cleaned of what could act, as spaces and lines."""
    return cleaned(text).replace("\t", " ").strip()


def one_line(text: str) -> str:
    """Return people's text as Markdown on one line, such as a title."""
    return escaped_line(_joined(text))


def _joined(text: str) -> str:
    return " ".join(shown(text).split())


def escaped(text: str, indent: str = "") -> str:
    """Return people's text as Markdown that reads as it was written, its line breaks kept.

    `indent` stands before every line but the first, so that the text stays inside a list item.
    """
    paragraphs = re.split(r"\n[ \n]*\n", shown(text))
    return f"\n\n{indent}".join(f"\\\n{indent}".join(map(escaped_line, each.split("\n"))) for each in paragraphs)


def escaped_line(line: str) -> str:
    """Return one line of cleaned text as Markdown, without the spaces around it."""
    line = line.strip()
    start = _AT_START.match(line)
    head, rest = (f"{start['number']}\\{start['mark']}", line[start.end() :]) if start else ("", line)
    return head + _ANYWHERE.sub(r"\\\g<0>", rest)


class StretchKind(StrEnum):
    """How a stretch of a text is said."""

    PLAIN = "plain"
    """People's text: whatever it looks like, nothing but text is meant."""
    STRONG = "strong"
    EMPHASIS = "emphasis"
    VERBATIM = "verbatim"
    """Ours, or Markdown of its own such as the plan's texts."""
    BREAK = "break"


class Stretch(msgspec.Struct, frozen=True):
    """A part of a text that is said in one way."""

    text: str
    kind: StretchKind = StretchKind.PLAIN


Text = tuple[Stretch, ...]


class Heading(msgspec.Struct, frozen=True):
    """A title of people's, and how deep it lies."""

    level: int
    title: str


class Prose(msgspec.Struct, frozen=True):
    """A paragraph, or several of one text."""

    text: Text
    aside: bool = False
    """Whether it is said beside the page: what kind of paper this is, or what the law asks."""


class Item(msgspec.Struct, frozen=True):
    """One thing of a list, and a list of what belongs to it."""

    text: Text
    below: tuple[Text, ...] = ()


class ListKind(StrEnum):
    """What stands before each thing of a list, in Markdown."""

    BULLETS = "-"
    NUMBERS = "{number}."
    TICKS = "- [ ]"


class Listing(msgspec.Struct, frozen=True):
    """A list."""

    items: tuple[Item, ...]
    kind: ListKind = ListKind.BULLETS


class Grid(msgspec.Struct, frozen=True):
    """A table of people's words."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0
    """Columns, from the left, that stand to the right in their cells."""


PageBlock = Heading | Prose | Listing | Grid
Blocks = tuple[PageBlock, ...]


class Page(msgspec.Struct, frozen=True):
    """What is shown, printed or taken along."""

    blocks: Blocks

    @property
    def markdown(self) -> str:
        """The page as Markdown."""
        return "\n\n".join(map(_block, self.blocks)) + "\n"


def written(text: str) -> Text:
    """Return people's text, its line breaks kept; nothing for an empty one."""
    return (Stretch(clean),) if (clean := shown(text)) else ()


def in_line(text: str) -> Text:
    """Return people's text on one line; nothing for an empty one."""
    return written(_joined(text))


def strong(text: str) -> Text:
    """Return a text that stands out."""
    return (Stretch(_joined(text), StretchKind.STRONG),)


def named(name: str, value: Text) -> Text:
    """Return a value with its name before it, or nothing without a value; a question has its own mark, no colon."""
    mark = "" if name.endswith("?") else ":"
    return (*strong(f"{name}{mark}"), *verbatim(" "), *value) if value else ()


def verbatim(text: str) -> Text:
    """Return a text of ours, or one that is Markdown already; nothing for an empty one."""
    return (Stretch(text, StretchKind.VERBATIM),) if text else ()


def page(title: str, working_note: str, parts: Iterable[Blocks]) -> Page:
    """Return a page: its title, what kind of paper it is where that is said, and its parts."""
    note = prose(in_line(working_note), aside=True)
    return Page((Heading(1, _joined(title)), *note, *_in_a_row(parts)))


def section(level: int, title: str, *parts: Blocks, bare: bool = False) -> Blocks:
    """Return a heading with what stands under it; when nothing does, nothing, or the heading where it may be `bare`."""
    held = _in_a_row(parts)
    return (Heading(level, _joined(title)), *held) if held or bare else ()


def _in_a_row(parts: Iterable[Blocks]) -> Blocks:
    return tuple(block for part in parts for block in part)


def prose(text: Text, *, aside: bool = False) -> Blocks:
    """Return a text as a paragraph, or nothing without one."""
    return (Prose(text, aside),) if text else ()


def listed(texts: Iterable[Text | Item], kind: ListKind = ListKind.BULLETS) -> Blocks:
    """Return a list of what is not empty, or nothing when everything is."""
    items = (each if isinstance(each, Item) else Item(each) for each in texts)
    held = tuple(item for item in items if item.text)
    return (Listing(held, kind),) if held else ()


def list_of(name: str, texts: Iterable[Text]) -> Blocks:
    """Return a list under a name that stands out, or nothing without a list."""
    items = listed(texts)
    return (Prose(strong(name)), *items) if items else ()


def as_read(text: Text) -> str:
    """Return a text as it is read where nothing can be strong or emphasised."""
    return "".join(stretch.text for stretch in text)


INDENT = "  "
"""Where a list item's further lines stand."""
_CLOSING = re.compile(r"(?<= )#+$")
_KEPT = r"\\\g<0>"


def _block(block: PageBlock) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_CLOSING.sub(_KEPT, one_line(block.title))}".rstrip()
        case Prose():
            return f"{'> ' if block.aside else ''}{_inline(block.text)}"
        case Listing():
            return "\n".join(_item(item, number, block.kind) for number, item in enumerate(block.items, 1))
        case Grid():
            head, *rows = (map(one_line, row) for row in (block.head, *block.rows))
            rule = ("---:" if place < block.numbers else "---" for place in range(len(block.head)))
            return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def _item(item: Item, number: int, kind: ListKind) -> str:
    text = _inline(item.text, "   " if kind is ListKind.NUMBERS else INDENT)
    below = (f"\n{INDENT}- {_inline(each, INDENT)}" for each in item.below)
    return "".join((kind.format(number=number), " ", text, *below))


def _inline(text: Text, indent: str = "") -> str:
    """Return a text as Markdown, its further lines indented."""
    return "".join(_stretch(stretch, indent) for stretch in text)


def _stretch(stretch: Stretch, indent: str) -> str:
    match stretch.kind:
        case StretchKind.PLAIN:
            return escaped(stretch.text, indent)
        case StretchKind.VERBATIM:
            return stretch.text
        case StretchKind.BREAK:
            return f"\\\n{indent}"
        case StretchKind.STRONG:
            return f"**{one_line(stretch.text)}**"
        case StretchKind.EMPHASIS:
            return f"*{one_line(stretch.text)}*"
