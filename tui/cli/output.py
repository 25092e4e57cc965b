"""What commands print and read: data on standard output, paged on a terminal; words on standard error."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO, TextIOWrapper

import click
import msgspec

from storage.domain.errors import Refused
from storage.domain.text import LONE, LONGEST_TEXT, UNWANTED, cleaned, decoded, spelled
from tui.cli.layout import columns, laid_out, page_lines, room, to_be_read
from tui.i18n.words import N_, Words

__all__ = (
    "INDENT", "as_json", "columns", "in_line", "tell", "titled", "write", "write_bytes", "write_json",
    "write_page_text", "write_sentences", "write_text",
)  # fmt: skip

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


VARIABLES = ("FREDSTID_PAGER", "PAGER")
"""Which pager somebody wants, the first that is set; `cat` or nothing for none."""
PROGRAM = "less"
AS_GIT = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""Leaves what was read on the terminal."""
READING = frozenset(
    {
        "agreements", "brief", "cards", "cases", "coach", "history", "insight", "lift", "minutes", "parents", "review",
        "rounds", "safety", "search", "show", "teams", "today", "year",
    }
)  # fmt: skip
"""Commands that only print."""


class Pages(TextIOWrapper):
    """Standard output while it is not known yet whether it fits: laid out as for the terminal."""

    def isatty(self) -> bool:
        """Return that a person reads it."""
        return True


def pager_of(environment: Mapping[str, str]) -> str:
    """Return which pager is to show what is printed; empty for none."""
    chosen = next((environment[name] for name in VARIABLES if name in environment), PROGRAM).strip()
    if chosen == "cat" or environment.get("TERM", "dumb") == "dumb":
        return ""
    return chosen if chosen != PROGRAM or shutil.which(PROGRAM) else ""


@contextmanager
def paged(command: str) -> Iterator[None]:
    """Show what a command prints in a pager, where a person reads it on a terminal and it does not fit there."""
    program = pager_of(os.environ) if command in READING and sys.stdout.isatty() else ""
    if not program:
        yield
        return
    before, printed = sys.stdout, BytesIO()
    sys.stdout = pages = Pages(printed, encoding="utf-8", errors="replace", write_through=True)
    try:
        yield
    finally:
        sys.stdout = before
        pages.flush()  # and it lives to here: when it goes, what was printed goes with it
        _show(program, printed.getvalue())


def _show(program: str, printed: bytes) -> None:
    if printed.count(b"\n") < os.get_terminal_size(sys.stdout.fileno()).lines:
        sys.stdout.buffer.write(printed)
        sys.stdout.flush()
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the pager's own meanwhile
    with suppress(OSError):
        subprocess.run(program, shell=True, input=printed, env=AS_GIT | os.environ, check=False)  # noqa: S602 - one's own
    signal.signal(signal.SIGINT, before)
