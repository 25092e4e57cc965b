"""A parent meeting on paper: the agenda that parents get, and the run sheet that the team works from."""

from collections.abc import Iterable, Iterator
from datetime import time

from storage.content.law import LegalNote
from storage.documents.page import (
    Grid,
    ListKind,
    Text,
    as_read,
    in_line,
    listed,
    named,
    page,
    prose,
    section,
    strong,
    written,
)
from storage.documents.wording import ParentsWords
from storage.documents.words import Labels, filled, in_brackets, joined, voice
from storage.domain.homes.parent_meeting import AgendaItem, ParentMeeting, ends, minutes_of, shares_of, timed
from storage.domain.plan.plan import Depth
from storage.domain.text import capitalised


def agenda_page(meeting: ParentMeeting, labels: Labels, sender: str = "") -> str:
    """Return the agenda as parents get it, what they decide first: nothing in it is for the team alone."""
    words = labels.words.parents
    frame = (*_time_and_place(meeting, labels), _sender(sender, words))
    together = prose(in_line(words.with_contacts)) if meeting.with_contacts else ()
    tonight = prose(_tonight(meeting, words), aside=True)
    head = (words.clock, words.what, words.how, words.leads)
    items = (Grid(head, tuple(_for_parents(at, item, labels) for at, item in timed(meeting))),)
    slip = section(
        2, words.slip, prose(in_line(words.slip_about)), listed(map(in_line, words.slip_lines), ListKind.TICKS)
    )
    parts = (listed(frame), together, tonight, items if meeting.items else prose(in_line(words.empty)), slip)
    return page(meeting.title, "", parts).markdown


BLANK = "…………………………"


def _time_and_place(meeting: ParentMeeting, labels: Labels) -> tuple[Text, Text]:
    """Return when and where, with room to write where nobody has said it."""
    words = labels.words.parents
    return named(words.time, when(meeting, labels)), named(words.place, in_line(meeting.venue or BLANK))


def _sender(sender: str, words: ParentsWords) -> Text:
    return named(words.sender, in_line(sender))


def interpreter_sheet(meeting: ParentMeeting, labels: Labels, sender: str = "") -> str:
    """Return the agenda for whoever interprets: in short sentences, with the ten words that are hard to find."""
    words, sheet = labels.words.parents, labels.words.interpreter
    frame = (*_time_and_place(meeting, labels), _sender(sender, words))
    hard = (Grid((sheet.word, sheet.means), tuple(sheet.hard)),)
    parts = (
        prose(in_line(sheet.intro)),
        listed(frame),
        section(
            2, sheet.agenda, listed((_in_short(at, item, labels) for at, item in timed(meeting)), ListKind.NUMBERS)
        ),
        section(2, sheet.hard_words, hard),
        section(2, sheet.rules, listed(map(in_line, sheet.sentences))),
    )
    return page(sheet.title.format(title=meeting.title), "", parts).markdown


def _in_short(at: time, item: AgendaItem, labels: Labels) -> Text:
    words = labels.words.parents
    how = _how(item, words)
    decides = filled(labels.words.interpreter.decides, what=item.decides) if item.decides else ()
    return joined("\n", joined(" ", strong(f"{_clock(at)} {item.title}"), in_line(f"({how})")), decides)


def note_afterwards(meeting: ParentMeeting, labels: Labels, sender: str = "") -> str:
    """Return what goes home afterwards, to be filled in: what parents said and decided, what we do, what we ask for."""
    words = labels.words.afterwards
    decided = [in_line(item.decides) for item in meeting.items if item.decides]
    blanks = [in_line(BLANK)] * 3
    parts = (
        prose(filled(words.thanks, day=labels.day(meeting.on))),
        section(2, words.you_said, listed(blanks)),
        section(2, words.you_decided, listed(joined(": ", each, in_line(BLANK)) for each in decided)),
        section(2, words.we_do, listed(blanks)),
        section(2, words.we_ask, listed(blanks)),
        prose(_sender(sender, labels.words.parents)),
    )
    return page(words.title.format(title=meeting.title), "", parts).markdown


def when(meeting: ParentMeeting, labels: Labels) -> Text:
    """Return the day with the time it begins and, once there is something on the agenda, ends."""
    words, day, start = labels.words.parents, labels.day(meeting.on), _clock(meeting.starts)
    if not meeting.items:
        return filled(words.begins, day=day, start=start)
    return filled(words.when, day=day, start=start, end=_clock(ends(meeting)))


def _tonight(meeting: ParentMeeting, words: ParentsWords) -> Text:
    """Return what the parents decide, set apart."""
    decided = [joined(" ", in_line(_clock(at)), written(item.decides)) for at, item in timed(meeting) if item.decides]
    return joined("\n", strong(words.tonight), *decided) if decided else ()


def _for_parents(at: time, item: AgendaItem, labels: Labels) -> tuple[str, ...]:
    words = labels.words.parents
    how = as_read(filled(words.item, minutes=item.minutes, depth=_how(item, words)))
    return _clock(at), item.title, how, capitalised(labels.names.of(item.led_by))


def _how(item: AgendaItem, words: ParentsWords) -> str:
    return {Depth.INFORMATION: words.tell, Depth.DIALOGUE: words.talk, Depth.CO_DECISION: words.decide}[item.depth]


def run_sheet(
    meeting: ParentMeeting, labels: Labels, law: Iterable[LegalNote] = (), earlier: Iterable[ParentMeeting] = ()
) -> str:
    """Return what the team works from: clock times, who leads, what to remember, and what earlier meetings taught."""
    words = labels.words.parents
    contacts = words.with_contacts if meeting.with_contacts else words.without_contacts
    title = words.run_sheet.format(title=meeting.title)
    parts = (
        prose(joined("\n", when(meeting, labels), named(words.place, in_line(meeting.venue)), in_line(contacts))),
        prose(written(meeting.note)),
        (_table(meeting, labels),) if meeting.items else prose(in_line(words.empty)),
        section(2, words.shares, listed(_shares(meeting, labels))) if meeting.items else (),
        section(2, words.to_remember, listed(_to_remember(meeting, words))),
        section(2, words.earlier, listed(_earlier(earlier, labels))),
        section(2, words.law, *(prose(_legal(note, labels), aside=True) for note in law)),
    )
    return page(title, labels.words.working_note, parts).markdown


def _table(meeting: ParentMeeting, labels: Labels) -> Grid:
    words = labels.words.parents
    head = (words.clock, words.minutes, words.what, words.depth, words.leads)
    rows = (
        (_clock(at), str(item.minutes), item.title, labels.names.of(item.depth), labels.names.of(item.led_by))
        for at, item in timed(meeting)
    )
    return Grid(head, (*rows, (_clock(ends(meeting)), "", words.end, "", "")), numbers=2)


def _shares(meeting: ParentMeeting, labels: Labels) -> Iterator[Text]:
    minutes, shares = minutes_of(meeting), shares_of(meeting)
    for depth in Depth:
        yield filled(
            labels.words.parents.share,
            depth=labels.names.of(depth),
            minutes=minutes[depth],
            share=shares[depth],
            wish=meeting.wish.of(depth),
        )


def _to_remember(meeting: ParentMeeting, words: ParentsWords) -> Iterator[Text]:
    for at, item in timed(meeting):
        decides = voice(words.parents_decide, written(item.decides)) if item.decides else ()
        yield named(f"{_clock(at)} {item.title}", joined("\n", decides, written(item.note)))


def _earlier(earlier: Iterable[ParentMeeting], labels: Labels) -> Iterator[Text]:
    for meeting in earlier:
        if after := meeting.after:
            line = labels.words.parents.earlier_line
            told = filled(line, title=meeting.title, day=labels.day(meeting.on), came=after.came, went=after.went)
            yield joined(" ", told, written(after.keep))


def _legal(note: LegalNote, labels: Labels) -> Text:
    words = labels.words.parents
    unsure = () if note.certain else in_line(words.unsure)
    checked = filled(words.checked, source=note.source, day=note.checked.isoformat())
    return named(note.reference, joined(" ", in_line(note.says), unsure) + in_brackets(checked))


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
