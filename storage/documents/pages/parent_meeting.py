"""A parent meeting on paper: the agenda that parents get, and the run sheet that the team works from."""

from collections.abc import Iterable, Iterator
from datetime import time

from storage.content.law import LegalNote
from storage.documents.page import INDENT, escaped, heading, listed, named, one_line, page, section
from storage.documents.said import filled
from storage.documents.words import Labels, ParentsWords
from storage.domain.homes.parent_meeting import AgendaItem, ParentMeeting, agenda, ends, minutes_of, shares_of, timed
from storage.domain.plan.plan import Depth


def agenda_page(meeting: ParentMeeting, labels: Labels) -> str:
    """Return the agenda as parents get it: nothing in it is for the team alone."""
    words = labels.words.parents
    items = "\n".join(f"{number}. {_for_parents(item, labels)}" for number, item in enumerate(agenda(meeting), 1))
    together = one_line(words.with_contacts) if meeting.with_contacts else ""
    parts = (heading(1, meeting.title), when(meeting, labels), together, items or one_line(words.empty))
    return "\n\n".join(filter(None, parts)) + "\n"


def when(meeting: ParentMeeting, labels: Labels) -> str:
    """Return the day with the time it begins and, once there is something on the agenda, ends."""
    words, day, start = labels.words.parents, labels.day(meeting.on), _clock(meeting.starts)
    if not meeting.items:
        return filled(words.begins, day=day, start=start)
    return filled(words.when, day=day, start=start, end=_clock(ends(meeting)))


def _for_parents(item: AgendaItem, labels: Labels) -> str:
    words = labels.words.parents
    led_by, depth = labels.names.of(item.led_by), labels.names.of(item.depth)
    lines = [
        f"**{one_line(item.title)}**",
        filled(words.item, minutes=item.minutes, depth=depth, led_by=led_by),
        f"*{one_line(words.parents_decide)}:* {escaped(item.decides, '   ')}" if item.decides else "",
    ]
    return "\\\n   ".join(filter(None, lines))


def run_sheet(
    meeting: ParentMeeting,
    labels: Labels,
    law: Iterable[LegalNote] = (),
    earlier: Iterable[ParentMeeting] = (),
) -> str:
    """Return what the team works from: clock times, who leads, what to remember, and what earlier meetings taught."""
    words = labels.words.parents
    contacts = words.with_contacts if meeting.with_contacts else words.without_contacts
    title = words.run_sheet.format(title=meeting.title)
    parts = (
        f"{when(meeting, labels)}\\\n{one_line(contacts)}",
        escaped(meeting.note),
        _table(meeting, labels) if meeting.items else one_line(words.empty),
        section(2, words.shares, listed(_shares(meeting, labels))) if meeting.items else "",
        section(2, words.to_remember, listed(_to_remember(meeting, words))),
        section(2, words.earlier, listed(_earlier(earlier, labels))),
        section(2, words.law, *(f"> {_legal(note, labels)}" for note in law)),
    )
    return page(title, labels.words.working_note, parts)


def _table(meeting: ParentMeeting, labels: Labels) -> str:
    words = labels.words.parents
    head = (words.clock, words.minutes, words.what, words.depth, words.leads)
    rows = [_cells(map(one_line, head)), _cells(["---:", "---:", "---", "---", "---"])]
    for at, item in timed(meeting):
        depth, led_by = labels.names.of(item.depth), labels.names.of(item.led_by)
        rows.append(_cells([_clock(at), str(item.minutes), *map(one_line, (item.title, depth, led_by))]))
    rows.append(_cells([_clock(ends(meeting)), "", one_line(words.end), "", ""]))
    return "\n".join(rows)


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shares(meeting: ParentMeeting, labels: Labels) -> Iterator[str]:
    minutes, shares = minutes_of(meeting), shares_of(meeting)
    for depth in Depth:
        yield filled(
            labels.words.parents.share,
            depth=labels.names.of(depth),
            minutes=minutes[depth],
            share=shares[depth],
            wish=meeting.wish.of(depth),
        )


def _to_remember(meeting: ParentMeeting, words: ParentsWords) -> Iterator[str]:
    for at, item in timed(meeting):
        decides = f"*{one_line(words.parents_decide)}:* {escaped(item.decides, INDENT)}" if item.decides else ""
        said = f"\\\n{INDENT}".join(filter(None, (decides, escaped(item.note, INDENT))))
        yield named(f"{_clock(at)} {item.title}", said)


def _earlier(earlier: Iterable[ParentMeeting], labels: Labels) -> Iterator[str]:
    for meeting in earlier:
        if after := meeting.after:
            line = labels.words.parents.earlier_line
            told = filled(line, title=meeting.title, day=labels.day(meeting.on), came=after.came, went=after.went)
            yield f"{told} {escaped(after.keep, INDENT)}".rstrip()


def _legal(note: LegalNote, labels: Labels) -> str:
    words = labels.words.parents
    unsure = "" if note.certain else f" {one_line(words.unsure)}"
    checked = filled(words.checked, source=note.source, day=note.checked.isoformat())
    return f"**{one_line(note.reference)}:** {one_line(note.says)}{unsure} ({checked})"


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
