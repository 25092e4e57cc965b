"""The team's balance in sentences: how it stands, and what is counted."""

from collections.abc import Sequence

from storage.domain.views.balance import Minutes, Work
from tui.i18n.words import Words
from tui.look.bars import METER, two_sided
from tui.look.signs import Span
from tui.presentation.lines import Line, Row


def balance_sentence(words: Words, minutes: Minutes) -> str:
    """Return what share of this school year's meeting time the plan had."""
    if not minutes.total:
        return words("No meeting time on plan or cases yet this school year.")
    return words(
        "This school year the plan had {plan} of {total} minutes.",
        plan=round(minutes.plan),
        total=round(minutes.total),
    )


def balance_line(words: Words, minutes: Minutes, width: int = 0) -> Line[Row]:
    """Return the school year's meeting time on plan and cases as one bar, its name so wide."""
    if not minutes.total:
        return Line(Row("insight"), words("Meeting time this school year: none yet"), indent=2)
    bar = two_sided(minutes.plan, minutes.cases, METER)
    said = words("plan {plan}, cases {cases} min", plan=round(minutes.plan), cases=round(minutes.cases))
    name = words("Meeting time").ljust(width)
    return Line(Row("insight"), said, indent=2, spans=(Span(f"{name} "), *bar, Span("  ")))


def followed_sentence(words: Words, work: Sequence[Work]) -> str:
    """Return what became of the agreements whose day has come; nothing where there are none."""
    due = sum(month.due for month in work)
    if not due:
        return ""
    return words(
        "Agreements whose day has come: {due}. Followed up: {followed}. Helped: {helped}.",
        due=due,
        followed=sum(month.followed for month in work),
        helped=sum(month.helped for month in work),
    )


def counted(words: Words) -> tuple[str, ...]:
    """Return what the numbers are made of, in sentences."""
    return (
        words(
            "The plan's minutes: following up agreements, areas and practices, into the plan, experience cards, "
            "successes, and meetings without cases. The cases' minutes: every other phase of a case. "
            "How a case meeting opens and closes counts for neither."
        ),
        words(
            "A plan step: a practice was agreed, taken into use, reviewed or retired. "
            "Successes are not counted as cases."
        ),
        words(
            "Due: agreements whose day fell in the month; those from conversations count in the month of the "
            "mid-point. Followed up: somebody asked how it went."
        ),
        words("Helped: what was said last is that it got better, or that the goal was reached."),
        words("All of it is about the team, never about one person."),
    )
