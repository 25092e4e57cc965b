"""The few shapes our Markdown pages are built of; people's text in them stays text, whatever it looks like."""

import re
from collections.abc import Iterable

from storage.domain.text import cleaned

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$@{}]|(?<=\w):(?=//)|(?<=\w\w)\.(?=[^\W\d]{2})")
_AT_START = re.compile(r"(?P<number>\d{0,9})(?P<mark>#(?=#{0,5}(?:\s|$))|[-+.)](?=\s|$)|[-=:](?=[-=:| ]*$))")


def shown(text: str) -> str:
    """Return text cleaned of what could act, as spaces and lines."""
    return cleaned(text).replace("\t", " ").strip()


def one_line(text: str) -> str:
    """Return people's text as Markdown on one line, such as a title."""
    return escaped_line(" ".join(shown(text).split()))


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


INDENT = "  "
"""Where a list item's further lines stand."""
_CLOSING = re.compile(r"(?<= )#+$")
_KEPT = r"\\\g<0>"


def page(title: str, working_note: str, parts: Iterable[str]) -> str:
    """Return a page: its title, what kind of paper it is, and its parts; empty parts are left out."""
    return "\n\n".join((heading(1, title), f"> {one_line(working_note)}", *filter(None, parts))) + "\n"


def heading(level: int, title: str) -> str:
    """Return a heading; the title is people's text, also where it ends like a heading's closing marks."""
    return f"{'#' * level} {_CLOSING.sub(_KEPT, one_line(title))}".rstrip()


def section(level: int, title: str, *parts: str) -> str:
    """Return a heading with what stands under it, or nothing when nothing does."""
    held = [part for part in parts if part]
    return "\n\n".join((heading(level, title), *held)) if held else ""


def listed(items: Iterable[str]) -> str:
    """Return a list; each item is Markdown whose further lines are indented already."""
    return "\n".join(f"- {item}" for item in items if item)


def named(name: str, value: str) -> str:
    """Return a list item `**name:** value`, or nothing without a value; the value is Markdown."""
    return f"**{one_line(name)}:** {value}" if value else ""


def block(name: str, items: Iterable[str]) -> str:
    """Return a list under a name in bold, or nothing without items."""
    lines = listed(items)
    return f"**{one_line(name)}**\n\n{lines}" if lines else ""
