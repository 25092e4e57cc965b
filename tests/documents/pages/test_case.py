from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from storage.documents.pages.case import case_page
from storage.documents.words import Labels, labels
from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement, Done, Rating, rated
from storage.domain.case.case import (
    Case,
    CaseState,
    CrossPressure,
    Entry,
    Idea,
    Learned,
    Outcome,
    Pick,
    Route,
    Step,
    Told,
    View,
    without_entry,
)
from storage.domain.case.standing import put_away, reported, set_aside
from storage.domain.people import Language, Team
from storage.domain.record import revised
from storage.domain.views.book import Book, YearBook

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
BARE = Case(id="c", code="26-001", title="Lekser", opened=DAY)
FULL = BARE.but(
    owner="AB",
    themes=("homework", "own-theme"),
    entries=(
        Entry(id="e1", step=Step.SITUATION, text="Første linje\nandre linje", at=NOW, by="AB"),
        Entry(id="e2", step=Step.VIEWS, text="Vil ha ro", at=NOW, view=View.HOME, scale=3),
    ),
    ideas=(Idea(id="i1", text="Ringe", pick=Pick.TRIED), Idea(id="i2", text="Skrive")),
    pressure=CrossPressure(fixed="Timene", decides="Rektor"),
    first_step="Det gikk bra",
    learned=(Learned(id="l1", outcome=Outcome.CARD, ref="k"),),
)
AGREEMENT = Agreement(id="a", what="Ringe hjem", owner="AB", made=DAY, due=DAY, buddy="CD", review=DAY, case="26-001")


def book(*agreements: Agreement) -> Book:
    return Book(Team(id="t", name="T"), years=(YearBook(SchoolYear(2026), agreements=agreements),))


def test_the_path_stands_in_order(norwegian: Labels) -> None:
    page = case_page(FULL, book(AGREEMENT), norwegian)
    wanted = ["# 26-001 Lekser", "Om saken", "Avtaler", "Situasjonen", "Slik ser andre det", "Ideer", "Krysspress"]
    places = [page.index(f"{'' if word.startswith('#') else '## '}{word}") for word in wanted]
    assert places == sorted(places)
    assert "2.11.2026, AB: Første linje\\\n  andre linje" in page
    assert "2.11.2026: *hjemmet:* Vil ha ro (3 av 10)" in page
    assert "- Ringe (*prøvd*)\n- Skrive" in page
    assert "**Temaer:** lekser, own-theme" in page
    assert "**Den som bestemmer:** Rektor" in page
    assert "Det de har rett til" not in page
    assert "Det hører ikke til elevmappa" in page


def test_what_is_empty_has_no_heading(norwegian: Labels) -> None:
    page = case_page(BARE, book(), norwegian)
    assert page.count("#") == 1 + 2
    assert "**Status:** åpen" in page


def test_agreements_come_with_what_was_said_about_them(norwegian: Labels) -> None:
    said = rated(AGREEMENT, Rating(on=DAY, done=Done.PARTLY))
    page = case_page(FULL, book(said), norwegian)
    assert (
        "Ringe hjem – AB, frist 2.11.2026; makker CD; vi spør om det hjalp 2.11.2026\n  - 2.11.2026: delvis gjort"
        in page
    )


def test_the_state_says_since_when_and_why(norwegian: Labels) -> None:
    page = case_page(set_aside(BARE, CaseState.LIFTED, "Rektor må svare", DAY), book(), norwegian)
    assert "**Status:** løftet til ledelsen fra 2.11.2026" in page
    assert "**Grunn:** Rektor må svare" in page


def test_the_gate_says_who_was_told(norwegian: Labels) -> None:
    told = Told(route=Route.NOT_SAFE, who="Rektor", on=DAY)
    page = case_page(reported(BARE, told), book(), norwegian)
    assert "Ja, eller vi vet ikke." in page
    assert "**Meldt fra:** eleven har det ikke trygt og godt: Rektor, 2.11.2026" in page
    away = case_page(put_away(BARE, "En misforståelse"), book(), norwegian)
    assert "Nei, så langt vi vet." in away
    assert "**Derfor ble det ikke meldt:** En misforståelse" in away


def test_a_question_before_a_value_has_no_colon(norwegian: Labels) -> None:
    page = case_page(BARE.but(safe=True), book(), norwegian)
    assert f"**{norwegian.words.case.unsafe}** {norwegian.words.case.unsafe_no}" in page


def test_one_who_may_see_it_all_sees_earlier_values_too(norwegian: Labels) -> None:
    changed = revised(FULL, without_entry(FULL, "e1").but(title="Lekser hjemme"), by="", at=NOW, change="1")
    changed = revised(changed, changed.but(pressure=None, first_step=""), by="AB", at=NOW, change="2")
    changed = revised(changed, changed.but(first_step="Bedre"), by="AB", at=NOW, change="3")
    moved = revised(AGREEMENT, AGREEMENT.but(due=date(2026, 12, 1)), by="CD", at=NOW, change="4")
    page = case_page(changed, book(moved), norwegian, all_of_it=True)
    assert "- 2.11.2026, felles, tittel: Lekser" in page
    assert "Første linje\\\n  andre linje" in page
    assert "AB, krysspress: Timene\\\n  Rektor" in page
    assert page.count("AB, hvordan første steg gikk") == 1, "from an empty field nothing is told"
    assert "CD, frist: 2.11.2026" in page
    assert "Første linje" not in case_page(changed, book(moved), norwegian)


def test_an_earlier_answer_about_safety_says_what_was_asked(norwegian: Labels) -> None:
    safe = revised(BARE, BARE.but(safe=True), by="AB", at=NOW, change="1")
    changed = revised(safe, safe.but(safe=False), by="AB", at=NOW, change="2")
    page = case_page(changed, book(), norwegian, all_of_it=True)
    assert "AB, om eleven kan være utrygg: Nei, så langt vi vet." in page


def test_an_earlier_value_says_choices_and_days_as_people_do(norwegian: Labels) -> None:
    parked = set_aside(BARE, CaseState.PARKED, "Venter", DAY)
    changed = revised(parked, parked.but(standing=None), by="AB", at=NOW, change="1")
    changed = revised(changed, changed.but(first_step="2026-13-45"), by="AB", at=NOW, change="2")
    changed = revised(changed, changed.but(first_step=""), by="AB", at=NOW, change="3")
    page = case_page(changed, book(), norwegian, all_of_it=True)
    assert "AB, status: parkert\\\n  2.11.2026\\\n  Venter" in page
    assert "2026-13-45" in page


def test_what_was_empty_before_takes_no_line(norwegian: Labels) -> None:
    parked = revised(BARE, set_aside(BARE, CaseState.PARKED, "Venter", DAY), by="AB", at=NOW, change="1")
    assert "Tidligere versjoner" not in case_page(parked, book(), norwegian, all_of_it=True)


def test_themes_that_were_changed_are_listed_too(norwegian: Labels) -> None:
    changed = revised(FULL, FULL.but(themes=()), by="AB", at=NOW, change="1")
    assert "AB, temaer: lekser\\\n  own-theme" in case_page(changed, book(), norwegian, all_of_it=True)


@pytest.mark.parametrize("language", Language)
def test_the_demos_cases_can_be_read_in_every_language(language: Language, book_in: Callable[[Language], Book]) -> None:
    whole = book_in(language)
    for case in whole.cases:
        page = case_page(case, whole, labels(language), all_of_it=True)
        assert f" {case.code} " in page.splitlines()[0]
        assert all(entry.text[:12] in page for entry in case.entries)
        assert "{" not in page
