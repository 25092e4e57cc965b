"""People's text inside Markdown: it stays text, whatever it looks like."""

import re

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
