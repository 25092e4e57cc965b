"""Opening the handover of the plan to the next school year, when it is the time for it."""

from storage.domain.views.handover import handover
from tui.screens.plan.handover import HandoverScreen
from tui.screens.team_screen import TeamScreen


def hand_over(screen: TeamScreen) -> None:
    """Show the handover, or say when there is one."""
    desk = screen.desk
    if handover(desk.store.book(), desk.today):
        screen.app.push_screen(HandoverScreen(desk))
    else:
        screen.say(
            desk.words("The plan is handed over from June on; what is agreed on is then gone through one by one.")
        )
