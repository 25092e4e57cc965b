"""What one reaches from Today and from the plan: parent meetings, rounds of conversations, first contacts."""

from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.views.book import Book
from tui.screens.homes.contacts import ContactsScreen
from tui.screens.homes.parent_meetings import ParentMeetingScreen, ParentsScreen
from tui.screens.homes.rounds import RoundScreen, RoundsScreen
from tui.screens.team_screen import TeamScreen

NEW_MEETING = "parents/new"
"""Where a parent meeting was begun and not saved."""


DOORS: dict[str, type[ParentsScreen | RoundsScreen | ContactsScreen]] = {
    "parents": ParentsScreen,
    "rounds": RoundsScreen,
    "contacts": ContactsScreen,
}


def open_home_record(screen: TeamScreen, book: Book, name: str) -> bool:
    """Open the parent meeting or the round with an id, or where one was begun; tell whether it is one of these."""
    record = book.record(name.split("/")[1] if "/" in name else name)
    if isinstance(record, ParentMeeting):
        screen.app.push_screen(ParentMeetingScreen(screen.desk, record.id))
    elif isinstance(record, ConversationRound):
        screen.app.push_screen(RoundScreen(screen.desk, record.id))
    elif name == NEW_MEETING:
        screen.app.push_screen(ParentsScreen(screen.desk))
    else:
        return False
    return True
