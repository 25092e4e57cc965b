"""What a case puts into the plan: the second question of closing, and useful before."""

from dataclasses import dataclass

from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, Learned, Outcome, with_lesson
from storage.domain.plan.plan import Practice, living
from storage.domain.views.book import Book
from storage.store import Change
from tui.dialogs.case.card import CardDialog
from tui.dialogs.case.into_plan import IntoPlanDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.dialogs.text import TextDialog
from tui.i18n.labels import label
from tui.screens.team_screen import TeamScreen


@dataclass(frozen=True)
class Taught:
    """A case with what it taught, and the changes of plan and cards that go with it."""

    case: Case
    others: tuple[Change, ...] = ()


async def learn(screen: TeamScreen, book: Book, case: Case) -> None:
    """Ask what goes into the plan, and keep it."""
    taught = await into_plan(screen, book, case)
    if taught:
        await screen.keep(*taught.others, Change(case, taught.case))


async def into_plan(screen: TeamScreen, book: Book, case: Case) -> Taught | None:
    """Ask what a case puts into the plan; None when nobody answered."""
    match await screen.app.push_screen_wait(IntoPlanDialog(screen.desk)):
        case Outcome.PRACTICE:
            dialog = PracticeDialog(screen.desk, book, None, evidence=(case.code,))
            made = await screen.app.push_screen_wait(dialog)
            return _became(screen, case, Outcome.PRACTICE, None, made)
        case Outcome.CHANGE:
            return await _changed_practice(screen, book, case)
        case Outcome.CARD:
            card = await screen.app.push_screen_wait(CardDialog(screen.desk, book, None, source=case))
            return _became(screen, case, Outcome.CARD, None, card)
        case Outcome.LIFT | Outcome.NOTHING as outcome:
            return await _said(screen, case, outcome)
    return None


async def _changed_practice(screen: TeamScreen, book: Book, case: Case) -> Taught | None:
    words = screen.desk.words
    practices = {practice.id: practice for practice in living(book.practices)}
    options = [(key, practice.title) for key, practice in practices.items()]
    title = words("Which practice is to change?")
    chosen = await screen.app.push_screen_wait(ChooseDialog(screen.desk, title, options))
    was = practices.get(chosen or "")
    if was is None:
        return None
    dialog = PracticeDialog(screen.desk, book, was, evidence=(case.code,))
    changed = await screen.app.push_screen_wait(dialog)
    return _became(screen, case, Outcome.CHANGE, was, changed)


async def _said(screen: TeamScreen, case: Case, outcome: Outcome) -> Taught | None:
    words = screen.desk.words
    question = words("What must the leadership decide?") if outcome is Outcome.LIFT else words("Why nothing this time?")
    place = f"case/{case.code}/{outcome.value}"
    text = await screen.app.push_screen_wait(
        TextDialog(screen.desk, label(words, outcome).capitalize(), question, place=place)
    )
    return Taught(_with(screen, case, outcome, text, "")) if text else None


def _became(
    screen: TeamScreen,
    case: Case,
    outcome: Outcome,
    was: Practice | None,
    made: Practice | ExperienceCard | None,
) -> Taught | None:
    if made is None:
        return None
    return Taught(_with(screen, case, outcome, made.title, made.id), (Change(was, made),))


def _with(screen: TeamScreen, case: Case, outcome: Outcome, text: str, ref: str) -> Case:
    return with_lesson(case, Learned(id=screen.desk.new_id(), outcome=outcome, text=text, ref=ref))
