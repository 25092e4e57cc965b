"""`fredstid meeting`: a meeting in plain lines, led from here or followed."""

import sys
import time
from collections.abc import Iterator

import click
import msgspec

from storage.domain.errors import Refused
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.command import command
from tui.cli.output import as_json, write, write_sentences
from tui.desk.desk import Desk
from tui.i18n.words import N_
from tui.presentation.aloud import Happening, happenings

LOOKS_EVERY = 0.5
"""Seconds between two looks at the team's folder."""


@command(
    "meeting",
    help=N_(
        "Line by line, from getting ready to the minutes, or in a meeting that goes on: every question is a plain line,"
        " nothing is drawn, and what was said stays. It works with a screen reader, over a slow line and from a script."
        "\n\nA line is written where the meeting stands; a key of the screens, such as n, does what it does there; a"
        " number chooses the row that has it. ? says what can be done."
    ),
    first=N_("hold one, or join the one that goes on"),
    examples=(
        ("fredstid meeting < lines.txt", N_("each line as if it were typed")),
        ("fredstid meeting --follow", N_("read along until it is over, or Ctrl+C")),
        ("fredstid meeting --follow --json", N_("for another program, one thing a line")),
    ),
)
@click.option("--follow", is_flag=True, help=N_("Only say what happens, as it happens."))
@as_json
def meeting(asked: Asked, follow: bool, as_json: bool) -> None:
    """Hold a meeting, or say what happens in one."""
    if as_json and not follow:
        raise Refused("option-misused", option="--json", command="fredstid meeting")
    if not follow:
        asked.go_aloud()
        return
    for each in _as_it_happens(asked.desk):
        if as_json:
            write(msgspec.json.encode(each).decode())
        else:
            write_sentences(each.text)
        sys.stdout.flush()


def _as_it_happens(desk: Desk) -> Iterator[Happening]:
    """Yield what happens in the meeting that goes on, until it is over; raises `no-running-meeting`."""
    book = desk.store.book()
    if book.running is None:
        raise Refused("no-running-meeting")
    key, before = book.running.id, None
    while True:
        yield from happenings(desk.words, before, book, key)
        if not _goes_on(book, key):
            return
        time.sleep(LOOKS_EVERY)
        before, book = book, desk.store.book()


def _goes_on(book: Book, key: str) -> bool:
    return book.running is not None and book.running.id == key
