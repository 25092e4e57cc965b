"""What commands print and read: data on standard output, words on standard error; text that comes in whole."""

import os
import re
import sys
from collections.abc import Iterable

import click
import msgspec

from storage.domain.errors import Refused
from storage.domain.text import LONE, LONGEST_TEXT, UNWANTED, cleaned, decoded, spelled
from tui.cli.layout import columns, laid_out, page_lines, room, to_be_read
from tui.i18n.words import N_, Words

__all__ = (
    "INDENT",
    "as_json",
    "columns",
    "in_line",
    "tell",
    "titled",
    "write",
    "write_bytes",
    "write_json",
    "write_page_text",
    "write_sentences",
    "write_text",
)

BASIC_PLANE = 0xFFFF
INDENT = 2
"""Columns before what stands under a title."""


def write(*lines: str) -> None:
    """Print data as it is."""
    if lines:
        click.echo(cleaned("\n".join(lines)))


def write_bytes(content: bytes) -> None:
    """Print what is a file of its own kind, byte for byte."""
    click.echo(content, nl=False)


def write_text(*lines: str) -> None:
    """Print lines for people, broken between words where they do not fit."""
    width = room()
    write(*(each for line in cleaned("\n".join(lines)).split("\n") for each in laid_out(line, width)) if lines else ())


def write_sentences(*lines: str) -> None:
    """Print sentences: whole lines for whoever reads them from a pipe, broken between words on a terminal."""
    (write_text if sys.stdout.isatty() else write)(*lines)


def write_page_text(page: str) -> None:
    """Print a Markdown page, broken between words where it does not fit; its tables and headings on a terminal only."""
    text = cleaned(page).rstrip()
    shown = "\n".join(to_be_read(text, room())) if sys.stdout.isatty() else text
    write(*page_lines(shown, room()))


def tell(*lines: str) -> None:
    """Print words about the data, where no pipe takes them; broken between words on a terminal."""
    if lines:
        said = cleaned("\n".join(lines))
        if sys.stderr.isatty():
            said = "\n".join(each for line in said.split("\n") for each in laid_out(line, room()))
        click.echo(said, err=True)


as_json = click.option("--json", "as_json", is_flag=True, help=N_("Print JSON, for other programs."))


def write_json(facts: object) -> None:
    """Print data for programs: always UTF-8, whatever the locale, with dates in ISO form."""
    try:
        content = msgspec.json.encode(facts)
    except UnicodeEncodeError:  # the name of a file may be no text at all, and then JSON has no letters for it
        content = msgspec.json.encode(_with_letters(msgspec.to_builtins(facts)))
    text = msgspec.json.format(content, indent=2).decode()
    click.echo(UNWANTED.sub(_spelled_out, text).encode())


def _with_letters(facts: object) -> object:
    """Return data in which bytes that are no letters are spelled, as sentences say them."""
    match facts:
        case str():
            return LONE.sub(lambda found: spelled(found[0]), facts)
        case dict():
            return {_with_letters(key): _with_letters(value) for key, value in facts.items()}
        case list() | tuple():
            return [_with_letters(each) for each in facts]
    return facts


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


def titled(title: str, lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines under a title with an empty line before it; nothing for no lines."""
    under = tuple(f"{' ' * INDENT}{line}".rstrip() for line in lines)
    return ("", title, *under) if under else ()


MOST_BYTES = LONGEST_TEXT * 4
"""The longest text in UTF-8."""


def text_from_input(words: Words) -> str:
    """Return what comes in, and say where it was not UTF-8; raises `long-text` or `not-text`."""
    raw = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
    if len(raw) > MOST_BYTES:
        raise Refused("long-text", longest=LONGEST_TEXT)
    return _read(words, raw)


def text_from_argument(words: Words, typed: str) -> str:
    """Return what stands on the command line, read as what comes in is; raises `not-text`."""
    return _read(words, os.fsencode(typed))


def _read(words: Words, raw: bytes) -> str:
    text, of_windows = decoded(raw)
    if of_windows:
        tell(words("The text was not UTF-8 and was read as Windows writes it (cp1252). See whether it reads right."))
    return text
