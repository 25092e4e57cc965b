"""What a whole room must see: a few words in large letters with what they are about, and everybody's number."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from statistics import median

from storage.domain.meeting.meeting import Meeting
from storage.domain.plan.plan import HIGHEST
from tui.i18n.words import N_, Words
from tui.look.bars import dots
from tui.look.letters import HEIGHT, PIXELS, huge_letters, letters
from tui.look.signs import Mark, Role, Span
from tui.presentation.aloud import without_signs
from tui.presentation.lines import Line
from tui.screens.meeting.stages.stage import StageKey

WIDTH = 58
"""Cells for large letters that fit on the smallest screen."""
INDENT = 2
DOT_CELL = 4
"""Cells of a number on the line: all of them fit on the smallest screen, and beside what was decided."""
APART = ((2, N_("close together")), (4, N_("some way apart")), (HIGHEST, N_("far apart")))
"""What is said of numbers that lie at most so far from each other."""
SENTENCE = 2
"""Lines of large letters that what was agreed may take."""


def card_lines(
    key: StageKey,
    large: str,
    text: str,
    below: str = "",
    beside: Sequence[Span] = (),
    role: Role = "plan",
    *,
    most: int = 0,
    huge: int = 0,
) -> tuple[Line[StageKey], ...]:
    """Return a card that is marked as one: large words with up to three remarks `beside` them, the text, a remark.

    The text is large too where it takes at most so many lines of large letters; the words are of whole blocks where
    they fit in `huge` cells, and the remarks stand below.
    """
    rows = huge_letters(large, huge, PIXELS) if huge else ()
    if len(rows) > HEIGHT:
        below = " · ".join(filter(None, (*(each.text for each in beside), below)))
    whole = ((Span(row, role),) for row in (*rows, ""))
    first, *others = whole if len(rows) > HEIGHT else _large_rows(large, beside, role)
    said = " · ".join(filter(None, (large, *(without_signs((each,)) for each in beside))))
    return (
        Line(key, "", spans=first, indent=INDENT, aloud=said),
        *(Line("", "", spans=row, indent=INDENT, aloud="") for row in others),
        *((Line[StageKey]("", text, look="heading", indent=INDENT, large=most),) if text else ()),
        *((Line("", below, look="quiet", indent=INDENT),) if below else ()),
    )


def _large_rows(large: str, beside: Sequence[Span], role: Role) -> Iterator[tuple[Span, ...]]:
    """Yield the rows of the large words; in bold where they need more than one line of letters."""
    drawn = letters(large, WIDTH)
    if len(drawn) != HEIGHT:
        drawn = ("", large, "")
        role = "heading"
    for row, remark in zip_longest(drawn, beside, fillvalue=Span("")):
        yield (Span(f"{row}", role), *((Span("   "), remark) if remark.text else ()))


def spread_lines(words: Words, numbers: Sequence[int]) -> tuple[Line[str], ...]:
    """Return the dots above their line, then the middle and how far apart they lie."""
    said = " – ".join(filter(None, spread_said(words, numbers)))
    return (*dot_lines(numbers), Line("", said, indent=INDENT))


def dot_lines(numbers: Sequence[int]) -> Iterator[Line[str]]:
    """Yield a dot for each number above its place on a line."""
    *drawn, scale = dots(numbers, HIGHEST, DOT_CELL)
    yield from (Line("", "", spans=(Span(row, "focus"),), indent=INDENT, aloud="") for row in drawn)
    yield Line("", "", spans=(Span(scale, "quiet"),), indent=INDENT, aloud="")


def spread_said(words: Words, numbers: Sequence[int]) -> tuple[str, str]:
    """Return what is said of the middle of some numbers, and of how far apart several lie."""
    lowest, highest, middle = min(numbers), max(numbers), words.number(float(median(numbers)))
    apart = next(said for most, said in APART if highest - lowest <= most)
    between = words("the middle is {middle}, from {lowest} to {highest}", middle=middle, lowest=lowest, highest=highest)
    return (between, words(apart)) if len(numbers) > 1 else (words("{number} from one", number=lowest), "")


def round_lines(words: Words, meeting: Meeting) -> tuple[Line[str], ...]:
    """Return whose turn it is so that a room sees it, who comes then, and everybody's place in the round."""
    present, done = meeting.in_turn, meeting.has_been_round
    if not present:
        return ()
    place = len(present) if done else meeting.turn
    state = words("{number} of {count}", number=min(place + 1, len(present)), count=len(present))
    return (
        Line("", words("Whose turn it is"), state, "heading"),
        Line("", ""),
        *(_all_heard(words) if done else _turn(words, present, place)),
        Line("", ""),
        Line("", "", spans=tuple(_faces(present, place)), indent=INDENT, aloud=""),
        *(() if done else _keys(words)),
    )


def _faces(present: Sequence[str], place: int) -> Iterator[Span]:
    """Yield everybody, and whether their turn has been, is now or comes."""
    for at, alias in enumerate(present):
        mark = Mark.DONE if at < place else Mark.NOW if at == place else Mark.LATER
        yield from (mark.span, Span(f" {alias} ", "ask" if mark is Mark.NOW else "quiet"), Span("  "))


def _turn(words: Words, present: Sequence[str], place: int) -> Iterator[Line[str]]:
    """Yield the name of who speaks, and beside it who comes then, smaller."""
    drawn, then = huge_letters(present[place], WIDTH), present[place + 1 : place + 2]
    said = [present[place], *(words("then {people}", people=each) for each in then)]
    beside = ["", *(words("then {people}", people="").strip() for _ in then), *letters("".join(then), WIDTH // 2)]
    for at, row in enumerate(drawn):
        next_one = (Span("     "), Span(beside[at], "quiet")) if at < len(beside) and beside[at] else ()
        yield Line("", "", spans=(Span(row, "ask"), *next_one), indent=INDENT, aloud="" if at else " · ".join(said))


def _keys(words: Words) -> Iterator[Line[str]]:
    drawn, said = words("t next, also to pass · ↵ writes what was said"), words("press t for the next")
    yield Line("", drawn, look="quiet", indent=INDENT, aloud=said, keys=True)


def _all_heard(words: Words) -> Iterator[Line[str]]:
    yield Line("", words("All have had their turn."), look="plan", mark=Mark.DONE, indent=INDENT)
    yield Line("", words("Press n to go on."), look="quiet", indent=INDENT, keys=True)
