"""`fredstid minutes`: what a meeting decided, as Markdown."""

from storage.content.coach import advice_of
from storage.documents.pages.minutes import minutes as minutes_of
from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.typed_dates import names_day
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.choosing import named_month
from tui.cli.command import command, optional
from tui.cli.completing import complete_meeting_day
from tui.cli.pages import Target, hand_out, in_every_form
from tui.i18n.labels import page_labels
from tui.i18n.words import N_


@command(
    "minutes",
    help=N_("Those of the last one, or of another day; Markdown in the team's language."),
    first=N_("the last meeting's"),
    examples=(
        ("fredstid minutes 2026-11-16", N_("those of a day")),
        ("fredstid minutes --to minutes.md", N_("in a new file that only you can read")),
    ),
)
@optional(
    "meeting",
    N_("MEETING"),
    N_("The meeting's day, such as 16.11, or a month; where there is none such, the last days are named."),
    complete_meeting_day,
)
@in_every_form
def minutes(asked: Asked, meeting: str | None, out: Target) -> None:
    """Print minutes, or write them to a file."""
    desk = asked.desk
    book = desk.store.book()
    language, held = book.team.language, meant_meeting(book, meeting)
    advice = advice_of(held, book, language, desk.place.own_files)
    page = minutes_of(held, book, page_labels(language), advice)
    hand_out(asked, page, out, language, N_("The minutes stand in {file}."))


NAMED = 3
"""Of the last meetings, whose days are named to whoever misses one."""


def meant_meeting(book: Book, typed: str | None) -> Meeting:
    """Return the meeting with that day or id, the last one held for none, the only one of a month.

    Raises `no-meeting`, or `no-such-meeting` with the days of the last ones, of that month where there are several.
    """
    if not book.meetings:
        raise Refused("no-meeting")
    if typed is None:
        return next((each for each in book.meetings if each.state is MeetingState.HELD), book.meetings[0])
    month = named_month(typed)
    of_month = [each for each in book.meetings if local_day(each.started).month == month]
    found = next((each for each in book.meetings if typed == each.id or was_on(each, typed)), None)
    if found is None and len(of_month) != 1:
        days = dict.fromkeys(local_day(each.started) for each in of_month or book.meetings)
        raise Refused("no-such-meeting", typed=typed, days=tuple(days)[:NAMED])
    return found or of_month[0]


def was_on(meeting: Meeting, typed: str) -> bool:
    """Tell whether a typed day, such as `16.11`, is the day a meeting began."""
    return names_day(typed, local_day(meeting.started))
