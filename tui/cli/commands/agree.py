"""`fredstid agree`: what somebody does, by when."""

from datetime import date

from storage.domain.calendar import proposed_due, proposed_review
from storage.domain.case.agreement import Agreement, bare_cue, checked_agreement
from storage.domain.case.case import Case
from storage.domain.people import checked_member
from storage.domain.views.book import Book
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import argument, case_code, command, option
from tui.cli.completing import complete_alias
from tui.cli.facts import agreement_facts
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.writing import asked_for, handed_over, keep_written, tell_standing, tell_what_follows
from tui.desk.desk import Desk
from tui.i18n.labels import agreed_beside, agreed_sentence
from tui.i18n.words import N_

NO_CASE = "-"


@command(
    "agree",
    help=N_("Unless you say otherwise it is yours, or else the case owner's, and due within three school days."),
    first=N_("AB calls before the weekend"),
    examples=(
        (N_("fredstid agree - 'Ask for the room' --owner CD --due 'week 50'"), N_("one without a case")),
        (
            N_("fredstid agree 26-014 'Call home' --cue 'the bell rings on Friday' --sign 'a note in the case'"),
            N_("one that says when exactly, and what will show it"),
        ),
    ),
)
@case_code(explained=N_("The case's code, or - for none."))
@argument("what", N_("WHAT"), N_("What is to be done. Others on the machine may see what stands on the command line."))
@option("--owner", metavar=N_("ALIAS"), default="", help=N_("Who does it."), shell_complete=complete_alias)
@option("--due", metavar=N_("DAY"), help=N_("When: fri, tomorrow, +3, 12.12, week 50."))
@option("--buddy", metavar=N_("ALIAS"), default="", help=N_("Who asks how it goes."), shell_complete=complete_alias)
@option("--cue", metavar=N_("TEXT"), default="", help=N_("What sets it off: «when …»."))
@option("--obstacle", metavar=N_("TEXT"), default="", help=N_("What may get in the way."))
@option("--sign", metavar=N_("TEXT"), default="", help=N_("What will show that it was done."))
@as_json
def agree(
    asked: Asked,
    code: str,
    what: str,
    owner: str,
    due: str | None,
    buddy: str,
    cue: str,
    obstacle: str,
    sign: str,
    as_json: bool,
) -> None:
    """Keep an agreement."""
    desk = asked.desk
    book = desk.store.book()
    case = None if code == NO_CASE else book.only_case(code)
    agreement = _agreement(desk, book, case, what=what, owner=owner, due=due, buddy=buddy)
    agreement = agreement.but(cue=bare_cue(_text(desk, cue)), obstacle=_text(desk, obstacle), sign=_text(desk, sign))
    draft = desk.draft_in("case", case.code, "agreement", "what") if case else desk.draft_in("agreement", "new", "what")
    kept = keep_written(desk, Change(None, agreement), draft, agreement.what)
    if as_json:
        write_json(agreement_facts(agreement, desk.today))
    _report(desk, agreement, case)
    tell_what_follows(desk, kept)


def _agreement(
    desk: Desk, book: Book, case: Case | None, *, what: str, owner: str, due: str | None, buddy: str
) -> Agreement:
    """Return what is agreed, with what was left out proposed; raises what its rules refuse."""
    day = _due(desk, book, due)
    owner = checked_member(book.team, owner or _proposed_owner(desk, book, case), empty=True)
    asked = desk.words("Who asks {owner} how it goes? An alias, or ↵ for nobody.", owner=owner)
    agreement = Agreement(
        id=desk.new_id(),
        what=in_line(handed_over(desk, what)),
        owner=owner,
        buddy=checked_member(book.team, buddy or asked_for(desk, asked), empty=True),
        made=desk.today,
        due=day,
        review=proposed_review(day, book.team.free_days),
        case=case.code if case else "",
    )
    return checked_agreement(agreement, desk.today)


def _text(desk: Desk, typed: str) -> str:
    """Return what an option says, looked at like every text; nothing where it was left out."""
    return in_line(handed_over(desk, typed)) if typed else ""


def _proposed_owner(desk: Desk, book: Book, case: Case | None) -> str:
    return desk.me or (case.owner if case and case.owner in book.team.aliases else "")


def _due(desk: Desk, book: Book, typed: str | None) -> date:
    return proposed_due(desk.today, book.team.free_days) if typed is None else desk.typed_day(typed)


def _report(desk: Desk, agreement: Agreement, case: Case | None) -> None:
    words, when, who = desk.words, desk.words.weekday(agreement.due), agreement.owner
    said = agreed_sentence(words, agreement)
    tell(
        words("Agreed: {what} – {owner}, due {when}.", what=said, owner=who, when=when),
        *agreed_beside(words, agreement),
    )
    if not agreement.buddy:
        tell(words("Nobody asks how it goes: --buddy says who."))
    if case:
        tell_standing(desk, case)
