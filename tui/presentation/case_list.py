"""The case list as rows: code and title, a mark and words for the state, what it is about, how long it has waited."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from storage.content.themes import themes
from storage.domain.case.case import Case, CaseState, Kind
from storage.domain.views.case_list import Listed, Sought, Standpoint
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.look.signs import Mark
from tui.presentation.lines import Line

MARKS = {
    CaseState.PARKED: Mark.PARKED,
    CaseState.LIFTED: Mark.LIFTED,
    CaseState.HANDED_OVER: Mark.PASSED_ON,
    CaseState.CLOSED: Mark.DONE,
}
HEADINGS = {
    Standpoint.STEPLESS: N_("Open, without a next step"),
    Standpoint.UNDER_WAY: N_("Open, under way"),
    Standpoint.RESTING: N_("The others, newest first"),
}
LONGEST_THEME = 18
"""Characters; what stands to the right must leave room for the title."""
LONGEST_REMARK = 38
"""Characters that have room beside a title in 64 columns; a longer remark would be left out, and the state with it."""


def case_rows(words: Words, rows: Iterable[Listed]) -> Iterator[Line[str]]:
    """Yield the rows under their headings; nothing of a case but code, title, state, themes and waiting."""
    names = themes(words.language)
    for standpoint, group in groupby(rows, key=lambda row: row.standpoint):
        members = list(group)
        yield Line("", words(HEADINGS[standpoint]), f"{len(members)}", "heading")
        yield from (case_row(words, names, row) for row in members)


def case_row(words: Words, names: Mapping[str, str], row: Listed) -> Line[str]:
    """Return one case."""
    case = row.case
    more = f" +{len(case.themes) - 1}" if len(case.themes) > 1 else ""
    state = waiting(words, row.waited) if case.is_open else label(words, case.state)
    room = min(LONGEST_THEME, LONGEST_REMARK - len(f"{more} · {state}"))
    about = shorten(names.get(case.themes[0], case.themes[0]), room) if case.themes else ""
    remark = " · ".join(filter(None, (about + more, state)))
    mark = MARKS.get(case.state)
    return Line(case.code, titled(words, case), remark, "quiet" if mark else "plain", mark, 0 if mark else 2)


def shorten(text: str, longest: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def titled(words: Words, case: Case) -> str:
    """Return a case's code and title."""
    success = f"{label(words, Kind.SUCCESS)}: " if case.kind is Kind.SUCCESS else ""
    return f"{case.code}  {success}{case.title}"


def waiting(words: Words, days: int) -> str:
    """Return how long a case has waited."""
    return words.many("{count} day", "{count} days", days) if days else words("today")


def sought_line(words: Words, sought: Sought, shown: int, count: int) -> str:
    """Return the active filters in one line, and how many cases they leave."""
    names = themes(words.language)
    parts = [
        label(words, sought.state) if sought.state else "",
        names.get(sought.theme, sought.theme),
        sought.year.name if sought.year else "",
        f"«{sought.words}»" if sought.words else "",
    ]
    said = " · ".join(filter(None, parts))
    if not said:
        return words.many("{count} case", "{count} cases", count)
    return words("Only {filters}: {shown} of {count} · Esc shows all", filters=said, shown=shown, count=count)
