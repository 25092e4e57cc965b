"""`fredstid close`: a case ends with its two answers."""

from dataclasses import dataclass, replace

from storage.content.plan_template import offered_areas
from storage.domain.case.case import Case, Kind, Learned, Outcome, with_lesson
from storage.domain.case.standing import closed
from storage.domain.errors import Refused
from storage.domain.plan.plan import Area, Practice, checked_practice
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import case_code, command, option
from tui.cli.commands.plan import meant_area
from tui.cli.completing import complete_area
from tui.cli.output import as_json, in_line
from tui.cli.writing import asked_for, handed_over, keep_written, tell_state, tell_what_follows
from tui.desk.desk import Desk
from tui.i18n.words import N_


@command(
    "close",
    help=N_(
        "With the two answers: how the first step went, or why none was needed, and what goes into the plan, or why"
        " nothing does. On a terminal what is missing is asked for; what the case has already is not asked again. An"
        " experience card is made on the screens: there it is read once more so that nobody can be recognised."
    ),
    first=N_("the answers are asked for"),
    examples=(
        (
            N_("fredstid close 26-014 --first-step 'They call first.' --nothing 'It is in the plan.'"),
            N_("with both answers"),
        ),
        (
            N_("fredstid close 26-014 --first-step - --practice 'One weekly plan' --area contact"),
            N_("with a new practice for the plan"),
        ),
    ),
)
@case_code()
@option("--first-step", "step", metavar=N_("TEXT"), help=N_("How it went, or why none was needed."))
@option("--nothing", metavar=N_("TEXT"), help=N_("Why nothing goes into the plan."))
@option("--lift", metavar=N_("TEXT"), help=N_("What the leadership must decide."))
@option("--practice", metavar=N_("TITLE"), help=N_("The title of a new practice, an idea at first."))
@option(
    "--area", metavar=N_("AREA"), help=N_("In which area of the plan or of its template."), shell_complete=complete_area
)
@as_json
def close(
    asked: Asked,
    code: str,
    step: str | None,
    nothing: str | None,
    lift: str | None,
    practice: str | None,
    area: str | None,
    as_json: bool,
) -> None:
    """Close a case."""
    desk = asked.desk
    case = desk.store.book().only_case(code)
    given = {Outcome.NOTHING: nothing, Outcome.LIFT: lift, Outcome.PRACTICE: practice}
    answers = {outcome: text for outcome, text in given.items() if text is not None}
    if len(answers) > 1:
        raise Refused("choose-one", options=("--nothing", "--lift", "--practice"))
    if area is not None and practice is None:
        raise Refused("option-misused", option="--area", command="fredstid close")
    after = case.but(first_step=_first_step(desk, case, step))
    taught = _lesson(desk, after, next(iter(answers.items()), None), area)
    ended = closed(taught.case, desk.today)
    draft = desk.draft_in("case", case.code, "close")
    kept = keep_written(desk, Change(case, ended), draft, ended.first_step, quiet=True, beside=taught.changes)
    tell_state(desk, ended, as_json=as_json)
    tell_what_follows(desk, kept)


@dataclass(frozen=True)
class ByLesson:
    """A case with what it puts into the plan, and what else changes with it."""

    case: Case
    changes: tuple[Change, ...] = ()


def _first_step(desk: Desk, case: Case, typed: str | None) -> str:
    if typed is not None:
        return handed_over(desk, typed)
    if case.kind is not Kind.CASE or case.first_step:
        return case.first_step
    return asked_for(desk, desk.words("How did the first step go, or why was none needed?"))


def _lesson(desk: Desk, case: Case, answer: tuple[Outcome, str] | None, area: str | None) -> ByLesson:
    if answer is None and case.learned:
        return ByLesson(case)
    outcome, typed = answer or (Outcome.NOTHING, None)
    text = handed_over(desk, typed) if typed is not None else asked_for(desk, desk.words("Why nothing this time?"))
    if not text and answer is None:
        return ByLesson(case)
    made = _practice(desk, case, in_line(text), area) if outcome is Outcome.PRACTICE else ()
    learned = Learned(id=desk.new_id(), outcome=outcome, text=text, ref=made[-1].id if made else "")
    return ByLesson(with_lesson(case, learned), tuple(Change(None, each) for each in made))


def _practice(desk: Desk, case: Case, title: str, area: str | None) -> tuple[Area | Practice, ...]:
    """Return the practice that is made, after its area where the plan has that only in its template."""
    book = desk.store.book()
    if area is None:
        raise Refused("missing-argument", name="--area", command="fredstid close")
    areas = {each.key: each for each in offered_areas(book, new_id=desk.new_id)}
    key = meant_area(replace(book, areas=(*book.areas, *areas.values())), area).key
    made = Practice(id=desk.new_id(), area=key, title=title, themes=case.themes, evidence=(case.code,))
    return (*((areas[key],) if key in areas else ()), checked_practice(made))
