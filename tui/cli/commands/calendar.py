"""`fredstid calendar`: the team's days for a calendar, or one of them for a phone's camera."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from storage.documents.calendar import calendar_file, event_for_phone, in_a_word
from storage.domain.errors import Refused
from storage.domain.people import SHARED
from storage.domain.typed_dates import is_day, names_day
from storage.domain.views.book import Book
from storage.domain.views.dates import Appointment, appointments
from tui.cli.asked import Asked
from tui.cli.command import command, optional
from tui.cli.completing import complete_code
from tui.cli.output import as_json, tell, write, write_bytes, write_json
from tui.cli.pages import into_new_file, to_file
from tui.desk.desk import Desk
from tui.i18n.labels import IN_A_CLOUD, page_labels
from tui.i18n.words import N_
from tui.look.letters import drawn, squares


@command(
    "calendar",
    help=N_(
        "Due days, days to look back on, parent meetings and the next meeting, as a file (.ics) that calendars take in."
        " Take it in again and nothing is doubled: what was changed is changed, and what is gone is called off. In it"
        " stand codes, verbs and aliases, and never a text."
    ),
    first=N_("yours, in a new file that only you can read"),
    examples=(
        ("fredstid calendar", N_("all of them, on standard output")),
        ("fredstid calendar 26-014 --qr", N_("a case's next day, for your phone's camera")),
        ("fredstid calendar 2026-12-04 --qr", N_("that day's")),
    ),
)
@optional("what", N_("WHAT"), N_("A case's code or a day, where you want no more."), complete_code)
@click.option("--mine", is_flag=True, help=N_("Only what is yours, and what is everybody's."))
@click.option(
    "--qr",
    "for_camera",
    is_flag=True,
    help=N_("Draw the next one, or each of a day, for a phone's camera; no network needed."),
)
@to_file
@as_json
def calendar(asked: Asked, what: str | None, mine: bool, for_camera: bool, file: str | None, as_json: bool) -> None:
    """Write the days, or draw one."""
    if [for_camera, file is not None, as_json].count(True) > 1:
        raise Refused("choose-one", options=("--qr", "--to", "--json"))
    desk = asked.desk
    if mine and desk.me == SHARED:
        raise Refused("nobody-in-particular", members=desk.store.book().team.aliases)
    days = tuple(_wanted(desk.store.book(), _days(desk, mine=mine), what))
    labels = page_labels(desk.store.book().team.language)
    if as_json:
        write_json([_facts(day, in_a_word(day, labels.words.calendar)) for day in days])
    elif for_camera:
        _draw_wanted(desk, days, what)
    elif file is None:
        write_bytes(calendar_file(days, labels).encode())
    else:
        into_new_file(desk.words, calendar_file(days, labels), file, N_("The days stand in {file}."))
        tell(desk.words(IN_A_CLOUD))


def _days(desk: Desk, *, mine: bool) -> tuple[Appointment, ...]:
    return appointments(desk.store.book(), desk.today, desk.store.history(), desk.me if mine else "")


def _wanted(book: Book, days: Iterable[Appointment], what: str | None) -> Iterator[Appointment]:
    """Yield the days of a case, or those on a day; raises as `_meant_code` does."""
    if what is None:
        yield from days
        return
    every = tuple(days)
    on_a_day = tuple(each for each in every if names_day(what, each.on))
    yield from on_a_day or (each for each in every if each.case == _meant_code(book, what))


def _meant_code(book: Book, what: str) -> str:
    """Return the code that is meant; raises `unknown-code` or `no-such-case`, or `nothing-that-day` where a day is."""
    try:
        return book.only_case(what).code
    except Refused:
        if is_day(what):
            raise Refused("nothing-that-day", typed=what) from None
        raise


def _draw_wanted(desk: Desk, days: Iterable[Appointment], what: str | None) -> None:
    """Draw all of a day that was asked for, or else the next, and say what else that day has.

    Raises `no-appointment`.
    """
    standing = [day for day in days if not day.is_off]
    ahead = [day for day in standing if day.on >= desk.today]
    first = next(iter((*ahead, *reversed(standing))), None)
    if first is None:
        raise Refused("no-appointment")
    that_day = [day for day in standing if day.on == first.on]
    asked_for_day = what is not None and names_day(what, first.on)
    for day in that_day if asked_for_day else (first,):
        _draw(desk, day)
    if len(that_day) > 1 and not asked_for_day:
        tell(
            desk.words.many(
                "{count} more falls on that day: «fredstid calendar {day} --qr» draws each.",
                "{count} more fall on that day: «fredstid calendar {day} --qr» draws each.",
                len(that_day) - 1,
                day=first.on.isoformat(),
            )
        )
    tell(desk.words(IN_A_CLOUD))


def _draw(desk: Desk, shown: Appointment) -> None:
    labels = page_labels(desk.store.book().team.language)
    rows = squares(event_for_phone(shown, labels))
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        for row in drawn(rows):
            click.secho(row, fg="black", bg="bright_white")
    else:
        write(*drawn(rows, light=True))
    tell(f"{desk.words.full_day(shown.on)} · {in_a_word(shown, labels.words.calendar)}")


def _facts(day: Appointment, title: str) -> dict[str, Any]:
    return {
        "uid": day.uid, "for": day.occasion, "on": day.on, "starts": day.starts, "ends": day.ends, "case": day.case,
        "who": day.who, "off": day.is_off, "title": "" if day.is_off else title,
    }  # fmt: skip
