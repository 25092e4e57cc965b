"""Rounds of conversations and first contacts as people see them: how far they went, never which home."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from storage.domain.calendar import Term, school_year, term_of
from storage.domain.case.agreement import Done, Rating, last_said
from storage.domain.errors import Refused
from storage.domain.homes import conversation_round
from storage.domain.homes.contact import ClassContacts, Reached, of_year, ticks_of
from tui.i18n.labels import how_far, label, pupil_name, round_name, short_day
from tui.i18n.words import Words
from tui.look.bars import METER, meter
from tui.look.letters import letters
from tui.look.panels import LIST_MEASURE
from tui.look.signs import Mark, Span
from tui.presentation.lines import Line, Paragraph, Row

BAR, NAME = 20, 16
"""Cells of a bar, and of a round's name before it."""
NAMED = re.compile(r"(?P<pupil>[^:\n]{1,14}?)\s*:\s*(?P<what>\S.*)", re.DOTALL)
"""`12: …` or `26-014: …` says whose conversation it was."""
MARKS = {Done.AS_PLANNED: Mark.DONE, Done.PARTLY: Mark.PARTLY, Done.NOT_STARTED: Mark.MISSING, Done.STOPPED: Mark.ENDED}


@dataclass(frozen=True)
class Typed:
    """One line as it was typed: what was agreed, and for whom when it says so."""

    what: str
    pupil: str = ""


def understood(text: str) -> Typed:
    """Return a line with the pupil it begins with, if it begins with one."""
    found = NAMED.fullmatch(text.strip())
    if found:
        try:
            return Typed(found["what"].strip(), conversation_round.understood_pupil(found["pupil"]))
        except Refused:
            pass
    return Typed(text.strip())


def round_lines(
    words: Words, rounds: Iterable[conversation_round.ConversationRound], today: date
) -> Iterator[Line[str]]:
    """Yield a row for each round, newest first."""
    rounds = tuple(rounds)
    due = conversation_round.at_midpoint(rounds, today)
    for kept in sorted(rounds, key=lambda each: (each.starts, each.id), reverse=True):
        counted = conversation_round.follow_through(kept)
        days = f"{words.day(kept.starts)}–{words.day(kept.ends)}"
        mark = Mark.LATE if kept in due else None
        said = words("{asked} of {all} followed up", asked=counted.asked, all=counted.agreements)
        bar = meter(counted.asked, counted.agreements, BAR // 2)
        name = Span(f"{round_name(words, kept):<{NAME}} ", "heading")
        yield Line(kept.id, said, days, mark=mark, indent=0 if mark else 2, spans=(name, *bar, Span("  ")))


def headline(words: Words, kept: conversation_round.ConversationRound, today: date) -> str:
    """Return a round's name with its mid-point and its days."""
    days = f"{words.day(kept.starts)}–{words.day(kept.ends)}"
    far = f"{short_day(words, kept.midpoint)}, {how_far(words, kept.midpoint, today)}"
    if kept.midpoint < today:
        far = short_day(words, kept.midpoint)
    return " · ".join((round_name(words, kept), words("mid-point check {day}", day=far), days))


def follow_rows(words: Words, counted: conversation_round.FollowThrough) -> tuple[tuple[Span, ...], ...]:
    """Return two bars: how many were followed up at all, and how many of all helped."""
    names = (words("followed up"), words("helped"))
    numbers = (counted.asked, counted.helped)
    width = max(map(cell_len, names))
    said = (
        words.many("{number} of {count} agreement", "{number} of {count} agreements", counted.agreements, number=number)
        for number in numbers
    )
    return tuple(
        (Span(f"{name:<{width}} "), *meter(number, counted.agreements, BAR), Span(f"  {each}", "quiet"))
        for name, number, each in zip(names, numbers, said, strict=True)
    )


def round_paragraphs(
    words: Words, kept: conversation_round.ConversationRound, mine: str, today: date
) -> Iterator[Paragraph]:
    """Yield how far a round has come, and what was agreed in it."""
    yield Paragraph(headline(words, kept, today), "heading")
    yield from (Paragraph("", column=row) for row in follow_rows(words, conversation_round.follow_through(kept)))
    yield Paragraph("")
    for line in agreement_lines(words, kept, mine):
        yield Paragraph(" · ".join(filter(None, (line.left, line.right))), column=line.spans)


def agreement_lines(words: Words, kept: conversation_round.ConversationRound, mine: str) -> Iterator[Line[str]]:
    """Yield the agreements by conversation, one's own first; the pupil stands at the first of each."""
    conversations = conversation_round.by_conversation(kept, mine)
    names = [_name(words, held[0]) for held in conversations]
    width = max(map(len, names), default=0)
    for name, held in zip(names, conversations, strict=True):
        for place, each in enumerate(held):
            rating = last_said(each.ratings)
            mark = MARKS[rating.done] if rating and rating.done else Mark.LATER
            whose = Span(f"{'' if place else name:<{width}}  ", "quiet")
            yield Line(each.id, each.what, _said(words, rating), spans=(whose, mark.span, Span(" ")))


def _name(words: Words, each: conversation_round.ConversationAgreement) -> str:
    return " ".join(filter(None, (each.owner, pupil_name(words, each.pupil))))


def _said(words: Words, rating: Rating | None) -> str:
    if rating is None:
        return words("not asked yet")
    return label(words, rating.effect) if rating.effect else words("too early to tell")


def legend(words: Words) -> str:
    """Return what the marks before the agreements mean."""
    return "  ".join(f"{mark} {label(words, done)}" for done, mark in MARKS.items())


def midpoint_line(words: Words, kept: conversation_round.ConversationRound, today: date) -> Line[Row]:
    """Return a mid-point check that is due as a row of Today."""
    counted = conversation_round.follow_through(kept)
    said = words("{asked} of {all} followed up", asked=counted.asked, all=counted.agreements)
    name = round_name(words, kept)
    text = words("Mid-point check, {name}: {said}", name=name[:1].lower() + name[1:], said=said)
    late = kept.midpoint < today
    far = short_day(words, kept.midpoint) if late else how_far(words, kept.midpoint, today)
    mark = Mark.LATE if late else Mark.NOW if kept.midpoint == today else None
    return Line(Row("round", kept.id), text, far, mark=mark, indent=0 if mark else 2)


MARGIN = 3
"""Cells beside a large number."""
GROUP = 5
"""Ticks stand in fives, so that one sees how many there are."""


def drawn(ticks: int, homes: int) -> str:
    """Return a tick for each home that was contacted and a dot for each that waits, in groups of five."""
    signs = Mark.DONE.sign * ticks + Mark.LATER.sign * (homes - ticks)
    return " ".join(signs[at : at + GROUP] for at in range(0, homes, GROUP))


def class_lines(words: Words, classes: Iterable[ClassContacts], today: date) -> Iterator[Line[Row]]:
    """Yield this year's classes with their ticks, or those of last year to take over."""
    classes = tuple(classes)
    ours = of_year(classes, today)
    for each in ours:
        count = len(ticks_of(each, today))
        said = words("{count} of {homes}", count=count, homes=each.homes)
        ticks = drawn(count, each.homes)
        there = ticks.rstrip(f"{Mark.LATER} ")
        label = Span(f"{each.label:<12} ", "heading")
        yield Line(Row("class", each.id), ticks[len(there) :], said, "quiet", spans=(label, Span(there, "plan")))
    if not ours:
        yield from _of_last_year(words, classes, today)


def reached_rows(words: Words, count: Reached, width: int) -> tuple[tuple[Span, ...], ...]:
    """Return how many homes have heard something good, in large letters and as a bar; nothing without a class."""
    if not count.homes:
        return ()
    large = letters(f"{count.ticks}", width)
    room = max(1, min(width, LIST_MEASURE) - cell_len(large[0]) - 2 * MARGIN)
    of_all = words.many(
        "of {count} home has heard something good from us", "of {count} homes have heard something good from us",
        count.homes,
    )  # fmt: skip
    beside: tuple[tuple[Span, ...], ...] = ((Span(of_all),), meter(count.ticks, count.homes, room), ())
    between = Span(" " * MARGIN)
    return tuple((Span(row, "plan"), between, *spans) for row, spans in zip(large, beside, strict=True))


def _of_last_year(words: Words, classes: tuple[ClassContacts, ...], today: date) -> Iterator[Line[Row]]:
    last = max((each.made for each in classes if each.made < school_year(today).first), default=None)
    earlier = of_year(classes, last) if last else ()
    if not earlier:
        yield Line("", words("No class here yet."))
        yield Line(Row("new"), words("Press n to add one: its label and how many homes it has."))
    for each in earlier:
        yield Line(
            Row("last-year", each.id), f"{each.label:<12} {each.homes}", words("↵ take along into this year"), "quiet"
        )


def term_name(words: Words, today: date) -> str:
    """Return which term it is, such as `autumn 2026`."""
    if term_of(today) is Term.AUTUMN:
        return words("autumn {year}", year=today.year)
    return words("spring {year}", year=today.year)


def contact_lines(words: Words, count: Reached, width: int = 0) -> Iterator[Line[Row]]:
    """Yield how far the first contacts have come as a row of Today, its name so wide; nothing without a class."""
    if not count.homes:
        return
    text = words("{count} of {homes} homes", count=count.ticks, homes=count.homes)
    mark = Mark.DONE if count.ticks == count.homes else None
    name = words("First good contact").ljust(width)
    bar = (Span(f"{name} "), *meter(count.ticks, count.homes, METER), Span("  "))
    yield Line(Row("contacts"), text, mark=mark, indent=0 if mark else 2, spans=bar)
