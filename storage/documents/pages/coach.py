"""The page for whoever leads: what to say and when, phase by phase; it knows nobody's name."""

from collections.abc import Iterator

from storage.content.coach import Advice, Coach
from storage.documents.page import Blocks, Page, Text, in_line, listed, named, page, prose, section
from storage.documents.words import Labels
from storage.domain.meeting.meeting import Meeting, Visit


def coach_blocks(meeting: Meeting, coach: Coach, labels: Labels, advice: Advice | None = None) -> Page:
    """Return what to say in a meeting that is to come, each phase with the minute at which it begins."""
    words = labels.words.coach
    title = words.title.format(meeting=meeting.title, minutes=meeting.planned)
    return page(
        title,
        labels.words.working_note,
        (
            prose(in_line(words.intro)),
            section(2, words.practise, *_practise(advice)),
            *(_phase(minute, visit, coach, labels) for minute, visit in _phases(meeting)),
        ),
    )


def _practise(advice: Advice | None) -> Iterator[Blocks]:
    if advice and advice.exercise:
        practise = advice.exercise.practise
        yield prose(in_line(f"{practise[:1].upper()}{practise[1:]}."))
        yield prose(in_line(advice.exercise.why))


def _phases(meeting: Meeting) -> Iterator[tuple[int, Visit]]:
    """Yield the phases, those of a case once, with the minutes that have gone when each begins."""
    minute = 0
    for visit in meeting.visits:
        if visit.case in {"", *meeting.cases[:1]}:
            yield minute, visit
        minute += visit.minutes


def _phase(minute: int, visit: Visit, coach: Coach, labels: Labels) -> Blocks:
    title = f"{minute // 60}:{minute % 60:02d} {visit.title} ({visit.minutes})"
    return section(2, title, listed(_sentences(visit, coach, labels)), bare=True)


def _sentences(visit: Visit, coach: Coach, labels: Labels) -> Iterator[Text]:
    words, whisper = labels.words.coach, coach.whisper(visit.phase)
    if whisper:
        yield named(words.say, in_line(whisper.say))
        yield named(words.listen, in_line(whisper.listen))
        yield named(words.last, in_line(whisper.last))
