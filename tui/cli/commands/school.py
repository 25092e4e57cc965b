"""`fredstid school`: what teams have published, side by side, and answers to it; `fredstid publish`: a team's part."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import click

from storage.documents import summary as summaries
from storage.documents.pages.school import school_page
from storage.documents.summary import ANSWERS_FILE, SUMMARY_FILE, LeaderAnswer, LeaderAnswers, Summary, answers_in
from storage.domain.calendar import local_day
from storage.domain.changing import refuse_identity_number
from storage.domain.errors import Refused, system_reason
from storage.domain.people import Language, Team
from storage.domain.search import folded
from storage.domain.text import checked_text
from storage.domain.views.book import Book
from storage.domain.views.lift import Lifted, lifted, lifted_of, with_answer, with_words
from storage.steering.guard import Severity
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import agreed
from tui.cli.command import Argument, CliCommand, Option
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.pages import Target, hand_out, in_every_form
from tui.cli.writing import tell_what_follows
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.desk.nudges import identities
from tui.desk.pages import replace_page
from tui.desk.plan_import import file_bytes
from tui.desk.settings import typed_path
from tui.i18n.pages import page_labels
from tui.i18n.refusals import sentence
from tui.i18n.words import N_

MOST_TEAMS = 1000


@click.command(
    "school",
    cls=CliCommand,
    help=N_(
        "From the folders into which teams «fredstid publish»: no right in a team's own folder is needed. An answer"
        " stands in a file beside them, and comes into the team's case when it publishes the next time."
    ),
    first=N_("the page for the leadership"),
    examples=(
        ("fredstid school ~/school --to school.html", N_("a page to print")),
        (N_("fredstid school ~/school --answer 4F09A21C 'Yes, from January.'"), N_("answer what a team has lifted")),
    ),
)
@click.argument("folder", cls=Argument, metavar=N_("FOLDER"), explained=N_("Where the teams' folders lie."))
@click.option(
    "--answer",
    cls=Option,
    nargs=2,
    metavar=N_("NUMBER TEXT"),
    help=N_("Answer something by the number that stands before it on the page."),
)
@in_every_form
@as_json
@click.pass_obj
def school(asked: Asked, folder: str, answer: tuple[str, str] | None, out: Target, as_json: bool) -> None:
    """Print the page, or keep an answer."""
    words, place = asked.glance_anywhere(), typed_path(folder)
    if not place.is_dir():
        raise Refused("no-such-folder", path=str(place))
    teams = tuple(_published(asked, place))
    answers = _answers(place / ANSWERS_FILE)
    today = local_day(asked.now())
    if answer:
        given = _answer(teams, *answer, asked)
        replace_page(place / ANSWERS_FILE, summaries.written_file(summaries.with_leader_answer(answers, given)))
        tell(words("Answered. The team finds it on Today when it publishes the next time."))
    elif as_json:
        write_json({"teams": teams, "answers": answers.answers})
    else:
        language = Language(words.language)
        page = school_page(teams, answers.answers, today, page_labels(language)).markdown
        hand_out(asked, page, out, language, N_("It stands in {file}; only you can read it."))


def _published(asked: Asked, place: Path) -> Iterator[Summary]:
    """Yield what the teams have published, by their names; what cannot be read is said, and left out."""
    found = list[Summary]()
    inner = (each / SUMMARY_FILE for each in sorted(place.iterdir()) if each.is_dir())
    for file in islice(chain([place / SUMMARY_FILE], inner), MOST_TEAMS):
        if not file.exists():
            continue
        try:
            found.append(summaries.summary_in(file_bytes(file, summaries.LARGEST_SUMMARY)))
        except Refused as why:
            tell(f"{file.parent.name}: {sentence(asked.words, why)}")
    newest = {each.mark: each for each in sorted(found, key=lambda each: each.on)}
    yield from sorted(newest.values(), key=lambda each: (folded(each.team), each.mark))


def _answers(file: Path) -> LeaderAnswers:
    return answers_in(file_bytes(file, summaries.LARGEST_SUMMARY)) if file.exists() else LeaderAnswers()


def _answer(teams: tuple[Summary, ...], reference: str, text: str, asked: Asked) -> LeaderAnswer:
    """Return an answer to what a team has lifted; raises `nothing-lifted-there` or `no-text-given`."""
    refuse_identity_number(checked_text(text))
    if not text.strip():
        raise Refused("no-text-given")
    wanted = reference.strip().upper()
    for team in teams:
        for lift in team.lifts:
            if lift.reference == wanted:
                return LeaderAnswer(mark=team.mark, reference=wanted, text=text.strip(), on=local_day(asked.now()))
    raise Refused("nothing-lifted-there", typed=reference)


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
    _take_in_answers(desk, folder.parent / ANSWERS_FILE)
    if said:
        _say(desk, *said)
    if not approved:
        _approve(desk)
    summary = _checked_summary(desk.store.book(), desk)
    replace_page(_made(desk, folder) / SUMMARY_FILE, summaries.written_file(summary))
    tell(*_told(desk, summary, folder))


def _made(desk: Desk, folder: Path) -> Path:
    """Return the folder, made where there is none; raises `inside-a-team`, or `folder-not-made`."""
    if folder.resolve().is_relative_to(desk.place.path.resolve()):
        raise Refused("inside-a-team", path=str(folder))  # who may read there may read everything
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refused("folder-not-made", path=str(folder), reason=system_reason(fault)) from None
    return folder


def _take_in_answers(desk: Desk, file: Path) -> None:
    """Let the leadership's answers stand in their cases."""
    if not file.exists():
        return
    answers = answers_in(file_bytes(file, summaries.LARGEST_SUMMARY)).answers
    for case, lift, answer in tuple(summaries.answered_lifts(desk.store.book(), desk.today, answers)):
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
    summary = summaries.summary_of(book, desk.today)
    _refuse_telling(summaries.texts_of_summary(summary), book.team, mildest=Severity.WARN)
    return summary


def _refuse_telling(texts: Iterable[str], team: Team, mildest: Severity = Severity.MARK) -> None:
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
