"""`fredstid publish`: what a team tells its leadership, in a folder of its own, and the answers that come back."""

from collections.abc import Iterable
from pathlib import Path

import click

from storage.documents import summary as summaries
from storage.domain.errors import Refused
from storage.domain.views.lift import Lifted, lifted, lifted_of, with_answer, with_words
from storage.postgres.address import Address
from storage.steering.guard import Severity
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import agreed
from tui.cli.command import argument, command, option
from tui.cli.output import in_line, tell
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.desk.nudges import identities
from tui.desk.pages import answers_at, publish_at
from tui.i18n.words import N_


@command(
    "publish",
    help=N_(
        "Practices and their minimums, the year, themes without a practice, figures from five on, and what is lifted,"
        " in words that you approve one by one. The leadership reads it with «fredstid school» and needs no right in"
        " the team's own folder. Answers that lie beside the folder come into their cases, and onto Today."
    ),
    first=N_("into a folder that the leadership may read"),
    examples=((N_("fredstid publish ~/school/year-6 --say 26-014 'Who pays for the hours?'"), N_("in other words")),),
)
@argument("place", N_("FOLDER"), N_("A folder of its own, for nothing else; or the address of the team's database."))
@option(
    "--say",
    "said",
    nargs=2,
    metavar=N_("CODE TEXT"),
    help=N_("What the leadership is to read of a case that is lifted."),
)
@click.option("--approved", is_flag=True, help=N_("Ask nothing: what nobody has approved stays at home."))
def publish(asked: Asked, place: str, said: tuple[str, str] | None, *, approved: bool) -> None:
    """Take in answers, ask about what is lifted, and write the summary."""
    desk, folder = asked.desk, asked.place_of(place)
    if isinstance(folder, Path) and folder.resolve().is_relative_to(desk.place.path.resolve()):
        raise Refused("inside-a-team", path=str(folder))  # who may read there may read everything
    _take_in_answers(desk, folder.parent if isinstance(folder, Path) else folder)
    if said:
        case = desk.store.book().case(said[0])
        _say(desk, next(lifted_of(desk.store.book(), case, desk.today), None), said[1], case.code)
    _approve(desk, ask=not approved)
    summary = summaries.summary_of(desk.store.book(), desk.today)
    _refuse_telling(desk, summaries.texts_of_summary(summary), mildest=Severity.WARN)
    publish_at(folder, desk.store.book().team.id, summary)
    count = len(summary.practices)
    tell(desk.words.many("{count} practice is published.", "{count} practices are published.", count))
    count = len(summary.lifts)
    tell(desk.words.many("{count} thing waits for the leadership.", "{count} things wait for the leadership.", count))


def _take_in_answers(desk: Desk, place: Path | Address) -> None:
    """Let the leadership's answers stand in their cases."""
    given = answers_at(place).answers
    for case, lift, answer in tuple(summaries.answered_lifts(desk.store.book(), desk.today, given)):
        now = desk.store.book().case(case.code)
        keep(desk, Change(now, with_answer(now, lift.id, answer.text, desk.today)))
        tell(in_line(desk.words("{code}: the leadership has answered: {answer}", code=case.code, answer=answer.text)))


def _say(desk: Desk, lift: Lifted | None, words: str, code: str) -> None:
    """Keep in which words something lifted goes out; raises `nothing-lifted`."""
    if lift is None:
        raise Refused("nothing-lifted", code=code)
    _refuse_telling(desk, (words,))
    case = desk.store.book().case(lift.code)
    keep(desk, Change(case, with_words(case, lift.id, words, desk.today)))


def _approve(desk: Desk, *, ask: bool) -> None:
    """Ask of each thing lifted whether it goes in the words in which it was lifted."""
    words, book = desk.words, desk.store.book()
    for lift in lifted(book, desk.today) if ask else ():
        if lift.words or book.case(lift.code).alarm:
            continue
        tell(in_line(words("{code} is lifted: «{text}»", code=lift.code, text=lift.asked)))
        if agreed(words, words("Does the leadership read it in these words?")):
            _say(desk, lift, lift.asked, lift.code)
        else:
            tell(words("It stays at home. Say it otherwise with: --say {code} TEXT", code=lift.code))


def _refuse_telling(desk: Desk, texts: Iterable[str], mildest: Severity = Severity.MARK) -> None:
    """Raise `summary-tells` for what could tell who somebody is; a practice may well name a place or a programme."""
    for text in texts:
        for seen in identities(text, desk.store.book().team):
            if mildest is Severity.MARK or seen.severity is not Severity.MARK:
                raise Refused("summary-tells", signal=text[seen.start : seen.end])
