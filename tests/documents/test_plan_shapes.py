"""Plans as schools have them: every kind of table, bullets and labels of plain text, months wherever they stand."""

import re
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.documents.plan_reading.reading import read_plan
from storage.documents.plan_reading.shapes import as_markdown, front_matter
from storage.domain.plan.plan import Paper

TODAY = date(2026, 11, 30)
WORD = re.compile(r"[^\W_]+")


def read(document: str) -> Paper:
    return read_plan(document, TODAY, "fila")


def told(document: str) -> list[tuple[str, str, int, str, str]]:
    """Return each practice: its area, its title, its month, who, and what is kept beside."""
    return [
        (given.area.title, each.practice.title, each.practice.month, each.practice.owner, each.practice.notes)
        for given in read(document).areas
        for each in given.practices
    ]


PIPES = """\
| Måned | Tiltak | Hvem |
|---|---|---|
| Januar | Ring hjem | AB |
| | Skriv brev | |
| Mai | Grill | CD |
"""
GRID = """\
+--------+---------+------+
| Måned  | Tiltak  | Hvem |
+========+=========+======+
| Januar | Ring    | AB   |
|        | hjem    |      |
+--------+---------+------+
|        | Skriv   |      |
|        | brev    |      |
+--------+---------+------+
| Mai    | Grill   | CD   |
+--------+---------+------+
"""
COLUMNS = """\
Måned   Tiltak       Hvem
------- ------------ ----
Januar  Ring hjem    AB
        Skriv brev
Mai     Grill        CD
"""
TABS = """\
Måned\tTiltak\tHvem
Januar\tRing hjem\tAB
\tSkriv brev\t
Mai\tGrill\tCD
"""
HTML = """\
<table><tr><th>Måned</th><th>Tiltak</th><th>Hvem</th></tr>
<tr><td rowspan='2'>Januar</td><td><p>Ring hjem</p></td><td>AB</td></tr>
<tr><td>Skriv<br>brev</td><td></td></tr>
<tr><td>Mai<td>Grill<td>CD</tr></table>
"""


@pytest.mark.parametrize("table", [PIPES, GRID, COLUMNS, TABS, HTML], ids=["pipes", "grid", "columns", "tabs", "html"])
def test_every_kind_of_table_is_read_alike_and_an_empty_month_is_the_one_above(table: str) -> None:
    assert told(f"# Hjulet\n\n{table}\n") == [
        ("Hjulet", "Ring hjem", 1, "AB", ""),
        ("Hjulet", "Skriv brev", 1, "", ""),
        ("Hjulet", "Grill", 5, "CD", ""),
    ]


def test_a_cell_over_two_columns_and_a_caption_lose_nothing() -> None:
    rows = "<tr><th>Når</th><th colspan=2>Hva</th></tr><tr><td>Mars<td>Møte<td>Med kake"
    assert "Vår plan" in as_markdown(f"<table><caption>Vår plan</caption>{rows}</table>")
    assert told(f"# P\n\n<table>{rows}</table>") == [("P", "Møte", 3, "", "Med kake")]


@pytest.mark.parametrize("mark", ["•\t", "– ", "— ", "▪ ", "◦ ", "· ", "o\t", "- ", "* "])
def test_every_kind_of_bullet_begins_a_practice(mark: str) -> None:
    document = f"MØTER MED HJEMMENE\n{mark}Høstmøte i oktober\n{mark}Samtaler uke 6\n{mark}Kaffe\n"
    assert told(document) == [
        ("MØTER MED HJEMMENE", "Høstmøte i oktober", 10, "", ""),
        ("MØTER MED HJEMMENE", "Samtaler uke 6", 2, "", ""),
        ("MØTER MED HJEMMENE", "Kaffe", 0, "", ""),
    ]


def test_letters_of_a_list_begin_practices_and_one_letter_alone_does_not() -> None:
    assert [title for _, title, *_ in told("# P\n\na) Ring først\nb) Skriv etterpå\n")] == [
        "Ring først",
        "Skriv etterpå",
    ]
    assert as_markdown("i) morgen") == "i) morgen"


@pytest.mark.parametrize(
    "document",
    [
        "# Plan\n\n## Møter\n\nHva: Høstmøte\nNår: september\nHvem: AB\n\nHva: Vårmøte\nNår: mars\nHvem: CD\n",
        "# Plan\n\n## Møter\n\nHva: Høstmøte\nNår: september\nHvem: AB\nHva: Vårmøte\nNår: mars\nHvem: CD\n",
        "# Møter\n\n## Høstmøte\n\n- Ansvar: AB\n- Når: september\n\n## Vårmøte\n\n- Ansvar: CD\n- Når: mars\n",
        "# Plan\n\n## Møter\n\n##### Høstmøte\n\nHvem: AB\nTid: september\n\n##### Vårmøte\n\nHvem: CD\nTid: mars\n",
        "MØTER\n\nHøstmøte\nAnsvar: AB\nTidspunkt: september\n\nVårmøte\nAnsvar: CD\nTidspunkt: mars\n",
    ],
    ids=["labels apart", "labels together", "one area", "deep headings", "plain text"],
)
def test_a_title_followed_by_labels_is_a_practice_at_any_depth(document: str) -> None:
    practices = [(title, month, owner) for _, title, month, owner, _ in told(document)]
    assert practices == [("Høstmøte", 9, "AB"), ("Vårmøte", 3, "CD")]
    assert {area.casefold() for area, *_ in told(document)} == {"møter"}


@pytest.mark.parametrize(
    ("heading", "month"),
    [
        ("Oktober/november", 10),
        ("August–september", 8),
        ("Desember 2026", 12),
        ("April, mai og juni", 4),
        ("mars til april", 3),
        ("January and February", 1),
        ("Mai", 5),
        ("Mai måned er travel", 0),
        ("2026", 0),
        ("Hele året", 0),
    ],
)
def test_a_heading_of_months_gives_its_practices_the_first(heading: str, month: int) -> None:
    assert told(f"# Hjul\n\n## {heading}\n\n- Frokost\n\n## Annet\n\n- Kaffe\n") == [
        (heading, "Frokost", month, "", ""),
        ("Annet", "Kaffe", 0, "", ""),
    ]


def test_a_list_by_months_gives_each_what_stands_in_it() -> None:
    document = "# Hjul\n\n- August\n  - Besøk\n  - Brev\n- September: Møte\n- Oktober – samtaler\n- Kaffe\n"
    assert [(title, month) for _, title, month, *_ in told(document)] == [
        ("Besøk", 8),
        ("Brev", 8),
        ("Møte", 9),
        ("samtaler", 10),
        ("Kaffe", 0),
    ]


def test_what_programs_wrote_before_a_document_is_a_note_and_no_practice() -> None:
    document = "---\ntitle: Samarbeid\ndate: 2026-08-17\ntags:\n  - plan\n---\n\n# Møter\n\n- Høstmøte\n"
    assert [title for _, title, *_ in told(document)] == ["Høstmøte"]
    (given,) = read(document).areas
    assert "title: Samarbeid" in given.area.notes
    assert front_matter("---\n\nA rule, and text.\n\n---\n")[0] == ""
    assert front_matter("# No front\n")[0] == ""


LINES = st.sampled_from(
    ["• a b", "a) c", "b) d", "+--+--+", "| e | f |", "----  ----", "GH", "Hva: i", "Når: mai", "j\tk", "", "<table>",
     "<tr><td>l", "</table>", "---", "# m", "- n"]
)  # fmt: skip
SHAPE = {"a", "b", "table", "tr", "td", "o"}


@settings(deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_making_markdown_of_any_lines_loses_no_word(text: str) -> None:
    made = WORD.findall(as_markdown(text))
    assert not [word for word in WORD.findall(text) if word not in made and word not in SHAPE]


@pytest.mark.parametrize(
    "document",
    [
        "<table>" * 40_000,
        "<table>" + "<tr><td rowspan=60 colspan=60>a" * 9_000 + "</table>",
        f"<table><tr><td colspan={'9' * 5_000} rowspan={'9' * 5_000}>a</table>",
        "a  b\n--  --\n" * 7_000,
        "+--+\n|a|\n" * 7_000,
        "a)\tb\n" * 7_000,
        "---\n" + "a: b\n" * 14_000,
    ],
    ids=["open tables", "spans", "digits", "columns", "grids", "letters", "front"],
)
def test_a_document_built_to_be_much_work_is_no_work_here(document: str) -> None:
    started = process_time()
    as_markdown(front_matter(document)[1])
    assert process_time() - started < 3
