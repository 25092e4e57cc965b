"""Phases of a plan meeting: which area, where it stands, and the ideas for it sorted."""

import re
from statistics import median

from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Decision, DecisionKind
from storage.domain.meeting.planning import Verdict, is_open, judged, on_the_table, with_verdict
from storage.domain.plan.plan import (
    HIGHEST,
    Area,
    Depth,
    Practice,
    PracticeState,
    Reading,
    reached,
    read_scale,
    typed_numbers,
)
from storage.store import Change
from tui.dialogs.dialog import Ask
from tui.dialogs.plan.practice import PracticeDialog
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.look.bars import meter, parts
from tui.look.signs import Mark, Role, Span
from tui.presentation.lines import Line
from tui.presentation.practice import tiers
from tui.screens.meeting.stages.cards import spread_lines
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey

NUMBERS = re.compile(r"\d{1,3}(?:[ ,]+\d{1,3})*")
"""What is taken as places on the scale; anything else is a note."""
METER = HIGHEST
"""Cells: one for each step of the scale."""


class AreaStage(Stage):
    """One area is chosen."""

    placeholder = N_("Write a note")
    invitation = N_("↵ on an area: this one today")
    chooses = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the areas with where each stands."""
        areas = (area for area in scene.book.areas if not area.hidden)
        return (*(self._line(scene, area) for area in areas), *super().lines(scene))

    def _line(self, scene: Scene, area: Area) -> Line[StageKey]:
        chosen = area.key == scene.meeting.area
        scale = area.readings[-1].scale if area.readings else None
        drawn = (Span(" " * METER),) if scale is None else meter(scale, HIGHEST, METER)
        stands = "" if scale is None else f"{scale}/{HIGHEST}"
        mark, indent = (Mark.NOW, 0) if chosen else (None, 2)
        return Line(area.id, area.title, stands, mark=mark, indent=indent, spans=(*drawn, Span("  ")))

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer the areas."""
        return any(area.id == key for area in scene.book.areas)

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Take the area."""
        area = next((area for area in scene.book.areas if area.id == key), None)
        if area is None:
            return await super().chosen(ask, scene, key)
        return (scene.to_meeting(scene.meeting.but(area=area.key, practice="")),)

    def lacks(self, scene: Scene) -> str:
        """Return the question while no area is chosen."""
        return "" if scene.area else scene.desk.words("Choose an area first.")


class ScaleStage(Stage):
    """Where the area stands, 0 to 10, and how deep the cooperation goes."""

    placeholder = N_("A number each, from 0 to 10 – 7 4 8 6")
    counts = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the readings so far and the depths to choose from."""
        words, area = scene.desk.words, scene.area
        readings = area.readings if area else ()
        drawn = tuple(_drawn(words, each) for each in readings)
        depth = readings[-1].depth if readings else None
        depths = (_depth(words, each, chosen=each is depth) for each in Depth)
        head = Line[str]("", area.title if area else "", look="heading")
        notes = super().lines(scene)
        spread = next((each.left for each in reversed(notes) if NUMBERS.fullmatch(each.left)), "")
        return (
            head,
            *(spread_lines(words, typed_numbers(spread)) if spread else ()),
            *drawn,
            Line("", words("What is the home's part?"), look="heading"),
            *depths,
            *(each for each in notes if not NUMBERS.fullmatch(each.left)),
        )

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Take everybody's number, and their middle as the reading; anything else is a note."""
        if not NUMBERS.fullmatch(text) or scene.area is None:
            return await super().written(ask, scene, text)
        depth, numbers = scene.area.readings[-1].depth if scene.area.readings else None, typed_numbers(text)
        reading = read_scale(scene.area, int(median(numbers)), depth, scene.today)
        return (Change(scene.area, reading), *(scene.note(text) if len(numbers) > 1 else ()))

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer the depths."""
        return scene.area is not None and key in set(Depth)

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Take the depth of today's reading."""
        if key not in set(Depth) or scene.area is None:
            return await super().chosen(ask, scene, key)
        if not scene.area.readings:
            raise Refused("no-such-scale", value="")
        scale = scene.area.readings[-1].scale
        return (Change(scene.area, read_scale(scene.area, scale, Depth(key), scene.today)),)


def _depth(words: Words, depth: Depth, *, chosen: bool) -> Line[StageKey]:
    mark = Mark.NOW if chosen else None
    return Line(depth.value, label(words, depth), mark=mark, indent=0 if chosen else 2)


def _drawn(words: Words, reading: Reading) -> Line[StageKey]:
    day = words.day(reading.on, "d. MMM yy")
    return Line(
        "", "", f"{reading.scale}", spans=(Span(f"{day:>12}  ", "quiet"), *meter(reading.scale, HIGHEST, HIGHEST))
    )


SUM_WIDTH = 24
"""Cells of the bar that sums up the sorting."""
VERDICTS = tuple(Verdict)
SAID = {
    Verdict.YES: N_("«{title}»: agreed"),
    Verdict.LATER: N_("«{title}»: later"),
    Verdict.NOT_US: N_("«{title}»: not for us"),
}
MARKS = {PracticeState.IDEA: Mark.LATER, PracticeState.RETIRED: Mark.ENDED}


class SortStage(Stage):
    """Ideas with both tiers; a number says what the team wants."""

    placeholder = N_("Write a note")
    invitation = N_("↵ on a practice changes it; here a note")
    chooses = True
    sorts = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the ideas of the first area that is not gone through, the next one of them with both tiers."""
        words, area = scene.desk.words, area_at(scene)
        if area is None:
            done = words("We have been through all the ideas. Press n to go on.")
            return (Line("", done, look="plan"), *_sum(scene), *super().lines(scene))
        here = ideas_of(scene, area)
        left = sum(is_open(each, scene.meeting) for each in on_the_table(scene.book.plan, scene.meeting))
        head = Line[str]("", area.title, words.many("{count} idea left", "{count} ideas left", left), "heading")
        keys = Line[str]("", words("1 we agree · 2 later · 3 not for us · ↵ changes it"), look="quiet", keys=True)
        reads = self.next_key(scene)
        rows = (line for each in here for line in _rows(scene, each, reads))
        return (head, keys, *_sum(scene), *rows, *super().lines(scene))

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer the ideas."""
        return any(each.id == key for each in on_the_table(scene.book.plan, scene.meeting))

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Change an idea; what was changed is agreed on."""
        practice = next(each for each in scene.book.practices if each.id == key)
        after = await ask(PracticeDialog(scene.desk, scene.book, practice))
        if after is None:
            return ()
        return _decided(scene, practice, reached(after, PracticeState.AGREED, scene.today), Verdict.YES)

    def sorted(self, scene: Scene, key: StageKey, number: int) -> Changes:
        """Keep what the team says to an idea."""
        table = on_the_table(scene.book.plan, scene.meeting)
        practice = next((each for each in table if each.id == key), None)
        if practice is None:
            return ()
        verdict = VERDICTS[number - 1]
        return _decided(scene, practice, judged(practice, verdict, scene.today), verdict)

    def next_key(self, scene: Scene) -> str:
        """Return the next idea that nothing has been said about."""
        area = area_at(scene)
        here = ideas_of(scene, area) if area else ()
        return next((each.id for each in here if is_open(each, scene.meeting)), "")


def _sum(scene: Scene) -> tuple[Line[StageKey], ...]:
    """Return how far the sorting has come, as one bar and in words; nothing before the first is sorted."""
    table = on_the_table(scene.book.plan, scene.meeting)
    states = [each.state for each in table if not is_open(each, scene.meeting)]
    later, others = states.count(PracticeState.IDEA), states.count(PracticeState.RETIRED)
    agreed = len(states) - later - others
    said = scene.desk.words(
        "{agreed} agreed · {later} later · {others} not for us", agreed=agreed, later=later, others=others
    )
    bar = (*parts((agreed, later, others, len(table) - len(states)), SUM_WIDTH), Span("  "))
    return (Line("", said, look="quiet", spans=bar),) if states else ()


def area_at(scene: Scene) -> Area | None:
    """Return the first shown area with an idea that this meeting has not said anything about."""
    table = on_the_table(scene.book.plan, scene.meeting)
    waiting = {each.area for each in table if is_open(each, scene.meeting)}
    return next((area for area in scene.book.areas if area.key in waiting), None)


def ideas_of(scene: Scene, area: Area) -> tuple[Practice, ...]:
    """Return what is on the table in an area."""
    return tuple(each for each in on_the_table(scene.book.plan, scene.meeting) if each.area == area.key)


def _rows(scene: Scene, practice: Practice, reads: str) -> tuple[Line[StageKey], ...]:
    words = scene.desk.words
    mark = Mark.IDEA if is_open(practice, scene.meeting) else MARKS.get(practice.state, Mark.DONE)
    look: Role = "quiet" if mark in MARKS.values() else "plain"
    row = Line(practice.id, practice.title, words.month(practice.month), look, mark)
    if practice.id != reads:
        return (row,)
    return (row, *(Line("", text, mark=mark, indent=4) for mark, text in tiers(words, practice)))


def _decided(scene: Scene, before: Practice, after: Practice, verdict: Verdict) -> Changes:
    text = scene.desk.words(SAID[verdict], title=after.title)
    kind = DecisionKind.OTHER if verdict is Verdict.LATER else DecisionKind.CHANGE
    decision = Decision(id=scene.desk.new_id(), kind=kind, text=text, ref=after.id)
    meeting = scene.to_meeting(with_verdict(scene.meeting, decision))
    return (meeting,) if after == before else (Change(before, after), meeting)
