"""A stage: one kind of phase, without a terminal."""

from tui.dialogs.dialog import Ask
from tui.i18n.words import N_
from tui.presentation.lines import Line
from tui.screens.meeting.stages.scene import Changes, Scene


class Stage:
    """Shows lines, takes what is written, and answers to a chosen line; this one keeps notes of the meeting."""

    placeholder = N_("Enter: write a note")
    """What stands in the empty field."""
    chooses = False
    """Whether a line is marked at once, for choosing; else Enter begins writing."""
    sorts = False
    """Whether 1, 2 and 3 sort the marked line; else they go to the modes."""

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return what has been written here."""
        here = (scene.phase.key, scene.meeting.visit.case if scene.meeting.visit else "")
        notes = (note for note in scene.meeting.notes if (note.phase, note.case) == here)
        return tuple(Line(note.id, f"│ {note.text}") for note in notes)

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:  # noqa: ARG002 - others ask
        """Return what becomes of a text."""
        return scene.note(text)

    def offers(self, scene: Scene, key: str) -> bool:  # noqa: ARG002 - others look
        """Tell whether a line is for choosing; on any other line, Enter begins writing."""
        return False

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:  # noqa: ARG002 - others do something
        """Return what becomes of choosing a line that is offered."""
        return ()

    def sorted(self, scene: Scene, key: str, number: int) -> Changes:  # noqa: ARG002 - ideas are
        """Return what becomes of pressing 1, 2 or 3 on a line."""
        return ()

    def next_key(self, scene: Scene) -> str:  # noqa: ARG002 - phases about practices have one
        """Return the line that the phase is about now; empty where the mark stays."""
        return ""

    def lacks(self, scene: Scene) -> str:  # noqa: ARG002 - the last phase of a case does
        """Return what must be answered before the meeting moves on; empty when nothing."""
        return ""
