"""What commands print: data on standard output, words on standard error, and nothing that acts on a terminal."""

import re
from collections.abc import Iterable

import click
import msgspec

from storage.domain.text import UNWANTED, cleaned

BASIC_PLANE = 0xFFFF


def write(*lines: str) -> None:
    """Print data."""
    if lines:
        click.echo(cleaned("\n".join(lines)))


def tell(*lines: str) -> None:
    """Print words about the data, where no pipe takes them."""
    if lines:
        click.echo(cleaned("\n".join(lines)), err=True)


def write_json(facts: object) -> None:
    """Print data for programs: always UTF-8, whatever the locale, with dates in ISO form."""
    text = msgspec.json.format(msgspec.json.encode(facts), indent=2).decode()
    click.echo(UNWANTED.sub(_spelled_out, text).encode())


def _spelled_out(found: re.Match[str]) -> str:
    """Return a character that acts on terminals as JSON can also write it; nothing is lost."""
    number = ord(found[0])
    if number <= BASIC_PLANE:
        return f"\\u{number:04x}"
    above = number - BASIC_PLANE - 1
    return f"\\u{0xD800 + (above >> 10):04x}\\u{0xDC00 + (above & 0x3FF):04x}"


def in_line(text: str) -> str:
    """Return text that stands on one line of a list."""
    return " ".join(text.split())


def columns(rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return rows as lines with their cells under one another."""
    rows = tuple(rows)
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return tuple("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def titled(title: str, lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines under a title with an empty line before it; nothing for no lines."""
    under = tuple(f"  {line}".rstrip() for line in lines)
    return ("", title, *under) if under else ()
