"""The practice round: how each does it now, written in silence, then told, then what several do."""

from storage.domain.meeting.form import Writes
from storage.domain.meeting.practice_round import common_or_not, hidden_count, open_notes
from tui.dialogs.dialog import Ask
from tui.i18n.words import N_
from tui.presentation.lines import Line
from tui.screens.meeting.stages.picking import practice_in_full
from tui.screens.meeting.stages.scene import Changes, Scene
from tui.screens.meeting.stages.stage import Stage

COMMON, SAID = "●", "│"


class PracticesStage(Stage):
    """How each does it now, without names."""

    placeholder = N_("Enter: write it as you would say it, without names")

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return how much is written while it is hidden; then what was said in the rounds, all of them together."""
        words = scene.desk.words
        practice = scene.practice
        title = practice.title if practice else scene.area.title if scene.area else words("Our practice")
        table = practice_in_full(words, practice) if practice else ()
        if scene.phase.hidden:
            written = words.many("{count} written", "{count} written", hidden_count(scene.meeting))
            waits = words("It is hidden until the meeting moves on. Several can write at the same time.")
            return (Line("", title, written, "heading"), *table, Line("", waits, look="dim"), *said_in_rounds(scene))
        return (Line("", title, words("Enter on a line: several do so"), "heading"), *table, *said_in_rounds(scene))

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer what was said."""
        return not scene.phase.hidden and any(line.key == key for line in said_in_rounds(scene))

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:  # noqa: ARG002 - marking asks nothing
        """Mark what several do, or take the mark away."""
        return (scene.to_meeting(common_or_not(scene.meeting, key)),)


def said_in_rounds(scene: Scene) -> tuple[Line, ...]:
    """Return how each does it now, as it was said in the phases for that, what several do first."""
    words = scene.desk.words
    phases = scene.meeting.script.phases if scene.meeting.script else ()
    rounds = {phase.key: phase.short for phase in phases if phase.writes is Writes.PRACTICES}
    told = sorted((n for n in open_notes(scene.meeting) if n.phase in rounds), key=lambda note: not note.common)
    return tuple(
        Line(note.id, f"{COMMON} {note.text}", words("several"), "good")
        if note.common
        else Line(note.id, f"{SAID} {note.text}", rounds[note.phase])
        for note in told
    )
