"""What a team takes along, in files that only they can read; decks that go and come; what a school has published."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from importlib import import_module
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from storage.content.law import Law
from storage.documents import html as printing
from storage.documents import summary as summaries
from storage.documents.deck import deck_in, deck_of, new_deck_key, taken_up, written_deck
from storage.documents.page import Page
from storage.documents.pages import parent_meeting, plan
from storage.documents.pages.school import school_page
from storage.documents.plan_file import document
from storage.domain.calendar import school_year
from storage.domain.case.card import ExperienceCard
from storage.domain.changing import refuse_identity_number
from storage.domain.errors import Refused, system_reason
from storage.domain.homes.parent_meeting import ParentMeeting, remembered
from storage.domain.people import Language, Team
from storage.domain.search import folded
from storage.domain.text import checked_text, cleaned
from storage.domain.views.book import Book, spoken
from storage.postgres import database_part
from storage.postgres.address import Address
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.desk.nudges import identities
from tui.desk.settings import file_bytes
from tui.i18n.labels import page_labels
from tui.i18n.words import N_, Words

PRIVATE = 0o600


class PageForm(StrEnum):
    """In which form a page is taken along, by how a file's name ends."""

    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"


SUFFIXES = {
    **dict.fromkeys((".md", ".markdown", ".txt"), PageForm.MARKDOWN),
    ".html": PageForm.HTML,
    ".htm": PageForm.HTML,
    ".docx": PageForm.WORD,
}


def form_of(file: Path) -> PageForm:
    """Return the form that a file's name asks for; raises `wrong-choice` for one that no page is written in."""
    suffix = file.suffix.casefold()
    if suffix not in SUFFIXES and any(map(str.isalpha, suffix)):  # «referat 16.11» ends in a day
        raise Refused("wrong-choice", typed=file.suffix, choices=(".md", ".html", ".docx"))
    return SUFFIXES.get(suffix, PageForm.MARKDOWN)


def in_form(markdown: str, form: PageForm, language: Language, today: date) -> str | bytes:
    """Return a page's Markdown in a form, what kind of paper it is and the day on each sheet; raises `no-word`."""
    if form is PageForm.MARKDOWN:
        return cleaned(markdown)
    labels = page_labels(language)
    is_ours = labels.words.working_note in markdown.replace("\\", "")
    foot = " · ".join(filter(None, (labels.words.working_foot if is_ours else "", labels.day(today))))
    if form is PageForm.HTML:
        return printing.html_page(markdown, language, foot=foot)
    try:
        word = import_module("storage.documents.word")
    except ModuleNotFoundError:
        raise Refused("no-word") from None
    document: bytes = word.word_page(markdown, language, foot)
    return document


def write_page(file: Path, page: str | bytes) -> None:
    """Write a page that only its owner can read; raises `file-exists` or `not-written`."""
    try:
        file.touch(PRIVATE, exist_ok=False)
        file.write_bytes(page if isinstance(page, bytes) else page.encode())
    except FileExistsError:
        raise Refused("file-exists", file=str(file)) from None
    except OSError as fault:
        raise Refused("not-written", file=str(file), reason=system_reason(fault)) from None


def replace_page(file: Path, page: str) -> None:
    """Write a file whole in the place of what was there, as open as its folder; raises `not-written`."""
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_text(page, "utf-8")
        new.replace(file)
    except OSError as fault:
        raise Refused("not-written", file=str(file), reason=system_reason(fault)) from None


def plan_export(book: Book, language: Language, folder: Path, form: PageForm) -> str:
    """Return the plan as Markdown that can be read again, or, to be printed, without what is hidden or retired."""
    labels = page_labels(language, folder)
    return document.plan_document(book, labels) if form is PageForm.MARKDOWN else plan.plan_to_print(book, labels)


def plan_for_parents(book: Book, language: Language, today: date) -> str:
    """Return what homes can count on this school year, for a parents' council."""
    return plan.plan_for_parents(book, page_labels(language), school_year(today).name)


def plan_wheel(book: Book, language: Language, folder: Path, today: date) -> str:
    """Return this school year's wheel as a sheet to hang up."""
    return plan.wheel_page(book, page_labels(language, folder), school_year(today).name)


REMEMBERED = 2
"""Earlier meetings on the run sheet."""


class PageKind(StrEnum):
    """Whom a page is for."""

    AGENDA = "agenda"
    RUN_SHEET = "run-sheet"
    INTERPRETER = "interpreter"
    AFTERWARDS = "afterwards"


FOR_PARENTS = {
    PageKind.AGENDA: parent_meeting.agenda_page,
    PageKind.INTERPRETER: parent_meeting.interpreter_sheet,
    PageKind.AFTERWARDS: parent_meeting.note_afterwards,
}


def parent_page(book: Book, meeting: ParentMeeting, kind: PageKind, law: Law) -> str:
    """Return a page for the parents or their interpreter, or the run sheet for the team."""
    labels = page_labels(book.team.language)
    if kind in FOR_PARENTS:
        return cleaned(FOR_PARENTS[kind](meeting, labels, book.team.name))
    rests_on = [law[key] for key in meeting.law if key in law]
    return cleaned(
        parent_meeting.run_sheet(meeting, labels, rests_on, remembered(book.parent_meetings, meeting)[:REMEMBERED])
    )


SAYS = N_(
    "Experience cards of a team that uses fredstid. They are pseudonymous, not anonymous: no name stands in them, but"
    " whoever knows the team may guess. Read a card as you would read a colleague's note, and do not publish it."
)


def refuse_telling_cards(cards: Iterable[ExperienceCard], team: Team) -> None:
    """Raise `deck-tells` where something in a card could tell who somebody is, by the class list too."""
    for card in cards:
        _refuse_telling(spoken(card), team, "deck-tells", card.title)


def _refuse_telling(texts: Iterable[str], team: Team, code: str, card: object) -> None:
    for text in texts:
        for seen in identities(text, team):
            raise Refused(code, card=card, signal=text[seen.start : seen.end])


def deck_key(book: Book) -> str:
    """Return the key by which a team signs its decks, or a new one, before anything is asked.

    Raises `no-cryptography`, and what stands in the way of keeping a new one.
    """
    if book.read_only and not book.team.deck_key:
        raise book.read_only
    return book.team.deck_key or new_deck_key()


def signed_deck(desk: Desk, cards: Sequence[ExperienceCard], key: str) -> bytes:
    """Return some cards as a deck signed with the team's key, which is kept first; raises `no-cryptography`."""
    book = desk.store.book()
    if not book.team.deck_key:
        keep(desk, Change(book.team, book.team.but(deck_key=key)))
    language = book.team.language
    return written_deck(deck_of(cards, book.agreements, key, language, Words(language)(SAYS), desk.today))


def deck_changes(desk: Desk, raw: bytes) -> Sequence[Change]:
    """Return what a deck changes; raises `deck-names-somebody` before anything is shown, and what `deck_in` raises."""
    book, deck = desk.store.book(), deck_in(raw)
    for number, card in enumerate(deck.cards, 1):
        _refuse_telling(card.texts, book.team, "deck-names-somebody", number)
    ids = (make() for make in repeat(desk.new_id))
    return taken_up(deck, book.cards, book.team.deck_key, desk.today, ids)


def deck_lines(words: Words, changes: Sequence[Change]) -> Iterator[str]:
    """Yield which cards a deck would bring in."""
    new = (each.after for each in changes if each.before is None)
    yield from (words("+ card {title}", title=getattr(card, "title", "")) for card in new)


def deck_remarks(words: Words, changes: Sequence[Change]) -> Iterator[str]:
    """Yield what else a deck would do: tell more of cards that are here, or nothing."""
    if more := sum(each.before is not None for each in changes):
        yield words.many(
            "Other teams tell more of {count} card here.", "Other teams tell more of {count} cards here.", more
        )
    if not changes:
        yield words("Nothing new would come in.")


class School(NamedTuple):
    """What the teams of a school have published, by their names, and what the leadership has answered."""

    teams: tuple[summaries.Summary, ...]
    answers: summaries.LeaderAnswers
    unread: tuple[tuple[str, Refused], ...]
    """The folders whose summary cannot be read, and why."""


def school_at(place: Path | Address) -> School:
    """Return what lies in a school's folder or a database; raises `no-such-folder`, and what reading answers raises."""
    if isinstance(place, Path) and not place.is_dir():
        raise Refused("no-such-folder", path=str(place))
    newest, unread = dict[str, summaries.Summary](), []
    for name, content in _published(place):
        try:
            read = summaries.summary_in(content())
        except Refused as why:
            unread.append((name, why))
        else:
            newest[read.mark] = max(newest.get(read.mark, read), read, key=lambda each: each.on)
    teams = sorted(newest.values(), key=lambda each: (folded(each.team), each.mark))
    return School(tuple(teams), answers_at(place), tuple(unread))


def _published(place: Path | Address) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield what each team has published, after a name for it."""
    if isinstance(place, Path):
        for file in sorted(place.glob(f"*/{summaries.SUMMARY_FILE}")):
            yield file.parent.name, partial(file_bytes, file, summaries.LARGEST_SUMMARY)
        return
    for mark, body in database_part("leading").published(place):
        yield mark, partial(bytes, body)


def answers_at(place: Path | Address) -> summaries.LeaderAnswers:
    """Return what the leadership has answered, as far as whoever asks may read it; raises what reading raises."""
    if isinstance(place, Path):
        file = place / summaries.ANSWERS_FILE
        raws = [file_bytes(file, summaries.LARGEST_SUMMARY)] if file.exists() else []
    else:
        raws = database_part("leading").answers(place)
    return summaries.LeaderAnswers(answers=tuple(each for raw in raws for each in summaries.answers_in(raw).answers))


def publish_at(place: Path | Address, team: str, summary: summaries.Summary) -> None:
    """Write what a team publishes into a folder of its own, or its database; raises `folder-not-made` and others."""
    text = summaries.written_file(summary)
    if not isinstance(place, Path):
        database_part("leading").publish(place.leading_to(team), summary.mark, text)
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refused("folder-not-made", path=str(place), reason=system_reason(fault)) from None
    replace_page(place / summaries.SUMMARY_FILE, text)


def page_of_school(school: School, today: date, language: Language) -> Page:
    """Return the leader's page."""
    return school_page(school.teams, school.answers.answers, today, page_labels(language))


def answer_lift(school: School, place: Path | Address, number: str, text: str, today: date) -> None:
    """Keep an answer to what a team has lifted; raises `nothing-lifted-there`, `no-text-given` or `not-written`."""
    refuse_identity_number(checked_text(text))
    if not text.strip():
        raise Refused("no-text-given")
    marks = {lift.reference: team.mark for team in school.teams for lift in team.lifts}
    wanted = number.strip().upper()
    if wanted not in marks:
        raise Refused("nothing-lifted-there", typed=number)
    answer = summaries.LeaderAnswer(mark=marks[wanted], reference=wanted, text=text.strip(), on=today)
    if isinstance(place, Path):
        answers = summaries.with_leader_answer(school.answers, answer)
        replace_page(place / summaries.ANSWERS_FILE, summaries.written_file(answers))
    else:
        told = summaries.written_file(summaries.LeaderAnswers(answers=(answer,)))
        database_part("leading").answer(place, answer.mark, wanted, told)
