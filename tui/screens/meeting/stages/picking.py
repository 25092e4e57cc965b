"""A phase that takes one practice to look at closely."""

from storage.domain.plan import Practice, PracticeState, living
from storage.domain.reviews import reviews
from tui.i18n.labels import label
from tui.i18n.words import N_
from tui.screens.meeting.scene import Ask, Changes, Scene
from tui.screens.meeting.stages.stage import Stage
from tui.screens.practice_text import tiers
from tui.widgets.line_list import Line


class PracticeStage(Stage):
    """One practice is chosen."""

    placeholder = N_("Enter on a practice: this one today")
    chooses = True

    def lines(self, scene: Scene) -> tuple[Line, ...]:
        """Return the chosen practice whole, then those to choose from, what asks for a review first."""
        rows = (self._line(scene, each) for each in to_choose_from(scene))
        return (*self._chosen(scene), *rows, *super().lines(scene))

    def _chosen(self, scene: Scene) -> tuple[Line, ...]:
        words, practice = scene.desk.words, scene.practice
        if practice is None:
            return ()
        sign = Line("", "  " + words("How we will know: {sign}", sign=practice.sign), look="dim")
        return (
            Line("", practice.title, label(words, practice.state), "heading"),
            *(Line("", f"  {name} {text}") for name, text in tiers(words, practice)),
            *((sign,) if practice.sign else ()),
            Line("", ""),
        )

    def _line(self, scene: Scene, practice: Practice) -> Line:
        asks = practice.id in {review.practice.id for review in reviews(scene.book, scene.today)}
        mark = "▶" if practice.id == scene.meeting.practice else "?" if asks else "○"
        area = next((area.title for area in scene.book.areas if area.key == practice.area), "")
        return Line(practice.id, f"{mark} {practice.title}", area, "late" if mark == "?" else "plain")

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


def to_choose_from(scene: Scene) -> tuple[Practice, ...]:
    """Return the practices, what asks for a review first, ideas last."""
    asked = [review.practice.id for review in reviews(scene.book, scene.today)]

    def place(practice: Practice) -> tuple[bool, int]:
        first = asked.index(practice.id) if practice.id in asked else len(asked)
        return (practice.state is PracticeState.IDEA, first)

    return tuple(sorted(living(scene.book.plan), key=place))
