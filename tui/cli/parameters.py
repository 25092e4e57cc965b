"""Parameters that several commands take, moments among them, and how the shell completes them."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

import click
from click.shell_completion import CompletionItem

from storage.domain.calendar import beginning_of, checked_day, local_day
from storage.domain.errors import Refused
from storage.domain.text import cleaned
from storage.domain.typed_dates import last_such_day
from tui.cli.command import asked_of
from tui.cli.output import in_line
from tui.desk.desk import now_utc
from tui.i18n.words import N_

EMPTY_PLAN = N_("The plan is empty. The screens offer a template: «fredstid», then 2 and t.")

as_json = click.option("--json", "as_json", is_flag=True, help=N_("Print JSON, for other programs."))


def complete_code(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001 - click's signature
    """Return the case codes that begin so, with their titles; nothing where no team can be opened."""
    try:
        cases = asked_of(ctx).desk.store.book().cases
    except (Refused, OSError):
        return []
    found = (case for case in cases if case.code.startswith(incomplete))
    return [CompletionItem(case.code, help=in_line(cleaned(case.title))) for case in found]


def complete_file(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Let the shell complete a file's name."""
    return [CompletionItem(incomplete, type="file")]


DAY = len("2026-11-25")
CLOCK = re.compile(r"(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)$")


def typed_moment(typed: str, now: Callable[[], datetime] = now_utc) -> datetime:
    """Return a moment on this machine's clock, such as `2026-11-25 14:30`; a day alone is meant to its end.

    A moment as we print it, such as `onsdag 25. nov. 14:30`, is the last such one, to the end of its minute. Raises
    `unknown-moment`, and what `checked_day` raises.
    """
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        return _as_printed(typed, now())
    checked_day(moment.date())
    whole_day = timedelta(days=1, microseconds=-1) if len(typed.strip()) <= DAY else timedelta()
    return (moment + whole_day).astimezone()


def _as_printed(typed: str, now: datetime) -> datetime:
    day = last_such_day(typed, local_day(now))
    if day is None:
        raise Refused("unknown-moment", typed=typed)
    clock = CLOCK.search(typed.strip())
    if clock is None:
        return beginning_of(day + timedelta(days=1)) - timedelta(microseconds=1)
    at = time(int(clock["hours"]), int(clock["minutes"]), 59, 999_999)
    return datetime.combine(day, at).astimezone()
