"""The demo team's plan and experience cards."""

from datetime import date

from storage.content.demo.frame import Frame
from storage.content.demo.outline import AreaOutline, CardOutline, ComeOutline, PracticeOutline
from storage.content.plan_template import AreaTemplate, PracticeTemplate, area_from, plan_file, practice_from
from storage.domain.calendar import SchoolYear
from storage.domain.case.card import ExperienceCard, checked_card
from storage.domain.plan.plan import ALL_YEAR, Area, Practice, checked_practice, done_in, reached, read_scale

FIRST_IDEAS = 300
"""Days before the end of last school year: when the template was taken into the plan."""


def demo_areas(frame: Frame) -> tuple[Area, ...]:
    """Return the template's areas with where the team said they stood."""
    areas = plan_file(frame.language).areas
    return tuple(_area(frame, each, order) for order, each in enumerate(areas, 1))


def _area(frame: Frame, ours: AreaTemplate, order: int) -> Area:
    area = area_from(ours, frame.new_id(), order)
    for come in frame.outline.plan:
        for reading in come.readings if come.area == ours.key else ():
            area = read_scale(area, reading.now, reading.depth, frame.days.ago(reading.year, reading.days_ago))
    return area


def demo_practices(frame: Frame) -> tuple[Practice, ...]:
    """Return the template's practices, each as far as the team has come with it, and the team's own."""
    come = {practice.key: (area, practice) for area in frame.outline.plan for practice in area.practices}
    taken = (_taken(frame, each, come.get(each.key)) for each in plan_file(frame.language).practices)
    return (*taken, *(_own(frame, each) for each in frame.outline.practices))


def _taken(frame: Frame, ours: PracticeTemplate, come: tuple[AreaOutline, ComeOutline] | None) -> Practice:
    practice = practice_from(ours, frame.id_of("practice", ours.key), frame.days.ago("last", FIRST_IDEAS))
    if come is None:
        return checked_practice(practice)
    area, far = come
    practice = practice.but(owner=area.owner, evidence=frame.code_of_all(far.evidence))
    practice = reached(practice, far.state, frame.days.ago(far.year, far.days_ago))
    for year in map(frame.days.year, far.done):
        if _has_come(practice.month, year, frame.days.today):
            practice = done_in(practice, year)
    return checked_practice(practice)


def _has_come(month: int, year: SchoolYear, today: date) -> bool:
    return month == ALL_YEAR or year.month(month) <= today


def _own(frame: Frame, ours: PracticeOutline) -> Practice:
    practice = Practice(
        id=frame.id_of("practice", ours.key),
        area=ours.area,
        title=frame.texts[ours.title],
        minimum=frame.texts[ours.minimum],
        room=frame.texts[ours.room],
        sign=frame.texts[ours.sign],
        level=ours.level,
        depth=ours.depth,
        month=ours.month,
        owner=ours.owner,
        themes=ours.themes,
        evidence=frame.code_of_all(ours.evidence),
    )
    return checked_practice(reached(practice, ours.state, frame.days.ago(ours.year, ours.days_ago)))


def demo_card(frame: Frame, ours: CardOutline) -> ExperienceCard:
    """Return an experience card."""
    card = ExperienceCard(
        id=frame.ids["card", ours.key],
        title=frame.texts[ours.title],
        made=frame.days.ago(ours.year, ours.days_ago),
        when=frame.texts[ours.when],
        worked=frame.texts[ours.worked],
        start=frame.texts[ours.start],
        watch=frame.texts[ours.watch],
        themes=ours.themes,
        sources=frame.code_of_all(ours.cases),
    )
    return checked_card(card)
