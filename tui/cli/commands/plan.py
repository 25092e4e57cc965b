"""`fredstid plan`: the peacetime plan, a month, an area or all of it."""

import re
from dataclasses import replace

import click

from storage.documents.pages.plan import plan_page
from storage.domain.calendar import MONTHS, school_year
from storage.domain.errors import Refused
from storage.domain.plan.plan import Area, Practice, living, of_month
from storage.domain.search import folded
from storage.domain.views.book import Book
from storage.domain.views.handover import earlier_years, plan_of
from storage.domain.written_days import MONTH_WORDS
from tui.cli.choosing import chosen_year
from tui.cli.command import asked_of, option
from tui.cli.completing import complete_area, complete_month, complete_year
from tui.cli.facts import practice_facts
from tui.cli.group import CommandGroup
from tui.cli.output import as_json, in_line, tell, write_json, write_page_text
from tui.desk.desk import Desk
from tui.i18n.labels import EMPTY_PLAN, page_labels
from tui.i18n.words import N_

Practices = tuple[Practice, ...]


@click.command(
    "plan",
    cls=CommandGroup,
    help=N_(
        "This month of it, another month, an area, or all of it. It is also a document that goes out and comes in."
    ),
    first=N_("this month"),
    examples=(
        (N_("fredstid plan --month january"), N_("another month")),
        (N_("fredstid plan --area conversation"), N_("an area")),
        ("fredstid plan --all", N_("all of it")),
        (N_("fredstid plan --words homework"), N_("the practices that speak of something")),
        ("fredstid plan --year 2025-26", N_("an earlier year's plan, as it was handed over")),
        ("fredstid plan year", N_("the year wheel")),
        ("fredstid plan export --html > plan.html", N_("a page to print")),
    ),
)
@option("--month", metavar=N_("MONTH"), help=N_("A month by its name or number."), shell_complete=complete_month)
@option("--area", metavar=N_("AREA"), help=N_("An area by a part of its name."), shell_complete=complete_area)
@click.option("--all", "everything", is_flag=True, help=N_("All areas."))
@option("--words", "text", metavar=N_("WORDS"), help=N_("Practices in which all these words stand."))
@option(
    "--year", metavar=N_("YEAR"), help=N_("An earlier school year's, such as 2025-26."), shell_complete=complete_year
)
@as_json
@click.pass_context
def plan(
    ctx: click.Context,
    month: str | None,
    area: str | None,
    everything: bool,
    text: str | None,
    year: str | None,
    as_json: bool,
) -> None:
    """Print the wanted part of the plan, unless a command follows."""
    if ctx.invoked_subcommand is not None:
        return
    if [month is not None, area is not None, everything, text is not None].count(True) > 1:
        raise Refused("choose-one", options=("--month", "--area", "--all", "--words"))
    desk = asked_of(ctx).desk
    book = desk.store.book() if year is None else _in_year(desk, year)
    whole = everything or text is not None or (year is not None and month is None and area is None)
    among = living(book.plan) if whole else _part(desk, book, month, area)
    found = with_words(among, text or "")
    if as_json:
        write_json([practice_facts(practice) for practice in found])
    elif found:
        write_page_text(plan_page(_only(book, found), page_labels(desk.words.language, desk.place.own_files)))
    else:
        _say_why(desk, book)


def _in_year(desk: Desk, typed: str) -> Book:
    """Return the book with the plan of a school year; raises `wrong-choice`."""
    book, this = desk.store.book(), school_year(desk.today)
    year = chosen_year(typed, (this, *earlier_years(book, this)))
    return book if year == this else plan_of(book, year)


def _part(desk: Desk, book: Book, month: str | None, area: str | None) -> Practices:
    if area is not None:
        key = meant_area(book, area).key
        return tuple(practice for practice in living(book.practices) if practice.area == key)
    number = desk.today.month if month is None else typed_month(month)
    return of_month(book.plan, number, school_year(desk.today))


def with_words(practices: Practices, text: str) -> Practices:
    """Return the practices in which all words stand."""
    wanted = folded(text).split()
    said = ((each, folded(f"{each.title} {each.minimum} {each.room} {each.sign}")) for each in practices)
    return tuple(each for each, texts in said if all(word in texts for word in wanted))


def _only(book: Book, practices: Practices) -> Book:
    """Return the book with a part of its plan: the practices, and the areas they lie in."""
    areas = {practice.area for practice in practices}
    return replace(book, practices=practices, areas=tuple(area for area in book.areas if area.key in areas))


def meant_area(book: Book, typed: str) -> Area:
    """Return the area that is meant by its key or a part of its name; raises `no-such-area`."""
    wanted = folded(typed.strip())
    exact = (area for area in book.areas if wanted in {folded(area.key), folded(area.title)})
    within = (area for area in book.areas if wanted and wanted in folded(area.title))
    area = next(exact, None) or next(within, None)
    if area is None:
        raise Refused("no-such-area", typed=typed, areas=tuple(in_line(area.title) for area in book.areas))
    return area


def typed_month(typed: str) -> int:
    """Return the number of the month a person meant; raises `no-such-month`."""
    word = typed.strip().casefold()
    named = [number for number, names in enumerate(MONTH_WORDS, 1) if word.startswith(names)]
    number = int(word) if re.fullmatch(r"[0-9]{1,2}", word) else next(iter(named), 0)
    if number not in MONTHS:
        raise Refused("no-such-month", month=typed)
    return number


def _say_why(desk: Desk, book: Book) -> None:
    if book.practices:
        tell(desk.words("Nothing of the plan falls there. «fredstid plan --all» shows all of it."))
    else:
        tell(desk.words(EMPTY_PLAN))
