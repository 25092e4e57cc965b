"""A case as people read it: what was agreed and what helped first, then its path; and what stands beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from storage.content.themes import themes
from storage.domain.calendar import local_day
from storage.domain.case.agreement import Agreement, Effect
from storage.domain.case.case import Case, CaseState, CrossPressure, Entry, Idea, Learned, Pick, Route, Step
from storage.domain.case.path import LEADS_HOME, held_steps, missing_step, scaled
from storage.domain.past import changed_by_another
from storage.domain.plan.plan import HIGHEST
from storage.domain.record_texts import BETWEEN
from storage.domain.text import capitalised
from storage.domain.views.book import Book
from storage.domain.views.likeness import Likeness, alike
from storage.steering.gate_texts import gate_file
from storage.store import Draft
from tui.desk.draft_places import begun_in_case, what_begun
from tui.desk.safety import not_at_home
from tui.i18n.deeds import doer
from tui.i18n.labels import label, reason
from tui.i18n.phrases import how_far, short_day
from tui.i18n.words import N_, Words
from tui.look.bars import rising
from tui.look.signs import Mark
from tui.presentation.lines import Paragraph, Stop

HELPED = frozenset({Effect.BETTER, Effect.REACHED})
SHORT = {
    Step.SITUATION: N_("Story"),
    Step.CLARIFICATION: N_("Facts"),
    Step.WANTED: N_("Wanted"),
    Step.EXCEPTIONS: N_("Better"),
    Step.VIEWS: N_("Others"),
    Step.IDEAS: N_("Ideas"),
    Step.FIRST_STEP: N_("Step"),
    Step.LESSON: N_("Lesson"),
}
"""The steps' names where there is room for eight of them in a line."""
BLANK = Paragraph("")
MOST_READINGS = 12
"""Places on the scale that are drawn; earlier ones stand in the path."""


def stops(words: Words, case: Case, agreements: int = 0) -> tuple[Stop, ...]:
    """Return the path's steps with what each holds; a case's agreements are its first steps."""
    missing = missing_step(case, agreements)
    held_at = held_steps(case, agreements).items()
    return tuple(Stop(words(SHORT[step]), held, step is missing) for step, held in held_at)


def case_paragraphs(words: Words, book: Book, case: Case, today: date) -> Iterator[Paragraph]:
    """Yield a case, what one comes for first."""
    agreements = book.agreements_of(case.code)
    yield from standing(words, case)
    yield from scale_line(words, case, agreements)
    yield from agreed(words, agreements, today)
    yield from helped(words, case, agreements)
    yield from path(words, case, len(agreements))
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


def agreed(words: Words, agreements: Iterable[Agreement], today: date) -> Iterator[Paragraph]:
    """Yield the agreements, those that wait first."""
    yield Paragraph(words("Agreed"), "heading")
    ordered = sorted(agreements, key=lambda each: (not each.is_open, each.due))
    for agreement in ordered:
        yield from agreement_paragraphs(words, agreement, today)
    if not ordered:
        yield Paragraph(words("Nothing yet. Press a to make an agreement."), "quiet", 2)


def agreement_paragraphs(words: Words, agreement: Agreement, today: date) -> Iterator[Paragraph]:
    """Yield an agreement, who and when, and what was said about it."""
    late = agreement.is_open and agreement.due < today
    mark = Mark.DONE if not agreement.is_open else Mark.LATE if late else Mark.NOW
    yield Paragraph(agreement.what, mark=mark)
    buddy = words("buddy {alias}", alias=agreement.buddy) if agreement.buddy else ""
    when = short_day(words, agreement.due) + (f", {how_far(words, agreement.due, today)}" if agreement.is_open else "")
    yield Paragraph(" · ".join(filter(None, (agreement.owner, buddy, when))), "quiet", 2)
    for rating in agreement.ratings[-1:]:
        effect = label(words, rating.effect) if rating.effect else words("too early to tell")
        said = f"{words.day(rating.on)}: {label(words, rating.done)}, {effect}"
        yield Paragraph(f"{said} · {rating.note}" if rating.note else said, "quiet", 2)


def helped(words: Words, case: Case, agreements: Iterable[Agreement]) -> Iterator[Paragraph]:
    """Yield what did some good: agreements that did, and when it went better."""
    did = [f"{each.what} ({label(words, each.effect)})" for each in agreements if each.effect in HELPED]
    better = [entry.text for entry in case.entries if entry.step is Step.EXCEPTIONS]
    yield BLANK
    yield Paragraph(words("What helped"), "heading")
    for text in (*did, *better[-1:]):
        yield Paragraph(text, mark=Mark.DONE)
    if not did and not better:
        yield Paragraph(words("Nothing written yet. Press m to ask when it was better."), "quiet", 2)


def path(words: Words, case: Case, agreements: int = 0) -> Iterator[Paragraph]:
    """Yield every step of the path with its entries; bare ones stand together, as bare."""
    held = held_steps(case, agreements)
    after_bare = False
    for step in Step:
        entries = [entry for entry in case.entries if entry.step is step]
        bare = not held[step]
        if (bare and not after_bare) or entries:
            yield BLANK
        if bare and not (case.keeps_from_home and step in LEADS_HOME):
            yield Paragraph(words("{step}: nothing yet", step=label(words, step)), "faint", mark=Mark.MISSING)
        if entries:
            yield Paragraph(label(words, step), "heading")
        for entry in entries:
            yield from entry_paragraphs(words, case, entry)
        after_bare = bare or (after_bare and not entries)


def entry_paragraphs(words: Words, case: Case, entry: Entry) -> Iterator[Paragraph]:
    """Yield what was written, and whose eyes saw it, who wrote it and when, and who else has changed it."""
    scale = words("{value} of {top}", value=entry.scale, top=HIGHEST) if entry.scale is not None else ""
    yield Paragraph(entry.text)
    day = words.day(local_day(entry.at))
    known = (label(words, entry.view), scale, day, entry.by, _changed(words, case, entry))
    yield Paragraph(" · ".join(filter(None, known)), "quiet", 2)


def _changed(words: Words, case: Case, entry: Entry) -> str:
    change = changed_by_another(case, "entries", entry.id, entry.by)
    if change is None:
        return ""
    return words("changed by {who}, {day}", who=doer(words, change.by), day=words.day(local_day(change.at)))


def ending(words: Words, book: Book, case: Case) -> Iterator[Paragraph]:
    """Yield the answers to the two questions of closing, as far as they are given."""
    if case.first_step:
        yield BLANK
        yield Paragraph(words("How the first step went"), "heading")
        yield Paragraph(case.first_step)
    if case.learned:
        yield BLANK
        yield Paragraph(words("What went into the plan"), "heading")
    for learned in case.learned:
        yield Paragraph(learned_text(words, book, learned))


def learned_text(words: Words, book: Book, learned: Learned) -> str:
    """Return one thing learned, with the practice or card it became; one that is gone is called so."""
    titles = {practice.id: practice.title for practice in book.practices}
    titles |= {card.id: card.title for card in book.cards}
    became = titles.get(learned.ref, words("deleted since")) if learned.ref else ""
    parts = (learned.text, became if became != learned.text else "")
    return f"{label(words, learned.outcome)}: {' → '.join(filter(None, parts))}"


def preview(words: Words, book: Book, case: Case) -> Iterator[Paragraph]:
    """Yield how far a case has come, and nothing of what it says."""
    names = themes(words.language)
    yield Paragraph(f"{case.code} {case.title}", "heading")
    yield Paragraph(" · ".join(names.get(theme, theme) for theme in case.themes), "quiet")
    state = f"{label(words, case.state)} · " + words("opened {day}", day=words.weekday(case.opened))
    yield Paragraph(f"{state} · {case.owner}" if case.owner else state)
    yield BLANK
    for step, held in held_steps(case).items():
        mark = Mark.THERE if held else Mark.MISSING
        more = f" {held}" if held > 1 else ""
        yield Paragraph(f"{label(words, step)}{more}", "plain" if held else "quiet", mark=mark)
    yield BLANK
    count = len(book.agreements_of(case.code))
    yield Paragraph(words.many("{count} agreement", "{count} agreements", count))
    yield Paragraph(words("↵ opens the case"), "quiet")


MOST_CARDS = 3
PRESSURES = {
    "fixed": N_("What is fixed"),
    "entitled": N_("What they are entitled to"),
    "we_can": N_("What we can do"),
    "decides": N_("Who decides"),
}


def aside_paragraphs(words: Words, book: Book, case: Case) -> Iterator[Paragraph]:
    """Yield what stands beside the path, or below it where there is no room."""
    yield from ideas(words, case.ideas)
    if case.pressure and case.pressure != CrossPressure():
        yield from squeezed(words, case.pressure)
    if not case.keeps_from_home:
        yield from experience(words, book, alike(case, book.cards)[:MOST_CARDS])


def ideas(words: Words, written: Sequence[Idea]) -> Iterator[Paragraph]:
    """Yield the ideas, those for now first and those not sorted yet last."""
    if not written:
        return
    yield BLANK
    yield Paragraph(words("Ideas"), "heading")
    order = [*Pick, None]
    for idea in sorted(written, key=lambda each: order.index(each.pick)):
        sorted_as = label(words, idea.pick) if idea.pick else words("not sorted")
        level = label(words, idea.level) if idea.level else ""
        yield Paragraph(idea.text, mark=Mark.NOW if idea.pick is Pick.NOW else Mark.IDEA)
        yield Paragraph(" · ".join(filter(None, (sorted_as, level))), "quiet", 2)


def squeezed(words: Words, pressure: CrossPressure) -> Iterator[Paragraph]:
    """Yield the cross-pressure card."""
    yield BLANK
    yield Paragraph(words("Cross-pressure"), "heading")
    for name, heading in PRESSURES.items():
        text = getattr(pressure, name)
        if text:
            yield Paragraph(words(heading), "quiet")
            yield Paragraph(text, indent=2)


def experience(words: Words, book: Book, cards: Sequence[Likeness]) -> Iterator[Paragraph]:
    """Yield what worked in similar cases."""
    if not cards:
        return
    yield BLANK
    yield Paragraph(words("Experience from similar cases"), "heading")
    yield Paragraph(words("Press k to take one as an idea"), "quiet")
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


def source(words: Words, book: Book, code: str) -> str:
    """Return a case by code and title; a deleted one is called so."""
    case = book.find_case(code)
    return f"{case.code} {case.title}" if case else words("deleted case")
