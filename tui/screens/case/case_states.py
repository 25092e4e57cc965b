"""Closing a case with its two answers, setting it aside with a reason, and opening it again."""

from storage.domain.case.case import Case, CaseState, Kind
from storage.domain.case.standing import closed, handed_over, reopened, set_aside
from storage.domain.errors import Refused
from storage.domain.views.book import Book
from storage.store import Change
from tui.dialogs.case.told import ToldDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.text import TextDialog
from tui.screens.case.case_lessons import Taught, into_plan
from tui.screens.safety import show_notice
from tui.screens.team_screen import TeamScreen

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
    dialog = TextDialog(screen.desk, f"{case.code} {case.title}", question, place=f"case/{case.code}/{state.value}")
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
    dialog = TextDialog(screen.desk, words("Close {code}", code=case.code), question, place=f"case/{case.code}/close")
    return await screen.app.push_screen_wait(dialog) or ""
