"""The end of a case: its two answers, what it puts into the plan, set aside or opened again, deleted or handed out."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from storage.documents.pages.case import case_page, official_log
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, CaseState, Kind, Learned, Outcome, with_lesson
from storage.domain.case.standing import check_may_go, closed, handed_over, reopened, set_aside
from storage.domain.errors import Refused
from storage.domain.plan.plan import Practice, living
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.keeping import delete_case
from tui.dialogs.case.card import CardDialog, IntoPlanDialog
from tui.dialogs.case.safety import ToldDialog
from tui.dialogs.choose import ChooseDialog, ConfirmDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.i18n.labels import BEYOND_US, label, page_labels, reached_lines, unreached_lines
from tui.i18n.refusals import of_no_text
from tui.i18n.words import N_, Words
from tui.presentation.lines import Paragraph
from tui.presentation.practice import practice_page
from tui.screens.page_acts import into_file
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
        title, *rest = practice_page(words, book, found[chosen], desk.today, desk.law)
        await screen.app.push_screen_wait(ReadingDialog(desk, title.text, rest))


def practices_from(book: Book, case: Case) -> tuple[Practice, ...]:
    """Return the practices that a case led to, or that were changed by it."""
    learned = {each.ref for each in case.learned}
    return tuple(each for each in book.practices if case.code in each.evidence or each.id in learned)


CARD, NO_CARD = "card", "none"


def delete_day(words: Words, day: date | None, today: date) -> Iterator[Paragraph]:
    """Yield until when a closed case is kept; nothing for one that is not closed."""
    if day is None:
        return
    until = words.day(day, "d. MMM y")
    can_go = words("Due for deletion on {day}. Press Delete to delete it.", day=until)
    said = can_go if day <= today else words("Kept until {day}.", day=until)
    yield Paragraph("")
    yield Paragraph(said, "quiet")


async def delete(screen: TeamScreen, case: Case) -> bool:
    """Ask, and delete a closed case; tell whether it is gone."""
    desk, words = screen.desk, screen.desk.words
    try:
        check_may_go(case)
    except Refused as refusal:
        screen.tell(refusal)
        return False
    if not await _card_was_offered(screen, case) or not await _is_confirmed(screen, case):
        return False
    try:
        unreached = await asyncio.to_thread(delete_case, desk, case)
    except Refused as refusal:
        screen.tell(of_no_text(refusal))
        return False
    deleted = words("{code} is deleted.", code=case.code)
    if unreached:
        lines = [Paragraph(line) for line in unreached_lines(words, case.code, unreached)]
        await screen.app.push_screen_wait(ReadingDialog(desk, deleted, lines))
    else:
        screen.say(deleted)
    return True


async def _is_confirmed(screen: TeamScreen, case: Case) -> bool:
    desk, words = screen.desk, screen.desk.words
    question = words("Delete {code} for good? Its text goes from files, backups and drafts.", code=case.code)
    yes = words("Yes, delete it; it cannot be undone")
    exports = await asyncio.to_thread(desk.place.care.exports)
    beyond = "\n".join((*reached_lines(words, exports), words(BEYOND_US)))
    asked = ConfirmDialog(desk, f"{question}\n\n{beyond}", yes)
    confirmed = await screen.app.push_screen_wait(asked)
    return confirmed is True


async def _card_was_offered(screen: TeamScreen, case: Case) -> bool:
    """Offer a card of what a case taught before its text goes; tell whether to go on."""
    desk, words, book = screen.desk, screen.desk.words, screen.desk.store.book()
    if book.has_card_of(case):
        return True
    title = words("What {code} taught stands on no experience card. Keep it on one first?", code=case.code)
    options = [(CARD, words("Yes, make a card; nobody can be known on it")), (NO_CARD, words("No, go on without"))]
    chosen = await screen.app.push_screen_wait(ChooseDialog(desk, title, options))
    if chosen != CARD:
        return chosen == NO_CARD
    card = await screen.app.push_screen_wait(CardDialog(desk, book, None, source=case))
    return bool(card and await screen.keep(Change(None, card)))


AS_IT_STANDS, FOR_LOG, FOR_ACCESS = "case", "log", "access"
PAGES = {
    FOR_ACCESS: N_("All that is kept about it, for one who may see it"),
    FOR_LOG: N_("What is agreed on, to copy into the school's own log"),
    AS_IT_STANDS: N_("The case as it stands, for the team"),
}


async def hand_out(screen: TeamScreen, book: Book, case: Case) -> None:
    """Ask which page of the case is wanted, and write it where only its owner reads it."""
    desk, words = screen.desk, screen.desk.words
    options = [(page, words(text)) for page, text in PAGES.items()]
    chosen = await screen.app.push_screen_wait(ChooseDialog(desk, words("Which page?"), options))
    if chosen is None or (chosen == FOR_ACCESS and not await _was_warned(screen, case)):
        return
    labels, name = page_labels(words.language), f"fredstid-{case.code}-{desk.today.isoformat()}.md"
    if chosen == FOR_LOG:
        await into_file(screen, words(PAGES[FOR_LOG]), name, official_log(case, book, labels).markdown, words.language)
        return
    page = case_page(case, book, labels, all_of_it=chosen == FOR_ACCESS)
    title = words("All that is kept about {code}", code=case.code) if chosen == FOR_ACCESS else words(PAGES[chosen])
    await into_file(screen, title, name, page, words.language)


async def _was_warned(screen: TeamScreen, case: Case) -> bool:
    """Say what will stand in the file, and tell whether to go on."""
    words = screen.desk.words
    question = words("Write all that is kept about {code} to a file?", code=case.code)
    beware = words("Earlier texts too. Read it before you hand it over: it may speak of others too.")
    asked = ConfirmDialog(screen.desk, f"{question}\n\n{beware}", words("Yes, write it"))
    answer = await screen.app.push_screen_wait(asked)
    return bool(answer)
