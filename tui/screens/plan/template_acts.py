"""Taking practices of the template into the plan; runs in a screen's worker."""

from collections.abc import Iterable

from storage.content.plan_template import PracticeTemplate, plan_file
from storage.content.template_offer import offered, taken_in
from storage.domain.plan.plan import Practice
from storage.domain.views.book import Book
from storage.store import Change
from tui.dialogs.choose import ChooseDialog
from tui.screens.team_screen import TeamScreen

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


async def _kept(screen: TeamScreen, book: Book, chosen: Iterable[PracticeTemplate]) -> tuple[Practice, ...]:
    """Keep the chosen practices and the areas they need; return the practices."""
    areas, practices = taken_in(book, chosen, new_id=screen.desk.new_id, today=screen.desk.today)
    changes = [Change(None, record) for record in (*areas, *practices)]
    return practices if practices and await screen.keep(*changes) else ()
