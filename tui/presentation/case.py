"""A case as people read it: what was agreed and what helped first, then its path; and what stands beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rich.cells import cell_len

from storage.domain.calendar import local_day
from storage.domain.case.agreement import HELPED, Agreement, last_of_each
from storage.domain.case.case import Case, CaseState, CrossPressure, Entry, Idea, Learned, Pick, Route, Step, View
from storage.domain.case.standing import LEADS_HOME, held_steps, missing_step, scaled
from storage.domain.plan.plan import HIGHEST
from storage.domain.record import changed_by_another
from storage.domain.record_texts import BETWEEN
from storage.domain.text import capitalised
from storage.domain.views.book import Book
from storage.steering.gate_texts import gate_file
from storage.steering.likeness import Likeness, alike, tried_in_vain
from storage.store import Draft
from tui.desk.draft_places import begun_in_case, what_begun
from tui.i18n.deeds import doer
from tui.i18n.labels import agreed_beside, how_far, label, not_at_home, rating_text, reason, short_day
from tui.i18n.words import N_, Words
from tui.look.bars import rising
from tui.look.signs import Mark
from tui.presentation.lines import BLANK, Paragraph, section
from tui.presentation.rows import in_column

MOST_READINGS = 12
"""Places on the scale that are drawn; earlier ones stand in the path."""


def case_paragraphs(words: Words, book: Book, case: Case, today: date) -> Iterator[Paragraph]:
    """Yield a case, what one comes for first; what is empty takes a line each, behind what is written."""
    agreements = book.agreements_of(case.code)
    yield from standing(words, case)
    yield from scale_line(words, case, agreements)
    did_help = what_helped(words, case, agreements)
    yield from agreed(words, agreements, today) if agreements else ()
    yield from helped(words, case, agreements) if did_help else ()
    yield from path(words, case, len(agreements))
    if not agreements:
        yield Paragraph(words("Agreed: nothing yet. Press a to make an agreement."), "faint", mark=Mark.MISSING)
    if not did_help:
        asks = words("What helped: nothing yet. Press m to ask when it was better.")
        yield Paragraph(asks, "faint", mark=Mark.MISSING)
    yield from ending(words, book, case)


def written_paragraphs(words: Words, book: Book, case: Case) -> Iterator[Paragraph]:
    """Yield what is written in a case, where what was agreed and the ideas stand beside it."""
    agreements = book.agreements_of(case.code)
    yield from standing(words, case)
    yield from scale_line(words, case, agreements)
    yield from path(words, case, len(agreements), airy=True)
    yield from ending(words, book, case)


def begun_paragraphs(words: Words, drafts: Mapping[str, Draft], code: str) -> Iterator[Paragraph]:
    """Yield what somebody here began to write in a case and did not keep."""
    for place, key in begun_in_case(drafts.values(), code):
        what = what_begun(words, place)
        yield Paragraph(words("Unsaved draft: {what}. Press {key} to go on.", what=what, key=key), "late")


def marked(paragraphs: tuple[Paragraph, ...], searched: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs with what was searched for marked: the first that holds it, whole or a field of it."""
    pieces = [piece for piece in searched.split(BETWEEN) if piece.strip()]
    place = next((place for place, each in enumerate(paragraphs) if any(piece in each.text for piece in pieces)), -1)
    if place < 0:
        return paragraphs
    return (*paragraphs[:place], replace(paragraphs[place], look="found"), *paragraphs[place + 1 :])


def standing(words: Words, case: Case) -> Iterator[Paragraph]:
    """Yield why a case is not open, and what must come before everything else."""
    if case.safe is False and not case.told:
        said = gate_file(words.language.value).routes[case.alarm or Route.NOT_SAFE].say
        yield Paragraph(said, "safety", mark=Mark.ALARM)
        yield Paragraph(words("Press b to see what to do and to note who was told."), "safety")
    if case.keeps_from_home:
        yield Paragraph(not_at_home(words, case), "safety", mark=Mark.ALARM)
    for told in case.told:
        yield Paragraph(words("{day}: {who} was told.", day=words.day(told.on), who=told.who), "safety")
    if case.standing and case.state is not CaseState.OPEN:
        since = words("{state} since {day}", state=label(words, case.state), day=words.weekday(case.standing.on))
        reason = f": {case.standing.reason}" if case.standing.reason else ""
        yield Paragraph(capitalised(since) + reason)
    for each in case.for_leader:
        if each.answered:
            answered = words("The leadership, {day}: {answer}", day=words.day(each.answered), answer=each.answer)
            yield Paragraph(answered, "plan")


def scale_line(words: Words, case: Case, agreements: Sequence[Agreement]) -> Iterator[Paragraph]:
    """Yield where the team said it stood over time, as a small line; one number alone is no line."""
    readings = scaled(case, agreements)[-MOST_READINGS:]
    if len(readings) > 1:
        values = [value for _, value in readings]
        line = words(
            "0 to 10: {values}  {line}  since {day}",
            values=" → ".join(map(str, values)),
            line=rising(values, HIGHEST),
            day=words.day(readings[0][0]),
        )
        yield Paragraph(line, "plan" if values[-1] > values[0] else "plain")


def agreed(words: Words, agreements: Sequence[Agreement], today: date) -> Iterator[Paragraph]:
    """Yield the agreements, those that wait first."""
    yield section(words("Agreed"), agreed_state(words, agreements, today))
    yield from agreements_in_order(words, agreements, today)


def agreements_in_order(words: Words, agreements: Sequence[Agreement], today: date) -> Iterator[Paragraph]:
    """Yield the agreements, those that wait first; or how the first is made."""
    for agreement in sorted(agreements, key=lambda each: (not each.is_open, each.due)):
        yield from agreement_paragraphs(words, agreement, today)
    if not agreements:
        yield Paragraph(words("Nothing yet. Press a to make an agreement."), "quiet", 2)


def agreed_state(words: Words, agreements: Sequence[Agreement], today: date) -> str:
    """Return how many agreements are late, and how many are done."""
    late = sum(is_late(each, today) for each in agreements)
    done = sum(not each.is_open for each in agreements)
    said = (words("{count} late", count=late) if late else "", words("{count} done", count=done) if done else "")
    return " · ".join(filter(None, said))


def is_late(agreement: Agreement, today: date) -> bool:
    """Tell whether an agreement's day has passed and nobody has said how it went."""
    return agreement.is_open and agreement.due < today


def agreement_paragraphs(words: Words, agreement: Agreement, today: date) -> Iterator[Paragraph]:
    """Yield an agreement, who and when, and what was said about it."""
    late = is_late(agreement, today)
    mark = Mark.DONE if not agreement.is_open else Mark.LATE if late else Mark.NOW
    yield Paragraph(agreement.what, "plain" if agreement.is_open else "quiet", mark=mark)
    buddy = words("buddy {alias}", alias=agreement.buddy) if agreement.buddy else ""
    when = short_day(words, agreement.due) + (f", {how_far(words, agreement.due, today)}" if agreement.is_open else "")
    yield Paragraph(" · ".join(filter(None, (agreement.owner, buddy, when))), "late" if late else "quiet", 2)
    cue = (words("When {cue}", cue=agreement.cue),) if agreement.cue else ()
    yield from (Paragraph(said, "quiet", 2) for said in (*cue, *agreed_beside(words, agreement)))
    for rating in last_of_each(agreement.ratings):
        said = rating_text(words, rating)
        yield Paragraph(f"{said} · {rating.note}" if rating.note else said, "quiet", 2)


def helped(words: Words, case: Case, agreements: Iterable[Agreement]) -> Iterator[Paragraph]:
    """Yield what did some good: agreements that did, and when it went better."""
    did_help = what_helped(words, case, agreements)
    yield section(words("What helped"))
    yield from (Paragraph(text, mark=Mark.DONE) for text in did_help)
    if not did_help:
        yield Paragraph(words("Nothing written yet. Press m to ask when it was better."), "quiet", 2)


def what_helped(words: Words, case: Case, agreements: Iterable[Agreement]) -> tuple[str, ...]:
    """Return the agreements that did some good, and when it went better last."""
    did = [f"{each.what} ({label(words, each.effect)})" for each in agreements if each.effect in HELPED]
    better = [entry.text for entry in case.entries if entry.step is Step.EXCEPTIONS]
    return (*did, *better[-1:])


def path(words: Words, case: Case, agreements: int = 0, *, airy: bool = False) -> Iterator[Paragraph]:
    """Yield every step of the path with its entries; what is missing first says how to write there."""
    held, missing = held_steps(case, agreements), missing_step(case, agreements)
    for step in Step:
        entries = [entry for entry in case.entries if entry.step is step]
        if airy and (entries or not held[step]):
            yield BLANK
        if not held[step] and not (case.keeps_from_home and step in LEADS_HOME):
            yield bare(words, step, is_next=step is missing)
        if entries:
            yield from written(words, case, step, entries)


def bare(words: Words, step: Step, *, is_next: bool) -> Paragraph:
    """Return a step that holds nothing."""
    name = label(words, step)
    if is_next:
        return Paragraph(words("{step}: nothing yet. ↵ writes here", step=name), "ask", mark=Mark.NEXT)
    return Paragraph(words("{step}: nothing yet", step=name), "faint", mark=Mark.MISSING)


def written(words: Words, case: Case, step: Step, entries: Sequence[Entry]) -> Iterator[Paragraph]:
    """Yield a step's entries under its name; what is known of all of them stands there once."""
    known = [_known(words, case, entry) for entry in entries]
    is_same = len(set(known)) == 1
    yield section(label(words, step), known[0] if is_same else "")
    views = [_view(words, step, entry) for entry in entries]
    width = max(map(cell_len, views))
    mark = Mark.DONE if step is Step.EXCEPTIONS else None
    for entry, view, about in zip(entries, views, known, strict=True):
        column = in_column(view, width, "case") if width else ()
        yield Paragraph(entry.text, mark=mark, column=column)
        if not is_same:
            yield Paragraph(about, "quiet", 2 if mark or not width else width + 2)


def _view(words: Words, step: Step, entry: Entry) -> str:
    """Return whose eyes saw it; the school's own stand alone where others' are not asked for."""
    return label(words, entry.view) if step is Step.VIEWS or entry.view is not View.SCHOOL else ""


def _known(words: Words, case: Case, entry: Entry) -> str:
    """Return when and by whom an entry was written, and who else has changed it."""
    scale = words("{value} of {top}", value=entry.scale, top=HIGHEST) if entry.scale is not None else ""
    day = words.day(local_day(entry.at))
    return " · ".join(filter(None, (scale, day, entry.by, _changed(words, case, entry))))


def _changed(words: Words, case: Case, entry: Entry) -> str:
    change = changed_by_another(case, "entries", entry.id, entry.by)
    if change is None:
        return ""
    return words("changed by {who}, {day}", who=doer(words, change.by), day=words.day(local_day(change.at)))


def ending(words: Words, book: Book, case: Case) -> Iterator[Paragraph]:
    """Yield the answers to the two questions of closing, as far as they are given."""
    if case.first_step:
        yield section(words("How the first step went"))
        yield Paragraph(case.first_step)
    if case.learned:
        yield section(words("What went into the plan"))
    for learned in case.learned:
        yield Paragraph(learned_text(words, book, learned))


def learned_text(words: Words, book: Book, learned: Learned) -> str:
    """Return one thing learned, with the practice or card it became; one that is gone is called so."""
    titles = {practice.id: practice.title for practice in book.practices}
    titles |= {card.id: card.title for card in book.cards}
    became = titles.get(learned.ref, words("deleted since")) if learned.ref else ""
    parts = (learned.text, became if became != learned.text else "")
    return f"{label(words, learned.outcome)}: {' → '.join(filter(None, parts))}"


MOST_CARDS = 3
PRESSURES = {
    "fixed": N_("What is fixed"),
    "entitled": N_("What they are entitled to"),
    "we_can": N_("What we can do"),
    "decides": N_("Who decides"),
}


def beside_paragraphs(words: Words, book: Book, case: Case) -> Iterator[Paragraph]:
    """Yield what stands below the path where there is no room beside it."""
    if case.ideas:
        yield section(words("Ideas"), ideas_state(words, case.ideas))
        yield from ideas(words, case.ideas)
    if case.pressure and case.pressure != CrossPressure():
        yield from squeezed(words, case.pressure)
    if cards := experience_of(book, case):
        yield section(words("Experience from similar cases"), words("Press k to take one as an idea"))
        yield from experience(words, book, cards)


def experience_of(book: Book, case: Case) -> tuple[Likeness, ...]:
    """Return the few cards that are likest a case."""
    return alike(case, book.cards, book.agreements)[:MOST_CARDS]


def ideas_state(words: Words, written: Sequence[Idea]) -> str:
    """Return how the ideas are sorted."""
    counts = Counter(label(words, idea.pick) for idea in _in_order(written) if idea.pick)
    return " · ".join(f"{count} {name}" for name, count in counts.items())


def _in_order(written: Sequence[Idea]) -> list[Idea]:
    order = [*Pick, None]
    return sorted(written, key=lambda each: order.index(each.pick))


def ideas(words: Words, written: Sequence[Idea]) -> Iterator[Paragraph]:
    """Yield the ideas, those for now first and those not sorted yet last."""
    names = [label(words, idea.pick) if idea.pick else f"{Mark.IDEA}" for idea in written]
    width = max(map(cell_len, names), default=0)
    for idea in _in_order(written):
        name = label(words, idea.pick) if idea.pick else f"{Mark.IDEA}"
        column = in_column(name, width, "plan" if idea.pick is Pick.NOW else "quiet")
        yield Paragraph(idea.text, column=column)
        if idea.level:
            yield Paragraph(label(words, idea.level), "quiet", width + 2)


def squeezed(words: Words, pressure: CrossPressure) -> Iterator[Paragraph]:
    """Yield the cross-pressure card."""
    yield section(words("Cross-pressure"))
    for name, heading in PRESSURES.items():
        text = getattr(pressure, name)
        if text:
            yield Paragraph(words(heading), "quiet")
            yield Paragraph(text, indent=2)


def experience(words: Words, book: Book, cards: Sequence[Likeness]) -> Iterator[Paragraph]:
    """Yield what worked in similar cases."""
    for place, likeness in enumerate(cards):
        card = likeness.card
        if place:
            yield BLANK
        yield Paragraph(card.title, "heading", mark=Mark.WORKED)
        yield Paragraph(words("like this one: {reason}", reason=reason(words, likeness)), "quiet", 2)
        yield from (Paragraph(text, indent=2) for text in (card.when, card.worked, card.start) if text)
        sources = " · ".join(source(words, book, code) for code in card.sources)
        if sources:
            yield Paragraph(sources, "quiet", 2)
        if vain := tried_in_vain(card, book.agreements):
            where = ", ".join(dict.fromkeys(each.case or each.owner for each in vain))
            yield Paragraph(words("Tried, did not help: {where}", where=where), "quiet", 2)


def source(words: Words, book: Book, code: str) -> str:
    """Return a case by code and title; a deleted one is called so."""
    case = book.find_case(code)
    return f"{case.code} {case.title}" if case else words("deleted case")
