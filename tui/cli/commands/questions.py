"""`fredstid questions`: three questions to ask oneself about a case."""

import sys

import click

from storage.domain.calendar import proposed_due, proposed_review
from storage.domain.case.agreement import Agreement, checked_agreement
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.domain.text import checked_text
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import case_code, command, option
from tui.cli.facts import agreement_facts, case_facts
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.writing import handed_over, keep_written, tell_standing, tell_what_follows
from tui.desk.desk import Desk
from tui.i18n.labels import not_at_home
from tui.i18n.words import N_

ASKED = (
    ("coped", N_("What have I coped with?")),
    ("better", N_("When was it better, even a little?")),
    ("step", N_("What is my next small step?")),
)


@command(
    "questions",
    help=N_(
        "What have I coped with, when was it better, and what is my next small step? One answer is enough. On a"
        " terminal they are asked one by one, and Enter passes; elsewhere the options answer."
    ),
    first=N_("one after the other"),
    examples=(
        (N_("fredstid questions 26-014 --better 'On Fridays.'"), N_("one answer, kept as an exception")),
        (N_("fredstid questions 26-014 --step 'Call first.' --agree"), N_("a step that becomes an agreement")),
    ),
)
@case_code()
@option("--coped", metavar=N_("TEXT"), default="", help=N_("What I have coped with."))
@option("--better", metavar=N_("TEXT"), default="", help=N_("When it was better, even a little."))
@option("--step", metavar=N_("TEXT"), default="", help=N_("My next small step."))
@click.option("--agree", is_flag=True, help=N_("The step becomes an agreement, due within three school days."))
@as_json
def questions(asked: Asked, code: str, coped: str, better: str, step: str, agree: bool, as_json: bool) -> None:
    """Keep the answers in the case."""
    desk = asked.desk
    case = desk.store.book().only_case(code)
    if away := not_at_home(desk.words, case):
        tell(away)
    answers = {"coped": coped, "better": better, "step": step}
    given = {name: handed_over(desk, text) for name, text in answers.items() if text} or _asked_one_by_one(desk)
    if not given:
        raise Refused("missing-argument", name=desk.words("--coped, --better or --step"), command="fredstid questions")
    made = _agreement(desk, case, given["step"]) if agree and "step" in given else None
    after = _with_answers(desk, case, given, agreed=made is not None)
    draft = desk.draft_in("case", case.code, "questions", next(iter(given)))
    beside = (Change(None, made),) if made else ()
    kept = keep_written(desk, Change(case, after), draft, "\n\n".join(given.values()), beside=beside)
    if as_json:
        write_json(case_facts(after) | {"agreement": agreement_facts(made, desk.today) if made else None})
    tell(desk.words("Kept in {code} {title}.", code=case.code, title=in_line(case.title)))
    tell_standing(desk, case)
    tell_what_follows(desk, kept)


def _asked_one_by_one(desk: Desk) -> dict[str, str]:
    """Return what somebody at the terminal answers to each question."""
    if not (sys.stdin and sys.stdin.isatty()):
        return {}
    answers = dict[str, str]()
    for name, question in ASKED:
        tell(desk.words(question))
        typed = sys.stdin.readline().strip()
        if typed:
            answers[name] = handed_over(desk, typed)
    return answers


def _with_answers(desk: Desk, case: Case, given: dict[str, str], *, agreed: bool) -> Case:
    after = case
    for name, text in given.items():
        step = Step.FIRST_STEP if name == "step" else Step.EXCEPTIONS
        if not (agreed and name == "step"):
            said = Entry(id=desk.new_id(), step=step, text=checked_text(text), at=desk.now(), by=desk.me)
            after = with_entry(after, said)
    return after


def _agreement(desk: Desk, case: Case, step: str) -> Agreement:
    free = desk.store.book().team.free_days
    due = proposed_due(desk.today, free)
    made = Agreement(
        id=desk.new_id(),
        what=in_line(step),
        owner=desk.me or case.owner,
        made=desk.today,
        due=due,
        review=proposed_review(due, free),
        case=case.code,
    )
    return checked_agreement(made, desk.today)
