"""`fredstid history`: who did what when, and whether the chain of it holds."""

from collections.abc import Iterable
from datetime import date
from itertools import islice, takewhile
from typing import Any

import click

from storage.archive.disk.folder import existing
from storage.archive.earlier.chain import heads, stands, typed_head
from storage.archive.earlier.history import gaps
from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.views.book import Book
from storage.store import Deed
from tui.cli.asked import Asked
from tui.cli.choosing import since_day
from tui.cli.command import case_code, command, option
from tui.cli.output import as_json, columns, tell, write, write_json
from tui.i18n.deeds import deed_text, doer
from tui.i18n.refusals import sentence
from tui.i18n.words import N_, Words

FIRST_LINES = 50
LINES = click.IntRange(0, 1_000_000)
"""Lines printed when nobody says how many."""


@command(
    "history",
    help=N_(
        "Case codes and the kind of change, never what was written. For whoever runs the machine: each line is"
        " sealed with the one before, so «fredstid check» names a line that was changed or taken out. Whoever may write"
        " in the folder can also seal everything anew: only what --head printed, kept elsewhere, shows that, with"
        " --against."
    ),
    first=N_("the last things done in the team"),
    examples=(
        ("fredstid history 26-014", N_("what was done in a case")),
        (N_("fredstid history --since mon"), N_("since a day")),
        ("fredstid history --head", N_("how far it goes now, to note down")),
    ),
)
@case_code(required=False)
@option("--last", type=LINES, metavar=N_("NUMBER"), help=N_("How many lines; 0 prints all."))
@option("--since", metavar=N_("DAY"), help=N_("Only since a day, such as mon, 12.11 or november."))
@click.option("--head", "head", is_flag=True, help=N_("Print how far the history goes, and its last seal."))
@option("--against", metavar=N_("HEAD"), help=N_("Say whether all is as when that was printed."))
@as_json
def history(
    asked: Asked, code: str | None, last: int | None, since: str | None, head: bool, against: str | None, as_json: bool
) -> None:
    """Print what was done, or look at the chain."""
    if head and against is not None:
        raise Refused("choose-one", options=("--head", "--against"))
    if head:
        _print_heads(asked)
    elif against is not None:
        _compare(asked, against)
    else:
        lines = FIRST_LINES if last is None and since is None else last or 0
        _print(asked, code, lines, since, as_json=as_json)


def _print(asked: Asked, code: str | None, last: int, since: str | None, *, as_json: bool) -> None:
    store, words = asked.desk.store, asked.desk.words
    about = _ids(store.book(), code) if code else ()
    first = date.min if since is None else since_day(since, asked.desk.today)
    recent = takewhile(lambda deed: local_day(deed.at) >= first, store.history(about))
    deeds = list(islice(recent, last or None))
    missing = store.history_gaps()
    if as_json:
        write_json([deed_facts(deed) for deed in deeds])
    elif deeds:
        write(*columns(_row(words, deed) for deed in deeds))
    elif not missing:
        tell(words("Nothing has been written yet."))
    _end_with(words, missing)


def _end_with(words: Words, missing: Iterable[Refused]) -> None:
    """Say what of the history could not be read, and end so that another program hears of it too."""
    if said := [sentence(words, gap) for gap in missing]:
        tell(*said)
        raise click.exceptions.Exit(1)


def _ids(book: Book, code: str) -> frozenset[str]:
    case = book.case(code)
    return frozenset({case.id, *(each.id for each in book.agreements_of(case.code))})


def _row(words: Words, deed: Deed) -> tuple[str, ...]:
    day = words.day(local_day(deed.at), "d. MMM y")
    return day, words.clock(deed.at), doer(words, deed.by, deed.user), deed_text(words, deed)


def deed_facts(deed: Deed) -> dict[str, Any]:
    """Return who did what when, for other programs."""
    return {
        "change": deed.change,
        "at": deed.at,
        "by": deed.by,
        "user": deed.user,
        "undoes": deed.undoes,
        "records": [
            {"kind": each.kind, "id": each.id, "what": each.what, "code": each.name, "fields": each.fields}
            for each in deed.records
        ],
    }


def _print_heads(asked: Asked) -> None:
    words = asked.glance()
    write(*(str(head) for head in heads(existing(asked.folder))))
    tell(words("Put it somewhere that others in the team cannot change; --against compares."))
    _end_with(words, gaps(existing(asked.folder)))


def _compare(asked: Asked, typed: str) -> None:
    words, head = asked.glance(), typed_head(typed)
    _end_with(words, (gap for gap in gaps(existing(asked.folder)) if head.year in str(gap.params["file"])))
    if not stands(existing(asked.folder), head):
        tell(words("The history of {year} is not what it was when that was printed.", year=head.year))
        raise click.exceptions.Exit(1)
    tell(words("Up to line {count}, the history of {year} is as it was.", count=head.lines, year=head.year))
