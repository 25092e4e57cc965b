"""Phases that lead to something being done: ideas, and the first step."""

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Idea, Pick, picked, with_ideas
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.views.likeness import alike
from storage.store import Change
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.dialog import Ask
from tui.i18n.labels import label, reason
from tui.i18n.words import N_
from tui.look.signs import Mark
from tui.presentation.lines import Line
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey

GOAL = 8
"""Ideas to aim for."""
MOST_CARDS = 3
PICKS = (Pick.NOW, Pick.LATER, Pick.TRIED)
MARKS = {None: Mark.IDEA, Pick.NOW: Mark.NOW, Pick.LATER: Mark.LATER, Pick.TRIED: Mark.DONE}


class IdeasStage(Stage):
    """Ideas in numbered places; similar experience cards can be taken as ideas."""

    placeholder = N_("one idea, then the next")

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return similar cards; the ideas have places of their own."""
        words, case = scene.desk.words, scene.case
        if case is None:
            return super().lines(scene)
        cards = () if case.keeps_from_home else alike(case, scene.book.cards)[:MOST_CARDS]
        if not cards:
            return ()
        head = Line[str]("", words("Worked before"), words("Enter takes it as an idea"), "heading")
        return (head, *(Line(each.card.id, each.card.title, reason(words, each), mark=Mark.WORKED) for each in cards))

    def places(self, scene: Scene) -> tuple[str, ...]:
        """Return the ideas, and a free place for each that is left to find."""
        if scene.case is None:
            return ()
        ideas = [idea.text for idea in scene.case.ideas]
        return (*ideas, *([""] * (GOAL - len(ideas))))

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


class FirstStepStage(Stage):
    """Ideas are sorted, and one becomes an agreement."""

    placeholder = N_("what is the first step? It becomes an agreement")
    chooses = True
    sorts = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the ideas by how they were sorted, then the case's agreements."""
        words, case = scene.desk.words, scene.case
        if case is None:
            return ()
        head = Line[str](
            "", words("Sort the ideas: 1 now · 2 later · 3 tried"), words("Enter makes it a step"), "heading"
        )
        ideas = (self._idea(scene, idea) for idea in case.ideas)
        made = [self._agreement(scene, each) for each in scene.book.agreements_of(case.code) if each.is_open]
        tail = (Line("", words("First steps"), look="heading"), *made) if made else ()
        return (head, *ideas, *tail)

    def _idea(self, scene: Scene, idea: Idea) -> Line[StageKey]:
        right = label(scene.desk.words, idea.pick) if idea.pick else ""
        return Line(idea.id, idea.text, right, mark=MARKS[idea.pick])

    def _agreement(self, scene: Scene, agreement: Agreement) -> Line[StageKey]:
        due = scene.desk.words.weekday(agreement.due)
        return Line(agreement.id, f"{agreement.owner}: {agreement.what}", due, mark=Mark.PASSED_ON)

    def sorted(self, scene: Scene, key: StageKey, number: int) -> Changes:
        """Sort an idea; the same number again takes it back."""
        idea = next((idea for idea in scene.case.ideas if idea.id == key), None) if scene.case else None
        if idea is None or scene.case is None:
            return ()
        pick = PICKS[number - 1]
        return (Change(scene.case, picked(scene.case, idea.id, None if idea.pick is pick else pick)),)

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer ideas and agreements."""
        ideas = {idea.id for idea in scene.case.ideas} if scene.case else set()
        return key in ideas | {agreement.id for agreement in scene.book.agreements}

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Make an idea an agreement, or change one that was made."""
        case = scene.case
        agreement = next((each for each in scene.book.agreements if each.id == key), None)
        if agreement:
            after = await ask(AgreementDialog(scene.desk, scene.book, agreement))
            return (Change(agreement, after),) if after else ()
        idea = next((idea for idea in case.ideas if idea.id == key), None) if case else None
        return await agreed(ask, scene, idea.text) if idea else ()

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Make a text an agreement."""
        return await agreed(ask, scene, text)


async def agreed(ask: Ask, scene: Scene, what: str = "") -> Changes:
    """Ask for an agreement and return it with the decision it is."""
    code = scene.case.code if scene.case else ""
    dialog = AgreementDialog(scene.desk, scene.book, None, case=code, what=what, meeting=scene.meeting.id)
    agreement = await ask(dialog)
    if agreement is None:
        return ()
    words = scene.desk.words
    text = words(
        "{owner}: {what}, by {day}", owner=agreement.owner, what=agreement.what, day=words.weekday(agreement.due)
    )
    return (Change(None, agreement), scene.decision(DecisionKind.AGREEMENT, text, agreement.id))
