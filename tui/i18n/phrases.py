"""Sentences that are said in several places: how far away a day is, vi's keys, what deleting does not reach."""

import shlex
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from storage.domain.calendar import Series, Weeks, local_day
from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.case import View
from storage.domain.text import capitalised
from storage.store import Unreached
from tui.i18n.labels import label
from tui.i18n.words import N_, Words

NEW_FILE = N_(
    "A new file that only you can read. A name that ends in .html makes a page to print, .docx a Word document."
)
IN_A_CLOUD = N_("A phone's calendar may lie in a cloud. That is why no text stands in it, only a code and a verb.")
MONDAY = date(2026, 8, 3)
"""A Monday, from which the other weekdays are counted."""
EMPTY_PLAN = N_(
    "The plan is empty. «fredstid plan import --template» starts it from a template, as t does on the screens."
)


def how_far(words: Words, day: date, today: date) -> str:
    """Return how far a due day is from today, such as `in 3 days` or `2 days late`."""
    days = (day - today).days
    if days < 0:
        return words.many("{count} day late", "{count} days late", -days)
    if days == 0:
        return words("today")
    if days == 1:
        return words("tomorrow")
    return words.many("in {count} day", "in {count} days", days)


def short_day(words: Words, day: date | None) -> str:
    """Return a date with a short weekday, such as `fre. 27. nov.`."""
    return words.day(day, "EEE d. MMM")


def agreed_sentence(words: Words, agreement: Agreement) -> str:
    """Return what was agreed as a room says it: with what sets it off and who does it, where that is known."""
    if not agreement.cue:
        return agreement.what
    return words("When {cue}, {owner} does this: {what}", cue=agreement.cue, owner=agreement.owner, what=agreement.what)


def agreed_beside(words: Words, agreement: Agreement) -> Iterator[str]:
    """Yield what may get in the way of an agreement, and what will show that it was done."""
    if agreement.obstacle:
        yield words("May get in the way: {obstacle}", obstacle=agreement.obstacle)
    if agreement.sign:
        yield words("Shows that it was done: {sign}", sign=agreement.sign)


def series_text(words: Words, series: Series) -> str:
    """Return when and where a team meets through the year, such as `Tuesday 14:30 · odd weeks · Room 2`."""
    weekday = words.day(MONDAY + timedelta(days=series.weekday), "EEEE")
    weeks = "" if series.weeks is Weeks.ALL else label(words, series.weeks)
    return " · ".join(filter(None, (capitalised(f"{weekday} {series.starts:%H:%M}"), weeks, series.place)))


def with_hour(day: str, series: Series | None) -> str:
    """Return a day with the hour and place of the series, where the team meets by it that day."""
    return f"{day} {series.hour_and_place}" if series else day


def rating_text(words: Words, rating: Rating) -> str:
    """Return what was said one day about an agreement, with whose answer it is where that is not the school's."""
    done = label(words, rating.done) if rating.done else ""
    effect = label(words, rating.effect) if rating.effect else words("too early to tell") if rating.done else ""
    said = ", ".join(filter(None, (done, effect)))
    when = words.day(rating.on)
    whose = when if rating.by is View.SCHOOL else f"{when}, {label(words, rating.by)}"
    return f"{whose}: {said}" if said else whose


def either(words: Words, days: Iterable[date]) -> str:
    """Return the days that can be meant, such as `tirsdag 1. des. eller tirsdag 8. des.`."""
    return words(" or ").join(map(words.weekday, days))


def word_about_vi(words: Words) -> str:
    """Return how one writes in vi, keeps and leaves; it is read before vi takes the whole terminal."""
    return words(
        "The editor vi opens now, for no other is installed. Press i to write. Esc and then :wq keeps the text, Esc"
        " and then :q! throws it away, each with Enter. EDITOR=nano in your profile chooses another. Press Enter."
    )


BEYOND_US = N_(
    "What lies beyond fredstid is not deleted: the server's own backups, printed pages, and files somebody copied."
)
WHY = {
    "other-machine": N_("The export of {day} lies on another machine and may still hold it: {path}"),
    "moved": N_("The export of {day} is no longer at {path}. If it was moved, it may still hold it."),
    "sealed": N_("The export of {day} is encrypted and still holds it: {path}. Delete that file too."),
    "unfinished": N_("An export of {day} was never finished and may hold it: {path} ({owner}). Remove that folder."),
    "lives-on": N_(
        "The export of {day} has been worked on since, or bears no mark, so nothing was deleted there:"
        " «fredstid --team {there} delete {case}» does it."
    ),
    "pages-left": N_(
        "The export of {day} has been worked on since. {code} is not among its cases, but pages there name that code"
        " and may speak of it: {path}. Look through its folders cases and minutes."
    ),
    "not-allowed": N_(
        "The export of {day} belongs to {owner}, who alone can look into it, and may still hold it: {path}."
        " Ask {owner} to run «fredstid --team {there} delete {case}»."
    ),
    "not-yours": N_(
        "The export of {day} belongs to {owner}, and you may not change it, so it still holds it: {path}."
        " Ask {owner} to run «fredstid --team {there} delete {case}»."
    ),
    "unsettled": N_(
        "An export of {day} by {owner} may lie at {path}, where you cannot look, and may hold it. Ask {owner} to open"
        " the team once, and to run «fredstid --team {there} delete {case}» if that folder is there."
    ),
    "list-unread": N_(
        "{path} cannot be read, so there may be exports that were passed over and still hold it."
        " «fredstid check» says what is wrong with that file."
    ),
    "traces-left": N_("Older states of it in {path} could not be removed just now; the next command tries again."),
    "not-changed": N_(
        "The export of {day} could not be changed and may still hold it: {path}. Ask {owner} to run"
        " «fredstid --team {there} delete {case}», or to remove that folder."
    ),
}


def reached_lines(words: Words, exports: Iterable[Path]) -> Iterator[str]:
    """Yield a sentence for each export that deleting reaches, before anybody is asked."""
    yield from (words("It goes from this export too: {path}", path=path) for path in exports)


def unreached_lines(words: Words, code: str, unreached: Iterable[Unreached]) -> Iterator[str]:
    """Yield a sentence for each export that deleting a case did not reach."""
    for each in unreached:
        day = words.day(local_day(each.at), "d. MMM y")
        place: dict[str, object] = {"path": each.path, "there": shlex.quote(each.path), "owner": each.owner}
        yield words(WHY[each.reason], day=day, code=code, case=each.case, **place)
