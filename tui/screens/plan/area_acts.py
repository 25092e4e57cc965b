"""What people do with the plan's areas; each runs in a screen's worker."""

from storage.domain.plan.areas import hidden_or_shown, moved_area
from storage.domain.plan.plan import Area
from storage.domain.views.book import Book
from storage.store import Change
from tui.dialogs.plan.area import AreaDialog
from tui.screens.team_screen import TeamScreen


async def change_area(screen: TeamScreen, book: Book, area: Area) -> None:
    """Rename or describe an area, or write notes to it."""
    changed = await screen.app.push_screen_wait(AreaDialog(screen.desk, book, area))
    if changed:
        await screen.keep(Change(area, changed))


async def make_area(screen: TeamScreen, book: Book) -> str:
    """Make an area of one's own, and return its key; empty when nobody did."""
    made = await screen.app.push_screen_wait(AreaDialog(screen.desk, book, None))
    return made.key if made and await screen.keep(Change(None, made)) else ""


async def hide_or_show(screen: TeamScreen, area: Area) -> None:
    """Hide an area with its practices, or show it again."""
    changed = hidden_or_shown(area)
    if await screen.keep(Change(area, changed), asks=False):
        words, title = screen.desk.words, area.title
        said = words("«{title}» is hidden. Press h to show it again.", title=title)
        screen.say(said if changed.hidden else words("«{title}» is in the plan again.", title=title))


async def move(screen: TeamScreen, book: Book, area: Area, way: int) -> None:
    """Move an area one place up or down."""
    if moved := moved_area(book.areas, area.key, way):
        await screen.keep(*(Change(before, after) for before, after in moved), asks=False)
