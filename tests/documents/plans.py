"""Plans that hold any text in any field, and a book made of a document."""

from datetime import date
from itertools import count

from hypothesis import strategies as st

from storage.documents.plan_file.document import plan_document
from storage.documents.plan_reading.merging import records_of
from storage.documents.plan_reading.reading import read_plan
from storage.documents.words import labels
from storage.domain.calendar import MONTHS
from storage.domain.people import Language, Team
from storage.domain.plan.plan import ALL_YEAR, Area, Depth, Level, Milestone, Practice, PracticeState, Reading
from storage.domain.views.book import Book

TODAY = date(2026, 11, 23)
TEAM = Team(id="team", name="6. trinn")
AREAS = ("one", "two", "three")
MARKS = st.text(alphabet="-+*_#=>`~[]()!<&:;|\\.0123456789 \n\tab@$/{}«»–", max_size=60)
LINES = st.lists(
    st.sampled_from((
        "- a", "  - b", "1. a", "2. b", "* c", "```", "~~~", "    code", "# h", "> q", "| a | b |", "|---|---|", "---",
        "===", "", "**Status:** avtalt", "- **Ansvar:** AB", "Ansvar: AB", "[a]: /url", "<b>", "&amp;",
        "שלום", "👩‍👩‍👧", "x\\",
        "- [x] gjort", "+ d", "12) e", "Når: mai", "\u00a0x", "a  b", "## Uten område",
    )),
    max_size=7,
).map("\n".join)  # fmt: skip
TEXTS = st.one_of(st.just(""), MARKS, LINES, st.text(max_size=40))
DAYS = st.dates(min_value=date(1, 1, 1))


def practices(area: st.SearchStrategy[str]) -> st.SearchStrategy[Practice]:
    return st.builds(
        Practice,
        id=st.uuids().map(str),
        area=area,
        title=TEXTS,
        minimum=TEXTS,
        room=TEXTS,
        sign=TEXTS,
        level=st.sampled_from(Level),
        depth=st.sampled_from(Depth),
        owner=TEXTS,
        month=st.sampled_from((ALL_YEAR, *MONTHS)),
        review=st.none() | DAYS,
        milestones=st.lists(st.builds(Milestone, st.sampled_from(PracticeState), DAYS), max_size=3).map(tuple),
        themes=st.lists(st.sampled_from(("homework", "rules", "ukjent")) | TEXTS, max_size=3).map(tuple),
        law=st.lists(st.sampled_from(("oppl-10-3", "oppl-11-6", "gone")) | TEXTS, max_size=3).map(tuple),
        evidence=st.lists(st.sampled_from(("26-001", "01h8z0000000000a")) | TEXTS, max_size=3).map(tuple),
        done=st.lists(st.integers(2000, 2099), max_size=3).map(tuple),
        notes=TEXTS,
    )


def areas(key: str) -> st.SearchStrategy[Area]:
    readings = st.builds(Reading, DAYS, st.integers(0, 10), st.none() | st.sampled_from(Depth))
    return st.builds(
        Area,
        id=st.uuids().map(str),
        key=st.just(key),
        title=TEXTS,
        about=TEXTS,
        order=st.integers(0, 3),
        hidden=st.booleans(),
        readings=st.lists(readings, max_size=3).map(tuple),
        notes=TEXTS,
    )


PLANS = st.builds(
    lambda count, all_areas, within: Book(TEAM, areas=all_areas[:count], practices=tuple(within)),
    st.integers(0, len(AREAS)),
    st.tuples(*map(areas, AREAS)),
    st.lists(practices(st.sampled_from(AREAS)), max_size=4),
)


def exported(book: Book, language: Language = Language.NB) -> str:
    return plan_document(book, labels(language))


def imported(document: str, into: Book | None = None) -> Book:
    numbers = count()
    empty = into or Book(TEAM)
    paper = read_plan(document, TODAY, "plan")
    found = records_of(paper, empty, lambda: f"{next(numbers):016d}")
    return Book(empty.team, areas=found[0], practices=found[1], cards=empty.cards)
