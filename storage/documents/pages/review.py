"""What a meeting came to, as a page: about the team and never about one person, so no alias stands in it."""

from collections.abc import Iterator

from storage.content.coach import Advice, Coach
from storage.documents.page import Blocks, Grid, Page, Text, as_read, in_line, listed, page, prose, section
from storage.documents.said import filled
from storage.documents.words import Labels
from storage.domain.case.agreement import VoiceAnswers
from storage.domain.case.case import View
from storage.domain.meeting.meeting import Meeting
from storage.domain.meeting.strip import Tally
from storage.domain.text import capitalised


def review_blocks(held: Meeting, advice: Advice, coach: Coach, labels: Labels) -> Page:
    """Return each thing that a meeting can know about itself, what was answered, and the one thing to practise."""
    words, strip = labels.words.review, advice.strip
    title = words.title.format(meeting=held.title, day=labels.day_of(held.started))
    parts = (
        prose(filled(words.intro, met=strip.met, of=strip.of) if strip.of else in_line(words.nothing)),
        section(2, words.items, _table(advice, coach, labels)) if strip.of else (),
        section(2, words.answers, listed(_answer(each, labels) for each in strip.answers)),
        section(2, words.practise, *_practise(advice, labels)),
    )
    return page(title, labels.words.working_note, parts)


def _table(advice: Advice, coach: Coach, labels: Labels) -> Blocks:
    words = labels.words.review
    told = {True: words.there, False: words.missing, None: words.unknown}
    rows = ((coach.exercise(each.key).line, told[each.met], _count(each, labels)) for each in advice.strip.items)
    return (Grid((words.what, words.so, words.count), tuple(rows)),)


def _count(tally: Tally, labels: Labels) -> str:
    words = labels.words.review
    if not tally.known:
        return "–"
    if tally.is_time:
        return as_read(filled(words.over, count=tally.got)) if tally.got else words.in_time
    return as_read(filled(words.share, got=tally.got, of=tally.of)) if tally.got <= tally.of else f"{tally.got}"


def _answer(each: VoiceAnswers, labels: Labels) -> Text:
    words, who = labels.words.review, capitalised(labels.names.of(each.by))
    told = words.answer if each.done or each.by is View.SCHOOL else words.answer_helped
    return filled(told, who=who, asked=each.asked, done=each.done, helped=each.helped)


def _practise(advice: Advice, labels: Labels) -> Iterator[Blocks]:
    if exercise := advice.exercise:
        yield prose(in_line(f"{capitalised(exercise.practise)}."))
        yield prose(in_line(exercise.why))
        yield prose(filled(labels.words.brief.say, said=exercise.say))
