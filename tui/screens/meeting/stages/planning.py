"""Phases of a plan meeting: an area, where it stands, and a practice in its two tiers."""

import re

from storage.domain.errors import Refused
from storage.domain.form import Writes
from storage.domain.meeting import DecisionKind
from storage.domain.plan import HIGHEST, Area, Depth, Practice, PracticeState, Reading, living, reached, read_scale
from storage.store import Change
from tui.dialogs.practice import PracticeDialog
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.screens.meeting.scene import Ask, Changes, Scene
from tui.screens.meeting.stages.stage import Stage
from tui.screens.practice_text import tiers
from tui.widgets.line_list import Line

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
        return (head, *drawn, Line("", words("How deep does it go?"), look="heading"), *depths, *super().lines(scene))

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


class PracticesStage(Stage):
    """How each does it now, without names."""

    placeholder = N_("Enter: how do you do it now? No names")

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return what was said in the rounds, all phases of this kind together."""
        head = Line("", scene.area.title if scene.area else "", look="heading")
        return (head, *said_in_rounds(scene))


class TierStage(Stage):
    """Words one tier of a practice: the shared minimum, or the voluntary room."""

    def __init__(self, field: str, placeholder: str) -> None:
        self.field = field
        self.placeholder = placeholder

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the area's practices, the one worked on marked, with both tiers of that one."""
        rows = [line for each in practices_of(scene) for line in self._rows(scene, each)]
        head = Line("", scene.area.title if scene.area else "", look="heading")
        return (head, *rows, Line("", ""), *said_in_rounds(scene))

    def _rows(self, scene: Scene, practice: Practice) -> list[Line]:
        words = scene.desk.words
        worked_on = practice.id == scene.meeting.practice
        row = Line(practice.id, f"{'▶' if worked_on else '○'} {practice.title}", label(words, practice.state))
        if not worked_on:
            return [row]
        return [row, *(Line("", f"    {name} {text}", look="good") for name, text in tiers(words, practice))]

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer the area's other practices; on the one that is worked on, Enter writes."""
        return key != scene.meeting.practice and any(each.id == key for each in practices_of(scene))

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:  # noqa: ARG002 - it asks nothing
        """Work on another practice."""
        return (scene.to_meeting(scene.meeting.but(practice=key)),)

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Put the text into the practice worked on, or make a new one of it."""
        if scene.practice:
            after = scene.practice.but(**{self.field: text})
            decision = scene.decision(DecisionKind.CHANGE, f"{after.title}: {text}", after.id)
            return (Change(scene.practice, after), decision)
        practice = await ask(
            PracticeDialog(scene.desk, scene.book, None, area=scene.meeting.area, **{self.field: text})
        )
        if practice is None:
            return ()
        decision = scene.decision(DecisionKind.PRACTICE, practice.title, practice.id)
        meeting = decision.after
        if meeting is None:
            return ()
        return (Change(None, practice), Change(scene.meeting, meeting.but(practice=practice.id)))


class OwnersStage(TierStage):
    """Who owns the practice, and when it falls."""

    chooses = True

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the practices, what was said about them, and the notes of this phase."""
        return (*super().lines(scene), *Stage.lines(self, scene))

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer all the area's practices."""
        return any(each.id == key for each in practices_of(scene))

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:
        """Ask for owner, month and review; an idea with an owner is agreed."""
        practice = next((each for each in practices_of(scene) if each.id == key), None)
        if practice is None:
            return ()
        after = await ask(PracticeDialog(scene.desk, scene.book, practice))
        if after is None:
            return ()
        if after.owner and after.state is PracticeState.IDEA:
            after = reached(after, PracticeState.AGREED, scene.today)
        return (Change(practice, after), scene.decision(DecisionKind.CHANGE, f"{after.title}: {after.owner}", after.id))

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:  # noqa: ARG002 - a note asks nothing
        """Write a note."""
        return scene.note(text)


def said_in_rounds(scene: Scene) -> tuple[Line, ...]:
    """Return how each does it now, as it was said in the phases for that."""
    phases = scene.meeting.script.phases if scene.meeting.script else ()
    rounds = {phase.key for phase in phases if phase.writes is Writes.PRACTICES}
    return tuple(Line(note.id, f"│ {note.text}") for note in scene.meeting.notes if note.phase in rounds)


def practices_of(scene: Scene) -> tuple[Practice, ...]:
    """Return the chosen area's living practices."""
    return tuple(each for each in living(scene.book.practices) if each.area == scene.meeting.area)
