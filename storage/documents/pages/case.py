"""A case on paper: its whole path, what of it can be copied into an official log, and the safety gate's page."""

import re
from collections.abc import Iterable, Iterator

from storage.documents.page import (
    Blocks,
    Grid,
    Item,
    ListKind,
    Page,
    Text,
    as_read,
    in_line,
    listed,
    named,
    page,
    prose,
    section,
    strong,
    verbatim,
    written,
)
from storage.documents.words import (
    Labels,
    agreement_line,
    filled,
    idea_line,
    in_brackets,
    joined,
    learned_line,
    rating_line,
    told_line,
    viewed,
)
from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.case import Case, CaseState, Entry, Kind, Outcome, Route, Step, View
from storage.domain.record import Before, Record, changed_by_another
from storage.domain.text import capitalised
from storage.domain.typed_dates import dated
from storage.domain.views.book import Book
from storage.steering.gate_texts import GateFile, Law, Number, RouteText


def case_page(case: Case, book: Book, labels: Labels, *, all_of_it: bool = False) -> str:
    """Return a case as Markdown: what was agreed first, then the path that led there.

    `all_of_it` also gives what meetings wrote about it, and what was written and changed: for one who may see it all.
    """
    words = labels.words.case
    agreements = book.agreements_of(case.code)
    parts = (
        section(2, words.about, listed(_about(case, labels))),
        section(2, words.agreements, listed(_agreement(agreement, labels) for agreement in agreements)),
        section(2, words.first_step, prose(written(case.first_step))),
        *(section(2, labels.names.of(step), listed(_step(case, step, labels))) for step in Step),
        section(2, words.pressure, listed(_pressure(case, labels))),
        section(2, words.learned, listed(learned_line(each, labels) for each in case.learned)),
        *(_beside(case, agreements, book, labels) if all_of_it else ()),
    )
    title = words.all_of_it if all_of_it else "{code} {title}"
    return page(title.format(code=case.code, title=case.title), labels.words.working_note, parts).markdown


def _beside(case: Case, agreements: tuple[Agreement, ...], book: Book, labels: Labels) -> Iterator[Blocks]:
    words = labels.words.case
    more = (line for agreement in agreements for line in _earlier(agreement, "agreement", labels))
    yield section(2, words.meetings, listed(_in_meetings(case, book, labels)))
    yield section(2, words.conversations, listed(_in_conversations(case, book, labels)))
    yield section(2, words.earlier, listed((*_earlier(case, "case", labels), *more)))


def _in_meetings(case: Case, book: Book, labels: Labels) -> Iterator[Text]:
    """Yield what meetings decided or noted about a case, oldest first."""
    for meeting in reversed(book.meetings):
        day = in_line(labels.day_of(meeting.started))
        yield from (joined(": ", day, written(part.text)) for part in meeting.said_about(case.code) if part.text)


def _about(case: Case, labels: Labels) -> Iterator[Text]:
    words = labels.words.case
    yield in_line(capitalised(labels.names.of(case.kind)))
    yield named(words.opened, in_line(labels.day(case.opened)))
    yield named(words.owner, in_line(case.owner))
    yield named(words.themes, in_line(", ".join(labels.themes.get(theme, theme) for theme in case.themes)))
    yield from _standing(case, labels)
    for each in case.for_leader:
        if each.answered:
            yield named(f"{words.leader}, {labels.day(each.answered)}", written(each.answer))
    yield from _safety(case, labels)


def _standing(case: Case, labels: Labels) -> Iterator[Text]:
    words, state = labels.words.case, labels.names.of(case.state)
    if case.standing is None:
        yield named(words.state, in_line(state))
        return
    yield named(words.state, filled(words.state_since, state=state, day=labels.day(case.standing.on)))
    yield named(words.reason, written(case.standing.reason))


def _safety(case: Case, labels: Labels) -> Iterator[Text]:
    words = labels.words.case
    if case.safe is not None:
        yield named(words.unsafe, in_line(words.unsafe_no if case.safe else words.unsafe_yes))
    yield named(words.false_alarm, written(case.false_alarm))
    if case.alarm:
        yield named(words.alarm, in_line(labels.names.of(case.alarm)))
    if case.advised:
        yield named(words.advised, in_line(labels.day(case.advised)))
    for told in case.told:
        yield named(words.told, told_line(told, labels))


def _step(case: Case, step: Step, labels: Labels) -> Iterator[Text]:
    yield from (_entry(case, entry, labels) for entry in case.entries if entry.step is step)
    if step is Step.IDEAS:
        yield from (idea_line(idea, labels) for idea in case.ideas)


def _in_conversations(case: Case, book: Book, labels: Labels) -> Iterator[Item]:
    """Yield what conversations about a case agreed on, and what became of it."""
    for held in reversed(book.rounds):
        for agreed in (each for each in held.agreements if each.pupil == case.code):
            said = joined(": ", in_line(labels.day(agreed.made)), written(agreed.what))
            yield Item(said, tuple(rating_line(rating, labels) for rating in agreed.ratings))


def _entry(case: Case, entry: Entry, labels: Labels) -> Text:
    """Return an entry with its day, who wrote it when that was not the whole team, and who else has changed it."""
    words, day = labels.words.case, labels.day_of(entry.at)
    head = filled(words.entry_by, day=day, by=entry.by) if entry.by else in_line(day)
    change = changed_by_another(case, "entries", entry.id, entry.by)
    if change:
        head += filled(words.changed_by, by=change.by or words.shared, day=labels.day_of(change.at))
    return joined(": ", head, viewed(entry, labels))


def _pressure(case: Case, labels: Labels) -> Iterator[Text]:
    words, pressure = labels.words.case, case.pressure
    if pressure:
        yield named(words.fixed, written(pressure.fixed))
        yield named(words.entitled, written(pressure.entitled))
        yield named(words.we_can, written(pressure.we_can))
        yield named(words.decides, written(pressure.decides))


def _agreement(agreement: Agreement, labels: Labels) -> Item:
    ratings = tuple(rating_line(rating, labels) for rating in agreement.ratings)
    return Item(agreement_line(agreement, labels, code=False), ratings)


def _earlier(record: Record, kind: str, labels: Labels) -> Iterator[Text]:
    """Yield every earlier value that a case or an agreement remembers; nothing of a field that was empty."""
    words = labels.words.case
    remembered = ((memory, _earlier_text(memory, labels)) for memory in record.before)
    for memory, text in (each for each in remembered if each[1]):
        name = memory.field.partition("/")[0]
        field = labels.names.of_field(name, kind) or name
        said = filled(words.earlier_value, day=labels.day_of(memory.at), by=memory.by or words.shared, field=field)
        yield joined(": ", said, text)


def _earlier_text(memory: Before, labels: Labels) -> Text:
    words = labels.words.case
    if memory.field == "safe" and memory.value is not None:
        return in_line(words.unsafe_no if memory.value else words.unsafe_yes)
    return written("\n".join(_texts(memory.value, labels)))


def _texts(value: object, labels: Labels) -> Iterator[str]:
    """Yield what people can read in a kept value: everything but the ids of parts, days and choices as people say."""
    match value:
        case dict():
            yield from (text for name, each in value.items() if name != "id" for text in _texts(each, labels))
        case list():
            yield from (text for each in value for text in _texts(each, labels))
        case None:
            return
        case str() if DAY.fullmatch(value) and (day := dated(value[:10])):
            yield labels.day(day)
        case _:
            named = (name for kind in CHOICES for key, name in labels.names.choices[kind].items() if key == value)
            yield next(named, "") or labels.themes.get(str(value), str(value))


DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\S+)?")
CHOICES = (CaseState, Kind, View, Step, Outcome, Route)
BLANK = "…"


def official_log(case: Case, book: Book, labels: Labels) -> Page:
    """Return a case's agreements in the fields of a shared log: what for, what, who, and when it was looked at.

    What an agreement is for is its sign, or else what the case wants. Views, ideas, other entries and notes stay in the
    team: nobody agreed on them, and they may speak of people.
    """
    words = labels.words.log
    agreements = book.agreements_of(case.code)
    rows = tuple(_row(each, wanted_in(case) or BLANK, labels) for each in reversed(agreements))
    checks = (each for each in words.checks if BLANK not in each or any(row[0] == BLANK for row in rows))
    head = (words.goal, words.measure, words.who, words.evaluated)
    parts = (
        prose(in_line(words.intro)),
        listed(
            (
                named(words.reference, in_line(case.code)),
                named(words.opened, in_line(labels.day(case.opened))),
                named(words.state, in_line(labels.names.of(case.state))),
            )
        ),
        (Grid(head, rows),) if rows else prose(in_line(words.nothing)),
        section(2, words.before, listed(map(in_line, checks))),
    )
    return page(words.title.format(code=case.code), "", parts)


def wanted_in(case: Case) -> str:
    """Return what was written last of what is wanted, as the school sees it; empty where nothing was."""
    wanted = [each.text for each in case.entries if (each.step, each.view) == (Step.WANTED, View.SCHOOL)]
    return " ".join(next(filter(None, reversed(wanted)), "").split())


def _row(agreement: Agreement, goal: str, labels: Labels) -> tuple[str, ...]:
    words = labels.words.log
    what = as_read(
        filled(words.until, what=agreement.what, made=labels.day(agreement.made), due=labels.day(agreement.due))
    )
    seen = "; ".join(_seen(agreement, labels)) or words.not_yet
    return agreement.sign or goal, what, agreement.owner, seen


def _seen(agreement: Agreement, labels: Labels) -> Iterator[str]:
    yield from (_rated(rating, labels) for rating in agreement.ratings)
    if agreement.asked_next and agreement.asked_next == agreement.review:
        yield as_read(filled(labels.words.log.planned, day=labels.day(agreement.review)))


def _rated(rating: Rating, labels: Labels) -> str:
    """Return what was said one day, and by whom where that was not the school: answers that differ stand apart."""
    said = ", ".join(labels.names.of(each) for each in (rating.done, rating.effect) if each)
    day = labels.day(rating.on)
    return f"{day}: {said}" if rating.by is View.SCHOOL else f"{day}, {labels.names.of(rating.by)}: {said}"


def safety_page(route: Route, gate: GateFile, labels: Labels, code: str = "", *, at_home: bool = False) -> str:
    """Return a route's notice as Markdown; the case is named by its code alone.

    `at_home` where by whatever route nothing may be taken up with the home yet.
    """
    words, text = labels.words.safety, gate.routes[route.value]
    first = (
        prose(strong(said)) for said in (text.say, gate.no_contact(at_home=at_home or route is Route.HOME)) if said
    )
    points = gate.plan.points if route is Route.NOT_SAFE else ()
    parts = (
        listed([named(words.case, in_line(code))]),
        *first,
        section(2, words.tell, _to_tick(text.tell)),
        section(2, words.steps, _to_tick(text.steps)),
        section(2, gate.pupil_heard, prose(verbatim("…"))),
        section(2, gate.plan.title, prose(in_line(gate.plan.where)), _to_tick(points)) if points else (),
        section(2, words.numbers, listed(map(_number, gate.numbers))),
        section(2, words.law, listed(_laws(text, labels))),
        prose(in_line(gate.not_ours)),
        prose(filled(words.checked, day=labels.day(gate.checked))),
    )
    return page(text.title, labels.words.working_note, parts).markdown


def _to_tick(texts: Iterable[str]) -> Blocks:
    return listed(map(in_line, texts), ListKind.TICKS)


def _number(number: Number) -> Text:
    said = in_line(" – ".join((number.number or "…", number.who, number.when)))
    return said + in_brackets(verbatim(number.source))


def _laws(text: RouteText, labels: Labels) -> Iterator[Text]:
    return (_law(law, labels) for law in text.law)


def _law(law: Law, labels: Labels) -> Text:
    doubt = () if law.certain else in_line(labels.words.safety.uncertain)
    return named(law.reference, joined(" ", in_line(law.says) + in_brackets(in_line(law.source)), doubt))
