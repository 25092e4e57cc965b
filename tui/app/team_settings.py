"""What a team settles for everybody, asked for until nobody wants to change anything more."""

import asyncio
from functools import partial

from textual.app import App

from storage.domain.errors import Refused
from storage.domain.people import Retention, Team, with_member, without_member, without_silenced
from storage.steering.names import without_class_list
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.desk.nudges import with_class_list
from tui.dialogs.choose import ConfirmDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.team import ClassListDialog, SeriesDialog, TeamDialog, with_typed_free_days
from tui.presentation.lines import Row


async def settle(app: App[None], desk: Desk) -> None:
    """Show what is settled and change it; runs in a worker."""
    team = desk.store.book().team
    while chosen := await app.push_screen_wait(TeamDialog(desk, team)):
        try:
            after = await _changed(app, desk, team, chosen)
            if after != team:
                await asyncio.to_thread(keep, desk, Change(team, after))
        except Refused as refusal:
            app.notify(desk.says(refusal), severity="warning", markup=False)
        team = desk.store.book().team


async def _changed(app: App[None], desk: Desk, team: Team, chosen: Row) -> Team:
    match chosen:
        case Row("paste"):
            pasted = await app.push_screen_wait(ClassListDialog(desk))
            return with_class_list(team, pasted) if pasted else team
        case Row("empty"):
            return without_class_list(team)
        case Row("new"):
            return await _with_newcomer(app, desk, team)
        case Row("member", alias):
            return await _without(app, desk, team, alias)
        case Row("series" | "free" | "school"):
            return await _with_other_days(app, desk, team, chosen)
        case Row("strip", shows):
            return team.but(shows_strip=bool(shows))
        case Row("keep", retention):
            return team.but(retention=Retention(retention))
    return without_silenced(team, {chosen.id})


async def _with_newcomer(app: App[None], desk: Desk, team: Team) -> Team:
    """Ask for an alias until one can be taken."""
    words = desk.words
    hint = words("One to eight letters or digits, such as AB; never one that somebody had before.")

    def newcomer(typed: str) -> Team:
        return with_member(team, typed)

    alias = await app.push_screen_wait(
        TextDialog(desk, words("Somebody new"), words("Alias"), hint=hint, reminds="", understood=newcomer)
    )
    return with_member(team, alias) if alias else team


async def _with_other_days(app: App[None], desk: Desk, team: Team, chosen: Row) -> Team:
    """Return the team with another series of meetings, or other days without school."""
    match chosen:
        case Row("series", "stop"):
            return team.but(series=None)
        case Row("series"):
            series = await app.push_screen_wait(SeriesDialog(desk))
            return team.but(series=series) if series else team
        case Row("school", day):
            return team.but(free_days=tuple(each for each in team.free_days if each.isoformat() != day))
    words = desk.words
    hint = words("Such as 20.11, 15.2–19.2, or the path of an .ics or .csv file.")
    meant = partial(with_typed_free_days, desk, team)
    label = words("Days without school")
    typed = await app.push_screen_wait(TextDialog(desk, label, words("Days"), hint=hint, reminds="", understood=meant))
    return meant(typed) if typed else team


async def _without(app: App[None], desk: Desk, team: Team, alias: str) -> Team:
    words = desk.words
    question = words("Has {alias} left the team?", alias=alias)
    means = words("What {alias} wrote keeps the alias. Who may read the folder is for its owner to end.", alias=alias)
    yes = words("Yes, {alias} has left", alias=alias)
    left = await app.push_screen_wait(ConfirmDialog(desk, f"{question}\n\n{means}", yes))
    return without_member(team, alias, desk.today) if left else team
