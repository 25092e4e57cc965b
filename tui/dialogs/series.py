"""The year's meetings and the days without school, as a team settles them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.widgets import Input, Static

from storage.content.forms import forms
from storage.documents.calendar import LONGEST, free_days_in
from storage.domain.calendar import SATURDAY, Series, Weeks, days_of
from storage.domain.errors import Refused
from storage.domain.homes.typed_numbers import typed_time
from storage.domain.people import Team, with_free_days
from tui.desk.desk import Desk
from tui.desk.incoming.plan import file_bytes
from tui.desk.settings import typed_path
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label
from tui.i18n.phrases import MONDAY
from tui.widgets.fields import ChoiceRow, Field

ANY_FORM = ""
BETWEEN_DAYS = re.compile(r"\s*(?:–|\s-\s|\s(?:til|to)\s)\s*")
FILES = (".ics", ".csv")


class SeriesDialog(FormDialog[Series]):
    """Answers with the weekday, hour, place, form and weeks of the year's meetings; the first days stand below."""

    UNREAD = frozenset({"starts"})
    BESIDE = {"unknown-time": "starts"}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.words("The year's meetings"), reminds="")
        team = desk.store.book().team
        self.free_days = team.free_days
        self.was = team.series or Series(weekday=1, starts=typed_time("14.30"))

    def body(self) -> ComposeResult:
        """Draw the fields, and the days that they come to."""
        words, was = self.desk.words, self.was
        days = [(f"{n}", words.day(MONDAY + timedelta(days=n), "EEEE")) for n in range(SATURDAY)]
        shelf = forms(self.desk.store.book().team.language, self.desk.place.own_files)
        known = [(ANY_FORM, words("chosen each time")), *((form.key, form.title) for form in shelf.forms)]
        weeks = [(each.value, label(words, each)) for each in Weeks]
        yield Field(words("Weekday"), ChoiceRow(days, f"{was.weekday}", id="weekday"))
        yield Field(words("Begins at"), Input(f"{was.starts:%H.%M}", id="starts"), short=True)
        yield Field(words("Place"), Input(was.place, id="place", select_on_focus=False))
        yield Field(words("Form"), ChoiceRow(known, was.form, id="form"))
        yield Field(words("Weeks"), ChoiceRow(weeks, was.weeks.value, id="weeks"))
        yield Static("", id="days", classes="understood", markup=False)

    def on_mount(self) -> None:
        """Show the first days."""
        self.show_days()

    def on_choice_row_changed(self) -> None:
        """Show the days that another choice comes to."""
        self.show_days()

    def show_days(self) -> None:
        """Show on which days the team meets next."""
        meant = Series(weekday=int(self.chosen("weekday")), starts=self.was.starts, weeks=Weeks(self.chosen("weeks")))
        days = [day for _, day in zip(range(4), days_of(meant, self.desk.today, self.free_days), strict=False)]
        told = ", ".join(map(self.desk.words.day, days))
        self.query_one("#days", Static).update(self.desk.words("Next: {days}", days=told) if told else "")

    def answer(self) -> Series:
        """Return the series; raises `unknown-time`."""
        return Series(
            weekday=int(self.chosen("weekday")),
            starts=typed_time(self.typed("starts")),
            place=self.one_line("place"),
            form=self.chosen("form"),
            weeks=Weeks(self.chosen("weeks")),
        )


def with_typed_free_days(desk: Desk, team: Team, typed: str) -> Team:
    """Return the team with more free days: single ones, from one to another, or those in a calendar's file.

    Raises what is refused of a day, of a file, and `free-days-too-long` of too wide a span.
    """
    if typed.strip().casefold().endswith(FILES):
        return with_free_days(team, free_days_in(file_bytes(typed_path(typed.strip())).decode("utf-8-sig", "replace")))
    return with_free_days(team, (day for part in typed.split(",") if part.strip() for day in _span(desk, part.strip())))


def _span(desk: Desk, typed: str) -> Iterator[date]:
    first, *rest = (desk.typed_day(each) for each in BETWEEN_DAYS.split(typed, maxsplit=1))
    last = rest[0] if rest else first
    if not 0 <= (last - first).days < LONGEST:
        raise Refused("free-days-too-long", first=first, last=last)
    yield from (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
