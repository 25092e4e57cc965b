"""A meeting's minutes: decisions and agreements first, nothing that was not said there; and what it came to."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from storage.content.coach import Advice, Coach
from storage.documents.page import (
    Blocks,
    Grid,
    Page,
    Text,
    as_read,
    in_line,
    list_of,
    listed,
    named,
    page,
    prose,
    section,
    written,
)
from storage.documents.words import (
    Labels,
    agreement_line,
    applying,
    filled,
    idea_line,
    in_case,
    joined,
    learned_line,
    rating_line,
    told_line,
    viewed,
)
from storage.domain.calendar import local_day
from storage.domain.case.agreement import AGREEMENT_TEXTS, Agreement, VoiceAnswers
from storage.domain.case.case import Case, Entry, Step, View
from storage.domain.case.standing import told_on
from storage.domain.meeting.form import MeetingRole, Roles
from storage.domain.meeting.meeting import Decision, DecisionKind, Meeting, MeetingState, Visit
from storage.domain.meeting.planning import open_notes
from storage.domain.meeting.strip import Tally
from storage.domain.record import AnyRecord, as_it_was
from storage.domain.text import capitalised
from storage.domain.views.book import Book

PRAISE = "affirm"
"""The phase in which the others say what whoever owns a case manages already."""


def minutes(meeting: Meeting, book: Book, labels: Labels, advice: Advice | None = None) -> str:
    """Return a meeting's minutes as Markdown, in the words of `labels`, with what it came to."""
    return minutes_blocks(meeting, book, labels, advice).markdown


def minutes_blocks(meeting: Meeting, book: Book, labels: Labels, advice: Advice | None = None) -> Page:
    """Return a meeting's minutes, in the words of `labels`, with what it came to."""
    words = labels.words.minutes
    title = words.title.format(meeting=meeting.title, day=labels.day_of(meeting.started))
    parts = (
        listed(_about(meeting, book, labels)),
        _decided(meeting, book, labels),
        section(2, words.cases, *(_case(meeting, code, book, labels) for code in _codes(meeting, book))),
        section(2, words.waiting, listed(in_line(_case_title(code, book, labels)) for code in meeting.waiting)),
        section(2, words.notes, *_notes(meeting, meeting.visits, "")),
        section(2, words.parking, listed(written(note.text) for note in meeting.parking)),
        section(2, words.check_out, prose(_score(meeting, labels)), prose(_came_to(meeting, advice, labels))),
        section(2, words.next, listed(_next(meeting, labels))),
    )
    return page(title, labels.words.working_note, parts)


def _about(meeting: Meeting, book: Book, labels: Labels) -> Iterator[Text]:
    words = labels.words.minutes
    yield named(words.present, in_line(", ".join(meeting.present)))
    yield named(words.roles, _roles(meeting.roles, labels))
    if meeting.started != meeting.ended:  # of one that was read from old minutes only the day is known
        sentence = words.lasted if meeting.ended else words.since
        start, end = _span(meeting, labels)
        yield named(words.time, filled(sentence, start=start, end=end, planned=meeting.planned))
    if meeting.state is not MeetingState.HELD:
        yield named(words.state, in_line(labels.names.of(meeting.state)))
    yield named(words.area, in_line(next((area.title for area in book.areas if area.key == meeting.area), "")))


def _span(meeting: Meeting, labels: Labels) -> tuple[str, str]:
    """Return when a meeting began and ended: with the days where it was taken up again on another."""
    start, end = labels.clock(meeting.started), labels.clock(meeting.ended) if meeting.ended else ""
    if meeting.ended is None or labels.day_of(meeting.started) == labels.day_of(meeting.ended):
        return start, end
    return f"{labels.day_of(meeting.started)} {start}", f"{labels.day_of(meeting.ended)} {end}"


def _roles(roles: Roles, labels: Labels) -> Text:
    taken = (
        filled(labels.words.minutes.role, role=labels.names.of(role), who=roles[role])
        for role in MeetingRole
        if roles.get(role)
    )
    return joined(" · ", *taken)


def _decided(meeting: Meeting, book: Book, labels: Labels) -> Blocks:
    words = labels.words.minutes
    made = [each for each in reversed(book.agreements) if each.meeting == meeting.id]
    parts = (
        listed(_decision(decision, book) for decision in meeting.decisions),
        list_of(words.new_agreements, (agreement_line(_as_agreed(each, meeting), labels) for each in made)),
        list_of(words.followed_up, _followed_up(meeting, book, labels)),
        list_of(labels.words.case.told, _told(meeting, book, labels)),
    )
    return section(2, words.decisions, *(parts if any(parts) else (prose(in_line(words.nothing_decided)),)))


def _decision(decision: Decision, book: Book) -> Text:
    """Return a decision; those that are an agreement or a rating stand in lists of their own."""
    if decision.kind in {DecisionKind.AGREEMENT, DecisionKind.RATING}:
        return ()
    text = decision.text or getattr(book.record(decision.ref), "title", "")
    return written(text) + in_case(decision.case) if text else ()


def _as_agreed(agreement: Agreement, meeting: Meeting) -> Agreement:
    """Return an agreement with its terms as the meeting left them, and its texts as they have been corrected since."""
    texts = {field: getattr(agreement, field) for field in AGREEMENT_TEXTS}
    return _at_the_end(agreement, meeting).but(**texts)


def _at_the_end(record: AnyRecord, meeting: Meeting) -> AnyRecord:
    return as_it_was(record, meeting.ended) if meeting.ended else record


def _followed_up(meeting: Meeting, book: Book, labels: Labels) -> Iterator[Text]:
    for agreement in reversed(book.agreements):
        for rating in agreement.ratings:
            if rating.meeting == meeting.id:
                what = written(agreement.what) + in_case(agreement.case)
                yield joined(" – ", what, rating_line(rating, labels))


def _told(meeting: Meeting, book: Book, labels: Labels) -> Iterator[Text]:
    """Yield who was told of the meeting's cases while it was held."""
    days = {local_day(meeting.started), local_day(meeting.ended or meeting.started)}
    cases = (case for code in _codes(meeting, book) if (case := book.find_case(code)))
    for case in cases:
        yield from (told_line(told, labels) + in_case(case.code) for told in told_on(case, days))


def _codes(meeting: Meeting, book: Book) -> tuple[str, ...]:
    """Return the codes of the agenda's cases, and of others that something was written in."""
    others = (case.code for case in reversed(book.cases) if any(entry.meeting == meeting.id for entry in case.entries))
    return tuple(dict.fromkeys((*meeting.cases, *others)))


def _case_title(code: str, book: Book, labels: Labels) -> str:
    case = book.find_case(code)
    return f"{code} {case.title if case else labels.words.deleted_case}"


def _case(meeting: Meeting, code: str, book: Book, labels: Labels) -> Blocks:
    case = book.find_case(code)
    visits = [visit for visit in meeting.visits if visit.case == code]
    parts = (*(_written(meeting, case, labels) if case else ()), *_notes(meeting, visits, code))
    return section(3, _case_title(code, book, labels), *parts, bare=True)


def _written(meeting: Meeting, case: Case, labels: Labels) -> Iterator[Blocks]:
    """Yield what was written in a case in this meeting, step by step; praise under the title of its phase."""
    entries = [entry for entry in case.entries if entry.meeting == meeting.id or _opens(entry, case, meeting)]
    praise = next((visit.title for visit in meeting.visits if (visit.phase, visit.case) == (PRAISE, case.code)), "")
    for step in Step:
        title = (praise if step is Step.EXCEPTIONS else "") or labels.names.of(step)
        yield list_of(title, (viewed(entry, labels) for entry in entries if entry.step is step))
        if step is Step.IDEAS:
            yield list_of(labels.names.of(step), _ideas(meeting, case, labels))
    learned = (each for each in case.learned if each.meeting == meeting.id)
    yield list_of(labels.words.case.learned, (learned_line(each, labels) for each in learned))


def _opens(entry: Entry, case: Case, meeting: Meeting) -> bool:
    """Tell whether a case that is on the table was opened with a text on the day of the meeting, before its end."""
    is_told = case.code in meeting.cases and entry.step is Step.SITUATION and not entry.meeting
    is_of_the_day = case.opened == local_day(entry.at) == local_day(meeting.started)
    return is_told and is_of_the_day and (meeting.ended is None or entry.at <= meeting.ended)


def _ideas(meeting: Meeting, case: Case, labels: Labels) -> Iterator[Text]:
    """Yield the ideas that came up here, sorted as they were when the meeting ended."""
    then = {idea.id: idea.pick for idea in _at_the_end(case, meeting).ideas}
    for idea in case.ideas:
        if idea.meeting == meeting.id:
            yield idea_line(replace(idea, pick=then.get(idea.id)), labels)


def _notes(meeting: Meeting, visits: Iterable[Visit], case: str) -> Iterator[Blocks]:
    """Yield the notes of some phases, each phase once; those from the opening first, under no title."""
    titles = {visit.phase: visit.title for visit in visits if visit.case == case}
    if not case:
        yield listed(_note_texts(meeting, "", case))
    for phase, title in titles.items():
        yield list_of(title, _note_texts(meeting, phase, case))


def _note_texts(meeting: Meeting, phase: str, case: str) -> Iterator[Text]:
    return (written(note.text) for note in open_notes(meeting) if (note.phase, note.case) == (phase, case))


def _score(meeting: Meeting, labels: Labels) -> Text:
    score = meeting.score
    if score is None:
        return ()
    middle = labels.number(score.middle)
    words = labels.words.minutes
    return filled(words.score, middle=middle, lowest=score.lowest, highest=score.highest, count=score.count)


def _came_to(meeting: Meeting, advice: Advice | None, labels: Labels) -> Text:
    if advice is None:
        return ()
    words, met, of = labels.words.minutes, advice.strip.met, applying(advice.strip, labels)
    if meeting.state is MeetingState.BROKEN_OFF:
        return filled(words.cut_short, met=met, of=of)
    if advice.exercise is None:
        return filled(words.all_met, met=met, of=of)
    practise, why = advice.exercise.practise, advice.exercise.why
    return filled(words.met, met=met, of=of, practise=practise, why=why)


def _next(meeting: Meeting, labels: Labels) -> Iterator[Text]:
    if meeting.next_on:
        yield in_line(labels.day(meeting.next_on))
        yield _roles(meeting.next_roles, labels)


def review_blocks(held: Meeting, advice: Advice, coach: Coach, labels: Labels) -> Page:
    """Return each thing that a meeting can tell about itself, what was answered, and the one thing to practise."""
    words, strip = labels.words.review, advice.strip
    title = words.title.format(meeting=held.title, day=labels.day_of(held.started))
    parts = (
        prose(filled(words.intro, met=strip.met, of=applying(strip, labels)) if strip.of else in_line(words.nothing)),
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
