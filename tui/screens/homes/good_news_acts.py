"""Writing down good news from a contact with a home, wherever one is."""

from storage.domain.case.good_news import good_news
from storage.store import Change
from tui.desk.draft_places import GOOD_NEWS
from tui.dialogs.text import TextDialog
from tui.screens.team_screen import TeamScreen


async def write_good_news(screen: TeamScreen, *, goes_on: bool = False) -> None:
    """Ask for one line, or go on with the one that was begun, and keep it as a success."""
    words, desk = screen.desk.words, screen.desk
    label = words("What went well with a home? One line is enough. No names.")
    dialog = TextDialog(desk, words("Good news"), label, place=GOOD_NEWS, is_new=not goes_on)
    text = await screen.app.push_screen_wait(dialog)
    if not text:
        return
    case = good_news(text, key=desk.new_id(), entry=desk.new_id(), by=desk.me, at=desk.now(), today=desk.today)
    if await screen.keep(Change(None, case)):
        screen.say(words("Kept as a success. What made the difference? Look at it together one day."))
