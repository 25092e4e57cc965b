"""Phases in which a practice gets its two tiers, and somebody who sees to it."""

from storage.domain.calendar import MONTHS
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.plan.plan import ALL_YEAR, Practice, PracticeState, living, reached
from storage.domain.views.reviews import KEPT
from storage.store import Change
from tui.dialogs.dialog import Ask
from tui.dialogs.plan.owner import OwnerDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.dialogs.text import TextDialog
from tui.i18n.labels import label
from tui.i18n.words import N_
from tui.presentation.lines import Line
from tui.presentation.practice_text import tiers
from tui.screens.meeting.stages.rounds import said_in_rounds
from tui.screens.meeting.stages.scene import Changes, Scene
from tui.screens.meeting.stages.stage import Stage

NEW = "new"
REWORDING = {
    "minimum": N_("Change the words until everybody can keep them."),
    "room": N_("Change the words until it is clear that those who want to may, and that nobody has to."),
}
"""What is asked of a tier's words: the minimum binds everybody, the room binds nobody."""


class TierStage(Stage):
    """Words one tier of a practice: the shared minimum, or the voluntary room."""

    chooses = True
    how = N_("Enter opens it, Enter again changes the words")
    """What a key does here, beside the heading."""
    nothing = N_("Nothing here yet. Enter: write it, and it becomes a practice.")
    """What stands here as long as there is no practice."""

    def __init__(self, field: str, placeholder: str) -> None:
        self.field = field
        self.placeholder = placeholder

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the area's practices, the one worked on marked, with both tiers of that one."""
        rows = [line for each in practices_of(scene) for line in self._rows(scene, each)]
        words = scene.desk.words
        title = scene.area.title if scene.area else words("What we have agreed on")
        head = Line("", title, words(self.how) if rows else "", look="heading")
        rows = rows or [Line("", words(self.nothing), look="dim")]
        new = (Line(NEW, "+ " + words("A new practice")),) if scene.practice else ()
        return (head, *rows, *new, Line("", ""), *said_in_rounds(scene))

    def next_key(self, scene: Scene) -> str:
        """Return the practice that is read: the one worked on."""
        return scene.meeting.practice

    def _rows(self, scene: Scene, practice: Practice) -> list[Line]:
        words = scene.desk.words
        reads = practice.id == self.next_key(scene)
        right = " · ".join(filter(None, (practice.owner, label(words, practice.state))))
        row = Line(practice.id, f"{'▶' if reads else '·'} {practice.title}", right)
        if not reads:
            return [row]
        return [row, *(Line("", f"    {name} {text}", look="good") for name, text in tiers(words, practice))]

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer the practices, and what was said in the rounds."""
        return key == NEW or any(each.id == key for each in practices_of(scene)) or bool(_said(scene, key))

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:
        """Work on another practice or a new one; reword the one worked on; take in what was said."""
        if said := _said(scene, key):
            return await self.written(ask, scene, said)
        if key == scene.meeting.practice and scene.practice:
            return await self._reworded(ask, scene, scene.practice)
        return (scene.to_meeting(scene.meeting.but(practice="" if key == NEW else key)),)

    async def _reworded(self, ask: Ask, scene: Scene, practice: Practice) -> Changes:
        place = f"meeting/{scene.meeting.id}/{practice.id}/{self.field}"
        text: str = getattr(practice, self.field)
        hint = scene.desk.words(REWORDING[self.field])
        worded = await ask(TextDialog(scene.desk, practice.title, hint, text, place=place))
        return self._put(scene, practice, worded) if worded and worded != text else ()

    def _put(self, scene: Scene, practice: Practice, text: str) -> Changes:
        after = practice.but(**{self.field: text})
        return (Change(practice, after), scene.decision(DecisionKind.CHANGE, f"{after.title}: {text}", after.id))

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Put the text into the practice worked on, below what it says, or make a new one of it."""
        if scene.practice:
            had: str = getattr(scene.practice, self.field)
            return self._put(scene, scene.practice, "\n".join(filter(None, (had, text))))
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

    how = N_("Enter: who, and when")
    nothing = N_("Nothing is agreed on yet, so nobody needs to be responsible.")

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the practices, what was said about them, and the notes of this phase."""
        return (*(line for line in super().lines(scene) if line.key != NEW), *Stage.lines(self, scene))

    def next_key(self, scene: Scene) -> str:
        """Return the practice that is read: at first the one worked on, then the next that nobody sees to."""
        said = {each.text for each in scene.meeting.decisions}
        waiting = [each.id for each in practices_of(scene) if not each.owner and _owned(scene, each) not in said]
        return scene.meeting.practice if scene.meeting.practice in waiting else next(iter(waiting), "")

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer all the area's practices."""
        return any(each.id == key for each in practices_of(scene))

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:
        """Ask for owner, month and review; an idea with an owner is agreed on."""
        practice = next((each for each in practices_of(scene) if each.id == key), None)
        if practice is None:
            return ()
        after = await ask(OwnerDialog(scene.desk, scene.book, practice))
        if after is None:
            return ()
        if after.owner and after.state is PracticeState.IDEA:
            after = reached(after, PracticeState.AGREED, scene.today)
        return (Change(practice, after), scene.decision(DecisionKind.CHANGE, _owned(scene, after), after.id))

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:  # noqa: ARG002 - a note asks nothing
        """Write a note."""
        return scene.note(text)


def _owned(scene: Scene, practice: Practice) -> str:
    return f"{practice.title}: {practice.owner or scene.desk.words('all of us')}"


def practices_of(scene: Scene) -> tuple[Practice, ...]:
    """Return the chosen area's living practices; where no area is chosen, all that are agreed on, as the year goes."""
    if scene.meeting.area:
        return tuple(each for each in living(scene.book.practices) if each.area == scene.meeting.area)
    agreed = (each for each in scene.book.plan if each.state in KEPT)
    return tuple(sorted(agreed, key=lambda each: (*MONTHS, ALL_YEAR).index(each.month)))


def _said(scene: Scene, key: str) -> str:
    """Return what was said in a round, by the id of its note."""
    shown = {line.key for line in said_in_rounds(scene)}
    return next((note.text for note in scene.meeting.notes if note.id == key and key in shown), "")
