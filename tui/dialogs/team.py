"""What a team settles for everybody: its meetings and free days, its class list, the words it is not asked about."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static, TextArea

from storage.content.forms import forms
from storage.documents.calendar import LONGEST, free_days_in
from storage.domain.calendar import SATURDAY, Series, Weeks, days_of
from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import typed_time
from storage.domain.people import Retention, Team, with_free_days
from storage.steering.lexicon import NO_NAME, WAY, as_silenced
from storage.steering.names import listed_words, words_in
from tui.desk.desk import Desk
from tui.desk.settings import file_bytes, typed_path
from tui.dialogs.dialog import Dialog
from tui.dialogs.form import FormDialog
from tui.i18n.labels import MONDAY, WAYS, label, series_text
from tui.i18n.words import Words
from tui.presentation.lines import Line, Row
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, Field
from tui.widgets.lists import LineList


def _silenced(words: Words, kept: str) -> str:
    """Return what a team does not want to be asked about, as it is listed."""
    word, sign = as_silenced(kept)
    if sign == WAY:
        return words(WAYS[word]) if word in WAYS else word
    return words("«{word}» no name", word=word) if sign == NO_NAME else words.quoted(word)


class ListField(Composer):
    """Enter begins a new line; on an empty line it is done."""

    def action_keep(self) -> None:
        """Hand the list over when nothing stands on this line."""
        if self.document.get_line(self.cursor_location[0]).strip() or not self.text.strip():
            self.insert("\n")
        else:
            super().action_keep()


class ClassListDialog(Dialog[str]):
    """Answers with what was pasted."""

    DEFAULT_CSS = """
    ClassListDialog {
        & ListField, & ListField:focus { height: 8; max-height: 8; color: $panel; }
        & #count { height: 1; color: $plan; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.words("The class list"))

    def body(self) -> ComposeResult:
        """Draw what is kept of it, and the field."""
        words = self.desk.words
        kept = words(
            "Paste the pupils' names. They are not shown, and cannot be read back: only keyed hashes are kept,"
            " so that a name is warned about wherever somebody writes it."
        )
        yield Static(kept, classes="label", markup=False)
        yield ListField(id="pasted")
        yield Static("", id="count", markup=False)

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↵ new line · ↵ on an empty line: done · Esc cancel")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Show how many words there are, not which."""
        count = words_in(event.text_area.text)
        self.query_one("#count", Static).update(self.desk.words.many("{count} word", "{count} words", count))

    def on_composer_entered(self, event: Composer.Entered) -> None:
        """Answer."""
        self.dismiss(event.text)

    def on_composer_left(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


PASTE, EMPTY = "paste", "empty"
KEEP = "keep:"
WORD = "word:"
NEWCOMER, LEAVES = "newcomer", "leaves:"


class TeamDialog(Dialog[Row]):
    """Answers with the row that is to be changed."""

    BINDINGS = [Binding("enter", "choose", show=False)]

    def __init__(self, desk: Desk, team: Team) -> None:
        super().__init__(desk, team.name)
        self.add_class("-whole")
        self.team = team

    def body(self) -> ComposeResult:
        """Draw the list."""
        yield LineList()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ move · ↵ choose · Esc back")

    def on_mount(self) -> None:
        """Show what is settled."""
        meets = (*self._series(), *self._free_days())
        lines = (*self._class_list(), *self._silenced(), *self._members(), *self._strip(), *self._retention(), *meets)
        self.query_one(LineList).show(lines, Row("paste"))

    def _class_list(self) -> Iterator[Line[Row]]:
        words, count = self.desk.words, listed_words(self.team)
        kept = words.many("{count} word is warned about", "{count} words are warned about", count)
        yield Line("", words("The class list"), kept if count else words("none yet"), "heading")
        yield Line(Row("paste"), words("Paste names to be warned about"), indent=2)
        if count:
            yield Line(Row("empty"), words("Forget them all"), indent=2)

    def _members(self) -> Iterator[Line[Row]]:
        words, aliases = self.desk.words, self.team.aliases
        yield Line("", words("Who is in the team"), f"{len(aliases)}", "heading")
        yield Line(Row("new"), words("Somebody new"), indent=2)
        for alias in aliases:
            yield Line(Row("member", alias), alias, words("↵ has left"), indent=2)

    def _silenced(self) -> Iterator[Line[Row]]:
        words = self.desk.words
        count = len(self.team.silenced)
        yield Line("", words("Words that are not asked about"), f"{count}" if count else words("none"), "heading")
        for word in self.team.silenced:
            yield Line(Row("word", word), _silenced(words, word), words("↵ ask again"), indent=2)

    def _series(self) -> Iterator[Line[Row]]:
        words, series = self.desk.words, self.team.series
        yield Line("", words("The year's meetings"), "" if series else words("none yet"), "heading")
        told = series_text(words, series) if series else words("Set weekday, hour and place")
        yield Line(Row("series"), told, words("↵ change") if series else "", indent=2)
        if series:
            yield Line(Row("series", "stop"), words("No series any more"), indent=2)

    def _free_days(self) -> Iterator[Line[Row]]:
        words = self.desk.words
        ahead = [day for day in self.team.free_days if day >= self.desk.today]
        yield Line("", words("Days without school beside the usual ones"), f"{len(ahead)}" if ahead else "", "heading")
        yield Line(Row("free"), words("Set free days, or read them from a calendar's file"), indent=2)
        for day in ahead:
            yield Line(Row("school", day.isoformat()), words.weekday(day), words("↵ school after all"), indent=2)

    def _strip(self) -> Iterator[Line[Row]]:
        words = self.desk.words
        yield Line("", words("Whether meetings show what they came to"), "", "heading")
        for shows in (True, False):
            chosen = words("so it is now") if shows is self.team.shows_strip else words("↵ choose")
            said = words("Yes, with one thing to practise next time") if shows else words("No")
            yield Line(Row("strip", "yes" if shows else ""), said, chosen, indent=2)

    def _retention(self) -> Iterator[Line[Row]]:
        words = self.desk.words
        yield Line("", words("How long closed cases are kept"), "", "heading")
        for choice in Retention:
            chosen = words("so it is now") if choice is self.team.retention else words("↵ choose")
            yield Line(Row("keep", choice), label(words, choice), chosen, indent=2)

    def action_choose(self) -> None:
        """Answer with what is under the cursor."""
        key = self.query_one(LineList).key
        if key:
            self.dismiss(key)


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

    def show_days(self) -> None:
        """Show on which days the team meets next."""
        meant = Series(weekday=int(self.chosen("weekday")), starts=self.was.starts, weeks=Weeks(self.chosen("weeks")))
        days = [day for _, day in zip(range(4), days_of(meant, self.desk.today, self.free_days), strict=False)]
        told = ", ".join(map(self.desk.words.day, days))
        self.query_one("#days", Static).update(self.desk.words("Next: {days}", days=told) if told else "")

    on_mount = on_choice_row_changed = show_days

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
