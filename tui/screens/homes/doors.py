"""What one reaches from Today and from the plan: parent meetings, rounds of conversations, first contacts."""

from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from tui.screens.homes.contacts import ContactsScreen
from tui.screens.homes.parent_meetings import ParentMeetingScreen, ParentsScreen
from tui.screens.homes.rounds import RoundScreen, RoundsScreen
from tui.screens.team_screen import TeamScreen

DOORS: dict[str, type[ParentsScreen | RoundsScreen | ContactsScreen]] = {
    "parents": ParentsScreen,
    "rounds": RoundsScreen,
    "contacts": ContactsScreen,
}


def open_home_record(screen: TeamScreen, record: object) -> bool:
    """Open a parent meeting or a round; tell whether it is one of these."""
    if isinstance(record, ParentMeeting):
        screen.app.push_screen(ParentMeetingScreen(screen.desk, record.id))
    elif isinstance(record, ConversationRound):
        screen.app.push_screen(RoundScreen(screen.desk, record.id))
    else:
        return False
    return True
