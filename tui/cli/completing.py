"""What the shell offers for a value: the words this team's language has for it, its cases, its members, a file."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from typing import TypeAlias

import click
from click import shell_completion

from storage.content.names import themes
from storage.domain.calendar import MONTHS, local_day, school_year
from storage.domain.errors import Refused
from storage.domain.homes.contact import of_year
from storage.domain.people import Language
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.output import in_line
from tui.cli.teams import known_teams
from tui.desk.settings import DEMO
from tui.i18n.labels import hyphened, option_word
from tui.i18n.words import Words

Items: TypeAlias = "list[shell_completion.CompletionItem[str]]"
Complete = Callable[[click.Context, click.Parameter, str], Items]


def offered(values: Callable[[Asked], Iterable[str]]) -> Complete:
    """Return a completion with those values that begin like what is typed; nothing where no team can be opened."""
    return offered_with_help(lambda asked: ((each, "") for each in values(asked)))


def offered_with_help(values: Callable[[Asked], Iterable[tuple[str, str]]]) -> Complete:
    """Return a completion as above, each value with what the shell says beside it."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
        asked = ctx.find_object(Asked)
        try:
            found = tuple(values(asked)) if asked else ()
        except (Refused, OSError):
            return []
        begun = (each for each in found if each[0].casefold().startswith(incomplete.casefold()))
        return [shell_completion.CompletionItem(value, help=beside or None) for value, beside in begun]

    return complete


def offered_choices(choices: type[StrEnum]) -> Complete:
    """Return a completion with the words that are typed for some choices."""
    return offered(lambda asked: (option_word(_spoken(asked), each) for each in choices))


def _spoken(asked: Asked) -> Words:
    """Return the team's words, or where no team can be opened the user's."""
    with suppress(Refused, OSError):
        return asked.desk.words
    return asked.words


def _themes(asked: Asked) -> Iterable[str]:
    return map(hyphened, themes(_spoken(asked).language).values())


def _years(asked: Asked) -> Iterable[str]:
    desk = asked.desk
    years = {school_year(desk.today), *(kept.year for kept in desk.store.book().years)}
    return (year.name for year in sorted(years, reverse=True))


def _book(asked: Asked) -> Book:
    return asked.desk.store.book()


def _known_teams(asked: Asked) -> Iterable[tuple[str, str]]:
    return ((in_line(cleaned(each.name)), str(each.folder)) for each in known_teams(asked.settings, asked.system))


complete_known_team = offered_with_help(_known_teams)


def complete_team(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the demo team and the known ones, and let the shell complete a folder's name."""
    demo = [shell_completion.CompletionItem(DEMO)] if incomplete and DEMO.startswith(incomplete) else []
    known = complete_known_team(ctx, param, incomplete) if incomplete else []
    return [*demo, *known, shell_completion.CompletionItem(incomplete, type="dir")]


def complete_file(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Let the shell complete a file's name."""
    return [shell_completion.CompletionItem(incomplete, type="file")]


complete_alias = offered(lambda asked: _book(asked).team.aliases)
complete_area = offered(lambda asked: (area.key for area in _book(asked).areas))
complete_code = offered_with_help(
    lambda asked: ((case.code, in_line(cleaned(case.title))) for case in _book(asked).cases)
)
complete_card = offered(lambda asked: (in_line(cleaned(card.title)) for card in _book(asked).cards))
complete_class = offered(lambda asked: (each.label for each in of_year(_book(asked).classes, asked.desk.today)))
complete_agreement = offered_with_help(
    lambda asked: (
        (name, in_line(cleaned(each.what)))
        for each in _book(asked).agreements
        if each.asked_next
        for name in (each.id, each.case)
        if name
    )
)
complete_language = offered(lambda _: tuple(Language))
complete_meeting_day = offered(lambda asked: (local_day(each.started).isoformat() for each in _book(asked).meetings))
complete_month = offered(lambda asked: (_spoken(asked).month(number) for number in MONTHS))
complete_parent_meeting = offered(lambda asked: (each.on.isoformat() for each in _book(asked).parent_meetings))
complete_theme = offered(_themes)
complete_year = offered(_years)
