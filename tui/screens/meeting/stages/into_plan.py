"""Phases that turn a case into something lasting: what goes into the plan, and experience cards."""

from collections.abc import Iterator

from rich.cells import cell_len

from storage.domain.case.case import Case, CaseState, Learned, Outcome, with_lesson
from storage.domain.case.standing import set_aside
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.plan.plan import living
from storage.store import Change
from tui.dialogs.case.card import MEANT, CardDialog, IntoPlanDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import Ask
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.look.signs import Mark
from tui.presentation.lines import Line
from tui.presentation.rows import in_column
from tui.screens.meeting.stages.ideas import agreed_here
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey


class IntoPlanStage(Stage):
    """What the plan could have made easier: it cannot be passed over in silence."""

    placeholder = N_("What could our plan have made easier?")
    chooses = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return what was agreed, what this case has put into the plan, then the ways to do so."""
        words = scene.desk.words
        learned = scene.case.learned if scene.case else ()
        told = (Line(each.id, each.text, label(words, each.outcome), mark=Mark.DONE) for each in learned)
        heading = Line[str]("", words("What goes into the plan?"), words("↵ chooses"), "heading", keys=True)
        return (*agreed_here(scene), *told, heading, *_ways(words))

    def offers(self, scene: Scene, key: StageKey) -> bool:  # noqa: ARG002 - the same in every case
        """Offer the ways."""
        return key in set(Outcome)

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Do what was chosen."""
        return await learned_from(ask, scene, Outcome(key), "") if isinstance(key, str) else ()

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Ask what the text is to become."""
        outcome = await ask(IntoPlanDialog(scene.desk))
        return await learned_from(ask, scene, outcome, text) if outcome else ()

    def lacks(self, scene: Scene) -> str:
        """Return the question that is still open for this case."""
        if scene.case is None or any(each.meeting == scene.meeting.id for each in scene.case.learned):
            return ""
        return scene.desk.words(
            "First choose with ↵ what goes into the plan, or «Nothing this time» and why. Then n goes on."
        )


def _ways(words: Words) -> Iterator[Line[str]]:
    """Yield the ways, what each is beside its name."""
    names = {each: label(words, each).capitalize() for each in Outcome}
    width = max(map(cell_len, names.values()))
    for each, name in names.items():
        yield Line(each.value, words(MEANT[each]), look="quiet", spans=in_column(name, width, "heading"))


async def learned_from(ask: Ask, scene: Scene, outcome: Outcome, text: str) -> Changes:
    """Return what a case puts into the plan: the practice or card, the lesson, and the decision."""
    if scene.case is None:
        return ()
    match outcome:
        case Outcome.PRACTICE:
            return await _new_practice(ask, scene, text)
        case Outcome.CHANGE:
            return await _changed_practice(ask, scene, text)
        case Outcome.CARD:
            return await new_card(ask, scene, text)
        case _:
            return await _said(ask, scene, outcome, text)


async def _new_practice(ask: Ask, scene: Scene, text: str) -> Changes:
    code = scene.case.code if scene.case else ""
    practice = await ask(PracticeDialog(scene.desk, scene.book, None, minimum=text, evidence=(code,)))
    if practice is None:
        return ()
    return (Change(None, practice), *_lesson(scene, Outcome.PRACTICE, practice.title, practice.id))


async def _changed_practice(ask: Ask, scene: Scene, text: str) -> Changes:
    words = scene.desk.words
    options = [(each.id, each.title) for each in living(scene.book.practices)]
    key = await ask(ChooseDialog(scene.desk, words("Which practice is to change?"), options))
    practice = next((each for each in scene.book.practices if each.id == key), None)
    if practice is None:
        return ()
    code = scene.case.code if scene.case else ""
    evidence = tuple(dict.fromkeys((*practice.evidence, code)))
    after = await ask(PracticeDialog(scene.desk, scene.book, practice.but(evidence=evidence), minimum=text))
    if after is None:
        return ()
    return (Change(practice, after), *_lesson(scene, Outcome.CHANGE, after.title, after.id))


async def new_card(ask: Ask, scene: Scene, text: str) -> Changes:
    """Ask for an experience card made from the case."""
    card = await ask(CardDialog(scene.desk, scene.book, None, title=text, source=scene.case))
    if card is None:
        return ()
    return (Change(None, card), *_lesson(scene, Outcome.CARD, card.title, card.id))


async def _said(ask: Ask, scene: Scene, outcome: Outcome, text: str) -> Changes:
    words, case = scene.desk.words, scene.case
    question = words("What must the leadership decide?") if outcome is Outcome.LIFT else words("Why nothing this time?")
    draft = scene.desk.draft_in("meeting", scene.meeting.id, outcome)
    said = text or await ask(TextDialog(scene.desk, label(words, outcome).capitalize(), question, draft=draft))
    if not said or case is None:
        return ()
    changes = _lesson(scene, outcome, said, "")
    if outcome is Outcome.LIFT and await _leave_to_leadership(ask, scene):
        return (_both(changes[0], set_aside(_after(changes[0]), CaseState.LIFTED, said, scene.today)), *changes[1:])
    return changes


async def _leave_to_leadership(ask: Ask, scene: Scene) -> bool:
    words = scene.desk.words
    options = [("stay", words("The case stays with us too")), ("leave", words("The case now waits for the leadership"))]
    return await ask(ChooseDialog(scene.desk, words("And the case?"), options)) == "leave"


def _after(change: Change) -> Case:
    if not isinstance(change.after, Case):
        raise TypeError(change.after)
    return change.after


def _both(change: Change, after: Case) -> Change:
    return Change(change.before, after)


def _lesson(scene: Scene, outcome: Outcome, text: str, ref: str) -> Changes:
    if scene.case is None:
        return ()
    learned = Learned(id=scene.desk.new_id(), outcome=outcome, text=text, ref=ref, meeting=scene.meeting.id)
    said = f"{label(scene.desk.words, outcome)}: {text}"
    return (
        Change(scene.case, with_lesson(scene.case, learned)),
        scene.decision(DecisionKind(outcome.value), said, ref),
    )


class CardStage(IntoPlanStage):
    """The end of a success analysis: its headline becomes a card."""

    placeholder = N_("The headline – it becomes an experience card")
    chooses = False

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Make the headline a card."""
        return await new_card(ask, scene, text)
