"""What a school does with the areas of its plan: makes its own, renames, moves and hides them."""

from collections.abc import Iterable, Sequence

from storage.domain.errors import Refused
from storage.domain.plan.plan import Area

Moved = tuple[tuple[Area, Area], ...]
"""Areas as they were and as they are now."""


def checked_area(area: Area) -> Area:
    """Return an area that may be kept; raises `empty-title`."""
    if not area.title.strip():
        raise Refused("empty-title")
    return area


def new_area(areas: Iterable[Area], key: str) -> Area:
    """Return an area of the school's own, still without a title, after all the others."""
    return Area(id=key, key=key, title="", order=max((area.order for area in areas), default=0) + 1)


def moved_area(areas: Sequence[Area], key: str, way: int) -> Moved:
    """Return what changes when an area goes one place up (-1) or down (1); nothing at the end of the row."""
    row = [area.key for area in areas]
    place = row.index(key)
    if not 0 <= place + way < len(row):
        return ()
    row[place], row[place + way] = row[place + way], row[place]
    orders = {each: order for order, each in enumerate(row, 1)}
    return tuple((area, area.but(order=orders[area.key])) for area in areas if area.order != orders[area.key])


def hidden_or_shown(area: Area) -> Area:
    """Return the area hidden, or shown again."""
    return area.but(hidden=not area.hidden)
