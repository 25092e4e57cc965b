"""Closing a case with its two answers, setting it aside, opening it again, and what it puts into the plan."""

from dataclasses import dataclass

from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, CaseState, Kind, Learned, Outcome, with_lesson
from storage.domain.case.standing import closed, handed_over, reopened, set_aside
from storage.domain.errors import Refused
from storage.domain.plan.plan import Practice, living
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.pages import law_of
from tui.dialogs.case.card import CardDialog, IntoPlanDialog
from tui.dialogs.case.safety import ToldDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.dialogs.reading import ReadingDialog
from tui.dialogs.text import TextDialog
from tui.i18n.labels import label
from tui.presentation.practice import practice_page
from tui.screens.safety import show_notice
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
    draft = screen.desk.draft_in("case", case.code, outcome)
    text = await screen.app.push_screen_wait(
        TextDialog(screen.desk, label(words, outcome).capitalize(), question, draft=draft)
    )
    return Taught(_with(screen, case, outcome, text, "")) if text else None


def _became(
    screen: TeamScreen, case: Case, outcome: Outcome, was: Practice | None, made: Practice | ExperienceCard | None
) -> Taught | None:
    if made is None:
        return None
    return Taught(_with(screen, case, outcome, made.title, made.id), (Change(was, made),))


def _with(screen: TeamScreen, case: Case, outcome: Outcome, text: str, ref: str) -> Case:
    return with_lesson(case, Learned(id=screen.desk.new_id(), outcome=outcome, text=text, ref=ref))


CLOSE, REOPEN, HAND_OVER = CaseState.CLOSED.value, CaseState.OPEN.value, CaseState.HANDED_OVER.value


async def change_state(screen: TeamScreen, book: Book, case: Case) -> None:
    """Ask what is to become of a case, and do it."""
    words = screen.desk.words
    ways = {
        CLOSE: words("Close it: what came of it, and what goes into the plan"),
        CaseState.PARKED.value: words("Park it: it waits, and you say why"),
        CaseState.LIFTED.value: words("Lift it to the leadership: they must decide"),
        HAND_OVER: words("Hand it over: somebody was told that the pupil may not be safe"),
        REOPEN: words("Open it again"),
    }
    ways.pop(case.state.value, None)
    if case.alarm:
        screen.tell(Refused("nobody-told", code=case.code))
        await show_notice(screen, case, case.alarm)
        return
    title = f"{case.code} {case.title}"
    way = await screen.app.push_screen_wait(ChooseDialog(screen.desk, title, list(ways.items())))
    if way == CLOSE:
        await close(screen, book, case)
    elif way == REOPEN:
        await screen.keep(Change(case, reopened(case, screen.desk.today)))
    elif way == HAND_OVER:
        await hand_over(screen, case)
    elif way:
        await put_aside(screen, case, CaseState(way))


async def put_aside(screen: TeamScreen, case: Case, state: CaseState) -> None:
    """Park a case or lift it to the leadership, with a reason."""
    words = screen.desk.words
    question = words("What must the leadership decide?") if state is CaseState.LIFTED else words("Why is it parked?")
    dialog = TextDialog(
        screen.desk, f"{case.code} {case.title}", question, draft=screen.desk.draft_in("case", case.code, state)
    )
    reason = await screen.app.push_screen_wait(dialog)
    if reason:
        await screen.keep(Change(case, set_aside(case, state, reason, screen.desk.today)))


async def hand_over(screen: TeamScreen, case: Case) -> None:
    """Hand a case over to the school's own system, with who was told."""
    told = await screen.app.push_screen_wait(ToldDialog(screen.desk, case))
    if told:
        await screen.keep(Change(case, handed_over(case, told)))


async def close(screen: TeamScreen, book: Book, case: Case) -> None:
    """Close a case once both questions have an answer; what is answered already is not asked again."""
    first_step = case.first_step or (await ask_first_step(screen, case) if case.kind is Kind.CASE else "")
    if case.kind is Kind.CASE and not first_step:
        return
    answered = case.but(first_step=first_step)
    taught = Taught(answered) if case.learned else await into_plan(screen, book, answered)
    if taught:
        await screen.keep(*taught.others, Change(case, closed(taught.case, screen.desk.today)))


async def ask_first_step(screen: TeamScreen, case: Case) -> str:
    """Ask the first question of closing."""
    words = screen.desk.words
    question = words("How did the first step go, or why was none needed?")
    dialog = TextDialog(
        screen.desk,
        words("Close {code}", code=case.code),
        question,
        draft=screen.desk.draft_in("case", case.code, "close"),
    )
    return await screen.app.push_screen_wait(dialog) or ""


async def show_practice(screen: TeamScreen, book: Book, case: Case) -> None:
    """Show the practice that a case led to; of several, the chosen one."""
    desk, words = screen.desk, screen.desk.words
    found = {practice.id: practice for practice in practices_from(book, case)}
    if not found:
        screen.say(words("This case has put no practice into the plan yet. Press l to make one."))
        return
    chosen: str | None = next(iter(found))
    if len(found) > 1:
        options = [(key, practice.title) for key, practice in found.items()]
        chosen = await screen.app.push_screen_wait(ChooseDialog(desk, words("Which practice?"), options))
    if chosen:
        title, *rest = practice_page(words, book, found[chosen], desk.today, law_of(desk))
        await screen.app.push_screen_wait(ReadingDialog(desk, title.text, rest))


def practices_from(book: Book, case: Case) -> tuple[Practice, ...]:
    """Return the practices that a case led to, or that were changed by it."""
    learned = {each.ref for each in case.learned}
    return tuple(each for each in book.practices if case.code in each.evidence or each.id in learned)
