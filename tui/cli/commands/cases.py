"""`fredstid cases`: the case log as a list."""

from datetime import date

import click

from storage.content.names import themes
from storage.domain.calendar import local_day, school_year
from storage.domain.case.case import Case, CaseState, Kind
from storage.domain.errors import Refused
from storage.domain.people import SHARED
from storage.domain.views.book import Book
from storage.domain.views.case_list import Sought
from storage.steering.likeness import alike_cases
from tui.cli.asked import Asked
from tui.cli.choosing import chosen, chosen_theme, chosen_year, since_day
from tui.cli.command import ChoiceOption, command, option
from tui.cli.completing import complete_code, complete_theme, complete_year
from tui.cli.facts import case_facts, shared_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.desk.desk import Desk
from tui.i18n.labels import label, reason
from tui.i18n.words import N_, Words

TEXTS, TEXT_LINES = (2, 3), 3
"""Which columns of a row are texts, its title and themes, and how many lines one gets."""
MOST_ALIKE = 5
"""Cases that are said to be like another: further down it is single words."""


@command(
    "cases",
    help=N_("Open ones come first, the newest of them on top."),
    first=N_("all of them"),
    examples=(
        (N_("fredstid cases --open --theme homework"), N_("open ones about homework")),
        ("fredstid cases --year 2025-26 --json", N_("a school year's, for another program")),
        ("fredstid cases --overdue-for-deletion", N_("those that should be deleted by now")),
        ("fredstid cases --without-step --mine", N_("your own that wait for a next step")),
        (N_("fredstid cases --words 'break conflict'"), N_("those where both words stand")),
        ("fredstid cases --like 26-014", N_("those that are like a case, and why")),
    ),
)
@click.option("--open", "only_open", is_flag=True, help=N_("Only open cases."))
@click.option(
    "--state", cls=ChoiceOption, choices=CaseState, metavar=N_("STATE"), help=N_("Only those in one state: {choices}.")
)
@option(
    "--theme",
    "about",
    multiple=True,
    metavar=N_("THEME"),
    help=N_("Only cases about this, such as homework; given several times, about all of them."),
    shell_complete=complete_theme,
)
@option("--year", metavar=N_("YEAR"), help=N_("Only a school year's, such as 2026-27."), shell_complete=complete_year)
@click.option("--mine", is_flag=True, help=N_("Only your cases."))
@click.option("--without-step", "stepless", is_flag=True, help=N_("Only open cases without a next step."))
@option(
    "--since",
    metavar=N_("DAY"),
    help=N_("Only those in which something happened since a day, such as november or last week."),
)
@click.option("--overdue-for-deletion", "overdue", is_flag=True, help=N_("Only closed cases whose day to go has come."))
@option("--words", "text", metavar=N_("WORDS"), help=N_("Only cases where all these words stand."))
@option(
    "--like",
    metavar=N_("CODE"),
    help=N_("Those that are like a case, the likest first, and why."),
    shell_complete=complete_code,
)
@as_json
def cases(
    asked: Asked,
    only_open: bool,
    state: str | None,
    about: tuple[str, ...],
    year: str | None,
    text: str | None,
    mine: bool,
    stepless: bool,
    since: str | None,
    overdue: bool,
    like: str | None,
    as_json: bool,
) -> None:
    """Print the cases that are wanted."""
    desk, book = asked.desk, asked.desk.store.book()
    sought = _sought(desk, book, CaseState.OPEN if only_open else state, year)
    wanted = {chosen_theme(desk.words, theme) for theme in about}
    codes = saying(desk, book, text) if text and text.strip() else None
    among = narrowed(desk, book, mine=mine, stepless=stepless, since=since)
    fitting = (case for case in among if sought.holds(case) and wanted <= set(case.themes))
    found = sorted((case for case in fitting if codes is None or case.code in codes), key=lambda case: not case.is_open)
    if like is not None:
        _show_like(desk, book.case(like), found, as_json=as_json)
    elif overdue:
        show_overdue(desk, book, found, as_json=as_json)
    elif as_json:
        write_json([case_facts(case) for case in found])
    else:
        _show(desk, book, found)


def _show(desk: Desk, book: Book, found: list[Case]) -> None:
    """Print cases, or say why there are none."""
    write(*columns((_row(desk.words, case) for case in found), texts=TEXTS, most=TEXT_LINES))
    if not found:
        tell(desk.words("No case fits.") if book.cases else desk.words("There are no cases yet."))


def _show_like(desk: Desk, case: Case, among: list[Case], *, as_json: bool) -> None:
    """Print which of some cases are like one, each with the reason."""
    cases = {each.id: each for each in among}
    found = alike_cases(case, among)[:MOST_ALIKE]
    if as_json:
        write_json([case_facts(cases[each.card.id]) | {"shared": shared_facts(each)} for each in found])
        return
    rows = ((cases[each.card.id].code, in_line(each.card.title), reason(desk.words, each)) for each in found)
    write(*columns(rows, texts=(1, 2)))
    if not found:
        tell(desk.words("No case is like {code}.", code=case.code))


def narrowed(desk: Desk, book: Book, *, mine: bool, stepless: bool, since: str | None) -> tuple[Case, ...]:
    """Return only one's own cases, those without a next step, those in which something happened since a day."""
    if mine and desk.me == SHARED:
        raise Refused("nobody-in-particular", members=book.team.aliases)
    without = {case.code for case in book.without_next_step()}
    first = date.min if since is None else since_day(since, desk.today)
    return tuple(
        case
        for case in book.cases
        if (not mine or case.owner == desk.me)
        and (not stepless or case.code in without)
        and (since is None or _last_day(book, case) >= first)
    )


def _last_day(book: Book, case: Case) -> date:
    """Return the day on which something was last written or agreed in a case, or became of it."""
    days = [local_day(entry.at) for entry in case.entries]
    days += [each.made for each in book.agreements_of(case.code)]
    days += [case.opened, case.standing.on if case.standing else case.opened]
    return max(days)


def show_overdue(desk: Desk, book: Book, among: list[Case], *, as_json: bool) -> None:
    """Print the cases that the team meant to have deleted by now, each with its day, the oldest first."""
    codes = set(desk.store.book().overdue_for_deletion(desk.today))
    found = [(day, case) for case in among if case.code in codes and (day := book.delete_by(case))]
    found.sort(key=lambda each: (each[0], each[1].code))
    if as_json:
        write_json([case_facts(case) | {"delete_by": day} for day, case in found])
        return
    write(*columns((case.code, desk.words.day(day, "d. MMM y"), in_line(case.title)) for day, case in found))
    tell(desk.words("«fredstid delete CODE» deletes one.") if found else desk.words("No case is due for deletion."))


def _sought(desk: Desk, book: Book, state: str | None, year: str | None) -> Sought:
    """Return what is looked for; raises `wrong-choice` for what does not exist."""
    years = {school_year(desk.today), *(each.year for each in book.years)}
    return Sought(
        state=None if state is None else chosen(desk.words, CaseState, state),
        year=None if year is None else chosen_year(year, sorted(years, reverse=True)),
    )


def saying(desk: Desk, book: Book, words: str) -> set[str]:
    """Return the codes of the cases where all words stand, wherever in the case."""
    index = desk.everything(book)
    found = [{passage.code for passage in index.find(word, len(index.passages)).passages} for word in words.split()]
    return set.intersection(*found)


def _row(words: Words, case: Case) -> tuple[str, ...]:
    called = themes(words.language)
    about = " · ".join(in_line(called.get(theme, theme)) for theme in case.themes)
    standing = filter(None, (label(words, case.state), label(words, case.kind) if case.kind is Kind.SUCCESS else ""))
    return case.code, ", ".join(standing), in_line(case.title), about
