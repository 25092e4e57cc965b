"""What people do with areas, practices and the template; each runs in a screen's worker."""

from collections.abc import Iterable

from storage.content.plan_template import PracticeTemplate, offered, plan_file, taken_in
from storage.domain.calendar import school_year
from storage.domain.plan import plan
from storage.domain.views.book import Book
from storage.domain.views.reviews import Coverage, gaps
from storage.store import Change
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import Ask
from tui.dialogs.plan.practice import AreaDialog, PracticeDialog
from tui.i18n.labels import label
from tui.screens.team_screen import TeamScreen

NEW = "new"


async def change_practice(screen: TeamScreen, book: Book, practice: plan.Practice) -> None:
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
    if isinstance(record, plan.Practice):
        await screen.keep(Change(record, plan.done_in(record, school_year(screen.desk.today))), asks=False)
    else:
        screen.say(screen.desk.words("Mark a practice first, then press space to tick it as done this school year."))


async def filling(ask: Ask, desk: Desk, book: Book, gap: Coverage) -> Change | None:
    """Ask which idea the team agreed on for a theme, or for a new practice, and return the change that it is."""
    codes = tuple(case.code for case in gap.cases)
    chosen = await _chosen_idea(ask, desk, gap) if gap.ideas else NEW
    idea = next((idea for idea in gap.ideas if idea.id == chosen), None)
    if idea:
        agreed = plan.reached(idea, plan.PracticeState.AGREED, desk.today)
        return Change(idea, agreed.but(evidence=_together(idea.evidence, codes)))
    if chosen != NEW:
        return None
    made = await ask(PracticeDialog(desk, book, None, evidence=codes))
    return Change(None, _about(made, gap.theme)) if made else None


def _about(practice: plan.Practice, theme: str) -> plan.Practice:
    return practice.but(themes=_together(practice.themes, (theme,)))


async def _chosen_idea(ask: Ask, desk: Desk, gap: Coverage) -> str | None:
    words = desk.words
    options = [*((idea.id, idea.title) for idea in gap.ideas), (NEW, words("Write a new practice"))]
    return await ask(ChooseDialog(desk, words("Which of these has the team agreed on?"), options))


def _together(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


async def fill_gap(screen: TeamScreen, book: Book, theme: str) -> None:
    """Agree on an idea for a theme that keeps coming back, or make a practice for it."""
    gap = next((gap for gap in gaps(book, school_year(screen.desk.today)) if gap.theme == theme), None)
    change = await filling(screen.app.push_screen_wait, screen.desk, book, gap) if gap else None
    if change:
        await screen.keep(change)


async def step_on(screen: TeamScreen, practice: plan.Practice) -> None:
    """Take a practice to its next state."""
    await _reach(screen, practice, plan.stepped_on(practice, screen.desk.today))


async def retire_or_take_back(screen: TeamScreen, practice: plan.Practice) -> None:
    """Retire a practice, or take a retired one back."""
    today = screen.desk.today
    back = practice.state is plan.PracticeState.RETIRED
    await _reach(screen, practice, plan.taken_back(practice, today) if back else plan.retired(practice, today))


async def _reach(screen: TeamScreen, practice: plan.Practice, changed: plan.Practice) -> None:
    if await screen.keep(Change(practice, changed), asks=False):
        words = screen.desk.words
        screen.say(words("«{title}»: {state}", title=practice.title, state=label(words, changed.state)))


async def change_area(screen: TeamScreen, book: Book, area: plan.Area) -> None:
    """Rename or describe an area, or write notes to it."""
    changed = await screen.app.push_screen_wait(AreaDialog(screen.desk, book, area))
    if changed:
        await screen.keep(Change(area, changed))


async def make_area(screen: TeamScreen, book: Book) -> str:
    """Make an area of one's own, and return its key; empty when nobody did."""
    made = await screen.app.push_screen_wait(AreaDialog(screen.desk, book, None))
    return made.key if made and await screen.keep(Change(None, made)) else ""


async def hide_or_show(screen: TeamScreen, area: plan.Area) -> None:
    """Hide an area with its practices, or show it again."""
    changed = plan.hidden_or_shown(area)
    if await screen.keep(Change(area, changed), asks=False):
        words, title = screen.desk.words, area.title
        said = words("«{title}» is hidden. Press h to show it again.", title=title)
        screen.say(said if changed.hidden else words("«{title}» is in the plan again.", title=title))


async def move(screen: TeamScreen, book: Book, area: plan.Area, way: int) -> None:
    """Move an area one place up or down."""
    if moved := plan.moved_area(book.areas, area.key, way):
        await screen.keep(*(Change(before, after) for before, after in moved), asks=False)


ALL = "all"


async def take_from_template(screen: TeamScreen, book: Book) -> str:
    """Take in the whole template when the plan is empty, else what is chosen; return the first practice's id."""
    words = screen.desk.words
    left = offered(book)
    if not left:
        screen.say(words("Everything in the template is in the plan already."))
        return ""
    if book.practices:
        return await take_in(screen, book, await _chosen(screen, book, left))
    kept = await _kept(screen, book, left)
    if kept:
        screen.say(words("All of it is taken in as ideas. Go through them in a meeting (4). Press u to undo."))
    return next((each.id for each in kept), "")


async def _chosen(screen: TeamScreen, book: Book, left: tuple[PracticeTemplate, ...]) -> tuple[PracticeTemplate, ...]:
    words = screen.desk.words
    areas = {area.key: area.title for area in plan_file(book.team.language).areas}
    areas |= {area.key: area.title for area in book.areas}
    options = [
        *((each.key, f"{areas.get(each.area, '')}: {each.title}") for each in left),
        (ALL, words.many("All of it: {count} practice", "All of it: {count} practices", len(left))),
    ]
    heading = words("Which practice shall we take in? It is an idea until you agree on it.")
    key = await screen.app.push_screen_wait(ChooseDialog(screen.desk, heading, options))
    return left if key == ALL else tuple(each for each in left if each.key == key)


async def take_in(screen: TeamScreen, book: Book, chosen: Iterable[PracticeTemplate]) -> str:
    """Keep the chosen practices and the areas they need; return the first one's id."""
    kept, words = await _kept(screen, book, chosen), screen.desk.words
    if kept:
        screen.say(
            words.many(
                "{count} practice taken in. Press u to undo.", "{count} practices taken in. Press u to undo.", len(kept)
            )
        )
    return next((each.id for each in kept), "")


async def _kept(screen: TeamScreen, book: Book, chosen: Iterable[PracticeTemplate]) -> tuple[plan.Practice, ...]:
    """Keep the chosen practices and the areas they need; return the practices."""
    areas, practices = taken_in(book, chosen, new_id=screen.desk.new_id, today=screen.desk.today)
    changes = [Change(None, record) for record in (*areas, *practices)]
    return practices if practices and await screen.keep(*changes) else ()
