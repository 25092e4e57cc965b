"""Phases of a plan meeting: which area, and where it stands."""

import re

from storage.domain.errors import Refused
from storage.domain.plan.plan import HIGHEST, Area, Depth, Reading, read_scale
from storage.store import Change
from tui.dialogs.dialog import Ask
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.presentation.lines import Line
from tui.screens.meeting.stages.scene import Changes, Scene
from tui.screens.meeting.stages.stage import Stage

NUMBER = re.compile(r"\d{1,3}")
"""What is taken as a place on the scale; anything else is a note."""


class AreaStage(Stage):
    """One area is chosen."""

    placeholder = N_("Enter on an area: this one today")
    chooses = True

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the areas with where each stands."""
        areas = (area for area in scene.book.areas if not area.hidden)
        return (*(self._line(scene, area) for area in areas), *super().lines(scene))

    def _line(self, scene: Scene, area: Area) -> Line:
        chosen = area.key == scene.meeting.area
        mark = "▶" if chosen else "○"
        stands = f"{area.readings[-1].scale}/{HIGHEST}" if area.readings else ""
        return Line(area.id, f"{mark} {area.title}", stands, "good" if chosen else "plain")

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer the areas."""
        return any(area.id == key for area in scene.book.areas)

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:
        """Take the area."""
        area = next((area for area in scene.book.areas if area.id == key), None)
        if area is None:
            return await super().chosen(ask, scene, key)
        return (scene.to_meeting(scene.meeting.but(area=area.key, practice="")),)

    def lacks(self, scene: Scene) -> str:
        """Return the question while no area is chosen."""
        return "" if scene.area else scene.desk.words("Choose an area first: move to it and press Enter.")


class ScaleStage(Stage):
    """Where the area stands, 0 to 10, and how deep the cooperation goes."""

    placeholder = N_("Enter: a number from 0 to 10")

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the readings so far and the depths to choose from."""
        words, area = scene.desk.words, scene.area
        readings = area.readings if area else ()
        drawn = tuple(_drawn(words, each) for each in readings)
        depth = readings[-1].depth if readings else None
        depths = (Line(each.value, f"{'▶' if each is depth else '○'} {label(words, each)}") for each in Depth)
        head = Line("", area.title if area else "", look="heading")
        return (
            head,
            *drawn,
            Line("", words("What is the home's part?"), look="heading"),
            *depths,
            *super().lines(scene),
        )

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Take a number as the reading, anything else as a note."""
        if not NUMBER.fullmatch(text) or scene.area is None:
            return await super().written(ask, scene, text)
        depth = scene.area.readings[-1].depth if scene.area.readings else None
        return (Change(scene.area, read_scale(scene.area, int(text), depth, scene.today)),)

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer the depths."""
        return scene.area is not None and key in set(Depth)

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:
        """Take the depth of today's reading."""
        if key not in set(Depth) or scene.area is None:
            return await super().chosen(ask, scene, key)
        if not scene.area.readings:
            raise Refused("no-such-scale", value="")
        scale = scene.area.readings[-1].scale
        return (Change(scene.area, read_scale(scene.area, scale, Depth(key), scene.today)),)


def _drawn(words: Words, reading: Reading) -> Line:
    day = words.day(reading.on, "d. MMM yy")
    return Line("", f"{day:>12}  {'█' * reading.scale}{'░' * (HIGHEST - reading.scale)}", f"{reading.scale}")
