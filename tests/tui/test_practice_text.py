from datetime import date

from storage.content.law import legal_notes
from storage.domain.calendar import SchoolYear
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case
from storage.domain.people import Language
from storage.domain.plan.plan import Area, Depth, Level, Milestone, Practice, PracticeState, Reading
from storage.domain.views.book import Book, YearBook
from tests.tui.mode_stage import ENGLISH, TEAM, TODAY
from tui.presentation.plan import Group, PracticeSigns, plan_detail
from tui.presentation.practice import practice_text

PRACTICE = Practice(
    id="p",
    area="talk",
    title="Two agreements at most",
    minimum="One or two, with a day.",
    room="The pupil may write them.",
    level=Level.SOCIETY,
    depth=Depth.CO_DECISION,
    owner="AB",
    month=11,
    sign="Both know what to do.",
    review=date(2026, 11, 27),
    milestones=(
        Milestone(PracticeState.IDEA, date(2026, 8, 20)),
        Milestone(PracticeState.AGREED, date(2026, 9, 1)),
        Milestone(PracticeState.IN_USE, date(2026, 10, 1)),
    ),
    law=("fvl-13", "no-such-note"),
    evidence=("26-001", "25-009", "card", "01h8z0000000000d", "a tip"),
)
CASE = Case(id="c", title="Nice talk", opened=date(2026, 9, 1), code="26-001")
CARD = ExperienceCard(id="card", title="Midway", made=date(2026, 6, 1), worked="Asking.")
BOOK = Book(team=TEAM, practices=(PRACTICE,), cards=(CARD,), years=(YearBook(SchoolYear(2026), cases=(CASE,)),))
LAW = legal_notes(Language.EN)


def rows(practice: Practice = PRACTICE) -> list[str]:
    return [paragraph.said for paragraph in practice_text(ENGLISH, BOOK, practice, TODAY, LAW)]


def test_title_tiers_and_plans_come_first() -> None:
    assert rows()[:5] == [
        "Two agreements at most",
        "law · co-decision · in use",
        "■ Shared minimum: One or two, with a day.",
        "□ Room for initiative: The pupil may write them.",
        "owner AB · November · review Fri 27 Nov · agreed 1 Sept → in use 1 Oct",
    ]


def test_what_is_missing_is_said() -> None:
    bare = rows(Practice(id="b", area="talk", title="Bare"))
    assert bare == [
        "Bare",
        "school · information · idea",
        "■ Shared minimum: not written yet",
        "□ Room for initiative: not written yet",
        "no owner yet · all year",
    ]


def test_where_it_came_from_names_cases_cards_and_what_was_deleted() -> None:
    assert "It came from: 26-001 Nice talk · deleted case · card “Midway” · deleted card · a tip" in rows()


def test_a_legal_note_says_when_it_was_checked_and_an_uncertain_one_warns() -> None:
    note = LAW["fvl-13"]
    assert not note.certain
    assert rows()[-1] == (
        f"{note.reference}: {note.says} Read the source yourselves first. ({note.source}; last checked 23 Nov 2026)"
    )


def test_a_practice_done_this_year_says_so() -> None:
    assert "done this school year" in rows(PRACTICE.but(done=(2026,)))[4]
    assert "done this school year" not in rows(PRACTICE.but(done=(2025,)))[4]


def test_an_area_tells_what_it_is_about_and_where_it_has_stood() -> None:
    readings = (Reading(date(2025, 9, 1), 4), Reading(date(2026, 9, 1), 6, Depth.DIALOGUE))
    area = Area(id="a", key="talk", title="The conversation", about="Twice a year.", readings=readings)
    book = Book(team=TEAM, areas=(area,), practices=(PRACTICE,))
    shown = plan_detail(ENGLISH, book, Group("talk", area.title, (PRACTICE,)), PracticeSigns(TODAY, frozenset()), LAW)
    assert [paragraph.said for paragraph in shown] == [
        "The conversation",
        "Twice a year.",
        "0 ────────────○─────●──────────── 10",
        "4 on 1 Sept 2025 · 6 now · dialogue",
        "▸ Two agreements at most",
    ]


def test_a_bare_month_says_that_nothing_is_in_it() -> None:
    shown = plan_detail(ENGLISH, BOOK, Group("5", "May", ()), PracticeSigns(TODAY, frozenset()), LAW)
    assert [paragraph.said for paragraph in shown] == ["No practices here yet."]
    assert plan_detail(ENGLISH, BOOK, None, PracticeSigns(TODAY, frozenset()), LAW) == ()
