"""A phase that goes through the ideas for the plan, an area at a time: agreed on, later, or not for us."""

from storage.domain.meeting.meeting import Decision, DecisionKind
from storage.domain.meeting.plan_sorting import Verdict, is_open, judged, on_the_table, with_verdict
from storage.domain.plan.plan import Area, Practice, PracticeState, reached
from storage.store import Change
from tui.dialogs.dialog import Ask
from tui.dialogs.plan.practice import PracticeDialog
from tui.i18n.words import N_
from tui.presentation.lines import Line
from tui.presentation.practice_text import tiers
from tui.screens.meeting.stages.scene import Changes, Scene
from tui.screens.meeting.stages.stage import Stage

VERDICTS = tuple(Verdict)
SAID = {
    Verdict.YES: N_("«{title}»: agreed"),
    Verdict.LATER: N_("«{title}»: later"),
    Verdict.NOT_US: N_("«{title}»: not for us"),
}
MARKS = {PracticeState.IDEA: "2", PracticeState.RETIRED: "3"}


class SortStage(Stage):
    """Ideas with both tiers; a number says what the team wants."""

    placeholder = N_("Enter on a practice changes it; here a note")
    chooses = True
    sorts = True

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the ideas of the first area that is not gone through, the next one of them with both tiers."""
        words, area = scene.desk.words, area_at(scene)
        if area is None:
            done = words("We have been through all the ideas. Press n to go on.")
            return (Line("", done, look="good"), *super().lines(scene))
        here = ideas_of(scene, area)
        left = sum(is_open(each, scene.meeting) for each in on_the_table(scene.book.plan, scene.meeting))
        head = Line("", area.title, words.many("{count} idea left", "{count} ideas left", left), "heading")
        keys = Line("", words("1 we agree · 2 later · 3 not for us · Enter changes it"), look="dim")
        reads = self.next_key(scene)
        return (head, keys, *(line for each in here for line in _rows(scene, each, reads)), *super().lines(scene))

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer the ideas."""
        return any(each.id == key for each in on_the_table(scene.book.plan, scene.meeting))

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:
        """Change an idea; what was changed is agreed on."""
        practice = next(each for each in scene.book.practices if each.id == key)
        after = await ask(PracticeDialog(scene.desk, scene.book, practice))
        if after is None:
            return ()
        return _decided(scene, practice, reached(after, PracticeState.AGREED, scene.today), Verdict.YES)

    def sorted(self, scene: Scene, key: str, number: int) -> Changes:
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


def area_at(scene: Scene) -> Area | None:
    """Return the first shown area with an idea that this meeting has not said anything about."""
    table = on_the_table(scene.book.plan, scene.meeting)
    waiting = {each.area for each in table if is_open(each, scene.meeting)}
    return next((area for area in scene.book.areas if area.key in waiting), None)


def ideas_of(scene: Scene, area: Area) -> tuple[Practice, ...]:
    """Return what is on the table in an area."""
    return tuple(each for each in on_the_table(scene.book.plan, scene.meeting) if each.area == area.key)


def _rows(scene: Scene, practice: Practice, reads: str) -> tuple[Line, ...]:
    words = scene.desk.words
    mark = "○" if is_open(practice, scene.meeting) else MARKS.get(practice.state, "1")
    look = "good" if mark == "1" else "dim" if mark in MARKS.values() else "plain"
    row = Line(practice.id, f"{mark} {practice.title}", words.month(practice.month), look)
    if practice.id != reads:
        return (row,)
    return (row, *(Line("", f"    {name} {text}") for name, text in tiers(words, practice)))


def _decided(scene: Scene, before: Practice, after: Practice, verdict: Verdict) -> Changes:
    text = scene.desk.words(SAID[verdict], title=after.title)
    kind = DecisionKind.OTHER if verdict is Verdict.LATER else DecisionKind.CHANGE
    decision = Decision(id=scene.desk.new_id(), kind=kind, text=text, ref=after.id)
    meeting = scene.to_meeting(with_verdict(scene.meeting, decision))
    return (meeting,) if after == before else (Change(before, after), meeting)
