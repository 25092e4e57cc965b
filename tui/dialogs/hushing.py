"""A word the team does not want to be asked about again: kept like any other change, and undone like one."""

import asyncio

from textual.app import App

from storage.domain.errors import Refused
from storage.domain.people import with_silenced
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.hints import Hint


async def silence(app: App[object], desk: Desk, hint: Hint) -> None:
    """Silence a hint's word for the whole team, and say where it is lifted again."""
    try:
        team = desk.store.book().team
        change = Change(team, with_silenced(team, hint.silenced))
        await asyncio.to_thread(desk.store.save, change, by=desk.me, at=desk.now())
    except Refused as refusal:
        app.notify(desk.says(refusal), severity="warning", markup=False)
        return
    said = desk.words(
        "«{word}» is not asked about any more. Press u to undo, or , to see such words.", word=hint.signal
    )
    app.notify(said, markup=False, timeout=4)
