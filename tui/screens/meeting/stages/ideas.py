"""Phases that lead to something being done: ideas, and the first step that everybody sees and hears."""

import re

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Idea, Pick, dotted, picked, with_ideas
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import DecisionKind
from storage.steering.likeness import Likeness, tried_in_vain
from storage.store import Change
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.dialog import Ask
from tui.i18n.labels import agreed_beside, agreed_sentence, label, reason
from tui.i18n.words import N_
from tui.look.signs import Mark, Span
from tui.presentation.case import experience_of
from tui.presentation.lines import Line
from tui.screens.meeting.stages.cards import INDENT, SENTENCE, card_lines
from tui.screens.meeting.stages.stage import Changes, MeetingInBook, Scene, Stage, StageKey

NUMBERED = re.compile(r"\d{1,2}(?:[ ,]+\d{1,2})*")
"""Numbers of ideas, and nothing else."""
PICKS = (Pick.NOW, Pick.LATER, Pick.TRIED)
MARKS = {None: Mark.IDEA, Pick.NOW: Mark.NOW, Pick.LATER: Mark.LATER, Pick.TRIED: Mark.DONE}


PLACES = 8
"""Ideas that have a place in the grid before they are there."""


class IdeasStage(Stage):
    """Ideas in numbered places; similar experience cards can be taken as ideas."""

    placeholder = N_("One idea, then the next")

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return similar cards; the ideas have places of their own."""
        words, case = scene.desk.words, scene.case
        if case is None:
            return super().lines(scene)
        if not (cards := experience_of(scene.book, case)):
            return ()
        head = Line[str]("", words("Worked before"), words("↵ takes it as an idea"), "heading", keys=True)
        return (head, *(_card_row(scene, each) for each in cards))

    def places(self, scene: Scene) -> tuple[str, ...]:
        """Return the ideas, and free places up to as many as a grid has."""
        if scene.case is None:
            return ()
        ideas = [f"{idea.text}  {_dots(idea)}".rstrip() for idea in scene.case.ideas]
        return (*ideas, *([""] * (PLACES - len(ideas))))

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Return the idea; several lines are several ideas. Where there is a vote, numbers are dots on the ideas."""
        if scene.case is None:
            return await super().written(ask, scene, text)
        if scene.phase.dots and NUMBERED.fullmatch(text):
            return (Change(scene.case, dotted(scene.case, _numbers(scene, text))),)
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


def _numbers(scene: Scene, text: str) -> tuple[int, ...]:
    """Return the numbers of the ideas on which dots are laid; raises `too-many-dots` when nobody has so many."""
    numbers = tuple(map(int, re.findall(r"\d+", text)))
    most = scene.phase.dots * max(1, len(scene.meeting.present))
    if len(numbers) > most:
        raise Refused("too-many-dots", dots=scene.phase.dots, most=most)
    return numbers


def _dots(idea: Idea) -> str:
    return Mark.THERE.sign * idea.dots


class FirstStepStage(Stage):
    """Ideas are sorted, and one becomes an agreement."""

    placeholder = N_("What is the first step? It becomes an agreement")
    chooses = True
    promises = True
    sorts = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return what was just agreed, large; the ideas by how they were sorted; the case's other agreements."""
        words, case = scene.desk.words, scene.case
        if case is None:
            return ()
        said = words(
            "Sort an idea: its number, a space, and 1 for now, 2 for later or 3 for tried. Its number alone makes it a"
            " step."
        )
        keys = words("1 now · 2 later · 3 tried · ↵ a step")
        none = words("No ideas are written: say the smallest thing, who does it and when, and write that.")
        sort = Line[str]("", words("Sort the ideas"), keys, "heading", aloud=said, keys=True)
        head = sort if case.ideas else Line[str]("", none, look="quiet")
        newest = _made_here(scene, case)
        card = agreed_lines(scene, newest) if newest else ()
        others = [_row(scene, each) for each in _agreements(scene, case) if each.is_open and each is not newest]
        tail = (Line("", words("First steps"), look="heading"), *others) if others else ()
        return (*card, head, *(_idea(scene, case, each) for each in case.ideas), *tail)

    def next_key(self, scene: Scene) -> str:
        """Return what was just agreed; before that the idea to sort, and then the one to begin with."""
        made = _made_here(scene, scene.case) if scene.case else None
        return made.id if made else self.next_to_sort(scene, "")

    def next_to_sort(self, scene: Scene, key: StageKey) -> str:
        """Return the next idea below one, round and round, that is not sorted; after the last one the first for now."""
        if scene.case is None:
            return ""
        ideas, agreed_on = scene.case.ideas, _agreed_on(scene, scene.case)
        place = next((place for place, idea in enumerate(ideas) if idea.id == key), -1) + 1
        left = [idea for idea in (*ideas[place:], *ideas[:place]) if idea.id not in agreed_on]
        unsorted = (idea.id for idea in left if idea.pick is None)
        return next(unsorted, next((idea.id for idea in ideas if idea in left and idea.pick is Pick.NOW), ""))

    def sorted(self, scene: Scene, key: StageKey, number: int) -> Changes:
        """Sort an idea; one that is sorted so already stays."""
        case, pick = scene.case, PICKS[number - 1]
        idea = next((idea for idea in case.ideas if idea.id == key), None) if case else None
        return (Change(case, picked(case, idea.id, pick)),) if case and idea and idea.pick is not pick else ()

    def is_answered(self, scene: Scene) -> bool:
        """Tell whether something was agreed on here: then all look at that."""
        return bool(scene.case and _made_here(scene, scene.case))

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer ideas and agreements."""
        ideas = {idea.id for idea in scene.case.ideas} if scene.case else set()
        return key in ideas | {agreement.id for agreement in scene.book.agreements}

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Make an idea an agreement, or change one that was made, also by the idea it was made of."""
        case = scene.case
        known = scene.book.agreements
        agreement = next((each for each in known if key == each.id or (key == each.idea and each.is_open)), None)
        if agreement:
            after = await ask(AgreementDialog(scene.desk, scene.book, agreement))
            return (Change(agreement, after),) if after else ()
        idea = next((idea for idea in case.ideas if idea.id == key), None) if case else None
        return await agreed(ask, scene, idea=idea) if idea else ()

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Make a text an agreement."""
        return await agreed(ask, scene, text)


async def agreed(ask: Ask, scene: Scene, what: str = "", idea: Idea | None = None) -> Changes:
    """Ask for an agreement and return it with the decision it is; the idea it is made of is one for now."""
    case = scene.case
    what, code = idea.text if idea else what, case.code if case else ""
    dialog = AgreementDialog(scene.desk, scene.book, None, case=code, what=what, meeting=scene.meeting.id)
    made = await ask(dialog)
    if made is None:
        return ()
    made = made.but(idea=idea.id, card=idea.card) if idea else made
    words = scene.desk.words
    text = words("{owner}: {what}, by {day}", owner=made.owner, what=made.what, day=words.weekday(made.due))
    sorted_now = (Change(case, picked(case, idea.id, Pick.NOW)),) if case and idea and idea.pick is None else ()
    return (Change(None, made), scene.decision(DecisionKind.AGREEMENT, text, made.id), *sorted_now)


def agreed_here(scene: Scene) -> tuple[Line[StageKey], ...]:
    """Return the card of what this meeting agreed on last about its case, to be looked at and not chosen."""
    newest = _made_here(scene, scene.case) if scene.case else None
    if newest is None:
        return ()
    beside = (Span(""), Span(scene.desk.words.day(newest.due), "quiet"))
    return (
        Line("", scene.desk.words("Agreed"), look="heading"),
        *card_lines("", who_when(scene, newest), newest.what, beside=beside),
    )


def who_when(table: MeetingInBook, agreement: Agreement) -> str:
    """Return who does something and on which day, in two words."""
    return f"{agreement.owner} {table.desk.words.day(agreement.due, 'EEEE')}"


def agreed_lines(scene: Scene, agreement: Agreement) -> tuple[Line[StageKey], ...]:
    """Return a card that a room can read: who, which day, what."""
    words = scene.desk.words
    buddy = words("buddy {alias}", alias=agreement.buddy) if agreement.buddy else ""
    review = words("we look back {day}", day=words.weekday(agreement.review)) if agreement.review else ""
    below = " · ".join(filter(None, (words("by {day}", day=words.weekday(agreement.due)), buddy, review)))
    heading = Line[str]("", words("Agreed"), words("read it aloud"), "heading")
    card = card_lines(agreement.id, who_when(scene, agreement), agreed_sentence(words, agreement), below, most=SENTENCE)
    beside = (Line[str]("", said, look="quiet", indent=INDENT) for said in agreed_beside(words, agreement))
    return (heading, *card, *beside)


def _agreements(scene: Scene, case: Case) -> tuple[Agreement, ...]:
    return scene.book.agreements_of(case.code)


def _made_here(scene: Scene, case: Case) -> Agreement | None:
    """Return the newest agreement that this meeting made about a case."""
    made = [each.ref for each in scene.meeting.decisions if each.kind is DecisionKind.AGREEMENT]
    return max(
        (each for each in _agreements(scene, case) if each.id in made and each.is_open),
        key=lambda each: made.index(each.id),
        default=None,
    )


def _agreed_on(scene: Scene, case: Case) -> set[str]:
    return {each.idea for each in _agreements(scene, case) if each.is_open}


def _idea(scene: Scene, case: Case, idea: Idea) -> Line[StageKey]:
    if idea.id in _agreed_on(scene, case):
        return Line(idea.id, idea.text, scene.desk.words("agreed on"), mark=Mark.PASSED_ON)
    sorted_as = label(scene.desk.words, idea.pick) if idea.pick else ""
    return Line(idea.id, idea.text, "  ".join(filter(None, (_dots(idea), sorted_as))), mark=MARKS[idea.pick])


def _card_row(scene: Scene, likeness: Likeness) -> Line[StageKey]:
    words, card = scene.desk.words, likeness.card
    vain = words("tried, did not help") if tried_in_vain(card, scene.book.agreements) else ""
    return Line(card.id, card.title, " · ".join(filter(None, (vain, reason(words, likeness)))), mark=Mark.WORKED)


def _row(scene: Scene, agreement: Agreement) -> Line[StageKey]:
    due = scene.desk.words.weekday(agreement.due)
    return Line(agreement.id, f"{agreement.owner}: {agreement.what}", due, mark=Mark.PASSED_ON)
