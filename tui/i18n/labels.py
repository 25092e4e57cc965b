"""What the domain's choices and its kinds of records are called, on the screens and as words to type."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from storage.content.names import names, themes
from storage.documents import words as paper
from storage.domain import kinds
from storage.domain.calendar import Term, local_moment
from storage.domain.case.card import Experience, ExperienceCard, experience_shown
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.kinds import RecordKind
from storage.domain.people import Language
from storage.domain.plan.plan import Depth
from storage.steering.likeness import Likeness
from tui.i18n.words import N_, Words
from tui.look.signs import Mark

DEPTH_SIGNS = {Depth.INFORMATION: Mark.INFORMATION, Depth.DIALOGUE: Mark.DIALOGUE, Depth.CO_DECISION: Mark.CO_DECISION}
"""As high as the parents take part."""


def label(words: Words, choice: StrEnum) -> str:
    """Return what a choice is called."""
    return names(words.language).of(choice)


def option_word(words: Words, choice: StrEnum) -> str:
    """Return what is typed for a choice; its own value where there is no word for it."""
    return names(words.language).typed.get(type(choice), {}).get(choice, choice.value)


def hyphened(name: str) -> str:
    """Return a name as one word that a shell does not take apart, such as `to-hjem`."""
    return "-".join(name.split())


def round_name(words: Words, kept: ConversationRound) -> str:
    """Return what a round is called, such as `The autumn round 2026`."""
    year = kept.starts.year
    if kept.term is Term.AUTUMN:
        return words("The autumn round {year}", year=year)
    return words("The spring round {year}", year=year)


def pupil_name(words: Words, pupil: str) -> str:
    """Return what stands for a pupil: the number in the teacher's own key, or a case's code as it is."""
    return words("pupil {number}", number=pupil) if pupil.isdigit() else pupil


def reason(words: Words, likeness: Likeness) -> str:
    """Return why a card is suggested: the themes and words it shares, and that it says how to begin."""
    labels = themes(words.language)
    shared = ", ".join(labels.get(theme, theme) for theme in likeness.themes)
    said = ", ".join(f"«{word}»" for word in likeness.words)
    begins = words("says how to begin") if likeness.begins else ""
    return " · ".join(filter(None, (shared, said, begins, *experience_words(words, likeness.card, likeness.here))))


def experience_words(words: Words, card: ExperienceCard, here: Experience) -> Iterator[str]:
    """Yield what came of trying a card: here, and elsewhere where the teams are enough to be told of."""
    if here.tried:
        yield words.many(
            "tried once here, helped: {helped}",
            "tried {count} times here, helped: {helped}",
            here.tried,
            helped=here.helped,
        )
    if shown := experience_shown(card):
        teams, there = shown
        yield words.many(
            "{teams} other teams tried it once, helped: {helped}",
            "{teams} other teams tried it {count} times, helped: {helped}",
            there.tried,
            teams=teams,
            helped=there.helped,
        )


CHECKS = {
    "names": N_("No name, class, school or place stands in it"),
    "time": N_("No date, and no event that only one family has been through"),
    "private": N_("No diagnosis, faith or family background"),
    "read": N_("The family could read it without knowing that it is about them"),
}
"""What somebody must have looked for in an experience card, each ticked by hand."""


class KindWords(NamedTuple):
    """What records of a kind are called where many kinds stand side by side."""

    nameless: str
    """In the history, where it has no name or is gone."""
    by_name: str
    """Among what became of a file's records, by what it is known by."""
    how_many: Callable[[Words, int], str]
    in_history: str = ""
    """In the history, of the kinds that it knows by a code or a day."""
    no_name: str = ""
    """Among what became of a file's records, where it is known by nothing."""
    incoming: str = ""
    """Where it comes in, if it is called by something else there."""


def _things_in_plan(words: Words, count: int) -> str:
    return words.many("{count} thing in the plan", "{count} things in the plan", count)


KIND_WORDS: Mapping[RecordKind[Any], KindWords] = {
    kinds.TEAM: KindWords(N_("the team"), N_("the team «{name}»"), lambda words, _count: words("the team itself")),
    kinds.AREA: KindWords(N_("an area of the plan"), N_("area «{name}»"), _things_in_plan),
    kinds.PRACTICE: KindWords(N_("a practice of the plan"), N_("practice «{name}»"), _things_in_plan),
    kinds.CARD: KindWords(
        N_("an experience card"),
        N_("experience card «{name}»"),
        lambda words, count: words.many("{count} card", "{count} cards", count),
    ),
    kinds.CASE: KindWords(
        N_("a case that is deleted now"),
        N_("case {name}"),
        lambda words, count: words.many("{count} case", "{count} cases", count),
        in_history=N_("case {name}"),
    ),
    kinds.AGREEMENT: KindWords(
        N_("an agreement"),
        N_("agreement in {name}"),
        lambda words, count: words.many("{count} agreement", "{count} agreements", count),
        in_history=N_("an agreement in {name}"),
        no_name=N_("an agreement without a case"),
        incoming=N_("agreement «{name}»"),
    ),
    kinds.MEETING: KindWords(
        N_("a meeting"),
        N_("meeting of {name}"),
        lambda words, count: words.many("{count} meeting", "{count} meetings", count),
        in_history=N_("the meeting of {name}"),
        incoming=N_("meeting «{name}»"),
    ),
    kinds.PARENT_MEETING: KindWords(
        N_("a parent meeting"),
        N_("parent meeting «{name}»"),
        lambda words, count: words.many("{count} parent meeting", "{count} parent meetings", count),
    ),
    kinds.ROUND: KindWords(
        N_("a round of conversations"),
        N_("round of conversations from {name}"),
        lambda words, count: words.many("{count} round of conversations", "{count} rounds of conversations", count),
    ),
    kinds.CLASS: KindWords(
        N_("first contacts with a class"),
        N_("first contacts of {name}"),
        lambda words, count: words.many("the contacts of {count} class", "the contacts of {count} classes", count),
    ),
}


WAYS: Mapping[str, str] = {
    "blame": N_("Whose fault it is"), "motive": N_("What others have in mind"),
    "policed": N_("A colleague who does more"), "label": N_("What somebody is called"),
    "insinuation": N_("Hints between the lines"), "irony": N_("Irony"), "us-and-them": N_("That they are all alike"),
    "stuck": N_("That nothing helps"), "generalising": N_("Always and never"), "hurt": N_("What stings ourselves"),
    "sigh": N_("Sighs"), "promise": N_("Promises in which nothing can be seen"),
}  # fmt: skip
"""What ways of speaking are called where a team has silenced them, by their categories in the steering."""


def page_labels(language: Language, folder: Path | None = None) -> "paper.Labels":
    """Return the labels of a team's pages, days with weekday and year, times on this machine's clock."""
    return paper.labels(language, day=Words(language).full_day, local=local_moment, folder=folder)
