"""A phase that takes one practice to look at closely."""

from collections.abc import Sequence

from storage.domain.plan.plan import Practice, PracticeState, living
from storage.domain.views.reviews import reviews
from tui.dialogs.dialog import Ask
from tui.i18n.words import N_, Words
from tui.presentation.lines import Line
from tui.presentation.practice_text import tiers
from tui.screens.meeting.stages.scene import Changes, Scene
from tui.screens.meeting.stages.stage import Stage


class PracticeStage(Stage):
    """One practice is chosen."""

    placeholder = N_("Enter on a practice: this one today")
    chooses = True

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the practices to choose from, the chosen one first and whole, then what asks for a review."""
        asked = asking(scene)
        rows = (line for each in to_choose_from(scene) for line in self._rows(scene, each, asked))
        return (*rows, *super().lines(scene))

    def _rows(self, scene: Scene, practice: Practice, asked: Sequence[str]) -> tuple[Line, ...]:
        words = scene.desk.words
        mark = "▶" if practice.id == scene.meeting.practice else "?" if practice.id in asked else "○"
        area = next((area.title for area in scene.book.areas if area.key == practice.area), "")
        row = Line(practice.id, f"{mark} {practice.title}", area, "late" if mark == "?" else "plain")
        if practice.id != scene.meeting.practice:
            return (row,)
        return (row, *practice_in_full(words, practice), Line("", ""))

    def offers(self, scene: Scene, key: str) -> bool:
        """Offer the practices."""
        return any(each.id == key for each in to_choose_from(scene))

    async def chosen(self, ask: Ask, scene: Scene, key: str) -> Changes:  # noqa: ARG002 - choosing asks nothing
        """Take the practice, and its area."""
        practice = next(each for each in scene.book.practices if each.id == key)
        return (scene.to_meeting(scene.meeting.but(area=practice.area, practice=practice.id)),)

    def lacks(self, scene: Scene) -> str:
        """Return the question while no practice is chosen."""
        return "" if scene.practice else scene.desk.words("Choose a practice first: move to it and press Enter.")


class NoteStage(Stage):
    """Notes of the meeting; a practice that was chosen lies on the table meanwhile."""

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the practice that is talked about, then the notes."""
        return (*on_the_table(scene), *super().lines(scene))


def on_the_table(scene: Scene) -> tuple[Line, ...]:
    """Return the practice that a meeting has chosen, whole, so that all have it before them."""
    practice = scene.practice
    if practice is None:
        return ()
    return (Line("", practice.title, look="heading"), *practice_in_full(scene.desk.words, practice), Line("", ""))


def practice_in_full(words: Words, practice: Practice) -> tuple[Line, ...]:
    """Return what a practice says: both tiers, and how one will know."""
    sign = words("How we will know: {sign}", sign=practice.sign) if practice.sign else ""
    texts = (*(f"{name} {text}" for name, text in tiers(words, practice)), sign)
    return tuple(Line("", f"    {text}") for text in texts if text)


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
