"""What changes bring before the safety gate."""

import msgspec

from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, Entry, Idea, Kind, Route, Step
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.meeting.meeting import Meeting, Note
from storage.domain.people import Team
from storage.domain.record import Record
from storage.store import Change
from tests.tui.stage import NOW, TODAY, english_desk
from tui.desk.keeping import Raised, raised

SURE = "An adult at school hit the pupil."
DOUBT = "The pupil leaves the classroom several times a week."
SAID = "hit the pupil"


def of(before: Record | None, after: Record | None, *kept: Record) -> Raised | None:
    return raised(english_desk().store.book(), (Change(before, after),), kept)


def a_case() -> Case:
    return english_desk().store.book().case("26-001")


def test_entries_ideas_and_reasons_ring_in_their_case() -> None:
    case = a_case()
    entry = Entry(id="new", step=Step.IDEAS, text=SURE, at=NOW)
    for after in (
        case.but(entries=(*case.entries, entry)),
        case.but(ideas=(Idea(id="new", text=SURE),)),
        case.but(first_step=SURE),
    ):
        seen = of(case, after)
        assert seen
        assert (seen.code, seen.route, seen.question, seen.standing) == ("26-001", Route.ADULT, "", False)


def test_agreements_notes_and_cards_ring_in_the_case_they_are_about() -> None:
    meeting = Meeting(id="m", form="f", title="t", started=NOW, planned=45)
    note = Note(id="n", phase="p", text=SURE, case="26-001")
    card = ExperienceCard(id="new", title="t", made=TODAY, worked=SURE, sources=("26-001",))
    agreement = Agreement(id="new", what=SURE, owner="AB", made=TODAY, due=TODAY, case="26-001")
    for before, after in ((None, agreement), (None, card), (meeting, meeting.but(parking=(note,)))):
        seen = of(before, after)
        assert seen
        assert (seen.code, seen.route) == ("26-001", Route.ADULT)


def test_what_was_agreed_in_a_conversation_rings_in_the_case_it_names() -> None:
    round_ = ConversationRound(id="r", starts=TODAY, ends=TODAY, midpoint=TODAY)
    for pupil, code in (("26-001", "26-001"), ("7", "")):
        made = ConversationAgreement(id="a", pupil=pupil, what=SURE, made=TODAY)
        seen = of(round_, round_.but(agreements=(made,)))
        assert seen
        assert seen.code == code


def test_what_came_of_a_conversation_rings_in_the_case_it_names_too() -> None:
    made = ConversationAgreement(id="a", pupil="26-001", what="Read together", made=TODAY)
    before = ConversationRound(id="r", starts=TODAY, ends=TODAY, midpoint=TODAY, agreements=(made,))
    rated = msgspec.structs.replace(made, ratings=(Rating(on=TODAY, done=Done.PARTLY, note=SURE),))
    seen = of(before, before.but(agreements=(rated,)))
    assert seen
    assert (seen.code, seen.route) == ("26-001", Route.ADULT)


def test_what_is_about_no_case_rings_too() -> None:
    seen = of(None, Agreement(id="new", what=SURE, owner="AB", made=TODAY, due=TODAY))
    assert seen
    assert (seen.code, seen.route) == ("", Route.ADULT)


def test_doubt_brings_its_question() -> None:
    case = a_case()
    seen = of(case, case.but(first_step=DOUBT))
    assert seen
    assert seen.question.endswith("?")


def test_the_gravest_comes_first() -> None:
    book, case = english_desk().store.book(), a_case()
    changes = (Change(case, case.but(first_step=DOUBT)), Change(case, case.but(first_step=SURE)))
    seen = raised(book, changes, ())
    assert seen
    assert not seen.question


def test_a_new_case_is_asked_the_question_every_case_begins_with() -> None:
    fresh = Case(id="new", title="Tears", opened=TODAY)
    seen = of(None, fresh, fresh.but(code="26-003"))
    assert seen
    assert (seen.code, seen.standing) == ("26-003", True)
    assert of(None, fresh.but(safe=True)) is None
    assert of(None, fresh.but(kind=Kind.SUCCESS)) is None


def test_ticks_ring() -> None:
    case = a_case()
    seen = of(case, case.but(safe=False))
    assert seen
    assert (seen.code, seen.route, seen.question) == ("26-001", Route.NOT_SAFE, "")
    theme = of(case, case.but(themes=(*case.themes, "safe-environment")))
    assert theme
    assert theme.standing
    assert of(case, case.but(themes=("absence",))) is None


def test_what_the_gate_itself_takes_down_rings_nothing() -> None:
    case = a_case()
    assert of(case, case.but(safe=False, alarm=Route.NOT_SAFE)) is None
    assert of(case, case.but(safe=True, false_alarm=SURE)) is None


def test_what_goes_rings_nothing() -> None:
    case = a_case()
    assert of(case, None) is None
    assert of(None, Team(id="t", name="Team 6")) is None
