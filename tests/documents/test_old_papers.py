"""Documents from before fredstid: every line found again, and what was agreed on seen as such."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from storage.documents.old_papers.lines import PaperLine, lines_of
from storage.documents.old_papers.sorting import OldAgreement, OldPaper, sorted_papers
from storage.documents.old_papers.taking import records_of
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import Record, texts_of
from tests.documents.old_papers import FRESH, PAPERS, STRANGERS, Foreign, paper_called, promised, told_lines, words_of

TODAY = date(2026, 11, 25)
TEAM = ("AB", "CD", "EF")


AREAS = (Area(id="a1", key="contact", title="Everyday contact"), Area(id="a2", key="food", title="Food and trips"))


def read(paper: Foreign) -> tuple[tuple[PaperLine, ...], tuple[OldPaper, ...]]:
    lines = lines_of(paper.raw, paper.ending)
    return lines, sorted_papers(lines, paper.name, TEAM, TODAY)


def kept(paper: Foreign) -> tuple[Record, ...]:
    return records_of(read(paper)[1], TODAY, AREAS)


def texts(paper: Foreign) -> Iterator[str]:
    for record in kept(paper):
        yield from texts_of(record)


def agreements(paper: Foreign) -> tuple[OldAgreement, ...]:
    return tuple(each for one in read(paper)[1] for each in one.agreements)


def test_there_are_thirty_and_twenty_more_and_no_two_are_alike() -> None:
    assert len(PAPERS) >= 30
    assert len(STRANGERS) >= 20
    assert len({paper.document for paper in (*PAPERS, *STRANGERS)}) == len(PAPERS) + len(STRANGERS)


@pytest.mark.parametrize("paper", [*PAPERS, *STRANGERS, *FRESH], ids=lambda paper: paper.name)
def test_no_line_is_lost(paper: Foreign) -> None:
    lines, _ = read(paper)
    whole = tuple(map(str.casefold, texts(paper)))
    assert not [line.text for line in lines if not any(line.text.casefold() in text for text in whole)]
    words = tuple(map(words_of, whole))
    assert not [line for line in told_lines(paper) if not any(line.casefold() in text for text in words)]


@pytest.mark.parametrize("papers", [PAPERS, STRANGERS], ids=["foreign", "strangers"])
def test_four_of_five_agreements_are_seen_as_such_and_few_that_are_none(papers: tuple[Foreign, ...]) -> None:
    seen = wanted = wrong = 0
    for paper in papers:
        told = [words_of(each.casefold()) for each in paper.agreed]
        found = [words_of(each.line.casefold()) for each in agreements(paper)]
        wanted += len(told)
        seen += sum(any(each in other for other in found) for each in told)
        wrong += sum(not any(each in other for each in told) for other in found)
    assert seen >= 0.8 * wanted
    assert wrong <= 0.1 * wanted


def test_of_fresh_documents_it_is_told_who_does_what_until_when_each_promise_by_itself() -> None:
    wanted, known, right, extra = promised(), 0, 0, 0
    for paper in FRESH:
        mine = [each for each in wanted if each.paper == paper.name]
        team = {alias for each in mine for alias in each.who}
        papers = sorted_papers(lines_of(paper.raw, paper.ending), paper.name, team, date(2026, 12, 1))
        seen = [each for told in papers for each in told.agreements]
        said = [[each for each in mine if each.words in other.line] for other in seen]
        extra += sum(not each for each in said)
        alone = [(each[0], other) for each, other in zip(said, seen, strict=True) if len(each) == 1]
        known += len(alone)
        right += sum((set(each.who), each.due) == (set(other.who), other.due) for each, other in alone)
    assert known >= 0.9 * len(wanted)
    assert right >= 0.85 * len(wanted)
    assert extra <= 0.1 * len(wanted)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("AB ringer hjem fredag", date(2026, 11, 27)),
        ("AB ringer heim laurdag", date(2026, 11, 28)),
        ("AB calls home Friday and tells the class", date(2026, 11, 27)),
        ("AB ringer hjem i morgen", date(2026, 11, 26)),
        ("AB ringer heim i morgon tidleg", date(2026, 11, 26)),
        ("AB ringer hjem i uke 50", date(2026, 12, 11)),
        ("AB ringer heim veke 50", date(2026, 12, 11)),
        ("AB calls home in week 50", date(2026, 12, 11)),
        ("AB ringer hjem tirsdag i uke 50", date(2026, 12, 8)),
        ("AB ringer hjem mandag 7.", date(2026, 12, 7)),
        ("AB calls home December 3 if need be", date(2026, 12, 3)),
        ("AB ringer hjem torsdag den 3. desember", date(2026, 12, 3)),
        ("AB åpner leksehjelp onsdager", None),
        ("AB ringer hjem hver fredag", None),
        ("AB calls home every Friday", None),
        ("AB er i garderoben resten av uka", date(2026, 11, 27)),
        ("AB is at the door for the rest of the week", date(2026, 11, 27)),
        ("AB ringer hjem to ganger i uka", None),
        ("AB har ringt forrige fredag og skriver brev", None),
    ],
)
def test_a_plain_day_in_a_sentence_is_heard(line: str, due: date | None) -> None:
    (agreement,) = only_meeting(f"Møte 25.11.2026\n\nVedtak: {line}\n").agreements
    assert agreement.due == due


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("AB skriver brevet, og CD leser gjennom i morgen", [("AB", None), ("CD", date(2026, 11, 26))]),
        ("AB to ring the school; CD to write by Friday", [("AB", None), ("CD", date(2026, 11, 27))]),
        ("AB viser rundt, CD finner fadder", [("AB", None), ("CD", None)]),
        ("AB og CD ringer hjem fredag", [("AB CD", date(2026, 11, 27))]),
        ("Ringe hjem. Ansvar: AB og CD", [("AB CD", None)]),
        ("AB snakker med CD, EF og GH på fredag", [("AB", date(2026, 11, 27))]),
    ],
)
def test_who_does_what_is_kept_apart(line: str, told: list[tuple[str, date | None]]) -> None:
    seen = only_meeting(f"Møte 25.11.2026\nTil stede: AB, CD og EF\nVedtak: {line}\n").agreements
    assert [(" ".join(each.who), each.due) for each in seen] == told


def test_an_agreement_of_two_comes_in_as_one_for_each_and_who_was_there_is_there() -> None:
    told = "Møte 24.11.2026\nTil stede: A.B. og CD. Forfall: EF (kurs)\nVedtak: AB og CD ringer hjem innen 4.12.\n"
    meeting, *rest = kept(Foreign("x", ".txt", told))
    assert isinstance(meeting, Meeting)
    assert meeting.present == ("AB", "CD")
    assert [(each.owner, each.due) for each in rest if isinstance(each, Agreement)] == [
        ("AB", date(2026, 12, 4)),
        ("CD", date(2026, 12, 4)),
    ]


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Fra: AB\nTil: alle\nEmne: Etter møtet\n\nHei!", "Etter møtet"),
        ("---\nschool: Hill\n---\n# Grade 4 team\n\nHello.", "Grade 4 team"),
        ("7. trinn\nReferat", "7. trinn"),
    ],
)
def test_a_paper_is_called_what_it_is_about(told: str, title: str) -> None:
    assert only_meeting(told).title == title


def test_what_lies_ahead_and_is_somebodys_is_an_agreement_and_the_rest_was_decided_then() -> None:
    meeting, *rest = kept(paper_called("tabell"))
    assert isinstance(meeting, Meeting)
    assert [(each.owner, each.due) for each in rest if isinstance(each, Agreement)] == [
        ("AB", date(2026, 12, 10)),
        ("CD", date(2026, 12, 12)),
    ]
    meeting, *rest = kept(paper_called("teammote"))
    assert isinstance(meeting, Meeting)
    assert not rest
    assert [each.text for each in meeting.decisions] == ["AB ringer hjem innen 16.10", "CD lager plakat, frist fredag"]


def test_a_case_has_what_is_told_under_it() -> None:
    cases = [each for each in kept(paper_called("bare-saker")) if isinstance(each, Case)]
    assert [(case.title, [entry.text for entry in case.entries]) for case in cases] == [
        ("Case 3: Homework", ["Too much on Thursdays."]),
        ("Case 4: The bus", ["Late three times."]),
    ]


def test_the_same_document_becomes_the_same_records() -> None:
    for paper in (*PAPERS, *STRANGERS):
        assert kept(paper) == kept(paper)


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
    (paper,) = sorted_papers(lines, "x", TEAM, TODAY)
    assert [each.who for each in paper.agreements] == [("AB",), ("CD",)]


def bomb() -> bytes:
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (50 * 1024 * 1024))
    return into.getvalue()


def crowd(paragraph: bytes) -> bytes:
    """Return a small Word document that unpacks to more paragraphs than anybody ever wrote."""
    into = BytesIO()
    with ZipFile(BytesIO(word())) as held, ZipFile(into, "w", ZIP_DEFLATED) as packed:
        for name in held.namelist():
            content = held.read(name)
            many = paragraph * 40_000 + b"<w:sectPr"
            packed.writestr(name, content.replace(b"<w:sectPr", many, 1) if name == "word/document.xml" else content)
    return into.getvalue()


@pytest.mark.parametrize(
    ("raw", "ending", "code"),
    [
        (b"no zip at all", ".docx", "not-a-document"),
        (word()[:900], ".docx", "not-a-document"),
        (bomb(), ".docx", "long-document"),
        (crowd(b"<w:p/>"), ".docx", "many-lines"),
        (crowd(b"<w:p><w:r><w:t>a</w:t></w:r></w:p>"), ".docx", "many-lines"),
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
    assert "=cmd|'/C calc'!A0 · AB · 9.12.2026" in set(texts(paper_called("formel")))


@given(st.text("abAB 1.:#-|*;,\n[]()=«»", max_size=300))
def test_whatever_is_written_no_line_is_lost(text: str) -> None:
    paper = Foreign("x", ".txt", text)
    whole = tuple(map(str.casefold, texts(paper)))
    assert not [line.text for line in read(paper)[0] if not any(line.text.casefold() in each for each in whole)]


def test_years_of_minutes_are_read_in_a_second() -> None:
    many = "\n".join(paper.document for paper in (*PAPERS, *STRANGERS) if paper.ending in {".md", ".txt"})
    raw = (many * (200 * 1024 // len(many.encode()) + 1)).encode()
    begun = process_time()
    records_of(sorted_papers(lines_of(raw, ".md"), "x", TEAM, TODAY), TODAY, AREAS)
    assert process_time() - begun < 1


def only_meeting(text: str) -> OldPaper:
    (paper,) = sorted_papers(lines_of(text.encode(), ".txt"), "x", TEAM, TODAY)
    return paper


def test_several_meetings_in_one_document_stand_on_their_own_days() -> None:
    paper = next(each for each in STRANGERS if each.name == "05-sfo")
    held = [each for each in kept(paper) if isinstance(each, Meeting)]
    days = [date(2024, 3, 14), date(2024, 3, 21), date(2024, 4, 4), date(2024, 4, 11)]
    assert [each.started.date() for each in held] == days, "a weekday tells the year"
    assert [len(each.decisions) for each in held] == [2, 2, 0, 1]


def test_what_was_added_to_a_document_is_all_that_is_new() -> None:
    first = "Møte 3.11.2026\nRolig.\nMøte 10.11.2026\nBedre.\n"
    then = Foreign("log", ".txt", first), Foreign("log", ".txt", f"{first}Møte 17.11.2026\nBra.\n")
    before, after = ({each.id for each in kept(paper)} for paper in then)
    assert (before < after, len(after - before)) == (True, 1)


def test_a_document_without_a_day_is_the_same_document_tomorrow() -> None:
    lines = lines_of(b"Notes\nAll is well.", ".txt")
    ids = {
        record.id
        for day in (TODAY, date(2027, 1, 4))
        for record in records_of(sorted_papers(lines, "x", TEAM, day), day, AREAS)
    }
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("AB ringer hjem til to familier innen fredag 4. desember", date(2026, 12, 4)),
        ("AB ringer hjem til to familier innen fredag", date(2026, 11, 27)),
        ("AB ringer de foresatte innen to uker", date(2026, 12, 9)),
        ("AB ringer til to hjem og ti lærere", None),
        ("AB ringer til ti familier", None),
        ("AB ringer til to–tre familier", None),
        ("AB ringer de foresatte før man låser", None),
        ("AB ringer til fri lek er over", None),
        ("AB skal la dei få ro til la oss seie jul", None),
        ("AB will call parents by on their own terms", None),
        ("AB ringer til 7-9 trinn", None),
        ("AB ringer de foresatte innen to.", date(2026, 11, 26)),
        ("AB ringer de foresatte innen to, og skriver brev", date(2026, 11, 26)),
        ("AB ringer de foresatte innen to 3. desember", date(2026, 12, 3)),
        ("AB ringer de foresatte innen fre", date(2026, 11, 27)),
        ("AB ringer de foresatte innan ty", date(2026, 12, 1)),
    ],
)
def test_a_small_word_is_a_weekday_only_where_it_stands_alone(line: str, due: date | None) -> None:
    (agreement,) = only_meeting(f"Møte 25.11.2026\n\nVedtak: {line}\n").agreements
    assert agreement.due == due


def test_a_line_may_begin_with_its_day_which_is_no_number_of_a_list() -> None:
    told = "24. november 2026\n4. desember: AB leverer planen\n1. desember 2026 CD ringer hjem\n1. Juleverksted\n"
    paper = only_meeting(told)
    assert (paper.on, paper.title) == (date(2026, 11, 24), "24. november 2026")
    assert [(each.line, each.who, each.due) for each in paper.agreements] == [
        ("4. desember: AB leverer planen", ("AB",), date(2026, 12, 4)),
        ("1. desember 2026 CD ringer hjem", ("CD",), date(2026, 12, 1)),
    ]
    assert paper.notes == ("Juleverksted",)


TABLE = """Dato;Sak;Tiltak;Ansvarlig;Frist;Status
3.11.2026;Lekser;Ringe hjem;AB;10.12.2026;Pågår
10.11.2026;Friminutt;Lage plakat;CD;11.12.2026;Utført
10.11.2026;Skolevei;Spørre rektor;EF;12.11.2026;Åpen
17.11.2026;Mat;Bestille mat;Kari;12.12.2026;Åpen
"""


def test_rows_of_a_table_belong_to_the_meeting_of_their_day_and_tell_what_is_done() -> None:
    records = kept(Foreign("logg", ".csv", TABLE))
    meetings = [each for each in records if isinstance(each, Meeting)]
    assert [(f"{each.started:%d.%m}", [one.text for one in each.decisions]) for each in meetings] == [
        ("03.11", []),
        ("10.11", ["Friminutt: Lage plakat", "Skolevei: Spørre rektor"]),
        ("17.11", ["Mat: Bestille mat"]),
    ]
    (ahead,) = (each for each in records if isinstance(each, Agreement))
    assert (ahead.what, ahead.meeting, ahead.made) == ("Lekser: Ringe hjem", meetings[0].id, date(2026, 11, 3))
    told = "\n".join(text for record in records for text in texts_of(record))
    assert not [row for row in TABLE.splitlines() if row.replace(";", " · ") not in told]


def test_what_stands_above_a_table_keeps_its_own_day() -> None:
    held = [each for each in kept(Foreign("x", ".csv", f"Møte 24.11.2026\n{TABLE}")) if isinstance(each, Meeting)]
    assert [f"{each.started:%d.%m}" for each in held] == ["24.11", "03.11", "10.11", "17.11"]


@pytest.mark.parametrize("text", [TABLE, "Hva;Hvem;Frist\nRinge hjem;AB;4.12.2026\n"])
def test_a_document_is_known_by_what_it_holds_whatever_its_file_is_called(text: str) -> None:
    first, other = ({each.id for each in kept(Foreign(name, ".csv", text))} for name in ("a", "b 12.10.2026"))
    assert first == other


def test_who_and_when_on_lines_of_their_own_belong_to_what_stands_above() -> None:
    paper = only_meeting("Sak 4\nVedtak: Kontaktlærer ringer de foresatte.\nAnsvar: AB\nFrist: 4.12.2026\n")
    assert [(each.line, each.who, each.due) for each in paper.agreements] == [
        ("Vedtak: Kontaktlærer ringer de foresatte. Ansvar: AB Frist: 4.12.2026", ("AB",), date(2026, 12, 4))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Vedtak: Ingen vedtak, tas opp igjen i februar.",
        "AB lurte på om vi ringer for ofte.",
        "CD forteller at de leser sammen.",
        "Vi er ikke enige om leksene.",
        "Meldt forfall: CD",
        "AB asks whether we call too often.",
        "Football takes the whole yard.",
    ],
)
def test_what_only_tells_is_no_agreement(line: str) -> None:
    assert not only_meeting(f"Team\nPresent: AB, CD\n{line}\n").agreements


def test_what_is_done_every_year_is_an_idea_for_the_plan_where_it_fits_best() -> None:
    paper = Foreign(
        "x", ".md", "# Team\n\n## Årshjul\n\n- September: Food from all homes\n- A call to every home in October\n"
    )
    practices = [each for each in kept(paper) if isinstance(each, Practice)]
    assert [(each.title, each.month, each.area) for each in practices] == [
        ("Food from all homes", 9, "food"),
        ("A call to every home in October", 10, "contact"),
    ]


def test_notes_of_a_case_stand_on_their_days() -> None:
    paper = next(each for each in STRANGERS if each.name == "08-logg")
    case = next(each for each in kept(paper) if isinstance(each, Case) and "Tårnseiler" in each.title)
    assert [f"{each.at:%d.%m}" for each in case.entries] == ["29.08", "12.09", "13.09", "07.10", "04.11", "05.11"]
    assert case.opened == date(2026, 8, 29)


def test_word_gives_what_stands_in_forms_boxes_and_margins_too() -> None:
    held = docx.Document()
    held.add_paragraph("Møte 12.10.2026")
    form = "<w:sdt {}><w:sdtContent><w:p><w:r><w:t>In a form</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    held.element.body.insert(1, parse_xml(form.format(nsdecls("w"))))
    changed = held.add_paragraph("First")._p
    for sign, text in (("ins", "<w:t> added</w:t>"), ("del", "<w:delText>gone</w:delText>")):
        changed.append(parse_xml(f'<w:{sign} {nsdecls("w")} w:id="1" w:author="x"><w:r>{text}</w:r></w:{sign}>'))
    boxed = "<w:r {}><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    held.add_paragraph("Beside it")._p.append(parse_xml(boxed.format(nsdecls("w"))))
    table = held.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Wide"
    table.cell(0, 2).text = "Narrow"
    held.sections[0].footer.paragraphs[0].text = "Below"
    into = BytesIO()
    held.save(into)
    lines = lines_of(into.getvalue(), ".docx")
    assert [line.text for line in lines] == [
        "Møte 12.10.2026", "In a form", "First added", "Beside it", "In a box", "Wide · Narrow", "Below",
    ]  # fmt: skip
    assert lines[-2].cells == ("Wide", "", "Narrow")


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("AB ringer hjem før jul", date(2026, 12, 18)),
        ("AB ringer heim innan 14 dagar", date(2026, 12, 9)),
        ("AB snakker med helsesykepleier etter vinterferien", date(2027, 3, 1)),
        ("AB ringer hjem i løpet av neste uke", date(2026, 12, 4)),
        ("AB ringer heim i løpet av veka", date(2026, 11, 27)),
        ("AB ringer heim innan utgangen av januar", date(2027, 1, 29)),
        ("AB ringer hjem på nyåret", date(2027, 1, 4)),
        ("AB calls home before Christmas", date(2026, 12, 18)),
        ("AB calls home within a fortnight", date(2026, 12, 9)),
        ("AB calls the home after the winter break", date(2027, 3, 1)),
        ("AB calls home by the end of January", date(2027, 1, 29)),
        ("AB calls home in two weeks", date(2026, 12, 9)),
        ("AB ringer hjem om tre elever", None),
        ("AB ringer hjem etter timen", None),
        ("AB calls home after lunch", None),
    ],
)
def test_a_day_may_be_said_without_a_date(line: str, due: date | None) -> None:
    (agreement,) = only_meeting(f"Møte 25.11.2026\n\nVedtak: {line}\n").agreements
    assert agreement.due == due


@pytest.mark.parametrize("told", ["AB fortalte at det var roligere før jul.", "AB was ill after the winter break."])
def test_what_is_told_of_such_a_time_is_no_agreement(told: str) -> None:
    assert only_meeting(f"Møte 25.11.2026\n\n{told}\n").agreements == ()


def told(text: str, ending: str = ".txt") -> list[tuple[str, str, str]]:
    papers = sorted_papers(lines_of(text.encode(), ending), "old", (*TEAM, "GH"), TODAY)
    return [(each.line, " ".join(each.who), f"{each.due}") for one in papers for each in one.agreements]


@pytest.mark.parametrize("head", ["Sak;Hva vi ble enige om", "Sak;Kva vart vi samde om", "Topic;What we agreed"])
def test_what_was_agreed_is_the_agreement_and_its_topic_stands_before_it(head: str) -> None:
    table = f"Dato;{head};Hvem;Når\n12.11.2026;Bussen;Ringe busselskapet;cd;10.12.2026\n"
    assert told(table, ".csv") == [("Bussen: Ringe busselskapet", "CD", "2026-12-10")]


def test_the_deadline_of_a_table_is_never_the_day_of_its_meeting() -> None:
    table = "Sak;Tiltak;Hvem;Når\nBussen;Ringe selskapet;AB;20.12\nMaten;Lage plan;CD;12.1\n"
    assert [due for _, _, due in told(table, ".csv")] == ["2026-12-20", "2027-01-12"]
    assert told("| Tiltak | Hvem | Frist | Status |\n|--|--|--|--|\n| Bestille tolk | CD | 15.12. | I gang |\n") == [
        ("Bestille tolk", "CD", "2026-12-15")
    ]


def test_an_end_counts_before_the_weekdays_and_the_next_meeting_is_no_agreement() -> None:
    minutes = (
        "Teammøte 12.11.2026\n\nAB og EF står ved bussen tirsdag og torsdag fram til jul.\n"
        "GH also promised to ask the nurse by 4.12.2026.\ngh ringer hjem innen 10.12.\n"
        "Neste møte 10.12 kl 14. EF leder.\n"
    )
    assert [(who, due) for _, who, due in told(minutes)] == [
        ("AB EF", "2026-12-18"),
        ("GH", "2026-12-04"),
        ("GH", "2026-12-10"),
    ]


def test_marks_of_a_text_file_are_read_and_what_is_formal_is_no_case() -> None:
    text = "# Møte 12.11.2026\n\n*Vedtak:* AB svarer innen 10.12.\n\n- [x] CD snakket med elevrådet – frist 13.12\n"
    (paper,) = sorted_papers(
        lines_of(f"{text}\n## Sak 1: Godkjenning av referat\n".encode(), ".md"), "old", TEAM, TODAY
    )
    assert [(each.line, each.is_done) for each in paper.agreements] == [
        ("Vedtak: AB svarer innen 10.12.", False),
        ("CD snakket med elevrådet – frist 13.12", True),
    ]
    assert paper.cases == ()
