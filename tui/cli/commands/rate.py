"""`fredstid rate`: what became of an agreement, and whether it helped, by whoever was asked."""

from collections.abc import Sequence

import click

from storage.domain.case.agreement import NO_HELP, Agreement, Done, Effect, Rating, checked_rating, completed, rated
from storage.domain.case.case import View
from storage.domain.errors import Refused
from storage.domain.ids import SHORTEST_END, shortest_end
from storage.domain.search import folded
from storage.domain.views.book import Book
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import SHORTEST, chosen
from tui.cli.command import ChoiceOption, argument, command, option
from tui.cli.completing import complete_agreement
from tui.cli.facts import agreement_facts
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.writing import handed_over, keep_written, tell_what_follows
from tui.desk.desk import Desk
from tui.i18n.labels import rating_text
from tui.i18n.words import N_


@command(
    "rate",
    help=N_(
        "Two questions, each on its own: was it done, and did it help? What was not asked is left out. The school, the"
        " home and the pupil answer apart; a second answer the same day takes the place of the first, and what it"
        " leaves out stands."
    ),
    first=N_("done as agreed, and it got better"),
    examples=(
        (N_("fredstid rate 'call the home' --by home --helped unchanged"), N_("what the home says, by words of it")),
        (N_("fredstid rate 26-014 --done partly --note 'An hour more would help.'"), N_("with what would help")),
    ),
)
@argument(
    "agreement",
    N_("AGREEMENT"),
    N_("Words of it, the case's code where one agreement waits there, or what «fredstid due» calls it."),
    complete_agreement,
)
@click.option("--done", cls=ChoiceOption, choices=Done, metavar=N_("DONE"), help=N_("What became of it: {choices}."))
@click.option("--helped", cls=ChoiceOption, choices=Effect, metavar=N_("HELPED"), help=N_("What it led to: {choices}."))
@click.option(
    "--by",
    "voice",
    cls=ChoiceOption,
    choices=View,
    otherwise=View.SCHOOL,
    metavar=N_("WHO"),
    help=N_("Whose answer it is: {choices}; {otherwise} unless you say otherwise."),
)
@option("--note", metavar=N_("TEXT"), default="", help=N_("A note, such as what would help."))
@as_json
def rate(
    asked: Asked, agreement: str, done: str | None, helped: str | None, voice: str | None, note: str, as_json: bool
) -> None:
    """Keep an answer about an agreement."""
    desk = asked.desk
    by = chosen(desk.words, View, voice) if voice else View.SCHOOL
    before = meant_agreement(desk.store.book(), agreement, by)
    rating = checked_rating(
        Rating(
            on=desk.today,
            done=chosen(desk.words, Done, done) if done else None,
            effect=chosen(desk.words, Effect, helped) if helped else None,
            by=by,
            note=in_line(handed_over(desk, note)) if note else "",
        )
    )
    rating = completed(before, rating)
    after = rated(before, rating)
    draft = desk.draft_in("agreement", before.id, "rating", "note")
    kept = keep_written(desk, Change(before, after), draft, rating.note)
    if as_json:
        write_json(agreement_facts(after, desk.today))
    tell(f"{in_line(after.what)} – {rating_text(desk.words, rating)}")
    _report(desk, after, rating)
    tell_what_follows(desk, kept)


def _report(desk: Desk, agreement: Agreement, rating: Rating) -> None:
    """Say what an agreement that did not help asks for."""
    if agreement.case and rating.effect in NO_HELP:
        code = agreement.case
        tell(desk.words("It did not help. What did that teach you? «fredstid log {code} --step lesson»", code=code))


def meant_agreement(book: Book, typed: str, by: View = View.SCHOOL) -> Agreement:
    """Return the agreement that is meant by its id or its words, or by the code of the case where it alone waits.

    What waits is asked of the school; a home or a pupil may answer for what is over too, so there any can be meant.
    Raises `unknown-agreement`, `no-agreement` where the case has none, `which-agreement` where it can be several.
    """
    named = book.record(typed.strip())
    if isinstance(named, Agreement):
        return named
    try:
        code = book.only_case(typed).code
    except Refused as refusal:
        if refusal.code != "unknown-code":
            raise
        said = [each for each in book.agreements if _is_said(typed, each)] or _ending(book, typed)
        return _one_of(book, typed, [each for each in said if each.is_open and by is View.SCHOOL] or said)
    of_case = list(book.agreements_of(code))
    if not of_case:
        raise Refused("no-agreement", code=code)
    return _one_of(book, code, [each for each in of_case if each.asked_next and by is View.SCHOOL] or of_case)


def short_name(book: Book, agreement: Agreement) -> str:
    """Return the end of an agreement's id that names it here."""
    return shortest_end(agreement.id, (each.id for each in book.agreements))


def _is_said(typed: str, agreement: Agreement) -> bool:
    said = folded(typed.strip())
    return len(said) >= SHORTEST and said in folded(agreement.what)


def _ending(book: Book, typed: str) -> list[Agreement]:
    end = typed.strip().casefold()
    return [each for each in book.agreements if len(end) >= SHORTEST_END and each.id.endswith(end)]


def _one_of(book: Book, typed: str, meant: Sequence[Agreement]) -> Agreement:
    if not meant:
        raise Refused("unknown-agreement", typed=typed)
    if len(meant) > 1:
        told = ((each, f"{in_line(each.what)}, {each.owner}, {each.due:%d.%m.%Y}") for each in meant)
        keys = tuple(f"{short_name(book, each)} ({said})" for each, said in told)
        raise Refused("which-agreement", typed=typed, keys=keys)
    return meant[0]
