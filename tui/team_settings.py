"""What a team settles for everybody, asked for until nobody wants to change anything more."""

import asyncio

from textual.app import App

from storage.domain.errors import Refused
from storage.domain.people import Retention, Team, without_silenced
from storage.store import Change
from tui.class_list import with_class_list, without_class_list
from tui.desk import Desk
from tui.dialogs.class_list import ClassListDialog
from tui.dialogs.team import EMPTY, KEEP, PASTE, WORD, TeamDialog


async def settle(app: App[None], desk: Desk) -> None:
    """Show what is settled and change it; runs in a worker."""
    team = desk.store.book().team
    while chosen := await app.push_screen_wait(TeamDialog(desk, team)):
        after = await _changed(app, desk, team, chosen)
        if after != team:
            await _keep(app, desk, team, after)
        team = desk.store.book().team


async def _changed(app: App[None], desk: Desk, team: Team, chosen: str) -> Team:
    if chosen == PASTE:
        pasted = await app.push_screen_wait(ClassListDialog(desk))
        return with_class_list(team, pasted) if pasted else team
    if chosen == EMPTY:
        return without_class_list(team)
    if chosen.startswith(KEEP):
        return team.but(retention=Retention(chosen.removeprefix(KEEP)))
    return without_silenced(team, {chosen.removeprefix(WORD)})


async def _keep(app: App[None], desk: Desk, team: Team, after: Team) -> None:
    try:
        await asyncio.to_thread(desk.store.save, Change(team, after), by=desk.me, at=desk.now())
    except Refused as refusal:
        app.notify(desk.says(refusal), severity="warning", markup=False)
