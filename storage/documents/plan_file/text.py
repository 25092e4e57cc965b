"""A text of the plan as Markdown: lists stay lists, code stays code, and everything reads back as it was written."""

import re
from collections.abc import Iterator, Sequence

from storage.documents.page import INDENT, escaped_line, shown

ITEM = re.compile(r"(?P<start> *(?:[-*+]|\d{1,9}[.)]) )(?P<rest>\S.*)")
FENCE = re.compile(r"`{3,}[^`]*|~{3,}.*")
SPACE = "&#32;"
"""A space at the start of a line, where a plain one would not be read."""


def canonical(text: str) -> str:
    """Return a text as it can be read back: no space at the end of a line, no two empty lines together."""
    lines = (_canonical_line(line) for line in shown(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _canonical_line(line: str) -> str:
    bare = line.strip()
    return f"{' ' * _margin(line)}{bare}" if bare else ""


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def named_text(name: str, text: str) -> str:
    """Return a list item's content `**name:** text`, its further lines indented; nothing without a text."""
    text = canonical(text)
    if not text:
        return ""
    whole = f"**{name}:** {prose_text(text, INDENT)}"
    lines = text.split("\n")
    if not any(map(_is_structure, lines)):
        return whole
    below = "\n".join(line and f"{INDENT}{line}" for line in _structured(lines))
    tried = f"**{name}:**\n{below}" if _is_structure(lines[0]) else f"**{name}:** {below.removeprefix(INDENT)}"
    return tried if _reads_as(tried, text) else whole


def prose_text(text: str, indent: str = "") -> str:
    """Return a canonical text as paragraphs whose line breaks are kept and in which nothing but text is meant."""
    paragraphs = text.split("\n\n")
    return f"\n\n{indent}".join(f"\\\n{indent}".join(map(_line, each.split("\n"))) for each in paragraphs)


def _line(line: str) -> str:
    return SPACE * _margin(line) + escaped_line(line)


def _structured(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with lists and code as they are."""
    place = 0
    while place < len(lines):
        end = _end_of_code(lines, place)
        if end:
            yield from lines[place:end]
        else:
            yield _line_or_item(lines, place)
        place = end or place + 1


def _is_structure(line: str) -> bool:
    return bool(ITEM.fullmatch(line) or FENCE.fullmatch(line))


def _end_of_code(lines: Sequence[str], place: int) -> int:
    """Return the place after the code that begins at a place; 0 where none does."""
    if not FENCE.fullmatch(lines[place]):
        return 0
    fence = re.match(r"`+|~+", lines[place])
    closing = fence[0] if fence else ""
    return next((at + 1 for at in range(place + 1, len(lines)) if lines[at] == closing), 0)


def _line_or_item(lines: Sequence[str], place: int) -> str:
    line = lines[place]
    if item := ITEM.fullmatch(line):
        return item["start"] + escaped_line(item["rest"])
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return _line(line) + ("\\" if line and following and not _is_structure(following) else "")


def _reads_as(content: str, text: str) -> bool:
    """Tell whether an item's content says exactly a text, and keeps to itself between two others."""
    from storage.documents.plan_file import tree  # noqa: PLC0415 - a plan without lists needs no markdown-it

    source = tree.parsed(f"- **a:** b\n- {content}\n- **c:** d\n")
    if [len(block.children) for block in source.blocks] != [3]:
        return False
    read = tree.label_and_text(source, source.blocks[0].children[1])
    return read is not None and read[1] == text
