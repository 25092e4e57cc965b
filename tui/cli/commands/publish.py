"""`fredstid publish`: what a team tells its leadership, in a folder of its own, and the answers that come back."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from storage.documents.summary import (
    ANSWERS_FILE,
    LARGEST_SUMMARY,
    SUMMARY_FILE,
    Summary,
    answered_lifts,
    answers_in,
    summary_of,
    texts_of_summary,
    written_file,
)
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.domain.views.book import Book
from storage.domain.views.lift import Lifted, lifted, lifted_of, with_answer, with_words
from storage.steering.guard import Severity
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import agreed
from tui.cli.command import Argument, CliCommand, Option
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.writing import tell_what_follows
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.desk.nudges import identities
from tui.desk.pages import replace_page
from tui.desk.plan_import import file_bytes
from tui.desk.settings import typed_path
from tui.i18n.words import N_


@click.command(
    "publish",
    cls=CliCommand,
    help=N_(
        "Practices and their minimums, the year, themes without a practice, figures from five on, and what is lifted,"
        " in words that you approve one by one. The leadership reads it with «fredstid school» and needs no right in"
        " the team's own folder. Answers that lie beside the folder come into their cases, and onto Today."
    ),
    first=N_("into a folder that the leadership may read"),
    examples=(
        (N_("fredstid publish ~/school/year-6 --say 26-014 'Who pays for the hours?'"), N_("in other words")),
        ("fredstid publish ~/school/year-6 --approved", N_("without asking: only what was approved before")),
        ("fredstid publish ~/school/year-6 --json", N_("only show what would stand there")),
    ),
)
@click.argument("place", cls=Argument, metavar=N_("FOLDER"), explained=N_("A folder of its own, for nothing else."))
@click.option(
    "--say",
    "said",
    cls=Option,
    nargs=2,
    metavar=N_("CODE TEXT"),
    help=N_("What the leadership is to read of a case that is lifted."),
)
@click.option("--approved", is_flag=True, help=N_("Ask nothing: what nobody has approved stays at home."))
@as_json
@click.pass_obj
def publish(asked: Asked, place: str, said: tuple[str, str] | None, *, approved: bool, as_json: bool) -> None:
    """Take in answers, ask about what is lifted, and write the summary."""
    desk, folder = asked.desk, typed_path(place)
    if as_json:
        write_json(_checked_summary(desk.store.book(), desk))
        return
    _refuse_place(desk, folder)
    _take_in_answers(desk, folder.parent / ANSWERS_FILE)
    if said:
        _say(desk, *said)
    if not approved:
        _approve(desk)
    summary = _checked_summary(desk.store.book(), desk)
    folder.mkdir(parents=True, exist_ok=True)
    replace_page(folder / SUMMARY_FILE, written_file(summary))
    tell(*_told(desk, summary, folder))


def _refuse_place(desk: Desk, folder: Path) -> None:
    """Raise `inside-a-team` for a place in the team's own folder: who may read there may read everything."""
    team = desk.place.path.resolve()
    if folder.resolve().is_relative_to(team):
        raise Refused("inside-a-team", path=str(folder))
    if folder.exists() and not folder.is_dir():
        raise Refused("not-a-folder", path=str(folder))
    if not os.access(next(each for each in (folder, *folder.parents) if each.exists()), os.W_OK):
        raise Refused("folder-not-made", path=str(folder), reason="not-allowed")


def _take_in_answers(desk: Desk, file: Path) -> None:
    """Let the leadership's answers stand in their cases."""
    if not file.exists():
        return
    answers = answers_in(file_bytes(file, LARGEST_SUMMARY)).answers
    for case, lift, answer in tuple(answered_lifts(desk.store.book(), desk.today, answers)):
        now = desk.store.book().case(case.code)
        kept = keep(desk, Change(now, with_answer(now, lift.id, answer.text, desk.today)))
        tell(in_line(desk.words("{code}: the leadership has answered: {answer}", code=case.code, answer=answer.text)))
        tell_what_follows(desk, kept)


def _say(desk: Desk, code: str, words: str) -> None:
    """Let something lifted be said in other words; raises `nothing-lifted`."""
    book = desk.store.book()
    case = book.case(code)
    lift = next(lifted_of(book, case, desk.today), None)
    if lift is None:
        raise Refused("nothing-lifted", code=case.code)
    _keep_words(desk, lift, words)


def _keep_words(desk: Desk, lift: Lifted, words: str) -> None:
    book = desk.store.book()
    _refuse_telling((words,), book.team)
    case = book.case(lift.code)
    keep(desk, Change(case, with_words(case, lift.id, words, desk.today)))


def _approve(desk: Desk) -> None:
    """Ask of each thing lifted whether it goes in the words in which it was lifted."""
    words, book = desk.words, desk.store.book()
    for lift in lifted(book, desk.today):
        if lift.words or book.case(lift.code).alarm:
            continue
        tell(in_line(words("{code} is lifted: «{text}»", code=lift.code, text=lift.asked)))
        if agreed(words, words("Does the leadership read it in these words?")):
            _keep_words(desk, lift, lift.asked)
        else:
            tell(words("It stays at home. Say it otherwise with: --say {code} TEXT", code=lift.code))


def _checked_summary(book: Book, desk: Desk) -> Summary:
    """Return what is published; raises `summary-tells` where it could tell who somebody is."""
    summary = summary_of(book, desk.today)
    _refuse_telling(texts_of_summary(summary), book.team, mildest=Severity.WARN)
    return summary


def _refuse_telling(texts: Iterator[str] | tuple[str, ...], team: Team, mildest: Severity = Severity.MARK) -> None:
    """Raise `summary-tells` for what could tell who somebody is; a practice may well name a place or a programme."""
    for text in texts:
        for seen in identities(text, team):
            if mildest is Severity.MARK or seen.severity is not Severity.MARK:
                raise Refused("summary-tells", signal=text[seen.start : seen.end])


def _told(desk: Desk, summary: Summary, folder: Path) -> Iterator[str]:
    words, practices, lifts = desk.words, len(summary.practices), len(summary.lifts)
    yield words.many("{count} practice is published.", "{count} practices are published.", practices)
    yield words.many("{count} thing waits for the leadership.", "{count} things wait for the leadership.", lifts)
    yield words("It stands in {folder}, for whoever may read there.", folder=str(folder))
