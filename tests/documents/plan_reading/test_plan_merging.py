from collections.abc import Callable, Sequence
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.documents.plan_reading.merging import PlanDifference, What, accepted_pairs, differences
from storage.documents.plan_reading.reading import read_plan
from storage.documents.words import labels
from storage.domain.case.card import ExperienceCard
from storage.domain.people import Language, Member, Team
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState, Reading
from storage.domain.views.book import Book
from tests.documents.plans import PLANS, TODAY, exported

TEAM = Team(id="t", name="6. trinn", members=(Member(alias="AB"),))
CARD = ExperienceCard(id="01h8z0000000000c", title="Stopp i tide", made=TODAY, worked="x")
TALK = Practice(
    id="p1",
    area="talks",
    title="Spørsmålet først",
    minimum="Alle spør.",
    room="Noen ringer.",
    owner="AB",
    month=10,
    milestones=(Milestone(PracticeState.IDEA, date(2026, 8, 1)), Milestone(PracticeState.AGREED, date(2026, 9, 1))),
    evidence=("26-001", CARD.id, "01h8z0000000000d"),
)
CALL = Practice(id="p2", area="contact", title="Ringe først", minimum="Vi ringer.")
OLD = Practice(id="p3", area="contact", title="Gammel", milestones=(Milestone(PracticeState.RETIRED, TODAY),))
BOOK = Book(
    TEAM,
    areas=(
        Area(id="a1", key="talks", title="Samtalen", order=1, readings=(Reading(TODAY, 5),)),
        Area(id="a2", key="contact", title="Første kontakt", order=2),
        Area(id="a3", key="empty", title="Tomt område", order=3),
    ),
    practices=(TALK, CALL, OLD),
    cards=(CARD,),
)


def compared(document: str, book: Book = BOOK) -> tuple[PlanDifference, ...]:
    numbers = count()
    paper = read_plan(document, TODAY, "fil")
    return differences(paper, book, labels(Language.NB), new_id=lambda: f"new{next(numbers)}", today=TODAY)


def merged(found: Sequence[PlanDifference], book: Book = BOOK) -> Book:
    records = {record.id: record for record in (*book.areas, *book.practices)}
    for _, after in accepted_pairs(found, found):
        records[after.id] = after
    return Book(
        book.team,
        areas=tuple(each for each in records.values() if isinstance(each, Area)),
        practices=tuple(each for each in records.values() if isinstance(each, Practice)),
        cards=book.cards,
    )


def said(found: Sequence[PlanDifference]) -> list[tuple[What, str, str, str, str]]:
    return [(each.what, each.title or each.area, each.field, each.old, each.new) for each in found]


def test_an_unchanged_export_has_no_differences() -> None:
    assert compared(exported(BOOK)) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, st.sampled_from(Language))
def test_no_export_of_any_plan_differs_from_it(book: Book, language: Language) -> None:
    paper = read_plan(exported(book, language), TODAY, "fil")
    assert differences(paper, book, labels(language), new_id=str, today=TODAY) == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, PLANS)
def test_a_document_whose_differences_are_all_taken_says_the_same_afterwards(book: Book, other: Book) -> None:
    document = exported(other)
    after = merged(compared(document, book), book)
    gone = [each for each in compared(document, after) if each.what is not What.GONE]
    assert not [each for each in gone if each.what in {What.NEW_AREA, What.NEW_PRACTICE}]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Alle spør.", "Alle spør først.", ("minimum", "Alle spør.", "Alle spør først.")),
        ("Ansvarlig:** AB", "Ansvarlig:** XY", ("owner", "AB", "XY")),
        ("- **Ansvarlig:** AB\n", "", ("owner", "AB", "")),
        ("Når:** oktober", "Når:** februar", ("month", "oktober", "februar")),
        ("### Spørsmålet først", "### Spørsmål først", ("title", "Spørsmålet først", "Spørsmål først")),
        ("Bestemt av:** skolen", "Bestemt av:** hver enkelt", ("level", "skolen", "hver enkelt")),
    ],
)
def test_a_changed_field_is_one_difference_and_taking_it_changes_that_field(
    old: str, new: str, expected: tuple[str, str, str]
) -> None:
    document = exported(BOOK)
    assert old in document
    found = compared(document.replace(old, new, 1))
    assert [(each.what, each.field, each.old, each.new) for each in found] == [(What.CHANGED, *expected)]
    ((before, after),) = accepted_pairs(found, found)
    assert before == TALK
    field = expected[0]
    assert after == TALK.but(**{field: getattr(after, field)}) != TALK
    assert compared(document.replace(old, new, 1), merged(found)) == ()


def test_fields_our_documents_always_write_are_kept_where_they_were_taken_out() -> None:
    document = exported(BOOK)
    for line in ("- **Bestemt av:** skolen\n", "- **Dybde:** informasjon\n", "- **Når:** oktober\n"):
        document = document.replace(line, "", 1)
    assert compared(document) == ()


def test_a_state_without_a_day_is_reached_today_and_keeps_the_way_there() -> None:
    document = exported(BOOK)
    steps = "idé 1. august 2026, avtalt 1. september 2026"
    assert compared(document.replace(steps, "avtalt")) == ()
    ((_, after),) = accepted_pairs(found := compared(document.replace(steps, "i bruk")), found)
    assert isinstance(after, Practice)
    assert after.milestones == (*TALK.milestones, Milestone(PracticeState.IN_USE, TODAY))


def test_sources_keep_their_identity_where_others_come_and_go() -> None:
    document = exported(BOOK)
    line = "26-001; kortet «Stopp i tide»; slettet kort"
    found = compared(document.replace(line, f"{line}; noen fortalte"))
    ((_, after),) = accepted_pairs(found, found)
    assert isinstance(after, Practice)
    assert after.evidence == (*TALK.evidence, "noen fortalte")


def test_a_document_in_another_language_than_the_readers_has_no_differences_of_its_own() -> None:
    assert compared(exported(BOOK, Language.EN)) == ()


def test_new_areas_and_practices_come_with_what_they_need() -> None:
    document = exported(BOOK) + "\n## Nytt område\n\nOm det.\n\n### Ny praksis\n\n- **Ansvarlig:** ab\n"
    found = compared(document)
    assert [(each.what, each.title, each.area) for each in found] == [
        (What.NEW_AREA, "", "Nytt område"),
        (What.NEW_PRACTICE, "Ny praksis", "Nytt område"),
    ]
    (area, practice) = sorted((after for _, after in accepted_pairs(found[1:], found)), key=lambda each: each.id)
    assert isinstance(area, Area)
    assert isinstance(practice, Practice)
    assert (practice.area, practice.owner) == (area.key, "AB")
    assert area.order > BOOK.areas[-1].order


def test_what_was_taken_out_is_retired_or_hidden_and_what_is_retired_already_is_left() -> None:
    document = exported(BOOK)
    start, end = document.index("## Første kontakt"), document.index("## Tomt område")
    found = compared(document[:start])
    assert [(each.what, each.title or each.area) for each in found] == [
        (What.GONE, "Ringe først"),
        (What.GONE, "Første kontakt"),
        (What.GONE, "Tomt område"),
    ]
    after = merged(found)
    assert [area.hidden for area in after.areas] == [False, True, True]
    assert after.practices[1].milestones == (Milestone(PracticeState.RETIRED, TODAY),)
    assert compared(document[:start], after) == ()
    assert end > start


def test_somebody_elses_document_takes_nothing_out_and_empties_nothing() -> None:
    found = compared("# Vår plan\n\n## Samtalen\n\n### Spørsmålet først\n\nAnsvar: CD\n")
    assert said(found) == [
        (What.CHANGED, "Samtalen", "notes", "", "Vår plan"),
        (What.CHANGED, "Spørsmålet først", "owner", "AB", "CD"),
    ]


def test_a_practice_that_stands_elsewhere_was_moved() -> None:
    document = exported(BOOK).replace("## Første kontakt\n\n### Ringe først", "### Ringe først")
    document = document.replace("### Gammel", "## Første kontakt\n\n### Gammel")
    found = compared(document)
    assert said(found) == [(What.MOVED, "Ringe først", "area", "Første kontakt", "Samtalen")]
    assert merged(found).practices[1].area == "talks"


def test_an_area_with_another_title_is_the_same_where_its_practices_are() -> None:
    found = compared(exported(BOOK).replace("## Første kontakt", "## Kontakten"))
    assert said(found) == [(What.CHANGED, "Første kontakt", "title", "Første kontakt", "Kontakten")]


def test_a_practice_without_an_area_stays_without_one() -> None:
    homeless = Book(TEAM, practices=(TALK.but(area="gone"),))
    assert compared(exported(homeless), homeless) == ()


def test_the_demos_plan_has_no_differences_from_itself(book: Book, book_in: Callable[[Language], Book]) -> None:
    assert compared(exported(book), book) == ()
    english = book_in(Language.EN)
    paper = read_plan(exported(english, Language.EN), TODAY, "x")
    assert differences(paper, english, labels(Language.EN), new_id=str, today=TODAY) == ()
