"""What choices are called, and sentences that are said in several places."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from storage.content.names import names, themes
from storage.documents import words as paper
from storage.domain import kinds
from storage.domain.calendar import Series, Term, Weeks, local_day, local_moment
from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.card import Experience, ExperienceCard, experience_shown
from storage.domain.case.case import Case, Route, View
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.kinds import RecordKind
from storage.domain.people import Language
from storage.domain.plan.plan import Depth
from storage.domain.text import capitalised
from storage.domain.views.book import Book
from storage.steering import likeness as alike
from storage.steering.gate_texts import gate_file
from storage.store import Unreached
from tui.i18n.words import N_, Words, sentences
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


def reason(words: Words, likeness: "alike.Likeness") -> str:
    """Return why a card is suggested: the themes and words it shares, and that it says how to begin."""
    labels = themes(words.language)
    shared = ", ".join(labels.get(theme, theme) for theme in likeness.themes)
    said = ", ".join(words.quoted(word) for word in likeness.words)
    begins = words("says how to begin") if likeness.begins else ""
    return " · ".join(filter(None, (shared, said, begins, *experience_words(words, likeness.card, likeness.here))))


def not_at_home(words: Words, case: Case | None) -> str:
    """Return what stands in the place of what leads to the home; empty where nothing is to be kept from it."""
    kept = case is not None and case.keeps_from_home
    return gate_file(words.language.value).routes[Route.HOME.value].no_contact if kept else ""


def not_at_home_in(words: Words, book: Book, code: str) -> str:
    """Return the same for a case by its code."""
    return not_at_home(words, book.find_case(code) if code else None)


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
    kinds.CARD: KindWords(N_("an experience card"), N_("experience card «{name}»"),
        lambda words, count: words.many("{count} card", "{count} cards", count)),
    kinds.CASE: KindWords(N_("a case that is deleted now"), N_("case {name}"),
        lambda words, count: words.many("{count} case", "{count} cases", count), in_history=N_("case {name}")),
    kinds.AGREEMENT: KindWords(N_("an agreement"), N_("agreement in {name}"),
        lambda words, count: words.many("{count} agreement", "{count} agreements", count),
        N_("an agreement in {name}"), N_("an agreement without a case"), N_("agreement «{name}»")),
    kinds.MEETING: KindWords(N_("a meeting"), N_("meeting of {name}"),
        lambda words, count: words.many("{count} meeting", "{count} meetings", count),
        in_history=N_("the meeting of {name}"), incoming=N_("meeting «{name}»")),
    kinds.PARENT_MEETING: KindWords(N_("a parent meeting"), N_("parent meeting «{name}»"),
        lambda words, count: words.many("{count} parent meeting", "{count} parent meetings", count)),
    kinds.ROUND: KindWords(N_("a round of conversations"), N_("round of conversations from {name}"),
        lambda words, count: words.many("{count} round of conversations", "{count} rounds of conversations", count)),
    kinds.CLASS: KindWords(N_("first contacts with a class"), N_("first contacts of {name}"),
        lambda words, count: words.many("the contacts of {count} class", "the contacts of {count} classes", count)),
}  # fmt: skip


WAYS: Mapping[str, str] = {
    "blame": N_("Whose fault it is"), "motive": N_("What others have in mind"),
    "policed": N_("A colleague who does more"), "label": N_("What somebody is called"),
    "insinuation": N_("Hints between the lines"), "irony": N_("Irony"), "us-and-them": N_("That they are all alike"),
    "stuck": N_("That nothing helps"), "generalising": N_("Always and never"), "hurt": N_("What stings ourselves"),
    "payback": N_("Getting back at somebody"), "sigh": N_("Sighs"),
    "promise": N_("Promises in which nothing can be seen"),
}  # fmt: skip
"""What ways of speaking are called where a team has silenced them, by their categories in the steering."""


NEW_FILE = N_(
    "A new file that only you can read. A name that ends in .html makes a page to print, .docx a Word document."
)
IN_A_CLOUD = N_("A phone's calendar may lie in a cloud. That is why no text stands in it, only a code and a verb.")
MONDAY = date(2026, 8, 3)
"""A Monday, from which the other weekdays are counted."""
EMPTY_PLAN = N_(
    "The plan is empty. «fredstid plan import --template» starts it from a template, as t does on the screens."
)


def how_far(words: Words, day: date, today: date) -> str:
    """Return how far a due day is from today, such as `in 3 days` or `2 days late`."""
    days = (day - today).days
    if days < 0:
        return words.many("{count} day late", "{count} days late", -days)
    if days == 0:
        return words("today")
    if days == 1:
        return words("tomorrow")
    return words.many("in {count} day", "in {count} days", days)


def short_day(words: Words, day: date | None) -> str:
    """Return a date with a short weekday, such as `fre. 27. nov.`."""
    return words.day(day, "EEE d. MMM")


def agreed_sentence(words: Words, agreement: Agreement) -> str:
    """Return what was agreed as a room says it: with what sets it off and who does it, where that is known."""
    if not agreement.cue:
        return agreement.what
    return words("When {cue}, {owner} does this: {what}", cue=agreement.cue, owner=agreement.owner, what=agreement.what)


def agreed_beside(words: Words, agreement: Agreement) -> Iterator[str]:
    """Yield what may get in the way of an agreement, and what will show that it was done."""
    if agreement.obstacle:
        yield words("May get in the way: {obstacle}", obstacle=agreement.obstacle)
    if agreement.sign:
        yield words("Shows that it was done: {sign}", sign=agreement.sign)


def series_text(words: Words, series: Series) -> str:
    """Return when and where a team meets through the year, such as `Tuesday 14:30 · odd weeks · Room 2`."""
    weekday = words.day(MONDAY + timedelta(days=series.weekday), "EEEE")
    weeks = "" if series.weeks is Weeks.ALL else label(words, series.weeks)
    return " · ".join(filter(None, (capitalised(f"{weekday} {series.starts:%H:%M}"), weeks, series.place)))


def with_hour(day: str, series: Series | None) -> str:
    """Return a day with the hour and place of the series, where the team meets by it that day."""
    return f"{day} {series.hour_and_place}" if series else day


def rating_text(words: Words, rating: Rating) -> str:
    """Return what was said one day about an agreement, with whose answer it is where that is not the school's."""
    done = label(words, rating.done) if rating.done else ""
    effect = label(words, rating.effect) if rating.effect else words("too early to tell") if rating.done else ""
    said = ", ".join(filter(None, (done, effect)))
    when = words.day(rating.on)
    whose = when if rating.by is View.SCHOOL else f"{when}, {label(words, rating.by)}"
    return f"{whose}: {said}" if said else whose


def either(words: Words, days: Iterable[date]) -> str:
    """Return the days that can be meant, such as `tirsdag 1. des. eller tirsdag 8. des.`."""
    return words(" or ").join(map(words.weekday, days))


def word_about_vi(words: Words) -> str:
    """Return how one writes in vi, keeps and leaves; it is read before vi takes the whole terminal."""
    return words(
        "The editor vi opens now, for no other is installed. Press i to write. Esc and then :wq keeps the text, Esc"
        " and then :q! throws it away, each with Enter. EDITOR=nano in your profile chooses another. Press Enter."
    )


BEYOND_US = N_(
    "What lies beyond fredstid is not deleted: the server's own backups, printed pages, and files somebody copied."
)


def reached_lines(words: Words, exports: Iterable[Path]) -> Iterator[str]:
    """Yield a sentence for each export that deleting reaches, before anybody is asked."""
    yield from (words("It goes from this export too: {path}", path=path) for path in exports)


def unreached_lines(words: Words, code: str, unreached: Iterable[Unreached]) -> Iterator[str]:
    """Yield a sentence for each export that deleting a case did not reach."""
    for each in unreached:
        day = words.day(local_day(each.at), "d. MMM y")
        place: dict[str, object] = {"path": each.path, "there": shlex.quote(each.path), "owner": each.owner}
        yield words(sentences("unreached")[each.reason], day=day, code=code, case=each.case, **place)


def page_labels(language: Language, folder: Path | None = None) -> "paper.Labels":
    """Return the labels of a team's pages, days with weekday and year, times on this machine's clock."""
    return paper.labels(language, day=Words(language).full_day, local=local_moment, folder=folder)
