"""What the safety gate does on a screen; each runs in a screen's worker. It never blocks writing and is never quiet."""

import asyncio

from storage.domain.book import Book
from storage.domain.case import Case, Route
from storage.domain.standing import handed_over, put_away, reported
from storage.steering.gate import Alarm, Level, alarm
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.safety import SafetyDeed, SafetyDialog
from tui.dialogs.text import TextDialog
from tui.dialogs.told import ToldDialog
from tui.screens.team_screen import TeamScreen

YES, NO = "yes", "no"
OVER, BOTH = "over", "both"


async def look_at(screen: TeamScreen, book: Book, code: str, text: str) -> None:
    """Judge what was written in a case, and meet what the gate sees; a case that was answered is left alone."""
    case = book.find_case(code)
    if case is None or case.told or case.false_alarm:
        return
    seen = await asyncio.to_thread(alarm, text, book.team.language.value)
    if seen is not None:
        await meet(screen, case, seen)


async def meet(screen: TeamScreen, case: Case, seen: Alarm) -> None:
    """Ask the one plain question where there is doubt; else, or on a yes, show the full notice."""
    if seen.level is Level.DOUBT and not await says_yes(screen, seen.question):
        return
    await show_notice(screen, case, Route(seen.route.value), said=seen.signal)


async def ask_standing(screen: TeamScreen, case: Case) -> bool:
    """Ask the question that every case begins with; tell whether it was answered."""
    file = gate_file(screen.desk.words.language)
    answer = await screen.app.push_screen_wait(_question(screen, f"{file.standing}\n\n{file.standing_why}"))
    if answer == NO:
        await screen.keep(Change(case, case.but(safe=True)))
    elif answer == YES:
        await screen.keep(Change(case, case.but(safe=False)))
        await show_notice(screen, _fresh(screen, case), Route.NOT_SAFE)
    return answer is not None


async def says_yes(screen: TeamScreen, question: str) -> bool:
    """Ask one plain question."""
    return await screen.app.push_screen_wait(_question(screen, question)) == YES


def _question(screen: TeamScreen, question: str) -> ChooseDialog:
    words = screen.desk.words
    answers = [(YES, words("Yes, or we are in doubt")), (NO, words("No, as far as we know"))]
    return ChooseDialog(screen.desk, question, answers)


async def show_notice(screen: TeamScreen, case: Case, route: Route, *, said: str = "") -> None:
    """Show the full notice, and record who was told and when, or why it was a false alarm."""
    answer = await screen.app.push_screen_wait(SafetyDialog(screen.desk, route, said=said))
    if answer is None:
        return
    if answer.deed is SafetyDeed.PUT_AWAY:
        await _put_away(screen, case)
    else:
        await _told(screen, case, answer.route)


async def _put_away(screen: TeamScreen, case: Case) -> None:
    file = gate_file(screen.desk.words.language)
    dialog = TextDialog(screen.desk, screen.desk.words("False alarm"), file.put_away)
    reason = await screen.app.push_screen_wait(dialog)
    if reason:
        await screen.keep(Change(_fresh(screen, case), put_away(_fresh(screen, case), reason)))


async def _told(screen: TeamScreen, case: Case, route: Route) -> None:
    told = await screen.app.push_screen_wait(ToldDialog(screen.desk, case, route))
    if told is None:
        return
    words, fresh = screen.desk.words, _fresh(screen, case)
    ways = [(OVER, words("The case is handed over")), (BOTH, words("We also go on with our part"))]
    way = await screen.app.push_screen_wait(ChooseDialog(screen.desk, words("And the case?"), ways))
    await screen.keep(Change(fresh, reported(fresh, told) if way == BOTH else handed_over(fresh, told)))


def _fresh(screen: TeamScreen, case: Case) -> Case:
    """Return the case as it stands now: things were kept while the questions were answered."""
    return (screen.book.find_case(case.code) if screen.book else None) or case
