"""What people write in a case; each runs in a screen's worker."""

from collections.abc import Iterable

from storage.content.turning import turning_questions
from storage.domain.case.agreement import Agreement, rated
from storage.domain.case.case import Case, Entry, Idea, Kind, Pick, Step, picked, with_entry, with_ideas
from storage.domain.case.standing import LEADS_HOME, missing_step
from storage.domain.meeting.form import Family
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from storage.steering.likeness import alike
from storage.store import Change
from tui.desk.nudges import Turning
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.case import Answers, CaseDialog, PressureDialog, ThreeQuestionsDialog
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.case.follow_up import HowItGoesDialog, RatingDialog, lesson_asked
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.curtain import TurnDialog
from tui.dialogs.form import TextDialog
from tui.i18n.labels import label, not_at_home, reason
from tui.screens.team_screen import TeamScreen
from tui.screens.telling import read_as_parents


async def new_case(screen: TeamScreen, book: Book, kind: Kind = Kind.CASE, *, goes_on: bool = False) -> str:
    """Ask for a new case and keep it, or go on with one that was begun; return its code."""
    dialog = CaseDialog(screen.desk, book, None, kind=kind)
    dialog.is_new = not goes_on
    case = await screen.app.push_screen_wait(dialog)
    opened = next(iter(await screen.keep(Change(None, case))), None) if case else None
    if not isinstance(opened, Case):
        return ""
    await read_as_parents(screen, opened, set())
    return opened.code


async def follow_up(screen: TeamScreen, agreement: Agreement) -> None:
    """Ask whether it was done, and whether it helped."""
    ratings = await screen.app.push_screen_wait(RatingDialog(screen.desk, agreement))
    if not ratings:
        return
    after = rated(agreement, *ratings)
    taught = await lesson_asked(screen.app.push_screen_wait, screen.desk, screen.current, agreement, after)
    await screen.keep(Change(agreement, after), *taught)


async def say_how_it_goes(screen: TeamScreen, agreement: Agreement) -> None:
    """Ask how an agreement goes, and what would help; the answer is the agreement's, and nobody's."""
    rating = await screen.app.push_screen_wait(HowItGoesDialog(screen.desk, agreement))
    if rating:
        await screen.keep(Change(agreement, rated(agreement, rating)))


async def teach(screen: TeamScreen, book: Book, agreement: Agreement) -> None:
    """Ask again what an agreement that did not help taught, and keep it in its case."""
    await screen.keep(*await lesson_asked(screen.app.push_screen_wait, screen.desk, book, None, agreement))


async def change_agreement(screen: TeamScreen, book: Book, agreement: Agreement) -> None:
    """Change what, who or when."""
    changed = await screen.app.push_screen_wait(AgreementDialog(screen.desk, book, agreement))
    if changed:
        await screen.keep(Change(agreement, changed))


async def see_to(screen: TeamScreen, book: Book, agreement: Agreement) -> str:
    """Ask what to do with an agreement and do it; return the code of its case when that is to be opened."""
    words = screen.desk.words
    options = [("rate", words("Say how it went")), ("change", words("Change it: what, who or when"))]
    if agreement.is_open:
        options.append(("going", words("Say how it is going: done, partly, not yet")))
    if book.find_case(agreement.case):
        options.append(("case", words("Open case {code}", code=agreement.case)))
    answer = await screen.app.push_screen_wait(ChooseDialog(screen.desk, agreement.what, options))
    if answer == "rate":
        await follow_up(screen, agreement)
    elif answer == "going":
        await say_how_it_goes(screen, agreement)
    elif answer == "change":
        await change_agreement(screen, book, agreement)
    return agreement.case if answer == "case" else ""


NOT_SORTED = "none"


async def write(screen: TeamScreen, case: Case, step: Step, question: str = "") -> None:
    """Write an entry at a step, perhaps as an answer to a question."""
    entry = await screen.app.push_screen_wait(EntryDialog(screen.desk, case, step, question=question))
    if entry:
        await screen.keep(Change(case, with_entry(case, entry)))


async def write_at(screen: TeamScreen, case: Case) -> None:
    """Write an entry at a step that is asked for."""
    words = screen.desk.words
    agreements = len(screen.current.agreements_of(case.code))
    steps = [(step.value, label(words, step)) for step in Step if not (case.keeps_from_home and step in LEADS_HOME)]
    step = await screen.app.push_screen_wait(
        ChooseDialog(screen.desk, words("At which step?"), steps, missing_step(case, agreements).value)
    )
    if step:
        await write(screen, case, Step(step))


async def change_entry(screen: TeamScreen, case: Case) -> None:
    """Change an entry: the last one written is marked."""
    words = screen.desk.words
    if not case.entries:
        screen.say(words("There is no entry yet. Press Enter to write one."))
        return
    shown = [(entry.id, f"{label(words, entry.step)}: {entry.text}") for entry in case.entries]
    key = await _one_of(screen, words("Which entry?"), shown, case.entries[-1].id)
    for was in (entry for entry in case.entries if entry.id == key):
        changed = await screen.app.push_screen_wait(EntryDialog(screen.desk, case, was.step, was))
        if changed:
            await screen.keep(Change(case, with_entry(case, changed)))


async def _one_of(screen: TeamScreen, title: str, options: list[tuple[str, str]], marked: str) -> str | None:
    """Ask for one of several; the only one needs no asking."""
    if len(options) == 1:
        return options[0][0]
    return await screen.app.push_screen_wait(ChooseDialog(screen.desk, title, options, marked))


async def write_ideas(screen: TeamScreen, case: Case) -> None:
    """Write ideas, one a line."""
    desk, words = screen.desk, screen.desk.words
    hint = words("One idea a line (Ctrl+J). Nobody judges them yet.")
    dialog = TextDialog(
        desk, words("Ideas"), words("What could be done?"), hint=hint, draft=desk.draft_in("case", case.code, "idea")
    )
    text = await screen.app.push_screen_wait(dialog)
    if text:
        ideas = [Idea(id=desk.new_id(), text=cleaned(line.strip())) for line in text.splitlines()]
        await screen.keep(Change(case, with_ideas(case, ideas)))


async def take_card(screen: TeamScreen, book: Book, case: Case) -> None:
    """Take what worked in a similar case as an idea."""
    words = screen.desk.words
    if not (found := alike(case, book.cards, book.agreements)):
        screen.say(words("No experience card is like this case yet."))
        return
    shown = [(each.card.id, f"{each.card.title} – {reason(words, each)}") for each in found]
    key = await _one_of(screen, words("Which experience?"), shown, found[0].card.id)
    for card in (each.card for each in found if each.card.id == key):
        idea = Idea(id=screen.desk.new_id(), text=card.start or card.title, card=card.id)
        await screen.keep(Change(case, with_ideas(case, [idea])))


async def sort_ideas(screen: TeamScreen, case: Case) -> None:
    """Sort one idea: now, later or tried."""
    words = screen.desk.words
    if not case.ideas:
        screen.say(words("There is no idea yet. Press i to write one."))
        return
    ideas = [(idea.id, idea.text) for idea in case.ideas]
    unsorted_ = next((idea.id for idea in case.ideas if idea.pick is None), "")
    key = await screen.app.push_screen_wait(ChooseDialog(screen.desk, words("Which idea?"), ideas, unsorted_))
    picks = [*((pick.value, label(words, pick)) for pick in Pick), (NOT_SORTED, words("not sorted"))]
    if not key:
        return
    when = await screen.app.push_screen_wait(ChooseDialog(screen.desk, words("When?"), picks))
    if when:
        await screen.keep(Change(case, picked(case, key, Pick(when) if when != NOT_SORTED else None)))


async def agree(screen: TeamScreen, book: Book, case: Case) -> None:
    """Make an agreement."""
    made = await screen.app.push_screen_wait(AgreementDialog(screen.desk, book, None, case=case.code))
    if made:
        await screen.keep(Change(None, made))


async def rate(screen: TeamScreen, book: Book, case: Case) -> None:
    """Follow up an agreement of the case: one that waits is marked."""
    words, agreements = screen.desk.words, book.agreements_of(case.code)
    if not agreements:
        screen.say(words("There is no agreement yet. Press a to make one."))
        return
    waits = next((each.id for each in agreements if each.asked_next), "")
    key = await _one_of(screen, words("Which agreement?"), [(each.id, each.what) for each in agreements], waits)
    for agreement in (each for each in agreements if each.id == key):
        await follow_up(screen, agreement)


async def change(screen: TeamScreen, book: Book, case: Case) -> None:
    """Change title, themes or owner."""
    changed = await screen.app.push_screen_wait(CaseDialog(screen.desk, book, case))
    if changed:
        await screen.keep(Change(case, changed))


async def sort_pressure(screen: TeamScreen, case: Case) -> None:
    """Write or change the cross-pressure card."""
    pressure = await screen.app.push_screen_wait(PressureDialog(screen.desk, case))
    if pressure:
        await screen.keep(Change(case, case.but(pressure=pressure)))


async def ask_three(screen: TeamScreen, book: Book, case: Case) -> None:
    """Ask the three questions; the answers become entries, the step an agreement if one wants that."""
    answers = await screen.app.push_screen_wait(ThreeQuestionsDialog(screen.desk, case))
    if not answers:
        return
    made = None
    if answers.step and answers.agrees:
        dialog = AgreementDialog(screen.desk, book, None, case=case.code, what=" ".join(answers.step.split()))
        made = await screen.app.push_screen_wait(dialog)
    after = case
    for step, text in _noted(answers, agreed=made is not None):
        entry = Entry(id=screen.desk.new_id(), step=step, text=text, at=screen.desk.now(), by=screen.desk.me)
        after = with_entry(after, entry)
    changes = (Change(case, after) if after != case else None, Change(None, made) if made else None)
    await screen.keep(*(each for each in changes if each))


def _noted(answers: Answers, *, agreed: bool) -> Iterable[tuple[Step, str]]:
    texts = ((Step.EXCEPTIONS, answers.coped), (Step.EXCEPTIONS, answers.better))
    step = () if agreed else ((Step.FIRST_STEP, answers.step),)
    return [(at, text) for at, text in (*texts, *step) if text]


FITTING = {
    Step.SITUATION: (Family.WANTED, Family.EXCEPTIONS), Step.CLARIFICATION: (Family.WANTED, Family.EXCEPTIONS),
    Step.WANTED: (Family.WANTED, Family.SCALE), Step.EXCEPTIONS: (Family.EXCEPTIONS, Family.COPING),
    Step.VIEWS: (Family.HOME,), Step.IDEAS: (Family.ROOM, Family.STRENGTHS), Step.FIRST_STEP: (Family.FIRST_STEP,),
    Step.LESSON: (Family.STRENGTHS, Family.COPING),
}  # fmt: skip
ANSWERED_AT = {
    Family.WANTED: Step.WANTED, Family.SCALE: Step.WANTED, Family.EXCEPTIONS: Step.EXCEPTIONS,
    Family.COPING: Step.EXCEPTIONS, Family.HOME: Step.VIEWS, Family.STRENGTHS: Step.EXCEPTIONS,
    Family.ROOM: Step.IDEAS, Family.FIRST_STEP: Step.FIRST_STEP,
}  # fmt: skip


async def turn(screen: TeamScreen, case: Case, turning: Turning) -> None:
    """Put a turning question on the screen, and take an answer at the step it belongs to."""
    language = screen.desk.words.language
    last = case.entries[-1].text if case.entries else case.title
    away = not_at_home(screen.desk.words, case)
    questions = turning.questions(language, FITTING[missing_step(case)], last, at_school_only=bool(away))
    questions = [away, *questions] if away else questions
    taken = await screen.app.push_screen_wait(TurnDialog(screen.desk, questions))
    families = {question.text: question.family for question in turning_questions(language)}
    if taken in families:
        await write(screen, case, ANSWERED_AT[families[taken]], taken)
