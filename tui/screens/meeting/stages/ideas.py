"""The phase where ideas are gathered."""

from storage.domain.case.case import Case, Idea, with_ideas
from storage.domain.views.likeness import alike
from storage.store import Change
from tui.dialogs.dialog import Ask
from tui.i18n.labels import reason
from tui.i18n.words import N_
from tui.look.signs import Mark, Span
from tui.presentation.lines import Line
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey

GOAL = 8
"""Ideas to aim for."""
MOST_CARDS = 3


class IdeasStage(Stage):
    """One idea a line; similar experience cards can be taken as ideas."""

    placeholder = N_("one idea, then the next")

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the ideas with their count, then similar cards."""
        words, case = scene.desk.words, scene.case
        if case is None:
            return super().lines(scene)
        head = Line[str]("", words("Ideas"), words("{count} of {goal}", count=len(case.ideas), goal=GOAL), "heading")
        rows = (
            Line(idea.id, idea.text, spans=(Span(f"{number:2} ", "quiet"),))
            for number, idea in enumerate(case.ideas, 1)
        )
        return (head, *rows, *self._cards(scene, case))

    def _cards(self, scene: Scene, case: Case) -> tuple[Line[StageKey], ...]:
        words = scene.desk.words
        cards = () if case.keeps_from_home else alike(case, scene.book.cards)[:MOST_CARDS]
        if not cards:
            return ()
        head = Line[str]("", words("Worked before"), words("Enter takes it as an idea"), "heading")
        return (head, *(Line(each.card.id, each.card.title, reason(words, each), mark=Mark.WORKED) for each in cards))

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Return the idea; several lines are several ideas."""
        if scene.case is None:
            return await super().written(ask, scene, text)
        ideas = [Idea(id=scene.desk.new_id(), text=line.strip(), meeting=scene.meeting.id) for line in text.split("\n")]
        return (Change(scene.case, with_ideas(scene.case, ideas)),)

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer the cards."""
        return any(card.id == key for card in scene.book.cards)

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:  # noqa: ARG002 - taking asks nothing
        """Take a card as an idea."""
        card = next((card for card in scene.book.cards if card.id == key), None)
        if card is None or scene.case is None:
            return ()
        idea = Idea(id=scene.desk.new_id(), text=card.start or card.title, meeting=scene.meeting.id, card=card.id)
        return (Change(scene.case, with_ideas(scene.case, [idea])),)
