"""What goes on beside the plan, said at the areas it belongs to: first contacts, parent meetings, conversations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from storage.domain.homes.contact import reached
from storage.domain.homes.conversation_round import follow_through
from storage.domain.views.book import Book
from tui.i18n.words import Words
from tui.presentation.plan_groups import Group

FIRST_CONTACT, PARENT_MEETING, CONVERSATION = "first-contact", "parent-meeting", "development-talk"
"""The keys of the template's areas."""


def with_remarks(words: Words, groups: tuple[Group, ...], book: Book, today: date) -> tuple[Group, ...]:
    """Return the plan's areas with what goes on in them before what else is remarked."""
    said = dict(remarks(words, book, today))
    return tuple(replace(each, remark=" ".join(filter(None, (said.get(each.key), each.remark)))) for each in groups)


def remarks(words: Words, book: Book, today: date) -> Iterator[tuple[str, str]]:
    """Yield a remark for each area where there is something to say."""
    count = reached(book.classes, today)
    if count.homes:
        yield FIRST_CONTACT, words("{count} of {homes} homes", count=count.ticks, homes=count.homes)
    ahead = min((each.on for each in book.parent_meetings if each.on >= today and not each.is_held), default=None)
    if ahead:
        yield PARENT_MEETING, words("the next one {day}", day=words.day(ahead))
    for kept in book.rounds[:1]:
        counted = follow_through(kept)
        yield CONVERSATION, words("{asked} of {all} followed up", asked=counted.asked, all=counted.agreements)
