"""Cases and agreements from afar: rows with code and title, state and waiting; and how far one has come on its path."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from storage.content.names import themes
from storage.domain.calendar import local_day
from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.case import Case, CaseState, Kind, Step
from storage.domain.case.standing import held_steps, missing_step
from storage.domain.views.book import Book
from storage.domain.views.case_list import Listed, Sought, Standpoint
from tui.i18n.labels import agreed_beside, label, rating_text
from tui.i18n.words import N_, Words
from tui.look.signs import Mark, Span
from tui.presentation.lines import BLANK, Line, Paragraph, Row, Stop

SHORT = {
    Step.SITUATION: N_("Story"), Step.CLARIFICATION: N_("Facts"), Step.WANTED: N_("Wanted"),
    Step.EXCEPTIONS: N_("Better"), Step.VIEWS: N_("Others"), Step.IDEAS: N_("Ideas"), Step.FIRST_STEP: N_("Step"),
    Step.LESSON: N_("Lesson"),
}  # fmt: skip
"""The steps' names where there is room for eight of them in a line."""
FILLED, BARE = "┃", "┆"
"""Leads from one step down to the next: both hold something, or not."""
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


def case_rows(words: Words, rows: Iterable[Listed], today: date, *, themed: bool) -> Iterator[Line[str]]:
    """Yield the rows under their headings; nothing of a case but code, title, state, waiting, and themes if wanted."""
    names = themes(words.language)
    for standpoint, group in groupby(rows, key=lambda row: row.standpoint):
        members = list(group)
        yield Line("", words(HEADINGS[standpoint]), f"{len(members)}", "heading")
        yield from (case_row(words, names, row.case, today, row.case.themes if themed else ()) for row in members)


def case_row(words: Words, names: Mapping[str, str], case: Case, today: date, about_what: Sequence[str]) -> Line[str]:
    """Return one case, with the first of its themes that are told."""
    more = f" +{len(about_what) - 1}" if len(about_what) > 1 else ""
    state = open_since(words, case, today)
    room = min(LONGEST_THEME, LONGEST_REMARK - len(f"{more} · {state}"))
    about = shorten(names.get(about_what[0], about_what[0]), room) if about_what else ""
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


def case_head(words: Words, case: Case) -> Iterator[Paragraph]:
    """Yield what a case is called, its themes, and since when it is whose."""
    names = themes(words.language)
    yield Paragraph(f"{case.code} {case.title}", "heading")
    yield Paragraph(" · ".join(names.get(theme, theme) for theme in case.themes), "quiet")
    state = f"{label(words, case.state)} · " + words("opened {day}", day=words.weekday(case.opened))
    yield Paragraph(f"{state} · {case.owner}" if case.owner else state)
    yield BLANK


def sought_line(words: Words, sought: Sought, shown: int, count: int) -> str:
    """Return the active filters in one line, and how many cases they leave."""
    names = themes(words.language)
    parts = [
        label(words, sought.state) if sought.state else "",
        names.get(sought.theme, sought.theme),
        sought.year.span if sought.year else "",
        words.quoted(sought.words) if sought.words else "",
    ]
    said = " · ".join(filter(None, parts))
    if not said:
        return words.many("{count} case", "{count} cases", count)
    return words("Only {filters}: {shown} of {count} · Esc shows all", filters=said, shown=shown, count=count)


def open_since(words: Words, case: Case, today: date) -> str:
    """Return for how long a case has been open, or what has become of it."""
    if not case.is_open:
        return label(words, case.state)
    days = max(0, (today - case.opened).days)
    return words.many("open {count} day", "open {count} days", days) if days else words("opened today")


def stops(words: Words, case: Case, agreements: int = 0) -> tuple[Stop, ...]:
    """Return the path's steps with what each holds; a case's agreements are its first steps."""
    missing = missing_step(case, agreements)
    held_at = held_steps(case, agreements).items()
    return tuple(Stop(words(SHORT[step]), held, step is missing) for step, held in held_at)


def drawn_path(words: Words, case: Case, agreements: int) -> Iterator[Paragraph]:
    """Yield the path from above: each step with its day or count, and how one step leads to the next."""
    missing = missing_step(case, agreements)
    held_at = held_steps(case, agreements)
    steps = list(held_at)
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        held, is_next = held_at[step], step is missing
        mark = Mark.NEXT if is_next and not held else Mark.THERE if held else Mark.MISSING
        yield Paragraph(label(words, step), "ask" if is_next else "plain" if held else "faint", mark=mark)
        leads = FILLED if held and after and held_at[after] else BARE if after else " "
        line = (Span(leads, "plan" if leads == FILLED else "line"), Span(" "))
        yield Paragraph(_held_text(words, case, step, held), "quiet" if held else "faint", column=line)
        if after:
            yield Paragraph("", column=line)


def _held_text(words: Words, case: Case, step: Step, held: int) -> str:
    days = [local_day(entry.at) for entry in case.entries if entry.step is step]
    if held == 1 and days:
        return words.day(days[0])
    return f"{held}" if held else words("nothing yet")


def alarm_line(words: Words, case: Case) -> Line[Row]:
    """Return that a pupil may not be safe and nobody has been told yet."""
    nobody = words("nobody has been told yet")
    return Line(Row("alarm", case.code), f"{case.code}: {nobody}", words("↵ open it"), "safety", Mark.ALARM)


def answer_line(words: Words, case: Case) -> Line[Row]:
    """Return that the leadership has answered."""
    answered = words("{code}: the leadership has answered", code=case.code)
    return Line(Row("answer", case.code), answered, words("↵ open it"), "plan", Mark.NOW)


def case_line(words: Words, case: Case, today: date) -> Line[Row]:
    """Return a case with how long it has been open."""
    days = (today - case.opened).days
    waited = words.many("open {count} day", "open {count} days", days) if days else words("opened today")
    return Line(Row("case", case.code), f"{case.code} {case.title}", waited, indent=2)


def case_text(words: Words, case: Case) -> Iterator[Paragraph]:
    """Yield a case's title and themes; the rest waits until somebody opens it."""
    names = themes(words.language)
    yield Paragraph(f"{case.code} {case.title}", "heading")
    if case.themes:
        yield Paragraph(", ".join(names.get(theme, theme) for theme in case.themes))
    yield Paragraph(words("opened {day}", day=words.weekday(case.opened)))
    yield Paragraph(words("↵ opens the case"), "quiet")


def agreement_text(words: Words, book: Book, agreement: Agreement) -> Iterator[Paragraph]:
    """Yield an agreement with its case and what was said about it."""
    yield Paragraph(agreement.what, "heading")
    buddy = words("buddy {alias}", alias=agreement.buddy) if agreement.buddy else ""
    yield Paragraph(" · ".join(filter(None, (agreement.owner, buddy))))
    yield Paragraph(words("due {day}", day=words.weekday(agreement.due)))
    if agreement.review:
        yield Paragraph(words("did it help? {day}", day=words.weekday(agreement.review)))
    if agreement.cue:
        yield Paragraph(words("When {cue}", cue=agreement.cue))
    yield from map(Paragraph, agreed_beside(words, agreement))
    if case := book.find_case(agreement.case):
        yield Paragraph(f"{case.code} {case.title}", "quiet")
    for rating in agreement.ratings:
        yield from _rating(words, rating)


def _rating(words: Words, rating: Rating) -> Iterator[Paragraph]:
    yield Paragraph(rating_text(words, rating))
    if rating.note:
        yield Paragraph(rating.note, "quiet", indent=2)
