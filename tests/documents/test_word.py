"""A page as a Word document: what is read in it, in which order, and how it lies on paper."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from storage.documents.word import word_page
from storage.domain.people import Language

PAGE = """\
# Møte tirsdag

> Arbeidsnotat for teamet.

## Beslutninger

- **Hvem:** AB
- Ringe *hjem*\\
  og si det
  - under
- [ ] Sagt fra

1. én
2. to

## Mer

1. igjen én

| Kl. | Hva |
| --- | --- |
| 18:00 | =1+1 \\| <b> |

```
kode her
```
"""


def opened(markdown: str = PAGE, language: Language = Language.NN, foot: str = "Arbeidsnotat · i dag") -> Document:
    return docx.Document(BytesIO(word_page(markdown, language, foot)))


def styled(document: Document) -> list[tuple[str, str]]:
    return [(each.style.name if each.style else "", each.text) for each in document.paragraphs if each.text]


def test_every_line_stands_in_a_style_of_its_own() -> None:
    assert styled(opened()) == [
        ("Heading 1", "Møte tirsdag"),
        ("Quote", "Arbeidsnotat for teamet."),
        ("Heading 2", "Beslutninger"),
        ("List Bullet", "Hvem: AB"),
        ("List Bullet", "Ringe hjem\nog si det"),
        ("List Bullet 2", "under"),
        ("List Continue", "☐ Sagt fra"),
        ("List Number", "én"),
        ("List Number", "to"),
        ("Heading 2", "Mer"),
        ("List Number", "igjen én"),
        ("Normal", "kode her"),
    ]


def test_strong_and_emphasised_stay_so() -> None:
    runs = [run for each in opened().paragraphs for run in each.runs]
    assert [run.text for run in runs if run.bold] == ["Hvem:"]
    assert [run.text for run in runs if run.italic] == ["hjem"]


def test_a_second_list_begins_at_one_again() -> None:
    def numbering(held: Paragraph) -> list[str]:
        return re.findall(r'w:numId w:val="(\d+)"', held._p.xml)

    first, second, third = (each for each in opened().paragraphs if each.style and each.style.name == "List Number")
    assert numbering(first) == numbering(second) != numbering(third)


def test_a_table_says_its_head_and_formulas_are_text() -> None:
    (table,) = opened().tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Kl.", "Hva"], ["18:00", "=1+1 | <b>"]]
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_it_lies_on_a4_in_its_language_with_its_number_below() -> None:
    document = opened()
    section = document.sections[0]
    assert section.page_width == pytest.approx(Mm(210), rel=1e-4)
    assert section.page_height == pytest.approx(Mm(297), rel=1e-4)
    assert section.footer.paragraphs[0].text.startswith("Arbeidsnotat · i dag")
    assert re.findall(r'w:instr="(\w+)"', section.footer._element.xml) == ["PAGE", "NUMPAGES"]
    assert document.core_properties.title == "Møte tirsdag"
    assert document.core_properties.language == "nn-NO"
    assert document.core_properties.author == ""
    assert 'w:lang w:val="nn-NO"' in document.styles["Normal"].element.xml


def test_the_same_page_is_the_same_document() -> None:
    def parts() -> dict[str, bytes]:
        with ZipFile(BytesIO(word_page(PAGE, Language.NB))) as held:
            return {name: held.read(name) for name in held.namelist()}

    assert parts() == parts()


@pytest.mark.parametrize("hostile", ["\x00\x1b[31m", "\u202eevil", "<w:t>", "&amp;", "{0}", "%s"])
def test_what_people_write_can_break_nothing(hostile: str) -> None:
    assert "slutt" in styled(opened(f"# a\n\n{hostile} slutt\n"))[-1][1]


def test_questions_stay_together_on_one_sheet() -> None:
    page = "# Plan\n\nLes.\n\n## Spør\n\nSkriv.\n\n**Hva?**\\\n…\n\n**Hvem?**\\\n…\n\n- **Når:** nå\n"
    held = docx.Document(BytesIO(word_page(page, Language.NB)))
    kept = [each.text.split("\n")[0] for each in held.paragraphs if each.paragraph_format.keep_with_next]
    assert kept == ["Skriv.", "Hva?"]


def test_a_lists_name_is_a_heading_one_below_its_sections() -> None:
    page = "# A\n\n## B\n\n**New**\n\n- one\n\n**Ideas**\n\n- two\n\n**Loud** text\n\n- three\n\n**Alone**\n"
    assert [line for line in styled(opened(page)) if not line[0].startswith("List")] == [
        ("Heading 1", "A"),
        ("Heading 2", "B"),
        ("Heading 3", "New"),
        ("Heading 3", "Ideas"),
        ("Normal", "Loud text"),
        ("Normal", "Alone"),
    ]


@pytest.mark.parametrize(("language", "code"), [(Language.NB, "nb-NO"), (Language.NN, "nn-NO"), (Language.EN, "en-GB")])
def test_the_whole_document_is_read_aloud_in_its_language(language: Language, code: str) -> None:
    styles = ZipFile(BytesIO(word_page(PAGE, language))).read("word/styles.xml").decode()
    defaults = styles.partition("<w:docDefaults>")[2].partition("</w:docDefaults>")[0]
    assert re.findall(r'<w:lang w:val="([^"]*)"', defaults) == [code]
