"""What people do with the plan's practices, wherever they are shown; each runs in a screen's worker."""

from storage.domain.calendar import school_year
from storage.domain.plan.plan import Practice, PracticeState, done_in
from storage.domain.plan.practice_steps import retired, stepped_on, taken_back
from storage.domain.views.book import Book
from storage.domain.views.coverage import gaps
from storage.store import Change
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.i18n.labels import label
from tui.screens.plan.gaps import filling
from tui.screens.team_screen import TeamScreen


async def change_practice(screen: TeamScreen, book: Book, practice: Practice) -> None:
    """Change a practice."""
    changed = await screen.app.push_screen_wait(PracticeDialog(screen.desk, book, practice))
    if changed:
        await screen.keep(Change(practice, changed))


async def make_practice(screen: TeamScreen, book: Book, area: str) -> str:
    """Make a practice in an area, and return its id; empty when nobody did."""
    made = await screen.app.push_screen_wait(PracticeDialog(screen.desk, book, None, area=area))
    return made.id if made and await screen.keep(Change(None, made)) else ""


async def make_from_card(screen: TeamScreen, book: Book) -> str:
    """Make a practice of what an experience card says worked, and return its id; empty when nobody did."""
    words, cards = screen.desk.words, {card.id: card for card in book.cards}
    options = [(key, card.title) for key, card in cards.items()]
    heading = words("Which experience shall become a practice?")
    key = await screen.app.push_screen_wait(ChooseDialog(screen.desk, heading, options))
    chosen = cards.get(key or "")
    if chosen is None:
        return ""
    sources = (chosen.id, *chosen.sources)
    dialog = PracticeDialog(
        screen.desk, book, None, title=chosen.title, minimum=chosen.worked, evidence=sources, about=chosen.themes
    )
    made = await screen.app.push_screen_wait(dialog)
    return made.id if made and await screen.keep(Change(None, made)) else ""


async def tick(screen: TeamScreen, record: object) -> None:
    """Tick a practice as done this school year, or take the tick away."""
    if isinstance(record, Practice):
        await screen.keep(Change(record, done_in(record, school_year(screen.desk.today))), asks=False)
    else:
        screen.say(screen.desk.words("Mark a practice first, then press space to tick it as done this school year."))


async def fill_gap(screen: TeamScreen, book: Book, theme: str) -> None:
    """Agree on an idea for a theme that keeps coming back, or make a practice for it."""
    gap = next((gap for gap in gaps(book, school_year(screen.desk.today)) if gap.theme == theme), None)
    change = await filling(screen.app.push_screen_wait, screen.desk, book, gap) if gap else None
    if change:
        await screen.keep(change)


async def step_on(screen: TeamScreen, practice: Practice) -> None:
    """Take a practice to its next state."""
    await _reach(screen, practice, stepped_on(practice, screen.desk.today))


async def retire_or_take_back(screen: TeamScreen, practice: Practice) -> None:
    """Retire a practice, or take a retired one back."""
    today = screen.desk.today
    back = practice.state is PracticeState.RETIRED
    await _reach(screen, practice, taken_back(practice, today) if back else retired(practice, today))


async def _reach(screen: TeamScreen, practice: Practice, changed: Practice) -> None:
    if await screen.keep(Change(practice, changed), asks=False):
        words = screen.desk.words
        screen.say(words("«{title}»: {state}", title=practice.title, state=label(words, changed.state)))
