"""Good news from a contact with a home: one line becomes a success that the team can look at together."""

from datetime import date, datetime
from textwrap import shorten

from storage.domain.case.case import LONGEST_TITLE, Case, Entry, Kind, Step, checked_title, with_entry

THEMES = ("positive-contact",)
CUT = " …"


def good_news(text: str, *, key: str, entry: str, by: str, at: datetime, today: date) -> Case:
    """Return a success with what was written as its title, shortened, and whole as its first entry.

    Raises `empty-title`.
    """
    title = checked_title(_title(text))
    case = Case(id=key, title=title, opened=today, kind=Kind.SUCCESS, owner=by, themes=THEMES)
    return with_entry(case, Entry(id=entry, step=Step.SITUATION, text=text.strip(), at=at, by=by))


def _title(text: str) -> str:
    shown = shorten(text, LONGEST_TITLE, placeholder=CUT)
    return shown if shown != CUT.strip() else f"{text.strip()[: LONGEST_TITLE - 1]}…"
