"""The plan as rows: groups that open, and the practices of those that are open."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from rich.cells import cell_len

from storage.domain.plan.plan import Practice
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.presentation.lines import Line
from tui.presentation.plan_groups import DONE, IDEA, LATE, LEGEND, RETIRED, Group, PracticeSigns
from tui.presentation.wrapping import wrapped

LOOKS = {DONE: "good", LATE: "late", IDEA: "dim", RETIRED: "dim"}
OPEN, FOLDED = "−", "+"
MONTH_WIDTH = 11
NARROWEST = 20


def plan_lines(
    words: Words,
    groups: Sequence[Group],
    opened: Collection[str],
    signs: PracticeSigns,
    *,
    wheel: bool,
    with_tiers: bool = False,
) -> tuple[Line, ...]:
    """Return the rows; keys are `group:KEY` and `practice:ID`; both tiers can stand below each practice."""
    found = (_group_lines(words, group, opened, signs, wheel=wheel, with_tiers=with_tiers) for group in groups)
    return tuple(line for lines in found for line in lines)


def _group_lines(
    words: Words, group: Group, opened: Collection[str], signs: PracticeSigns, *, wheel: bool, with_tiers: bool
) -> Iterator[Line]:
    is_open = group.key in opened
    fold = (OPEN if is_open else FOLDED) if group.practices else " "
    title = _month_title(group, is_open=is_open) if wheel else group.title
    marks = "".join(signs.of(practice) for practice in group.practices)
    again = signs.again_of(group.practices)
    yield Line(f"group:{group.key}", f"{fold} {title}", " ".join(filter(None, (group.remark, marks, again))), "heading")
    for practice in group.practices if is_open else ():
        yield _practice_line(words, practice, signs, wheel=wheel)
        if with_tiers:
            yield from _tier_lines(words, practice)


def _month_title(group: Group, *, is_open: bool) -> str:
    titles = "" if is_open else " · ".join(practice.title for practice in group.practices)
    return f"{group.title:<{MONTH_WIDTH}}{titles}"


def _practice_line(words: Words, practice: Practice, signs: PracticeSigns, *, wheel: bool) -> Line:
    sign = signs.of(practice)
    remarks = (practice.owner if wheel else words.month(practice.month), label(words, practice.state))
    right = " ".join(filter(None, (" · ".join(filter(None, remarks)), signs.again_of([practice]))))
    return Line(f"practice:{practice.id}", f"    {sign} {practice.title}", right, LOOKS.get(sign, "plain"))


def _tier_lines(words: Words, practice: Practice) -> Iterator[Line]:
    """Yield both tiers, a row each: what is in them is seen at a glance, and read on the practice's own page."""
    if practice.minimum:
        yield Line("", "      " + words("■ all: {text}", text=practice.minimum), look="dim")
    if practice.room:
        yield Line("", "      " + words("□ free: {text}", text=practice.room), look="dim")


def rows_when_open(groups: Iterable[Group], *, each: int = 1) -> int:
    """Return how many rows the plan takes with every group open and so many rows for each practice."""
    return sum(1 + each * len(group.practices) for group in groups)


def legend(words: Words, room: int) -> str:
    """Return what the signs mean, as many as there are cells for."""
    told = [f"{sign} {words(name)}" for sign, name in LEGEND]
    while told and cell_len("  ".join(told)) > room:
        told.pop()
    return "  ".join(told)


def empty_lines(words: Words, areas: int, practices: int, width: int) -> tuple[Line, ...]:
    """Return what stands in place of an empty plan: what it is for, and the one key that gets one further."""
    about = words(
        "A peacetime plan is what you agree on while nothing burns: what all of you always do, and what anyone may do."
    )
    start = words("t  Start from the template: {areas} areas, {practices} practices", areas=areas, practices=practices)
    after = words("Each is an idea until you agree on it. Press u to take it all back.")
    room = max(NARROWEST, width - 3)
    return (
        Line("", words("The plan is empty"), look="heading"),
        *(Line("", row) for row in wrapped(about, room)),
        Line("", ""),
        Line("template", start),
        Line("file", words("i  Take in a plan you already have, from a file")),
        *(Line("", row, look="dim") for row in wrapped(after, room)),
    )
