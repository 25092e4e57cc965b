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


class PeacetimeScreen(TeamScreen):
    """A screen from which these are one key away."""

    def action_parents(self) -> None:
        """Show the parent meetings."""
        self.app.push_screen(ParentsScreen(self.desk))

    def action_rounds(self) -> None:
        """Show the rounds of conversations."""
        self.app.push_screen(RoundsScreen(self.desk))

    def action_contacts(self) -> None:
        """Show the first contacts."""
        self.app.push_screen(ContactsScreen(self.desk))

    def opens(self, book: Book, name: str) -> bool:
        """Open the parent meeting or the round with an id, or where one was begun; tell whether it is one of these."""
        record = book.record(name.split("/")[1] if "/" in name else name)
        if isinstance(record, ParentMeeting):
            self.app.push_screen(ParentMeetingScreen(self.desk, record.id))
        elif isinstance(record, ConversationRound):
            self.app.push_screen(RoundScreen(self.desk, record.id))
        elif name == NEW_MEETING:
            self.action_parents()
        else:
            return False
        return True
