"""Handing the plan over to the next school year, one practice after the other; runs in a screen's worker."""

from storage.domain.handover import handover
from storage.store import Change
from tui.dialogs.handover import HandoverDialog
from tui.screens.team_screen import TeamScreen


async def hand_over(screen: TeamScreen) -> None:
    """Go through what is left until all is gone through or somebody stops; it goes on there another day."""
    words, desk = screen.desk.words, screen.desk
    while over := handover(desk.store.book(), desk.today):
        if not over.left:
            screen.say(words("The plan is handed over to {following}.", following=over.following.name))
            return
        after = await screen.app.push_screen_wait(HandoverDialog(desk, desk.store.book(), over))
        if after is None or not await screen.keep(Change(over.left[0], after)):
            left = len(over.left)
            said = words.many(
                "{count} practice waits for another day.", "{count} practices wait for another day.", left
            )
            screen.say(said)
            return
    screen.say(words("The plan is handed over from June on; what is agreed on is then gone through one by one."))
