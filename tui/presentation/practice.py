"""A practice as people read it: its two tiers first, then all else that is known of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import shorten

from storage.content.law import Law, LegalNote
from storage.content.names import themes
from storage.domain.calendar import SchoolYear, school_year
from storage.domain.ids import CODE, is_id
from storage.domain.plan.plan import Practice, PracticeState
from storage.domain.views.book import Book
from storage.domain.views.handover import Handover
from storage.domain.views.reviews import Reason, Review, cases_since, is_due
from tui.i18n.labels import label, short_day
from tui.i18n.words import N_, Words
from tui.look.signs import Mark
from tui.presentation.lines import Line, Paragraph, Row, Stop
from tui.presentation.rows import shortened, wrapped

TIERS = ((Mark.ALL, N_("Shared minimum")), (Mark.FREE, N_("Room for initiative")))
FIRST, HANGING = 2, 4
"""Cells before a tier's mark, and before its next rows."""


def tiers(words: Words, practice: Practice) -> tuple[tuple[Mark, str], ...]:
    """Return both tiers: each its mark, and its name with its text or what is missing."""
    missing = words("not written yet")
    texts = (practice.minimum or missing, practice.room or missing)
    return tuple((mark, f"{words(name)}: {text}") for (mark, name), text in zip(TIERS, texts, strict=True))


def tier_rows(words: Words, practice: Practice, width: int, most: int) -> Iterator[Line[Row]]:
    """Yield both tiers as rows of at most a width in cells, each on at most so many; for 0, a row of the minimum."""
    for mark, text in tiers(words, practice)[: 2 if most else 1]:
        rows = wrapped(text, width - HANGING)
        room = max(1, most)
        last = shortened(" ".join(rows[room - 1 : room + 1]), width - HANGING)
        first, *others = rows if len(rows) <= room else [*rows[: room - 1], last]
        yield Line("", first, look="quiet", mark=mark, indent=FIRST)
        yield from (Line("", row, look="quiet", indent=HANGING) for row in others)


MOST_REVIEWS = 2
"""So many practices to look at again are named; the others are counted."""


def practice_line(words: Words, practice: Practice, today: date) -> Line[Row]:
    """Return a practice of this month."""
    is_done, is_idea = school_year(today).start in practice.done, practice.state is PracticeState.IDEA
    said = words("done") if is_done else label(words, practice.state) if is_idea else ""
    right = " · ".join(filter(None, (practice.owner, said)))
    mark = Mark.DONE if is_done else Mark.IDEA if is_idea else Mark.NOW
    return Line(Row("practice", practice.id), practice.title, right, "quiet" if is_done else "plain", mark)


def review_lines(words: Words, asked: Sequence[Review]) -> Iterator[Line[Row]]:
    """Yield the practices to look at again, the first ones by name."""
    for review in asked[:MOST_REVIEWS]:
        yield Line(
            Row("practice", review.practice.id), review.practice.title, why_again(words, review), mark=Mark.AGAIN
        )
    more = len(asked[MOST_REVIEWS:])
    if more:
        said = words.many("{count} more practice to look at again", "{count} more practices to look at again", more)
        yield Line(Row("plan", "again"), said, words("↵ to the plan"), mark=Mark.AGAIN)


def handover_line(words: Words, over: Handover) -> Line[Row]:
    """Return that the plan goes over to the next school year, and how much of it is left."""
    goes_over = words("The plan goes over to {following}", following=over.following.span)
    left = words.many("{count} practice left", "{count} practices left", len(over.left))
    return Line(Row("handover"), goes_over, " · ".join((left, words("↵ go through them"))), mark=Mark.NOW)


def late_line(words: Words, count: int) -> Line[Row]:
    """Return that practices of earlier months are behind."""
    behind = words.many(
        "{count} practice from earlier is not ticked off", "{count} practices from earlier are not ticked off", count
    )
    return Line(Row("plan", "late"), behind, words("↵ to the plan"), mark=Mark.LATE)


def why_again(words: Words, review: Review) -> str:
    """Return why a practice asks to be looked at again, in a few words."""
    if review.reason is Reason.OVERDUE:
        return words("look at it again: {day}", day=short_day(words, review.practice.review))
    theme = themes(words.language).get(review.practice.themes[0], review.practice.themes[0])
    return words.many(
        "{count} case about {theme} since", "{count} cases about {theme} since", len(review.cases), theme=theme
    )


def practice_text(words: Words, book: Book, practice: Practice, today: date, law: Law) -> Iterator[Paragraph]:
    """Yield everything about a practice, what a team asks for first on top."""
    yield Paragraph(practice.title, "heading")
    yield Paragraph(facts(words, practice), "quiet")
    for mark, text in tiers(words, practice):
        yield Paragraph(text, mark=mark)
    yield Paragraph(plans(words, practice, today), "quiet")
    if practice.sign:
        yield Paragraph(words("How we will know: {sign}", sign=practice.sign))
    if practice.notes:
        yield Paragraph(words("Notes: {notes}", notes=practice.notes))
    if practice.evidence:
        yield Paragraph(words("It came from: {sources}", sources=evidence(words, book, practice)))
    yield from (Paragraph(legal(words, law[key]), "quiet") for key in practice.law if key in law)


def facts(words: Words, practice: Practice) -> str:
    """Return whose it is, how deep it goes and how far it has come."""
    return " · ".join(label(words, each) for each in (practice.level, practice.depth, practice.state))


def plans(words: Words, practice: Practice, today: date) -> str:
    """Return who, when and what happened last."""
    said = [
        words("owner {alias}", alias=practice.owner) if practice.owner else words("no owner yet"),
        words.month(practice.month),
        words("done this school year") if school_year(today).start in practice.done else "",
        words("review {day}", day=short_day(words, practice.review)) if practice.review else "",
        " → ".join(f"{label(words, each.state)} {words.day(each.on)}" for each in practice.milestones[-2:]),
    ]
    return " · ".join(filter(None, said))


def evidence(words: Words, book: Book, practice: Practice) -> str:
    """Return the cases and cards a practice came from; one that is gone is called so."""
    return " · ".join(source(words, book, key) for key in practice.evidence)


def source(words: Words, book: Book, key: str) -> str:
    """Return the case or card with a key by its title; one that is gone is called so."""
    if case := book.find_case(key):
        return f"{case.code} {shorten(case.title, 40, placeholder='…')}"
    if card := next((card for card in book.cards if card.id == key), None):
        return words("card «{title}»", title=card.title)
    if CODE.fullmatch(key):
        return words("deleted case")
    return words("deleted card") if is_id(key) else key


def legal(words: Words, note: LegalNote) -> str:
    """Return a legal note with its source and the day it was checked."""
    checked = words("last checked {day}", day=words.day(note.checked, "d. MMM y"))
    unsure = "" if note.certain else " " + words("Read the source yourselves first.")
    return f"{note.reference}: {note.says}{unsure} ({note.source}; {checked})"


TIERS_IN_FULL = (
    (Mark.ALL, N_("Shared minimum – all of us keep it")),
    (Mark.FREE, N_("Room for initiative – allowed, expected of nobody")),
)
IN = 2
"""Cells that what belongs to a heading stands in."""


def practice_page(words: Words, book: Book, practice: Practice, today: date, law: Law) -> Iterator[Paragraph]:
    """Yield everything about a practice: its two tiers, who and when, why, and where it came from."""
    yield from practice_head(words, book, practice, today)
    for (mark, name), text in zip(TIERS_IN_FULL, (practice.minimum, practice.room), strict=True):
        yield from _part(words(name), text or words("not written yet"), mark=mark)
    yield from practice_plans(words, practice)
    yield from practice_grounds(words, book, practice, law)


def practice_head(words: Words, book: Book, practice: Practice, today: date) -> Iterator[Paragraph]:
    """Yield which practice it is, and whether it is to be looked at again."""
    yield Paragraph(practice.title, "heading")
    yield Paragraph(_about(words, book, practice), "quiet")
    yield from _asked(words, book, practice, today)


WAY = (PracticeState.IDEA, PracticeState.AGREED, PracticeState.IN_USE, PracticeState.REVIEWED)
"""The states that a practice comes through."""


def way_of(words: Words, practice: Practice) -> tuple[Stop, ...]:
    """Return a practice's states as a path, those it has come through filled."""
    come = WAY.index(practice.state) if practice.state in WAY else -1
    return tuple(
        Stop(label(words, state), held=int(place <= come), next=place == come + 1 > 0)
        for place, state in enumerate(WAY)
    )


def practice_plans(words: Words, practice: Practice) -> Iterator[Paragraph]:
    """Yield how one will know that it works, who sees to it when, and how far it has come."""
    yield from _part(words("How we will know"), practice.sign)
    yield from _part(words("Who and when"), _plans(words, practice))
    yield from _part(words("How far it has come"), *_past(words, practice))


def practice_grounds(words: Words, book: Book, practice: Practice, law: Law) -> Iterator[Paragraph]:
    """Yield what a practice rests on: the law, where it came from, and what was noted."""
    yield from _law(words, practice, law)
    yield from _part(words("Where it came from"), *(source(words, book, key) for key in practice.evidence))
    yield from _part(words("Notes"), practice.notes)


def _part(heading: str, *texts: str, mark: Mark | None = None) -> Iterator[Paragraph]:
    if any(texts):
        yield Paragraph("")
        yield Paragraph(heading, "heading", mark=mark)
        yield from (Paragraph(text, indent=IN) for text in texts if text)


def _about(words: Words, book: Book, practice: Practice) -> str:
    area = next((area.title for area in book.areas if area.key == practice.area), "")
    said = (label(words, each) for each in (practice.level, practice.depth, practice.state))
    names = themes(words.language)
    about = ", ".join(names.get(theme, theme) for theme in practice.themes)
    return " · ".join(filter(None, (area, *said, about)))


def _asked(words: Words, book: Book, practice: Practice, today: date) -> Iterator[Paragraph]:
    if is_due(practice, today):
        yield Paragraph(words("Look at it again: {day} has come.", day=words.weekday(practice.review)), mark=Mark.AGAIN)
    if cases := cases_since(book, practice, today):
        codes = ", ".join(case.code for case in cases)
        said = words.many(
            "{count} case about the same since: {codes}",
            "{count} cases about the same since: {codes}",
            len(cases),
            codes=codes,
        )
        yield Paragraph(said, mark=Mark.AGAIN)


def _plans(words: Words, practice: Practice) -> str:
    said = [
        words("owner {alias}", alias=practice.owner) if practice.owner else words("no owner yet"),
        words.month(practice.month),
        words("review {day}", day=short_day(words, practice.review)) if practice.review else "",
    ]
    return " · ".join(filter(None, said))


def _past(words: Words, practice: Practice) -> tuple[str, str]:
    reached = (f"{label(words, each.state)} {words.day(each.on, 'd. MMM y')}" for each in practice.milestones)
    years = ", ".join(SchoolYear(start).span for start in practice.done)
    return " → ".join(reached), words("Done in {years}", years=years) if years else ""


def _law(words: Words, practice: Practice, law: Law) -> Iterator[Paragraph]:
    rests_on = [law[key] for key in practice.law if key in law]
    yield from _part(words("§ Based on the law, which is not ours to change"), *(legal(words, n) for n in rests_on))
