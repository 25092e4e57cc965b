"""`fredstid show`: one case with its whole path."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import click
import msgspec

from storage.documents.pages.case import case_page, official_log, wanted_in
from storage.domain.case.case import Case, Entry
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting
from storage.domain.record import Record, changed_by_another
from storage.domain.views.book import Book
from storage.domain.views.deeds import looked_back
from tui.cli.asked import Asked
from tui.cli.choosing import typed_moment
from tui.cli.command import case_code, command, option
from tui.cli.facts import agreement_facts, case_facts, record_facts
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.pages import Target, hand_out, in_every_form
from tui.desk.nudges import identities
from tui.i18n.changes import telltale_line
from tui.i18n.labels import page_labels
from tui.i18n.words import N_, Words


@command(
    "show",
    help="",
    first=N_("the fourteenth case of 2026-27"),
    examples=(
        ("fredstid show 26-14 --json", N_("everything in it, for another program")),
        ("fredstid show 26-014 --at 2026-11-25", N_("as it was at the end of that day")),
        ("fredstid show 26-014 --for-access", N_("for a home that asks what is written about it")),
        ("fredstid show 26-014 --for-log", N_("to copy into the log that the school keeps")),
        ("fredstid show 26-014 --for-access --to FILE", N_("in a new file that only you can read")),
    ),
)
@case_code()
@click.option(
    "--for-access", "for_access", is_flag=True, help=N_("All of it, earlier texts too, for one who has a right to it.")
)
@click.option(
    "--for-log", "for_log", is_flag=True, help=N_("What is agreed on, in the fields of a shared log, to copy by hand.")
)
@option("--at", "at", metavar=N_("TIME"), help=N_("As it was then: a day, perhaps with a time."))
@in_every_form
@as_json
def show(asked: Asked, code: str, for_access: bool, for_log: bool, at: str | None, out: Target, as_json: bool) -> None:
    """Print a case."""
    desk = asked.desk
    book = desk.store.book()
    for given, other in ((for_access, "--for-access"), (for_log and as_json, "--json")):
        if for_log and given:
            raise Refused("choose-one", options=("--for-log", other))
    if at is not None:
        if for_access:
            raise Refused("choose-one", options=("--at", "--for-access"))
        moment = typed_moment(at, desk.now)
        book = looked_back(book, code, moment)
        tell(desk.words("As it was on {moment}", moment=desk.words.moment(moment)))
    case = book.case(code)
    if for_log:
        _hand_out_log(asked, book, case, out)
    elif as_json:
        write_json(_facts(book, case, desk.today, for_access=for_access))
    else:
        page = case_page(case, book, page_labels(desk.words.language), all_of_it=for_access)
        hand_out(asked, page, out, desk.words.language, N_("It stands in {file}."))
    tell(*_numbers(desk.words, book, case))
    if for_access:
        tell(desk.words("Read it before you hand it over: it may speak of others too."))


def _numbers(words: Words, book: Book, case: Case) -> Iterator[str]:
    """Yield which other case bore the number before two copies were joined, and which number this one bore."""
    for other in book.cases:
        if other.first_code == case.code:
            yield in_line(
                words(
                    "{code} was also called {was}, in another copy: {title}",
                    code=other.code,
                    was=case.code,
                    title=other.title,
                )
            )
    if case.first_code:
        yield words("{code} was called {was} first, in another copy.", code=case.code, was=case.first_code)


def _hand_out_log(asked: Asked, book: Book, case: Case, out: Target) -> None:
    """Hand out what is agreed on, and say what in it could tell who somebody is."""
    desk, language = asked.desk, asked.desk.words.language
    page = official_log(case, book, page_labels(language)).markdown
    hand_out(asked, page, out, language, N_("It stands in {file}."))
    agreements = book.agreements_of(case.code)
    texts = [wanted_in(case), *(text for each in agreements for text in (each.what, each.sign))]
    seen = [text[each.start : each.end] for text in texts for each in identities(text, book.team)]
    tell(*filter(None, (telltale_line(desk.words, tuple(dict.fromkeys(seen))),)))


def _facts(book: Book, case: Case, today: date, *, for_access: bool) -> dict[str, Any]:
    agreements = book.agreements_of(case.code)
    facts = [agreement_facts(each, today) | _before(each, wanted=for_access) for each in agreements]
    whole = record_facts(case) | case_facts(case) | _before(case, wanted=for_access)
    if for_access:
        whole["meetings"] = [_said_in(meeting, case.code) for meeting in book.meetings if _said_in(meeting, case.code)]
    return whole | {"entries": [_entry_facts(case, entry) for entry in case.entries], "agreements": facts}


def _entry_facts(case: Case, entry: Entry) -> dict[str, Any]:
    """Return an entry, and who else than its author has changed it last."""
    change = changed_by_another(case, "entries", entry.id, entry.by)
    changed = {"changed_by": change.by, "changed_at": change.at} if change else {}
    facts: dict[str, Any] = msgspec.to_builtins(entry, builtin_types=(datetime,))
    return facts | changed


def _said_in(meeting: Meeting, code: str) -> dict[str, Any]:
    """Return what a meeting wrote about a case; nothing when it wrote nothing."""
    texts = [part.text for part in meeting.said_about(code) if part.text]
    return {"started": meeting.started, "texts": texts} if texts else {}


def _before(record: Record, *, wanted: bool) -> dict[str, Any]:
    return {"before": record.before} if wanted else {}
