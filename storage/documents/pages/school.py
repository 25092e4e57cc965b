"""The leadership's pages: what waits for it in one team, and what all teams have published, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from storage.documents.page import (
    Blocks,
    Grid,
    Page,
    Text,
    in_line,
    listed,
    named,
    page,
    prose,
    section,
    verbatim,
    written,
)
from storage.documents.plan_file.document import WHEEL
from storage.documents.summary import Floors, LeaderAnswer, PublishedPractice, Summary
from storage.documents.words import Labels
from storage.domain.search import folded
from storage.domain.views.book import Book
from storage.domain.views.lift import Lifted, lifted

MOST_BESIDE = 4
"""Teams whose years stand beside each other as columns; of more each month names its teams."""
NOT_TOLD = "·"


def school_page(teams: Sequence[Summary], answers: Iterable[LeaderAnswer], today: date, labels: Labels) -> Page:
    """Return the page: what waits for an answer first, then what the teams have agreed on."""
    words, given = labels.words.school, {(each.mark, each.reference): each for each in answers}
    inner = (
        section(2, words["lifts"], *_lifts(teams, given, labels)),
        section(2, words["minimums"], *_minimums(teams, labels)),
        section(2, words["wheels"], *_wheels(teams, labels)),
        section(2, words["themes"], *_themes(teams, labels)),
        section(2, words["figures"], *_figures(teams, labels)),
    )
    title = words["title"].format(day=labels.day(today))
    return page(title, "", (prose(in_line(words["intro"] if teams else words["empty"])), *inner))


def _lifts(teams: Sequence[Summary], given: dict[tuple[str, str], LeaderAnswer], labels: Labels) -> Iterator[Blocks]:
    words = labels.words.school
    every = sorted(((lift.since, team.team, lift.reference), team.mark, lift) for team in teams for lift in team.lifts)
    for (since, name, _), mark, lift in every:
        answer = given.get((mark, lift.reference))
        told = (
            named(words["asked"], written(lift.words)),
            named(words["since"], in_line(labels.day(since))),
            named(words["answered"], written(answer.text)) if answer else (),
        )
        yield section(3, f"{lift.reference} · {name}", listed(told))


def _minimums(teams: Sequence[Summary], labels: Labels) -> Iterator[Blocks]:
    """Yield the areas, in each the practices with whoever keeps which minimum: alike ones stand together."""
    words = labels.words.school
    areas = defaultdict[str, dict[tuple[str, str], list[str]]](lambda: defaultdict(list))
    called: dict[str, str] = {}
    for team, each in _practices(teams):
        called.setdefault(folded(each.area), each.area)
        areas[folded(each.area)][each.title, " ".join(each.minimum.split())].append(team.team)
    for key in sorted(areas):
        rows = sorted(areas[key].items(), key=lambda row: (folded(row[0][0]), -len(row[1]), row[0][1]))
        table = tuple((title, minimum, _together(names)) for (title, minimum), names in rows)
        yield section(3, called[key], (Grid((words["practice"], words["minimum"], words["teams"]), table),))


def _practices(teams: Sequence[Summary]) -> Iterator[tuple[Summary, PublishedPractice]]:
    yield from ((team, practice) for team in teams for practice in team.practices)


def _together(names: Iterable[str]) -> str:
    return ", ".join(sorted(names, key=folded))


def _wheels(teams: Sequence[Summary], labels: Labels) -> Iterator[Blocks]:
    words = labels.words.school
    months = [(month, labels.words.months[month]) for month in WHEEL]
    if not any(team.practices for team in teams):
        return
    if len(teams) <= MOST_BESIDE:
        rows = ((name, *("; ".join(_titles(team, month)) for team in teams)) for month, name in months)
        yield (Grid((words["month"], *(team.team for team in teams)), tuple(rows)),)
        return
    for month, name in months:
        doing = defaultdict[str, list[str]](list)
        for team in teams:
            for title in _titles(team, month):
                doing[title].append(team.team)
        rows_of_month = tuple((title, _together(doing[title])) for title in sorted(doing, key=folded))
        yield section(3, name, (Grid((words["practice"], words["teams"]), rows_of_month),) if rows_of_month else ())


def _titles(team: Summary, month: int) -> list[str]:
    return [practice.title for practice in team.practices if practice.month == month]


def _themes(teams: Sequence[Summary], labels: Labels) -> Iterator[Blocks]:
    lacking = defaultdict[str, list[str]](list)
    for team in teams:
        for theme in team.themes:
            lacking[labels.themes.get(theme, theme)].append(team.team)
    rows = tuple((theme, _together(lacking[theme])) for theme in sorted(lacking, key=folded))
    if rows:
        yield (Grid((labels.words.school["theme"], labels.words.school["teams"]), rows),)


def _figures(teams: Sequence[Summary], labels: Labels) -> Iterator[Blocks]:
    """Yield what teams have come to, and at the end a sum of what is told, and of nothing else."""
    words = labels.words.school
    told = [(team.team, (team.cases, team.agreements, team.homes)) for team in teams]
    if not any(any(figures) for _, figures in told):
        return
    head = (
        words["team"],
        words["open"],
        words["closed"],
        words["done"],
        words["left"],
        words["homes"],
        words["waiting"],
    )
    rows = [(name, *(cell for each in figures for cell in _cells(each, words["at_least"]))) for name, figures in told]
    sums = (_sum([figures[place] for _, figures in told]) for place in range(3))
    total = (words["together"], *(cell for each in sums for cell in _cells(each, words["at_least"])))
    yield (*prose(in_line(words["figures_note"])), Grid(head, (*rows, total)))


def _cells(figures: Floors, at_least: str) -> tuple[str, ...]:
    return tuple(at_least.format(count=each) for each in figures) if figures else (NOT_TOLD, NOT_TOLD)


def _sum(told: Iterable[Floors]) -> Floors:
    known = [each for each in told if each]
    return tuple(map(sum, zip(*known, strict=True))) if known else None


def lift_page(book: Book, today: date, labels: Labels) -> str:
    """Return the page as Markdown."""
    return lift_blocks(book, today, labels).markdown


def lift_blocks(book: Book, today: date, labels: Labels) -> Page:
    """Return the page: codes and titles, and nothing that was written along a case's path."""
    words, waiting = labels.words.lift, lifted(book, today)
    title = words.title.format(team=book.team.name, day=labels.day(today))
    parts = (
        prose(in_line(words.intro if waiting else words.empty)),
        *(section(2, f"{each.code} {each.title}", listed(_asked(each, labels))) for each in waiting),
    )
    return page(title, labels.words.working_note, parts)


def _asked(each: Lifted, labels: Labels) -> Iterator[Text]:
    words, pressure = labels.words.lift, each.pressure
    yield named(words.asked, written(each.asked))
    yield named(words.since, in_line(labels.day(each.since)))
    yield named(words.fixed, written(pressure.fixed))
    yield named(words.entitled, written(pressure.entitled))
    yield named(words.tried, written(pressure.we_can))
    yield named(words.decides, written(pressure.decides))
    yield named(words.answer, verbatim("…"))
