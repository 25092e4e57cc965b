"""The leader's page: what the teams of a school have published, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from storage.documents.page import Blocks, Grid, Page, in_line, listed, named, page, prose, section, written
from storage.documents.plan_file.document import WHEEL
from storage.documents.summary import LeaderAnswer, Summary
from storage.documents.words import Labels
from storage.domain.search import folded

Row = tuple[str, ...]


def school_page(teams: Sequence[Summary], answers: Iterable[LeaderAnswer], today: date, labels: Labels) -> Page:
    """Return the page: what waits for an answer first, then what the teams have agreed on."""
    words, given = labels.words.school, {(each.mark, each.reference): each.text for each in answers}
    months = ((labels.words.months[month], month) for month in WHEEL)
    wheel = tuple((name, *("; ".join(_titles(team, month)) for team in teams)) for name, month in months)
    inner = (
        section(2, words["lifts"], *_lifts(teams, given, labels)),
        section(2, words["minimums"], *_minimums(teams, words["practice"], words["minimum"], words["teams"])),
        section(2, words["wheels"], (Grid((words["month"], *(team.team for team in teams)), wheel),) if teams else ()),
        section(2, words["themes"], listed(in_line(row) for row in _themes(teams, labels))),
    )
    return page(words["title"].format(day=labels.day(today)), "", (prose(in_line(words["intro"])), *inner))


def _lifts(teams: Sequence[Summary], given: dict[tuple[str, str], str], labels: Labels) -> Iterator[Blocks]:
    words = labels.words.school
    every = [(team, lift) for team in teams for lift in team.lifts]
    for team, lift in sorted(every, key=lambda each: each[1].since):
        told = (
            named(words["asked"], written(lift.words)),
            named(words["since"], in_line(labels.day(lift.since))),
            named(words["answered"], written(given.get((team.mark, lift.reference), ""))),
        )
        yield section(3, f"{lift.reference} · {team.team}", listed(told))


def _minimums(teams: Sequence[Summary], *head: str) -> Iterator[Blocks]:
    """Yield the areas, in each the practices with whoever keeps which minimum: alike ones stand together."""
    areas = defaultdict[str, dict[Row, list[str]]](lambda: defaultdict(list))
    for team in teams:
        for each in team.practices:
            areas[each.area][each.title, " ".join(each.minimum.split())].append(team.team)
    for area in sorted(areas, key=folded):
        rows = sorted(areas[area].items(), key=lambda row: (folded(row[0][0]), -len(row[1])))
        yield section(3, area, (Grid(head, tuple((*said, ", ".join(names)) for said, names in rows)),))


def _titles(team: Summary, month: int) -> list[str]:
    return [practice.title for practice in team.practices if practice.month == month]


def _themes(teams: Sequence[Summary], labels: Labels) -> Iterator[str]:
    for theme in sorted({theme for team in teams for theme in team.themes}):
        lacking = ", ".join(team.team for team in teams if theme in team.themes)
        yield f"{labels.themes.get(theme, theme)}: {lacking}"
