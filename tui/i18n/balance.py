"""What the balance comes to in sentences, said alike on the screen and by the command."""

from collections.abc import Sequence

from storage.domain.views.balance import Minutes, Work
from tui.i18n.words import Words, sentences

COUNTED = tuple(sentences("counted").values())
"""What the numbers are made of, in sentences."""


def balance_sentence(words: Words, minutes: Minutes) -> str:
    """Return what share of this school year's meeting time the plan had."""
    if not minutes.total:
        return words("No meeting time on plan or cases yet this school year.")
    return words(
        "This school year the plan had {plan} of {total} minutes.", plan=round(minutes.plan), total=round(minutes.total)
    )


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


def leaning_sentence(words: Words, minutes: Minutes) -> str:
    """Return which of the two had more of the meeting time."""
    if minutes.plan == minutes.cases:
        return words("Plan and cases had as much.")
    return words("The plan came first.") if minutes.plan > minutes.cases else words("The cases took more.")


def month_sentence(words: Words, work: Sequence[Work]) -> str:
    """Return what the plan had of the latest month in which the team met; the last of these months is the latest."""
    month = next((each for each in reversed(work) if round(each.minutes.total)), None)
    if month is None:
        return ""
    plan, total = round(month.minutes.plan), round(month.minutes.total)
    return words(
        "In {month} the plan had {plan} of {total} minutes.",
        month=words.month(month.month.month),
        plan=plan,
        total=total,
    )


def asked_sentence(words: Words, unasked: int) -> str:
    """Return whether somebody asked how every agreement went whose day has come."""
    if not unasked:
        return words("You asked how every one of them went.")
    return words.many("Nobody asked how {count} of them went.", "Nobody asked how {count} of them went.", unasked)


def theme_sentence(words: Words, theme: str, bare: int) -> str:
    """Return which theme comes most often, and for how many the plan has nothing."""
    often = words("Most often: {theme}.", theme=theme)
    missing = words.many("{count} theme has no practice.", "{count} themes have no practice.", bare) if bare else ""
    return " ".join(filter(None, (often, missing or words("The plan has a practice for each."))))


def phase_sentence(words: Words, title: str, over: float) -> str:
    """Return which phase runs over its minutes most; where none is named, that all keep to them."""
    if not title:
        return words("Every phase keeps to its minutes.")
    return words("{phase} runs over most: {count} min each time.", phase=title, count=words.number(round(over, 1)))


def counted(words: Words) -> tuple[str, ...]:
    """Return what the numbers are made of, in sentences."""
    return tuple(map(words, COUNTED))
