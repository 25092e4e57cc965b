"""What of the plan's template a team has not taken in yet, and how it is taken in."""

from collections.abc import Iterable
from datetime import date

from storage.content.plan_template import PracticeTemplate, area_from, plan_file, practice_from
from storage.domain.ids import NewId
from storage.domain.plan.plan import Area, Practice
from storage.domain.views.book import Book


def offered(book: Book) -> tuple[PracticeTemplate, ...]:
    """Return the template's practices, in the team's language, that the plan was not given before."""
    taken = {practice.template for practice in book.practices}
    return tuple(each for each in plan_file(book.team.language).practices if each.key not in taken)


def taken_in(
    book: Book, chosen: Iterable[PracticeTemplate], *, new_id: NewId, today: date
) -> tuple[tuple[Area, ...], tuple[Practice, ...]]:
    """Return fresh records for the chosen practices, and for the areas of theirs that the plan lacks."""
    practices = tuple(practice_from(each, new_id(), today) for each in chosen)
    wanted = {practice.area for practice in practices} - {area.key for area in book.areas}
    numbered = enumerate(plan_file(book.team.language).areas, 1)
    return tuple(area_from(ours, new_id(), order) for order, ours in numbered if ours.key in wanted), practices
