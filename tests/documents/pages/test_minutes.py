import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from markdown_it import MarkdownIt

from storage.content.coach import Advice
from storage.content.forms import our_forms
from storage.documents.pages.minutes import minutes
from storage.documents.words import Labels, labels
from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement, Done, Effect, Rating, rated
from storage.domain.case.case import Case, Entry, Idea, Learned, Outcome, Pick, Route, Step, Told, View, picked
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import Decision, DecisionKind, Meeting, MeetingState, Note, Score, Visit
from storage.domain.people import Language, Team
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import Record, revised
from storage.domain.views.book import Book, YearBook
from storage.domain.views.strips import strip_of

NOW = datetime(2026, 11, 16, 13, 15, tzinfo=UTC)
ENDED = NOW + timedelta(minutes=47)
LATER = NOW + timedelta(days=3)
TEAM = Team(id="team", name="Team")
CASE = Case(
    id="case",
    code="26-005",
    title="Lekser",
    opened=date(2026, 11, 1),
    entries=(
        Entry(id="e1", step=Step.SITUATION, text="Skrevet før møtet", at=NOW - timedelta(days=2)),
        Entry(id="e2", step=Step.WANTED, text="Sagt i møtet", at=NOW, meeting="m", scale=4),
        Entry(id="e3", step=Step.VIEWS, text="Slik er det hjemme", at=NOW, meeting="m", view=View.HOME),
        Entry(id="e4", step=Step.WANTED, text="Skrevet i et annet møte", at=LATER, meeting="other"),
    ),
    ideas=(Idea(id="i1", text="Idé herfra", meeting="m"), Idea(id="i2", text="Idé derfra", meeting="other")),
    learned=(
        Learned(id="l1", outcome=Outcome.NOTHING, text="Ikke noe nytt", meeting="m"),
        Learned(id="l2", outcome=Outcome.CARD, ref="card", meeting="m"),
        Learned(id="l3", outcome=Outcome.CARD, text="Lært senere"),
    ),
)
AGREEMENT = Agreement(
    id="a1", what="Ringe hjem", owner="AB", made=NOW.date(), due=date(2026, 11, 19), case="26-005", meeting="m"
)
MEETING = Meeting(
    id="m",
    form="round",
    title="Saksrunde",
    started=NOW,
    ended=ENDED,
    planned=45,
    state=MeetingState.HELD,
    present=("AB", "CD"),
    roles={MeetingRole.NOTE_TAKER: "CD", MeetingRole.FACILITATOR: "AB"},
    waiting=("26-009",),
    visits=(
        Visit(phase="in", title="Inn", minutes=2),
        Visit(phase="case", title="Saken", minutes=5, case="26-005"),
        Visit(phase="case", title="Saken", minutes=5, case="26-006"),
    ),
    notes=(
        Note(id="n1", phase="in", text="God stemning"),
        Note(id="n2", phase="case", text="Om leksene", case="26-005"),
        Note(id="n3", phase="", text="Før start"),
    ),
    parking=(Note(id="p1", phase="in", text="Ukeplanen"),),
    decisions=(Decision(id="d1", kind=DecisionKind.OTHER, text="Vi prøver i tre uker", case="26-005"),),
    score=Score(middle=7.5, lowest=6, highest=9, count=4),
    next_on=date(2026, 12, 14),
    next_roles={MeetingRole.FACILITATOR: "CD"},
)


def book(*records: Record, areas: tuple[Area, ...] = (), practices: tuple[Practice, ...] = ()) -> Book:
    cases = tuple(record for record in records if isinstance(record, Case))
    agreements = tuple(record for record in records if isinstance(record, Agreement))
    year = YearBook(SchoolYear(2026), cases, agreements, (MEETING,))
    return Book(TEAM, areas=areas, practices=practices, years=(year,))


def order(text: str, *words: str) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_decisions_and_agreements_come_first_then_the_cases(norwegian: Labels) -> None:
    text = minutes(MEETING, book(CASE, AGREEMENT), norwegian)
    assert order(
        text, "Saksrunde 16.11.2026", "Til stede", "## Beslutninger", "Vi prøver", "Ringe hjem", "## Saker", "Inn"
    )
    assert order(
        text,
        "## Saker",
        "Sagt i møtet",
        "Venter til neste gang",
        "Notert",
        "Parkert",
        "## Slik ble møtet",
        "Neste møte",
    )


@pytest.mark.parametrize("language", Language)
def test_what_was_noted_on_the_way_out_and_what_the_meeting_came_to_have_a_heading_each(language: Language) -> None:
    words = labels(language)
    (out,) = (phase for form in our_forms(language) if form.key == "fifteen" for phase in form.phases[-1:])
    visit, note = Visit(phase=out.key, title=out.title, minutes=3), Note(id="n4", phase=out.key, text="Rolig")
    held = MEETING.but(visits=(*MEETING.visits, visit), notes=(*MEETING.notes, note))
    rows = [row.lstrip("#* ").rstrip("*: ") for row in minutes(held, book(CASE), words).splitlines()]
    assert (rows.count(out.title), rows.count(words.words.minutes.check_out)) == (1, 1)


def test_who_was_there_in_what_roles_and_how_long(norwegian: Labels) -> None:
    text = minutes(MEETING, book(CASE), norwegian)
    assert "**Til stede:** AB, CD" in text
    assert "**Roller:** møteleder AB · referent CD" in text
    assert "14:15–15:02, 45 minutter satt av" in text
    assert "7,5 av 10 i midten, fra 6 til 9. 4 svar" in text
    assert order(text, "## Neste møte", "14.12.2026", "møteleder CD")


def test_a_meeting_that_was_taken_up_on_another_day_says_its_days(norwegian: Labels) -> None:
    assert MEETING.ended
    text = minutes(MEETING.but(ended=MEETING.ended + timedelta(days=1)), book(CASE), norwegian)
    assert "16.11.2026 14:15–17.11.2026 15:02, 45 minutter satt av" in text


def test_only_what_was_written_in_this_meeting_stands_there(norwegian: Labels) -> None:
    text = minutes(MEETING, book(CASE), norwegian)
    assert "Sagt i møtet (4 av 10)" in text
    assert "*hjemmet:* Slik er det hjemme" in text
    assert "Idé herfra" in text
    assert "*ingenting denne gangen:* Ikke noe nytt" in text
    for absent in ("Skrevet før møtet", "Skrevet i et annet møte", "Idé derfra", "Lært senere"):
        assert absent not in text


def test_notes_stand_with_their_case_or_by_themselves(norwegian: Labels) -> None:
    text = minutes(MEETING, book(CASE), norwegian)
    assert order(
        text, "### 26-005 Lekser", "Om leksene", "### 26-006", "## Notert underveis", "Før start", "God stemning"
    )


def test_a_deleted_case_is_called_so(norwegian: Labels) -> None:
    text = minutes(MEETING, book(CASE), norwegian)
    assert "### 26-006 slettet sak" in text
    assert "- 26-009 slettet sak" in text


def test_a_case_that_was_not_on_the_agenda_but_written_in_is_there(norwegian: Labels) -> None:
    other = CASE.but(id="x", code="26-007", title="Uventet", ideas=(), learned=())
    assert "### 26-007 Uventet" in minutes(MEETING, book(CASE, other), norwegian)


def test_what_changed_after_the_meeting_is_not_told_as_said_there(norwegian: Labels) -> None:
    moved = revised(AGREEMENT, AGREEMENT.but(due=date(2026, 12, 24), owner="CD"), by="CD", at=LATER, change="c1")
    case = revised(CASE, picked(CASE, "i1", Pick.NOW), by="CD", at=LATER, change="c2")
    text = minutes(MEETING, book(case, moved), norwegian)
    assert "AB, frist 19.11.2026" in text
    assert "24.12.2026" not in text
    assert "Idé herfra (*nå*)" not in text


def test_a_corrected_text_is_told_as_corrected(norwegian: Labels) -> None:
    mended = revised(AGREEMENT, AGREEMENT.but(what="Ringe hjemmet"), by="CD", at=LATER, change="c1")
    text = minutes(MEETING, book(CASE, mended), norwegian)
    assert "Ringe hjemmet" in text


def test_an_idea_sorted_in_the_meeting_is_told_so(norwegian: Labels) -> None:
    case = revised(CASE, picked(CASE, "i1", Pick.NOW), by="CD", at=NOW, change="c2")
    assert "Idé herfra (*nå*)" in minutes(MEETING, book(case), norwegian)


def test_old_agreements_that_were_looked_at(norwegian: Labels) -> None:
    old = AGREEMENT.but(id="a0", what="Gammel avtale", meeting="before")
    old = rated(old, Rating(on=NOW.date(), done=Done.AS_PLANNED, effect=Effect.BETTER, note="Bra", meeting="m"))
    old = rated(old, Rating(on=LATER.date(), done=Done.STOPPED, meeting="other"))
    text = minutes(MEETING, book(CASE, old), norwegian)
    assert "Gammel avtale (26-005) – 16.11.2026: gjort som avtalt, ble bedre. Bra" in text
    assert "stoppet" not in text
    assert "Nye avtaler" not in text


def test_who_was_told_on_the_day_stands_among_the_decisions(norwegian: Labels) -> None:
    here = Told(route=Route.NOT_SAFE, who="Rektor", on=NOW.date())
    later = Told(route=Route.ADULT, who="Skoleeier", on=LATER.date())
    text = minutes(MEETING, book(CASE.but(told=(here, later))), norwegian)
    assert order(text, "## Beslutninger", "Meldt fra", "Rektor", "## Saker")
    assert "Skoleeier" not in text


def test_a_decision_without_words_is_named_by_what_it_made(norwegian: Labels) -> None:
    practice = Practice(id="p", area="x", title="Ukeplan på fredag")
    decisions = (
        Decision(id="d1", kind=DecisionKind.PRACTICE, ref="p"),
        Decision(id="d2", kind=DecisionKind.CARD, ref="gone"),
        Decision(id="d3", kind=DecisionKind.AGREEMENT, text="står for seg", ref="a1"),
    )
    text = minutes(MEETING.but(decisions=decisions), book(practices=(practice,)), norwegian)
    assert "- Ukeplan på fredag" in text
    assert "står for seg" not in text


def test_nothing_decided_is_said(norwegian: Labels) -> None:
    assert "Ingenting ble bestemt." in minutes(MEETING.but(decisions=()), book(CASE), norwegian)


def test_a_meeting_that_goes_on_or_was_broken_off_says_so(norwegian: Labels) -> None:
    running = MEETING.but(state=MeetingState.RUNNING, ended=None, score=None, next_on=None, roles={})
    text = minutes(running, book(CASE, AGREEMENT), norwegian)
    assert "**Status:** pågår" in text
    assert "fra 14:15, 45 minutter" in text
    assert "Roller" not in text
    assert "Slik ble møtet" not in text
    assert "Neste møte" not in text
    assert "**Status:** avbrutt" in minutes(MEETING.but(state=MeetingState.BROKEN_OFF), book(CASE), norwegian)


def test_what_a_meeting_that_was_broken_off_came_to_is_no_praise(norwegian: Labels) -> None:
    book_here = book(CASE)
    strip = strip_of(MEETING, book_here, None)
    for state in (MeetingState.HELD, MeetingState.BROKEN_OFF):
        text = minutes(MEETING.but(state=state), book_here, norwegian, Advice(strip, None))
        assert ("Møtet ble avbrutt" in text) is (state is MeetingState.BROKEN_OFF)
        assert ("Alt møtet kan vite" in text) is (state is MeetingState.HELD)


def test_what_a_case_was_opened_with_on_the_day_stands_in_it(norwegian: Labels) -> None:
    told = Entry(id="e9", step=Step.SITUATION, text="Fortalt da saken ble åpnet", at=NOW - timedelta(hours=1))
    opened = CASE.but(opened=NOW.date(), entries=(told, *CASE.entries))
    assert "Fortalt da saken ble åpnet" in minutes(MEETING, book(opened), norwegian)
    assert "Skrevet før møtet" not in minutes(MEETING, book(opened), norwegian)


def test_praise_stands_under_the_title_of_its_phase(norwegian: Labels) -> None:
    praise = Entry(id="e9", step=Step.EXCEPTIONS, text="Hun ringer alltid", at=NOW, meeting="m")
    visit = Visit(phase="affirm", title="Ros", minutes=3, case=CASE.code)
    case = CASE.but(entries=(praise,))
    text = minutes(MEETING.but(visits=(*MEETING.visits, visit)), book(case), norwegian)
    assert order(text, "Ros", "Hun ringer alltid")
    assert norwegian.names.of(Step.EXCEPTIONS) not in text
    assert norwegian.names.of(Step.EXCEPTIONS) in minutes(MEETING, book(case), norwegian)


def test_a_plan_meeting_says_which_area(norwegian: Labels) -> None:
    area = Area(id="1", key="parent-meeting", title="Foreldremøtet")
    assert "**Område:** Foreldremøtet" in minutes(MEETING.but(area=area.key), book(areas=(area,)), norwegian)


def test_every_page_says_what_kind_of_paper_it_is(norwegian: Labels) -> None:
    assert "Det hører ikke til elevmappa" in minutes(MEETING, book(CASE), norwegian)


HOSTILE = "# X\n- [a](http://b.no)\n<script>alert(1)</script>\n```\n| a | b |\n|---|---|"


def hostile_everywhere(value: object) -> object:
    """Return a record's plain values with every free text replaced."""
    match value:
        case dict():
            return {
                key: HOSTILE
                if key in {"text", "what", "note", "title", "about", "minimum", "room", "sign", "reason"}
                else hostile_everywhere(each)
                for key, each in value.items()
            }
        case list():
            return [hostile_everywhere(each) for each in value]
        case _:
            return value


def test_no_text_becomes_structure(norwegian: Labels) -> None:
    meeting, case, agreement = (
        msgspec.convert(hostile_everywhere(msgspec.to_builtins(record)), type(record))
        for record in (MEETING, CASE, AGREEMENT)
    )
    assert isinstance(meeting, Meeting)
    page = minutes(meeting, book(case, agreement), norwegian)
    calm = minutes(MEETING, book(CASE, AGREEMENT), norwegian)
    kinds = [
        [(token.type, token.level) for token in MarkdownIt("gfm-like").parse(text) if token.type != "inline"]
        for text in (page, calm)
    ]
    assert {kind for kind, _ in kinds[0]} == {kind for kind, _ in kinds[1]}
    for kind in ("heading_open", "list_item_open", "bullet_list_open"):
        assert sum(name == kind for name, _ in kinds[0]) == sum(name == kind for name, _ in kinds[1])
    rendered = MarkdownIt("gfm-like").render(page)
    assert not re.search(r"<(script|a|table|code|h4)", rendered)


@pytest.mark.parametrize("language", Language)
def test_the_demos_minutes_can_be_read_in_every_language(
    language: Language, book_in: Callable[[Language], Book]
) -> None:
    whole = book_in(language)
    for meeting in whole.meetings:
        text = minutes(meeting, whole, labels(language))
        assert "{" not in text
        assert meeting.title in text


def test_a_book_without_the_agenda_still_gives_minutes(norwegian: Labels) -> None:
    assert "# Saksrunde" in minutes(MEETING, replace(book(), years=()), norwegian)
