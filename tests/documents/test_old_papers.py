"""Documents from before fredstid: every line found again, and what was agreed on seen as such."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.documents.old_papers.lines import PaperLine, lines_of
from storage.documents.old_papers.sorting import OldPaper, sorted_paper
from storage.documents.old_papers.taking import records_of_paper
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting
from storage.domain.record import texts_of
from tests.documents.old_papers import PAPERS, Foreign, paper_called

TODAY = date(2026, 11, 25)
TEAM = ("AB", "CD", "EF")


def read(paper: Foreign) -> tuple[tuple[PaperLine, ...], OldPaper]:
    lines = lines_of(paper.document.encode(), paper.ending)
    return lines, sorted_paper(lines, paper.name, TEAM, TODAY)


def texts(sorted_: OldPaper) -> Iterator[str]:
    for record in records_of_paper(sorted_, TODAY):
        yield from texts_of(record)


def test_there_are_thirty_and_no_two_are_alike() -> None:
    assert len(PAPERS) >= 30
    assert len({paper.document for paper in PAPERS}) == len(PAPERS)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_no_line_is_lost(paper: Foreign) -> None:
    lines, sorted_ = read(paper)
    kept = set(texts(sorted_))
    assert not [line.text for line in lines if line.text not in kept]
    assert len(lines) >= sum(bool(line.strip(" |-:")) for line in paper.document.splitlines())


def test_four_of_five_agreements_are_seen_as_such_and_few_that_are_none() -> None:
    seen = wanted = wrong = 0
    for paper in PAPERS:
        _, sorted_ = read(paper)
        agreed = set(lines_of("\n".join(paper.agreed).encode(), paper.ending if paper.agreed else ".txt"))
        told = {line.text for line in agreed}
        found = {each.line for each in sorted_.agreements}
        wanted += len(told)
        seen += len(told & found)
        wrong += len(found - told)
    assert seen >= 0.8 * wanted
    assert wrong <= 0.1 * wanted


def test_what_lies_ahead_and_is_somebodys_is_an_agreement_and_the_rest_was_decided_then() -> None:
    _, sorted_ = read(paper_called("tabell"))
    meeting, *rest = records_of_paper(sorted_, TODAY)
    assert isinstance(meeting, Meeting)
    assert [(each.owner, each.due) for each in rest if isinstance(each, Agreement)] == [
        ("AB", date(2026, 12, 10)),
        ("CD", date(2026, 12, 12)),
    ]
    meeting, *rest = records_of_paper(read(paper_called("teammote"))[1], TODAY)
    assert isinstance(meeting, Meeting)
    assert not rest
    assert [each.text for each in meeting.decisions] == ["AB ringer hjem innen 16.10", "CD lager plakat, frist fredag"]


def test_a_case_has_what_is_told_under_it() -> None:
    _, sorted_ = read(paper_called("bare-saker"))
    cases = [each for each in records_of_paper(sorted_, TODAY) if isinstance(each, Case)]
    assert [(case.title, [entry.text for entry in case.entries]) for case in cases] == [
        ("Case 3: Homework", ["Too much on Thursdays."]),
        ("Case 4: The bus", ["Late three times."]),
    ]


def test_the_same_document_becomes_the_same_records() -> None:
    for paper in PAPERS:
        assert records_of_paper(read(paper)[1], TODAY) == records_of_paper(read(paper)[1], TODAY)


def word(lines: int = 1) -> bytes:
    held = docx.Document()
    held.add_heading("Møte 12.10.2026", 1)
    held.add_heading("Avtaler", 2)
    for _ in range(lines):
        held.add_paragraph("AB ringer hjem", style="List Bullet")
    table = held.add_table(2, 2)
    for cell, text in zip(table._cells, ("Hva", "Hvem", "Skrive", "CD"), strict=True):
        cell.text = text
    into = BytesIO()
    held.save(into)
    return into.getvalue()


def test_word_is_read_with_its_headings_lists_and_tables() -> None:
    lines = lines_of(word(), ".docx")
    assert [(line.text, line.heading, line.is_item) for line in lines] == [
        ("Møte 12.10.2026", 1, False),
        ("Avtaler", 2, False),
        ("AB ringer hjem", 0, True),
        ("Hva · Hvem", 0, False),
        ("Skrive · CD", 0, False),
    ]
    assert [each.who for each in sorted_paper(lines, "x", TEAM, TODAY).agreements] == ["AB", "CD"]


def bomb() -> bytes:
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (50 * 1024 * 1024))
    return into.getvalue()


@pytest.mark.parametrize(
    ("raw", "ending", "code"),
    [
        (b"no zip at all", ".docx", "not-a-document"),
        (word()[:900], ".docx", "not-a-document"),
        (bomb(), ".docx", "long-document"),
        (b"%PDF-1.7 ...", ".txt", "not-text"),
        (b"PK\x03\x04rest", ".md", "not-text"),
        (b"a\0b\0c\0d\0", ".txt", "not-text"),
        (b"x" * (6 * 1024 * 1024), ".txt", "long-document"),
        (b"a;b\n" * 100_000, ".csv", "many-lines"),
    ],
)
def test_bad_input_is_refused_by_name(raw: bytes, ending: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        lines_of(raw, ending)
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_whatever_program_wrote_it(encoding: str) -> None:
    lines = lines_of("Hva;Hvem\nSpørre på nytt;AB\n".encode(encoding), ".csv")
    assert lines[1].cells == ("Spørre på nytt", "AB")


def test_formulas_are_text() -> None:
    _, sorted_ = read(paper_called("formel"))
    assert "=cmd|'/C calc'!A0 · AB · 9.12.2026" in set(texts(sorted_))


@given(st.text("abAB 1.:#-|*;,\n[]()=«»", max_size=300))
def test_whatever_is_written_no_line_is_lost(text: str) -> None:
    lines = lines_of(text.encode(), ".txt")
    kept = set(texts(sorted_paper(lines, "x", TEAM, TODAY)))
    assert not [line.text for line in lines if line.text not in kept]


def test_years_of_minutes_are_read_in_a_second() -> None:
    many = "\n".join(paper.document for paper in PAPERS if paper.ending in {".md", ".txt"})
    raw = (many * (200 * 1024 // len(many.encode()) + 1)).encode()
    begun = perf_counter()
    records_of_paper(sorted_paper(lines_of(raw, ".md"), "x", TEAM, TODAY), TODAY)
    assert perf_counter() - begun < 1
