"""Phases in which something is written into the case."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from storage.domain.case.case import Case, Entry, Kind, Step, View, with_entry
from storage.domain.meeting.form import MeetingRole, Speaks
from storage.domain.plan.plan import HIGHEST
from storage.store import Change
from tui.dialogs.dialog import Ask, ReadingDialog
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.look.signs import Mark, Role, Span
from tui.presentation.case_list import SHORT
from tui.presentation.lines import Line, Paragraph
from tui.presentation.rows import in_column
from tui.screens.meeting.stages.cards import INDENT
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey

SCALED = re.compile(r"\s*(\d{1,2})(?:\s*/\s*10\b[\s:–—-]*|\s*[:–—]\s*|\s*$)(.*)", re.DOTALL)
"""`4`, `4/10 …` or `4: …`: where the team stands on the scale."""
SCALED_LAST = re.compile(r"\S.*?\b(\d{1,2})\s*/\s*10\W*", re.DOTALL)
"""`… 4/10`: the same said last; the words stay as they are."""
DESCRIBED = frozenset({Step.SITUATION, Step.CLARIFICATION})
"""The steps that say what is; the others say what is wished for."""
LAST_WORDS = 3
"""Lines of large letters that what was written last may take."""
TOLD = "told"
"""The line that a description is folded to."""
VIEW_MARKS = {
    View.PUPIL: re.compile(r"(?:elev(?:en)?|pupil)\s*:\s*", re.IGNORECASE),
    View.HOME: re.compile(r"(?:heim(?:en)?|hjem(?:met)?|foreldr(?:e(?:ne)?|a)|home|parents?)\s*:\s*", re.IGNORECASE),
}
"""`home: …` says whose view it is."""


@dataclass(frozen=True)
class Written:
    """What a text says of itself."""

    text: str
    view: View = View.SCHOOL
    scale: int | None = None


def understood(text: str, step: Step) -> Written:
    """Return a text with the view and, at what is wanted, the place on the scale that it begins or ends with."""
    scale = SCALED.fullmatch(text) if step is Step.WANTED else None
    if scale and int(scale[1]) <= HIGHEST:
        return Written(scale[2].strip() or f"{scale[1]}/10", scale=int(scale[1]))
    last = SCALED_LAST.fullmatch(text) if step is Step.WANTED else None
    if last and int(last[1]) <= HIGHEST:
        return Written(text.strip(), scale=int(last[1]))
    for view, mark in VIEW_MARKS.items():
        found = mark.match(text)
        if found and text[found.end() :].strip():
            return Written(text[found.end() :].strip(), view)
    return Written(text)


def is_unasked(scene: Scene) -> bool:
    """Tell whether a case has been heard without anybody having asked if the pupil is safe."""
    case = scene.case
    heard = scene.phase.step is Step.SITUATION and case is not None and case.kind is Kind.CASE
    return heard and case is not None and case.safe is None and not case.told


def is_wished_for(scene: Scene) -> bool:
    """Tell whether the phase looks at what is wanted, and no longer at what happened."""
    return scene.phase.step is not None and scene.phase.step not in DESCRIBED


def is_affirmed(scene: Scene) -> bool:
    """Tell whether the others say what the case owner manages, who listens meanwhile."""
    return scene.phase.speaks is Speaks.OTHERS and scene.phase.step is Step.EXCEPTIONS


def told_before(scene: Scene, case: Case) -> list[Entry]:
    """Return what is folded away: the description, and all that was said before where somebody is to hear something."""
    if is_affirmed(scene):
        return [entry for entry in case.entries if entry.step is not scene.phase.step]
    return [entry for entry in case.entries if entry.step in DESCRIBED] if is_wished_for(scene) else []


def _heard(scene: Scene) -> Iterator[Line[StageKey]]:
    """Yield in large letters what the others do now; who listens to it stands beside the question."""
    if is_affirmed(scene) and scene.meeting.roles.get(MeetingRole.CASE_OWNER):
        said = scene.desk.words("One sentence each")
        yield Line("", "")
        yield Line("", said, look="plan", indent=INDENT, large=1)
        yield Line("", "")


def _folded(scene: Scene, told: Sequence[Entry]) -> Iterator[Line[StageKey]]:
    """Yield one line for what was told, however much it is."""
    if told:
        words = scene.desk.words
        lines = words.many("What was told: {count} line", "What was told: {count} lines", len(told))
        yield Line(TOLD, lines, words("↵ read it again"), "quiet", Mark.MORE, keys=True)


class EntryStage(Stage):
    """Writes entries at the phase's step."""

    placeholder = N_("Write – «home: …» or «pupil: …» for their view")
    counts = True

    def asks_for(self, scene: Scene) -> str:
        """Return how a number is given, at what is wanted until there is one; else how others' views are."""
        if is_affirmed(scene):
            return N_("Write down what they say")
        here = scene.case.entries if scene.case and scene.phase.step is Step.WANTED else None
        if here is None or any(entry.scale is not None and entry.meeting == scene.meeting.id for entry in here):
            return self.placeholder
        return N_("Write – «4: …» says where we are, from 0 to 10")

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return what has been written in this case so far, newest last."""
        case = scene.case
        if case is None:
            return super().lines(scene)
        told = told_before(scene, case)
        fresh = [entry for entry in case.entries if entry not in told]
        return (*_folded(scene, told), *_heard(scene), *self._rows(scene, fresh))

    def _rows(self, scene: Scene, entries: Sequence[Entry]) -> Iterator[Line[StageKey]]:
        """Yield entries beside what they are, or whose eyes saw it, which stands there once."""
        names = [(_column(scene.desk.words, entry), entry.meeting == scene.meeting.id) for entry in entries]
        width = max((cell_len(name) for name, _ in names), default=0)
        newest = _newest(scene, entries)
        for entry, named, before in zip(entries, names, (None, *names), strict=False):
            column = in_column("" if named == before else named[0], width, _role(scene, entry))
            line = _line(scene, entry, column)
            yield replace(line, large=LAST_WORDS) if entry is newest else line

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer the description to be read again where it is folded."""
        return key == TOLD and is_wished_for(scene)

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:  # noqa: ARG002 - one line is offered
        """Show the whole description."""
        if scene.case:
            words = scene.desk.words
            told = told_before(scene, scene.case)
            await ask(ReadingDialog(scene.desk, words("What was told"), [Paragraph(entry.text) for entry in told]))
        return ()

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Return the entry."""
        if scene.case is None or scene.phase.step is None:
            return await super().written(ask, scene, text)
        said = understood(text, scene.phase.step)
        entry = Entry(
            id=scene.desk.new_id(),
            step=scene.phase.step,
            view=said.view,
            text=said.text,
            scale=said.scale,
            at=scene.desk.now(),
            meeting=scene.meeting.id,
        )
        return (Change(scene.case, with_entry(scene.case, entry)),)


def _newest(scene: Scene, entries: Sequence[Entry]) -> Entry | None:
    """Return what was written last where something is wished for: the room looks at that, and not at what is wrong."""
    last = entries[-1] if entries and is_wished_for(scene) else None
    return last if last and (last.meeting, last.step) == (scene.meeting.id, scene.phase.step) else None


def _column(words: Words, entry: Entry) -> str:
    """Return what an entry is, or whose eyes saw it."""
    return words(SHORT[entry.step]) if entry.view is View.SCHOOL else label(words, entry.view)


def _role(scene: Scene, entry: Entry) -> Role:
    return "case" if entry.view is not View.SCHOOL else "plain" if entry.step is scene.phase.step else "quiet"


def _line(scene: Scene, entry: Entry, column: tuple[Span, ...]) -> Line[StageKey]:
    mark = Mark.SAID if entry.meeting == scene.meeting.id else None
    scale = f"{entry.scale}/{HIGHEST}" if entry.scale is not None else ""
    look: Role = "plain" if entry.step is scene.phase.step else "quiet"
    return Line(entry.id, entry.text, scale, look, mark, 0 if mark else 2, column)
