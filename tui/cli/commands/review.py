"""`fredstid review`: what a meeting came to, about the team and never about one person."""

from collections.abc import Iterator
from typing import Any

from storage.content.coach import Advice, advice_of, coach
from storage.content.forms import forms
from storage.documents.pages.minutes import review_blocks
from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import MINUTE, Meeting
from storage.domain.meeting.strip import Strip, StripKey
from storage.domain.views.strips import strip_of, used
from tui.cli.asked import Asked
from tui.cli.command import command, optional
from tui.cli.commands.minutes import meant_meeting
from tui.cli.completing import complete_meeting_day
from tui.cli.facts import answer_facts
from tui.cli.output import as_json, in_line, titled, write_json, write_text
from tui.cli.pages import READ_HERE, Target, hand_out, in_every_form
from tui.desk.desk import Desk
from tui.i18n.labels import page_labels
from tui.i18n.strips import answer_rows, beside_rows, strip_sentence, tally_rows
from tui.i18n.words import N_


@command(
    "review",
    help=N_(
        "Up to twelve things a meeting can tell about itself, and the one thing to practise next. The last one held,"
        " or that of another day. About the team, never about one person."
    ),
    first=N_("the last meeting's"),
    examples=(
        ("fredstid review 2026-11-16", N_("those of a day")),
        ("fredstid review --to review.docx", N_("in a new file that only you can read, for Word or to print (.html)")),
        ("fredstid review --json", N_("for another program")),
    ),
)
@optional(
    "meeting",
    N_("MEETING"),
    N_("The meeting's day, such as 16.11, or a month; where there is none such, the last days are named."),
    complete_meeting_day,
)
@in_every_form
@as_json
def review(asked: Asked, meeting: str | None, out: Target, as_json: bool) -> None:
    """Print what a meeting came to, or hand it out as a page in the team's language."""
    desk = asked.desk
    book = desk.store.book()
    if not book.team.shows_strip:
        raise Refused("strip-off")
    held = meant_meeting(book, meeting)
    is_page = out != READ_HERE
    language, folder = book.team.language if is_page else desk.words.language, desk.place.own_files
    strip = strip_of(held, book, forms(language, folder).form(held.form))
    advice = advice_of(held, book, language, folder) or Advice(strip)
    if as_json:
        write_json(_facts(held, advice))
    elif is_page:
        page = review_blocks(held, advice, coach(language, folder), page_labels(language))
        hand_out(asked, page.markdown, out, language, N_("The page stands in {file}."))
    else:
        write_text(*_lines(desk, held, advice))


def _facts(held: Meeting, advice: Advice) -> dict[str, Any]:
    strip, ran = advice.strip, used(held)
    return {
        "meeting": held.id, "form": held.form, "items": [_item(strip, key) for key in StripKey], "met": strip.met,
        "of": strip.of, "to_come": strip.awaited, "not_applying": strip.left_out,
        "planned": round(held.planned * MINUTE), "used": None if ran is None else round(ran),
        "practise": advice.exercise.key if advice.exercise else None, "cues": {"got": strip.cued, "of": strip.made},
        "answers": [answer_facts(each) for each in strip.answers],
    }  # fmt: skip


def _item(strip: Strip, key: StripKey) -> dict[str, Any]:
    tally = strip.tally(key)
    if tally is None or not tally.known:
        return {"key": key, "met": None, "got": None, "of": tally.of if tally else None}
    return {"key": key, "met": tally.met, "got": tally.got, "of": tally.of}


def _lines(desk: Desk, held: Meeting, advice: Advice) -> Iterator[str]:
    words = desk.words
    yield in_line(f"{held.title}, {words.weekday(local_day(held.started))}")
    if not advice.strip.of:
        yield words("Nothing can be told of this meeting.")
        return
    yield strip_sentence(words, advice)
    rows = tally_rows(words, advice.strip, coach(words.language, desk.place.own_files))
    yield from titled(words("What the meeting can tell about itself"), (*rows, *beside_rows(words, advice.strip)))
    yield from titled(words("What was said of agreements that were due"), answer_rows(words, advice.strip.answers))
    if advice.exercise:
        say = words("Say: «{sentence}»", sentence=advice.exercise.say)
        yield from titled(words("To practise next time"), (advice.exercise.why, say))
