"""Phases that take one practice: picked, told round in silence, and given its two tiers."""

from collections.abc import Sequence

from storage.domain.calendar import MONTHS
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.meeting.planning import common_or_not, hidden_count, open_notes
from storage.domain.plan.plan import ALL_YEAR, Practice, PracticeState, living, reached
from storage.domain.views.reviews import KEPT, reviews
from storage.store import Change
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import Ask
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import OwnerDialog, PracticeDialog
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.look.signs import Mark
from tui.presentation.lines import Line
from tui.presentation.meeting import is_seen_round
from tui.presentation.practice import tiers
from tui.screens.meeting.stages.cards import round_lines
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey


class PracticeStage(Stage):
    """One practice is chosen."""

    placeholder = N_("Write a note")
    invitation = N_("↵ on a practice: this one today")
    chooses = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the practices to choose from, the chosen one first and whole, then what asks for a review."""
        asked = asking(scene)
        rows = (line for each in to_choose_from(scene) for line in self._rows(scene, each, asked))
        return (*rows, *super().lines(scene))

    def _rows(self, scene: Scene, practice: Practice, asked: Sequence[str]) -> tuple[Line[StageKey], ...]:
        words = scene.desk.words
        mark = Mark.AGAIN if practice.id in asked else None
        mark = Mark.NOW if practice.id == scene.meeting.practice else mark
        area = next((area.title for area in scene.book.areas if area.key == practice.area), "")
        row = Line(practice.id, practice.title, area, mark=mark, indent=0 if mark else 2)
        if practice.id != scene.meeting.practice:
            return (row,)
        return (row, *practice_in_full(words, practice), Line("", ""))

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer the practices."""
        return any(each.id == key for each in to_choose_from(scene))

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:  # noqa: ARG002 - choosing asks nothing
        """Take the practice, and its area."""
        practice = next(each for each in scene.book.practices if each.id == key)
        return (scene.to_meeting(scene.meeting.but(area=practice.area, practice=practice.id)),)

    def lacks(self, scene: Scene) -> str:
        """Return the question while no practice is chosen."""
        return "" if scene.practice else scene.desk.words("Choose a practice first.")


class NoteStage(Stage):
    """Notes of the meeting; a practice that was chosen lies on the table meanwhile, and a round is seen."""

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the practice that is talked about, whose turn it is, then the notes."""
        turn = round_lines(scene.desk.words, scene.meeting) if is_seen_round(scene.phase) else ()
        return (*on_the_table(scene), *turn, *super().lines(scene))


def on_the_table(scene: Scene) -> tuple[Line[StageKey], ...]:
    """Return the practice that a meeting has chosen, whole, so that all have it before them."""
    practice = scene.practice
    if practice is None:
        return ()
    return (Line("", practice.title, look="heading"), *practice_in_full(scene.desk.words, practice), Line("", ""))


def practice_in_full(words: Words, practice: Practice) -> tuple[Line[StageKey], ...]:
    """Return what a practice says: both tiers, and how one will know."""
    sign = words("How we will know: {sign}", sign=practice.sign) if practice.sign else ""
    both = (Line[str]("", text, mark=mark, indent=4) for mark, text in tiers(words, practice))
    return (*both, *((Line("", sign, indent=4),) if sign else ()))


def to_choose_from(scene: Scene) -> tuple[Practice, ...]:
    """Return the practices: the chosen one, what asks for a review, then the others, ideas last."""
    asked = asking(scene)

    def place(practice: Practice) -> tuple[bool, bool, int]:
        first = asked.index(practice.id) if practice.id in asked else len(asked)
        return (practice.id != scene.meeting.practice, practice.state is PracticeState.IDEA, first)

    return tuple(sorted(living(scene.book.plan), key=place))


def asking(scene: Scene) -> tuple[str, ...]:
    """Return the practices that ask for a review, in their order."""
    return tuple(review.practice.id for review in reviews(scene.book, scene.today))


class PracticesStage(Stage):
    """How each does it now, without names."""

    placeholder = N_("Write it as you would say it, without names")

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return how much is written while it is hidden; then what was said in the rounds, all of them together."""
        words = scene.desk.words
        practice = scene.practice
        title = practice.title if practice else scene.area.title if scene.area else words("Our practice")
        table = practice_in_full(words, practice) if practice else ()
        if scene.phase.hidden:
            written = words.many("{count} written", "{count} written", hidden_count(scene.meeting))
            waits = words("It is hidden until the meeting moves on. Several can write at the same time.")
            paper = words("One keyboard? All write on paper first. Then one after the other types, unseen by the rest.")
            told = (Line[StageKey]("", waits, look="quiet"), Line[StageKey]("", paper, mark=Mark.NOW))
            return (Line("", title, written, "heading"), *table, *told, *said_in_rounds(scene))
        asks = words("↵ on a line: several do so")
        return (Line("", title, asks, "heading", keys=True), *table, *said_in_rounds(scene))

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer what was said."""
        return not scene.phase.hidden and any(line.key == key for line in said_in_rounds(scene))

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:  # noqa: ARG002 - marking asks nothing
        """Mark what several do, or take the mark away."""
        return (scene.to_meeting(common_or_not(scene.meeting, key)),) if isinstance(key, str) else ()


def said_in_rounds(scene: Scene) -> tuple[Line[StageKey], ...]:
    """Return how each does it now, as it was said in the phases for that, what several do first."""
    words = scene.desk.words
    phases = scene.meeting.script.phases if scene.meeting.script else ()
    rounds = {phase.key: phase.short for phase in phases if phase.writes is Writes.PRACTICES}
    told = sorted((n for n in open_notes(scene.meeting) if n.phase in rounds), key=lambda note: not note.common)
    return tuple(
        Line(note.id, note.text, words("several"), mark=Mark.THERE)
        if note.common
        else Line(note.id, note.text, rounds[note.phase], mark=Mark.SAID)
        for note in told
    )


NEW = "new"
MINIMUM = "minimum"
REWORDING = {
    MINIMUM: N_("Change the words until everybody can keep them."),
    "room": N_("Change the words until it is clear that those who want to may, and that nobody has to."),
}
"""What is asked of a tier's words: the minimum binds everybody, the room binds nobody."""


INTO = {MINIMUM: N_("Into the shared minimum of «{title}»"), "room": N_("Into the room for initiative of «{title}»")}
"""Where what was said can go."""


class TierStage(Stage):
    """Words one tier of a practice: the shared minimum, or the voluntary room."""

    chooses = True
    how = N_("↵ opens it, ↵ again changes the words")
    """What a key does here, beside the heading."""
    nothing = N_("Nothing here yet. ↵ write it, and it becomes a practice.")
    """What stands here as long as there is no practice."""

    def __init__(self, field: str, placeholder: str) -> None:
        self.field = field
        self.placeholder = placeholder
        self.promises = field == MINIMUM

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the area's practices, the one worked on marked, with both tiers of that one."""
        rows = [line for each in practices_of(scene) for line in self._rows(scene, each)]
        words = scene.desk.words
        title = scene.area.title if scene.area else words("What we have agreed on")
        head = Line[str]("", title, words(self.how) if rows else "", look="heading", keys=bool(rows))
        rows = rows or [Line("", words(self.nothing), look="quiet")]
        new = (Line(NEW, words("A new practice"), mark=Mark.MORE),) if scene.practice else ()
        return (head, *rows, *new, Line("", ""), *said_in_rounds(scene))

    def next_key(self, scene: Scene) -> str:
        """Return the practice that is read: the one worked on."""
        return scene.meeting.practice

    def _rows(self, scene: Scene, practice: Practice) -> list[Line[StageKey]]:
        words = scene.desk.words
        reads = practice.id == self.next_key(scene)
        right = " · ".join(filter(None, (practice.owner, label(words, practice.state))))
        row = Line(practice.id, practice.title, right, mark=Mark.NOW if reads else None, indent=0 if reads else 2)
        if not reads:
            return [row]
        return [row, *(Line("", text, mark=mark, indent=4) for mark, text in tiers(words, practice))]

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer the practices, and what was said in the rounds."""
        return key == NEW or any(each.id == key for each in practices_of(scene)) or bool(_said(scene, key))

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Work on another practice or a new one; reword the one worked on; take in what was said."""
        if said := _said(scene, key):
            return await self._taken_in(ask, scene, said)
        if key == scene.meeting.practice and scene.practice:
            return await self._reworded(ask, scene, scene.practice)
        return (scene.to_meeting(scene.meeting.but(practice="" if key == NEW else key)),)

    async def _taken_in(self, ask: Ask, scene: Scene, said: str) -> Changes:
        """Ask where what was said belongs: into the practice worked on, or into a new one."""
        if scene.practice is None:
            return await self._begun(ask, scene, said)
        words = scene.desk.words
        options = [(True, words(INTO[self.field], title=scene.practice.title)), (False, words("A new practice"))]
        into = await ask(ChooseDialog(scene.desk, words.quoted(said), options))
        if into is None:
            return ()
        return await (self.written if into else self._begun)(ask, scene, said)

    async def _reworded(self, ask: Ask, scene: Scene, practice: Practice) -> Changes:
        draft = scene.desk.draft_in("meeting", scene.meeting.id, practice.id, self.field)
        text: str = getattr(practice, self.field)
        hint = scene.desk.words(REWORDING[self.field])
        dialog = TextDialog(scene.desk, practice.title, hint, text, draft=draft, promises=self.promises)
        worded = await ask(dialog)
        return self._put(scene, practice, worded) if worded and worded != text else ()

    def _put(self, scene: Scene, practice: Practice, text: str) -> Changes:
        after = practice.but(**{self.field: text})
        return (Change(practice, after), scene.decision(DecisionKind.CHANGE, f"{after.title}: {text}", after.id))

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Put the text into the practice worked on, below what it says, or make a new one of it."""
        if scene.practice:
            had: str = getattr(scene.practice, self.field)
            return self._put(scene, scene.practice, "\n".join(filter(None, (had, text))))
        return await self._begun(ask, scene, text)

    async def _begun(self, ask: Ask, scene: Scene, text: str) -> Changes:
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

    invitation = N_("↵ on a practice: who is responsible, and when?")
    how = N_("↵ who, and when")
    nothing = N_("Nothing is agreed on yet, so nobody needs to be responsible.")

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the practices, what was said about them, and the notes of this phase."""
        return (*(line for line in super().lines(scene) if line.key != NEW), *Stage.lines(self, scene))

    def next_key(self, scene: Scene) -> str:
        """Return the practice that is read: at first the one worked on, then the next that nobody sees to."""
        said = {each.text for each in scene.meeting.decisions}
        waiting = [each.id for each in practices_of(scene) if not each.owner and _owned(scene, each) not in said]
        return scene.meeting.practice if scene.meeting.practice in waiting else next(iter(waiting), "")

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer all the area's practices."""
        return any(each.id == key for each in practices_of(scene))

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
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


def _said(scene: Scene, key: StageKey) -> str:
    """Return what was said in a round, by the id of its note."""
    shown = {line.key for line in said_in_rounds(scene)}
    return next((note.text for note in scene.meeting.notes if note.id == key and key in shown), "")
