"""What the safety gate does on a screen; each runs in a screen's worker. It never blocks writing and is never quiet."""

from storage.documents.pages.case import safety_page
from storage.domain.case.case import Case, Route
from storage.domain.case.standing import advised, alarmed, handed_over, put_away, reported
from storage.domain.text import capitalised
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tui.desk.keeping import Raised
from tui.dialogs.case.safety import GateQuestion, SafetyDeed, SafetyDialog, ToldDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import TextDialog
from tui.i18n.labels import label, page_labels
from tui.presentation.lines import Paragraph
from tui.screens.page_acts import Shelf, into_file

YES, NO, UNKNOWN = "yes", "no", "unknown"
OVER, BOTH = "over", "both"


async def answer_alarm(screen: Shelf, seen: Raised) -> None:
    """Ask the one plain question where there is doubt; on a yes, or where the gate is sure, show the full notice.

    What stands beside it follows, but for what is sure and stands in the case: its notice opens when this is answered.
    """
    await _answer(screen, seen, at_home=seen.at_home(screen.current))
    for other in seen.beside:
        if other.question or not other.code or other.code != seen.code:
            await _answer(screen, other)


async def _answer(screen: Shelf, seen: Raised, *, at_home: bool = False) -> None:
    case = screen.current.find_case(seen.code)
    if seen.route is None:
        if case:
            await ask_standing(screen, case)
        return
    answer = await _asked(screen, seen.question) if seen.question else YES
    if answer not in {YES, UNKNOWN}:
        return
    if case and seen.question:
        await screen.keep(Change(case, alarmed(case, seen.route)))
        if answer == UNKNOWN and seen.route is not Route.DANGER:
            file = gate_file(screen.desk.words.language)
            screen.say(file.unknown_home if seen.route is Route.HOME else file.unknown)
            return
    await show_notice(screen, _fresh(screen, case), seen.route, said=seen.said, at_home=at_home)


async def ask_standing(screen: Shelf, case: Case) -> bool:
    """Ask the question that every case begins with; tell whether it was answered; not to know is a doubt."""
    file = gate_file(screen.desk.words.language)
    answer = await _asked(screen, f"{file.standing}\n\n{file.standing_why}")
    if answer == NO:
        await screen.keep(Change(case, case.but(safe=True)))
    elif answer == YES:
        route = await _which_route(screen)
        await screen.keep(Change(case, alarmed(case, route)))
        await show_notice(screen, _fresh(screen, case), route)
    elif answer == UNKNOWN:
        await screen.keep(Change(case, alarmed(case, Route.NOT_SAFE)))
        whom = ReadingDialog(screen.desk, screen.desk.words("We do not know"), [Paragraph(file.unknown)])
        await screen.app.push_screen_wait(whom)
    return answer is not None


async def _asked(screen: Shelf, question: str) -> str | None:
    """Ask whether a pupil could be unsafe: yes always means unsafe, and not to know puts nothing away."""
    words = screen.desk.words
    answers = [(YES, words("Yes")), (NO, words("No, as far as we know")), (UNKNOWN, words("We do not know"))]
    return await screen.app.push_screen_wait(GateQuestion(screen.desk, question, answers))


async def _which_route(screen: Shelf) -> Route:
    """Ask which route it is; whoever leaves that open is shown the first, with the others one key away."""
    words = screen.desk.words
    routes = [(route.value, capitalised(label(words, route))) for route in Route]
    which = gate_file(words.language).which
    chosen = await screen.app.push_screen_wait(GateQuestion(screen.desk, which, routes))
    return Route(chosen) if chosen else Route.NOT_SAFE


async def show_notice(screen: Shelf, case: Case | None, route: Route, *, said: str = "", at_home: bool = False) -> None:
    """Show the full notice until it is answered or put off, and record who was told and when, or why it was false.

    Where another alarm stood behind the one that was answered, its notice is next. `at_home` says of what was written
    about no case that it may also be the home.
    """
    while answer := await screen.app.push_screen_wait(
        SafetyDialog(screen.desk, case, route, said=said, at_home=at_home)
    ):
        route, alarm = answer.route, case.alarm if case else None
        match answer.deed:
            case SafetyDeed.TOLD:
                done = await _told(screen, case, route)
            case SafetyDeed.PUT_AWAY:
                done = await _put_away(screen, case)
            case SafetyDeed.ADVISED:
                done = await _advised(screen, case)
            case SafetyDeed.PRINT:
                done = await print_notice(screen, case, route, at_home=at_home)
        case = _fresh(screen, case)
        if done and (case is None or case.alarm in {None, alarm}):
            return
        route = case.alarm if done and case and case.alarm else route


async def _put_away(screen: Shelf, case: Case | None) -> bool:
    file = gate_file(screen.desk.words.language)
    if case is None:
        return True
    title, draft = screen.desk.words("False alarm"), screen.desk.draft_in("case", case.code, "false-alarm")
    dialog = TextDialog(screen.desk, title, file.put_away, draft=draft)
    reason = await screen.app.push_screen_wait(dialog)
    if reason:
        fresh = _fresh(screen, case) or case
        await screen.keep(Change(fresh, put_away(fresh, reason)))
    return bool(reason)


async def _told(screen: Shelf, case: Case | None, route: Route) -> bool:
    words = screen.desk.words
    fresh = _fresh(screen, case) or _unwritten(screen)
    told = await screen.app.push_screen_wait(ToldDialog(screen.desk, fresh, route))
    if told is None:
        return False
    if case is None:
        await screen.keep(Change(None, handed_over(fresh, told)))
        return True
    ways = [(OVER, words("The case is handed over")), (BOTH, words("We also go on with our part"))]
    way = await screen.app.push_screen_wait(ChooseDialog(screen.desk, words("And the case?"), ways, None))
    fresh = _fresh(screen, case) or case
    await screen.keep(Change(fresh, reported(fresh, told) if way == BOTH else handed_over(fresh, told)))
    return True


def _unwritten(screen: Shelf) -> Case:
    """Return a case for what was written about none, so that it stands somewhere who was told and when."""
    desk = screen.desk
    return Case(id=desk.new_id(), title=desk.words("Somebody was told about a pupil"), opened=desk.today, owner=desk.me)


async def _advised(screen: Shelf, case: Case | None) -> bool:
    fresh = _fresh(screen, case)
    if fresh:
        await screen.keep(Change(fresh, advised(fresh, screen.desk.today)))
    return True


async def print_notice(screen: Shelf, case: Case | None, route: Route, *, at_home: bool = False) -> bool:
    """Ask for a file and write the notice with the five points there; the notice stays."""
    desk, words = screen.desk, screen.desk.words
    name = words("safety")
    proposed = f"{name}-{case.code if case else desk.today.isoformat()}.md"
    at_home = at_home or (case is not None and case.keeps_from_home)
    gate, labels = gate_file(words.language), page_labels(words.language)
    page = safety_page(route, gate, labels, case.code if case else "", at_home=at_home)
    await into_file(screen, words("Print the checklist"), proposed, page, words.language)
    return False


def _fresh(screen: Shelf, case: Case | None) -> Case | None:
    """Return the case as it stands now: things were kept while the questions were answered."""
    return (screen.current.find_case(case.code) if case else None) or case
