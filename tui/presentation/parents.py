"""Parent meetings as people see them: the list, the agenda's rows, and its shares drawn against the wish."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from rich.cells import cell_len

from storage.content.law import Law, LegalNote
from storage.domain.homes import parent_meeting as agendas
from storage.domain.homes.parent_meeting import WHOLE, AgendaItem, ParentMeeting
from storage.domain.plan.plan import Depth
from storage.domain.views.book import Book
from tui.i18n.labels import DEPTH_SIGNS, how_far, label, short_day
from tui.i18n.words import N_, Words
from tui.look.bars import meter, time_bar
from tui.look.panels import TEXT_MEASURE
from tui.look.signs import Mark, Span, text_of
from tui.presentation.lines import Line, Paragraph, Row

WISHED = "│"
NARROWEST_BAR, WIDEST_BAR = 10, 40
REMEMBERED = 2
TOLD = {
    Depth.INFORMATION: N_("we tell you"),
    Depth.DIALOGUE: N_("we talk together"),
    Depth.CO_DECISION: N_("you decide"),
}
"""What each depth is called to the parents."""


def meeting_lines(words: Words, meetings: Iterable[ParentMeeting], today: date) -> Iterator[Line[str]]:
    """Yield a row for each meeting."""
    meetings = tuple(meetings)
    asked = {each.id for each in agendas.near(meetings, today)}
    for each in sorted(meetings, key=lambda each: (each.on, each.id), reverse=True):
        day = words.day(each.on, "d. MMM y")
        mark = None if each.id not in asked else Mark.LATE if each.on < today else Mark.NOW
        title, said = f"{day:<13} {each.title}", stands(words, each, today)
        yield Line(each.id, title, said, "quiet" if each.is_held else "plain", mark, 0 if mark else 2)


def stands(words: Words, meeting: ParentMeeting, today: date) -> str:
    """Return how far a meeting has come: how it went, or how much of it is information."""
    if meeting.after:
        return words("{came} came · the evening got {went} of 10", came=meeting.after.came, went=meeting.after.went)
    if meeting.on < today:
        return words("how did it go?")
    if not meeting.items:
        return words("no agenda yet")
    share = f"{agendas.shares_of(meeting)[Depth.INFORMATION]} %"
    return words("{minutes} min, {share} of it information", minutes=agendas.total(meeting), share=share)


def headline(words: Words, meeting: ParentMeeting) -> str:
    """Return the title with the day and its clock times."""
    clock = f"{meeting.starts:%H:%M}"
    if meeting.items:
        clock = words(
            "{start}–{end} · {minutes} min",
            start=clock,
            end=f"{agendas.ends(meeting):%H:%M}",
            minutes=agendas.total(meeting),
        )
    return " · ".join(filter(None, (meeting.title, short_day(words, meeting.on), clock, meeting.venue)))


def together(words: Words, meeting: ParentMeeting) -> str:
    """Return whether the class contacts plan it too."""
    if meeting.with_contacts:
        return f"{Mark.DONE} " + words("made together with the class contacts")
    return f"{Mark.LATER} " + words("the class contacts have not been asked yet")


def share_rows(words: Words, meeting: ParentMeeting, width: int) -> tuple[tuple[Span, ...], ...]:
    """Return a bar for each depth with its minutes and share, and a mark where it is wished to end."""
    minutes, shares = agendas.minutes_of(meeting), agendas.shares_of(meeting)
    names = {depth: f"{DEPTH_SIGNS[depth]} {words(TOLD[depth])}" for depth in Depth}
    longest = max(map(cell_len, names.values()))
    said = {
        depth: words(
            "{minutes} min {share}, wish {wish}",
            minutes=f"{minutes[depth]:>3}",
            share=f"{shares[depth]:>3} %",
            wish=f"{meeting.wish.of(depth)} %",
        )
        for depth in Depth
    }
    room = width - longest - max(map(cell_len, said.values())) - 4
    cells = max(NARROWEST_BAR, min(WIDEST_BAR, room))
    return tuple(
        (
            Span(f"{names[depth]:<{longest}} "),
            *against(shares[depth], meeting.wish.of(depth), cells),
            Span(f" {said[depth]}", "quiet"),
        )
        for depth in Depth
    )


def time_rows(meeting: ParentMeeting, width: int) -> tuple[tuple[Span, ...], ...]:
    """Return the agenda as one bar, as high as the parents take part, above the times at which its items begin."""
    items = tuple(agendas.timed(meeting))
    if not items:
        return ()
    room = min(width, TEXT_MEASURE)
    drawn = time_bar([(item.minutes, DEPTH_SIGNS[item.depth].span) for _, item in items], room)
    starts = [cell_len(text_of(drawn[: 2 * place])) for place in range(len(items))]
    clocks, last = "", f"{agendas.ends(meeting):%H:%M}"
    for start, (at, _) in zip(starts, items, strict=True):
        said = f"{at:%H:%M} "
        if (start > len(clocks) or not clocks) and start + len(said) + len(last) <= room:
            clocks = clocks.ljust(start) + said
    return drawn, (Span(clocks.ljust(room - len(last)) + last, "quiet"),)


def against(share: int, wish: int, cells: int) -> tuple[Span, ...]:
    """Return a bar as long as a share, with a mark where the wish ends; it reads without colour."""
    filled, rest = meter(share, WHOLE, cells, "case")
    at = min(cells, round(wish * cells / WHOLE))
    mark, cut = Span(WISHED, "ask"), at - len(filled.text)
    if cut < 0:
        return Span(filled.text[:cut], "case"), mark, Span(filled.text[cut:], "case"), rest
    return filled, Span(rest.text[:cut], "faint"), mark, Span(rest.text[cut:], "faint")


def advice(words: Words, meeting: ParentMeeting) -> str:
    """Return what the shares say, when they say something."""
    if not meeting.items:
        return ""
    if agendas.is_nearly_all_information(meeting):
        share = f"{agendas.shares_of(meeting)[Depth.INFORMATION]} %"
        return words("! {share} is information. Press t for other ways.", share=share)
    if not any(item.decides for item in meeting.items):
        return words("Nothing yet that the parents decide. Press t for ways.")
    return ""


def item_lines(words: Words, meeting: ParentMeeting) -> Iterator[Line[str]]:
    """Yield the agenda."""
    for at, item in agendas.timed(meeting):
        sign = DEPTH_SIGNS[item.depth]
        left = f"{at:%H:%M} {item.minutes:>4}  {sign} {item.title}"
        yield Line(item.id, left, label(words, item.led_by))


def empty_lines(words: Words) -> tuple[Line[str], ...]:
    """Return what stands in place of an empty agenda."""
    return (
        Line("", words("Nothing on the agenda yet."), look="heading"),
        Line("", words("Press n to write an item, or t to take in a ready one.")),
    )


SHARES = 56
"""Cells of the shares beside a list of meetings."""


def meeting_in_short(words: Words, book: Book, meeting: ParentMeeting, law: Law) -> Iterator[Paragraph]:
    """Yield a meeting as it is seen beside the list: how the parents take part, its agenda, and what is known of it."""
    yield Paragraph(headline(words, meeting), "heading")
    if meeting.items:
        rows = (*time_rows(meeting, SHARES), (), *share_rows(words, meeting, SHARES), ())
        yield from (Paragraph("", column=row) for row in rows)
    for at, item in agendas.timed(meeting):
        when = (Span(f"{at:%H:%M} {item.minutes:>3}  ", "quiet"),)
        yield Paragraph(item.title, mark=DEPTH_SIGNS[item.depth], column=when)
    yield Paragraph("")
    yield from meeting_paragraphs(words, book, meeting, "", law)


def item_paragraphs(words: Words, item: AgendaItem) -> Iterator[Paragraph]:
    """Yield what is known of an item."""
    yield Paragraph(f"{item.title} · {label(words, item.depth)} · {label(words, item.led_by)}", "heading")
    if item.decides:
        yield Paragraph(words("The parents decide: {what}", what=item.decides), "plan")
    if item.note:
        yield Paragraph(item.note)


def meeting_paragraphs(words: Words, book: Book, meeting: ParentMeeting, marked: str, law: Law) -> Iterator[Paragraph]:
    """Yield what is known of the marked item, then of the meeting, what earlier ones taught, and the law."""
    for item in agendas.agenda(meeting):
        if item.id == marked:
            yield from item_paragraphs(words, item)
    if decided := [(at, item) for at, item in agendas.timed(meeting) if item.decides]:
        yield Paragraph(words("What you decide tonight"), "heading")
        for at, item in decided:
            yield Paragraph(f"{at:%H:%M} {item.decides}", mark=DEPTH_SIGNS[item.depth])
    if meeting.after:
        yield from _went(words, meeting)
    if meeting.note:
        yield Paragraph(meeting.note)
    for earlier in agendas.remembered(book.parent_meetings, meeting)[:REMEMBERED]:
        yield from _went(words, earlier)
    for note in (law[key] for key in meeting.law if key in law):
        yield from _legal(words, note)


def _legal(words: Words, note: LegalNote) -> Iterator[Paragraph]:
    checked = words("last checked {day}", day=words.day(note.checked, "d. MMM y"))
    yield Paragraph(f"{note.reference} · {checked}", "quiet")
    unsure = "" if note.certain else " " + words("Read the source yourselves first.")
    yield Paragraph(f"{note.says}{unsure} ({note.source})", "quiet", indent=2)


def _went(words: Words, meeting: ParentMeeting) -> Iterator[Paragraph]:
    if meeting.after:
        came = words("{came} came · the evening got {went} of 10", came=meeting.after.came, went=meeting.after.went)
        yield Paragraph(f"{words.day(meeting.on, 'd. MMM y')} · {meeting.title}: {came}", "quiet")
        yield Paragraph(meeting.after.keep or words("nothing written about what to keep"), indent=2)


def near_line(words: Words, meeting: ParentMeeting, today: date) -> Line[Row]:
    """Return a meeting that is near as a row of Today."""
    key, title = Row("parents", meeting.id), meeting.title
    if meeting.on < today:
        return Line(key, words("{title}: how did it go?", title=title), words("↵ look back"), mark=Mark.LATE)
    far = f"{how_far(words, meeting.on, today)} · {stands(words, meeting, today)}"
    mark = Mark.NOW if meeting.on - today <= timedelta(days=1) else None
    return Line(key, title, far, mark=mark, indent=0 if mark else 2)


def parent_meeting_text(
    words: Words, book: Book, meeting: ParentMeeting, _today: date, law: Law
) -> Iterator[Paragraph]:
    """Yield all that is known of a meeting with the parents, its title and clock times first."""
    yield Paragraph(headline(words, meeting), "heading")
    yield from meeting_paragraphs(words, book, meeting, "", law)
