"""The head of a meeting, row by row: the phase, one question, who speaks, it folds while one writes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rich.cells import cell_len, set_cell_size
from textual.geometry import Size

from tui.i18n.words import Words
from tui.look.bars import named_bar, piece_of_time, strip
from tui.look.letters import HEIGHT, letters
from tui.look.panels import TEXT_MEASURE, has_frames, rule
from tui.look.signs import Role, Span, text_of
from tui.presentation.lines import Track
from tui.presentation.meeting import Picture
from tui.presentation.rows import as_fits, wrapped
from tui.widgets.clock import CLOCK_WIDTH

LOW, NARROW = 24, 80
"""Rows and columns below which a screen is small."""
TALL = 30
"""Rows from which the question has room in large letters."""
LARGEST = 2
"""Lines of large letters that a question may take; a longer one is bold, in a frame."""
LEAST_BELOW = 11
"""Rows that what is said, the field and the keys need below the head."""
SENTENCES = re.compile(r"(?<=[.?!]) ")
FRAMED = 4
"""Cells of a framed question besides its text."""
LONGEST_STRIP = 48
RULED = 13
"""Cells of a rule besides its title and its state."""
LEAST_OF_CASE = 12
"""Cells of a case's name that are enough to know it by."""
Cells = tuple[Span, ...]


@dataclass(frozen=True)
class HeadState:
    """What changes while a phase goes on: when it will end, who does what, which question, whether one writes."""

    ends: Span
    who: str = ""
    asked: int = 0
    writes: bool = False
    steers: bool = True
    """Whether its keys steer the meeting: nobody writes, and nothing is asked in front of it."""


def head_rows(words: Words, picture: Picture, moment: HeadState, size: Size) -> tuple[Cells, ...]:
    """Return the rows of the head, the bar first; beside those below it stands the clock."""
    if not moment.steers:
        speaker = tuple(span for span in picture.speaker if span.role != "faint")
        picture = replace(picture, follows="", speaker=speaker)
    return tuple((_wide if has_frames(size.width) else _narrow)(words, picture, moment, size))


def clock_row(picture: Picture, moment: HeadState, size: Size) -> int:
    """Return the row at which the clock begins: below a question in large letters that needs the whole width."""
    if has_frames(size.width):
        return 3
    large = _large_question(picture, moment, size)
    return 1 + len(large) * _is_across(large, size)


def _is_across(rows: Iterable[str], size: Size) -> bool:
    return any(cell_len(row.rstrip()) > size.width - CLOCK_WIDTH - 2 for row in rows)


def _large_question(picture: Picture, moment: HeadState, size: Size) -> tuple[str, ...]:
    """Return the question in large letters, where nobody writes and what is said keeps its rows; else nothing."""
    room = size.height - LEAST_BELOW - 1 - bool(picture.case)
    question, beside = _question(picture, moment), size.width - CLOCK_WIDTH
    below = 0 if picture.is_opening else HEIGHT + 1
    ways = [(lead, large, way) for lead, large in _parted(question) for way in ((beside, 2), (size.width, below))]
    drawn = ((_set_large(lead, large, width - 2), rest) for lead, large, (width, rest) in ways)
    fits = (rows for rows, rest in drawn if rows and len(rows) + rest <= room)
    return next(fits, ()) if not (moment.writes or picture.is_answered) else ()


def _parted(question: str) -> tuple[tuple[str, str], ...]:
    """Return a question whole, then what it is said with and what is asked."""
    *before, asked = SENTENCES.split(question)
    return ("", question), (" ".join(before), asked)


def _set_large(lead: str, asked: str, width: int) -> tuple[str, ...]:
    """Return a question in large letters, what it is said with in ink; nothing where it takes too many lines."""
    rows = letters(asked, width)
    return (*(wrapped(lead, width) if lead else ()), *rows) if len(rows) <= HEIGHT * LARGEST else ()


def _narrow(words: Words, picture: Picture, moment: HeadState, size: Size) -> Iterator[Cells]:
    yield _bar(picture, moment, size.width)
    large = _large_question(picture, moment, size)
    others = _others(words, picture, moment)
    if large:
        yield from (_indented(row, "ask") for row in large)
        if _is_across(large, size) and not picture.is_opening:
            yield from _beside_clock(picture, others, size.width - CLOCK_WIDTH - 1)
        else:
            rows = (_joined(_speaker(picture), others), _rule(picture, size.width - 1))
            yield from (_fitting(each, size.width) for each in rows if each)
    elif (picture.turn or size.height >= LOW) and not (moment.writes or picture.is_answered):
        yield from _framed_question(picture, _question(picture, moment), others, size)
    else:
        yield from _in_ink(words, picture, moment, size)
        return
    yield from _case(picture, size.width)


def _beside_clock(picture: Picture, others: Cells, room: int) -> Iterator[Cells]:
    """Yield as many rows as the clock has: whose turn it is, large, with the rule beside it, and what is said of it."""
    turn = letters(picture.turn, room)[:HEIGHT]
    left = cell_len(turn[0]) + FRAMED if turn else 0
    rule = as_fits(picture.rule or picture.follows, room - left - 1, HEIGHT - bool(others))
    beside = [*(_indented(row, "quiet") for row in rule), *filter(None, (others,))]
    if not turn:
        beside = [each for each in (_speaker(picture), *beside) if each]
    for place in range(HEIGHT + (not turn)):
        large = (*_indented(turn[place], "plan"), Span(" " * (FRAMED - 1))) if turn else ()
        yield (*large, *(_fitting(beside[place], room - left) if place < len(beside) else ()))
    if turn:
        yield _fitting(picture.below_turn, room)


def _framed_question(picture: Picture, question: str, others: Cells, size: Size) -> Iterator[Cells]:
    """Yield whose turn it is, large, then the question framed, or in bold ink; where it is nobody's, beside the clock.

    The name of the phase stands in the bar: what a room must see is what it is asked.
    """
    beside, small = size.width - CLOCK_WIDTH - 1, size.height < LOW
    turn, width = letters(picture.turn, beside)[:HEIGHT], size.width - 2 if picture.turn else beside - 1
    speaker = picture.below_turn if turn else _speaker(picture)
    both = _joined(speaker, others)
    if cell_len(text_of(both)) <= beside:
        speaker, others = both, ()
    rows = wrapped(question, min(width if small else width - FRAMED, TEXT_MEASURE))
    asked = tuple(_indented(row, "ask") for row in (rows if small else _framed(rows, width)))
    room = size.height - LEAST_BELOW - 2 - len(asked) - len(turn)
    rule = () if small or room < HEIGHT else (_rule(picture, size.width - 2 if turn else beside),)
    said = [_fitting(each, beside) for each in (speaker,) if each]
    yield from (*(_indented(row, "plan") for row in turn), *(said or [()]), *asked) if turn else (*asked, *said)
    yield from (_fitting(each, size.width) for each in (*rule, others) if each)


def _framed(rows: Iterable[str], width: int) -> Iterator[str]:
    yield f"┏{'━' * (width - 2)}┓"
    yield from (f"┃ {set_cell_size(row, width - FRAMED)} ┃" for row in rows)
    yield f"┗{'━' * (width - 2)}┛"


def _in_ink(words: Words, picture: Picture, moment: HeadState, size: Size) -> Iterator[Cells]:
    """Yield the question in bold ink, as low as it goes: somebody writes, or it is answered."""
    small = size.height < LOW or size.width < NARROW
    least = 0 if picture.is_opening else HEIGHT if moment.writes else HEIGHT + 1
    most = least if moment.writes or small else HEIGHT + 2
    beside = size.width - CLOCK_WIDTH - 1
    case = _case(picture, beside if moment.writes and small else size.width)
    inside = case if moment.writes and small else ()
    said = tuple(_said(words, picture, moment, beside - 1, most - len(inside)))
    yield from (*said, *(((),) * (least - len(inside) - len(said))), *inside)
    if not inside:
        yield from case


def _said(words: Words, picture: Picture, moment: HeadState, width: int, room: int) -> Iterator[Cells]:
    """Yield the question whole, then as much of the rest as there is room for, what matters most first."""
    asked = tuple(_indented(row, "ask") for row in wrapped(_question(picture, moment), min(width, TEXT_MEASURE)))
    speaker, others = _speaker(picture), _others(words, picture, moment)
    fixed = tuple(_fitting(each, width) for each in (speaker, others) if each)[: max(0, room - len(asked))]
    rule = as_fits(picture.rule or picture.follows, width - 1, room - len(asked) - len(fixed))
    said = tuple(_indented(row, "quiet") for row in rule)
    yield from (*asked, *fixed[: bool(speaker)], *said, *fixed[bool(speaker) :])


def _wide(words: Words, picture: Picture, moment: HeadState, size: Size) -> Iterator[Cells]:
    yield _spread(Span(picture.title, "heading"), Span(picture.follows or moment.who, "quiet"), size.width)
    yield from _named_strip(picture.track, moment.ends, size.width)
    room = size.width - CLOCK_WIDTH - 4
    large = next(filter(None, (_set_large(*part, room) for part in _parted(_question(picture, moment)))), ())
    if large and size.height >= TALL:
        asked = tuple(_indented(row, "ask") for row in large)
    else:
        asked = tuple(_indented(row, "ask") for row in wrapped(_question(picture, moment), TEXT_MEASURE))
    others = _others(words, picture, moment)
    rule = _rule(picture, room - cell_len(text_of(others)) - 3)
    rest = () if moment.writes else (_joined(rule, others),)
    below = tuple(_fitting(each, room) for each in (_speaker(picture), *rest) if each)
    least = 0 if picture.is_opening else HEIGHT + 1 - len(asked) - len(below)
    alarm = _case(picture, size.width) if picture.alarmed else ()
    yield from (*asked, *below, *(((),) * least), *alarm)


def _question(picture: Picture, moment: HeadState) -> str:
    return picture.prompts[moment.asked % len(picture.prompts)]


def _speaker(picture: Picture) -> Cells:
    return (Span(" "), *picture.speaker) if picture.speaker else ()


def _rule(picture: Picture, width: int) -> Cells:
    said = as_fits(picture.rule or picture.follows, width, 1)
    return _indented(said[0], "quiet") if any(said) else ()


def _others(words: Words, picture: Picture, moment: HeadState) -> Cells:
    """Return which of several questions this is, and how one comes to the next."""
    count = len(picture.prompts)
    if count == 1 or moment.writes:
        return ()
    number = moment.asked % count + 1
    here = words("question {number} of {count}", number=number, count=count)
    key = words("f first") if number == count else words("f next")
    return _indented(" · ".join((here, key) if moment.steers else (here,)), "faint")


def _joined(first: Cells, second: Cells) -> Cells:
    return (*first, Span("  "), *second) if first and second else first or second


def _case(picture: Picture, width: int) -> tuple[Cells, ...]:
    """Return the rule below the head: themes give way to the case, which gives way to a count, as far as it begins."""
    if not picture.case:
        return ()
    room = width - cell_len(picture.state) - RULED
    if not (picture.count or picture.alarmed):
        return (rule(picture.case, picture.themes, width),)
    state = picture.state if room >= LEAST_OF_CASE else picture.count if picture.alarmed else ""
    (*row, end) = rule(_shortened(picture.case, room) if state else picture.case, state, width)
    alarm = Span(f" {state}", "safety")
    return ((*(alarm if picture.alarmed and text.strip() == state else Span(text, role) for text, role in row), end),)


def _bar(picture: Picture, moment: HeadState, width: int) -> Cells:
    """Return the phase, the meeting's time as a strip, and when it ends; the strip gives way first."""
    name = Span(f" {picture.phase or picture.title}", "ask" if picture.phase else "heading")
    ends = Span(f"{moment.ends.text} ", moment.ends.role)
    room = width - cell_len(name.text) - cell_len(ends.text) - 4
    if room < len(picture.track.halts) or not picture.track.halts:
        return _spread(name, moment.ends, width)
    drawn = strip([halt.minutes for halt in picture.track.halts], min(room, LONGEST_STRIP), picture.track.here)
    gap = width - sum(cell_len(span.text) for span in (name, *drawn, ends))
    return (name, Span(" " * (gap // 2)), *drawn, Span(" " * (gap - gap // 2)), ends)


def _named_strip(track: Track, ends: Span, width: int) -> Iterator[Cells]:
    """Yield the meeting's time, and the names of its phases below; each as wide as its minutes, or as its name."""
    if not track.halts:
        return
    room = width - cell_len(ends.text) - 6
    roles: tuple[Role, ...] = tuple("ask" if halt.here else "quiet" for halt in track.halts)
    signs = (piece_of_time(place, track.here) for place in range(len(track.halts)))
    pieces = [
        (halt.minutes, sign, Span(halt.name, role)) for halt, sign, role in zip(track.halts, signs, roles, strict=True)
    ]
    named = named_bar(pieces, room)
    if named is None:
        yield (Span("  "), *strip([halt.minutes for halt in track.halts], room, track.here), Span("  "), ends)
        yield _indented(next((halt.name for halt in track.halts if halt.here), ""), "ask")
        return
    bar, names = named
    yield (Span("  "), *bar, Span("  "), ends)
    yield (Span("  "), *names)


def _spread(left: Span, right: Span, width: int) -> Cells:
    room = max(0, width - cell_len(right.text) - 4)
    shown = (
        left.text.strip() if cell_len(left.text.strip()) <= room else f"{set_cell_size(left.text.strip(), room - 1)}…"
    )
    return (Span(" "), Span(set_cell_size(shown, room + 1), left.role), Span(f" {right.text} ", right.role))


def _shortened(text: str, room: int) -> str:
    """Return the beginning of a text in so many cells, with an ellipsis where it goes on."""
    return text if cell_len(text) <= room else f"{set_cell_size(text, max(0, room - 1))}…"


def _indented(text: str, role: Role) -> Cells:
    return (Span(" "), Span(text, role))


def _fitting(spans: Cells, width: int) -> Cells:
    """Return a row in so many cells: the key that does it gives way, then the end of what stands there."""
    if cell_len(text_of(spans)) <= width:
        return spans
    if spans[-1].role == "faint" and len(spans) > 1:
        return _fitting(spans[:-1], width)
    shown, left = list[Span](), width - 1
    for text, role in spans:
        shown.append(Span(set_cell_size(text, min(left, cell_len(text))), role))
        left -= cell_len(shown[-1].text)
    return (*shown, Span("…", "quiet"))
