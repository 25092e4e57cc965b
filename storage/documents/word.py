"""A page of ours as a Word document: the same Markdown as everywhere, in styles that a screen reader can walk."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from storage.documents.html import first_heading, read_page
from storage.domain.people import Language

INK, GREEN, QUIET = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x19, 0x53, 0x4F), RGBColor(0x40, 0x40, 0x40)
FONT = "Calibri"
SIZES = {"Title": 18, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12.5, "Heading 4": 11, "Normal": 11, "Quote": 10}
LANGUAGES = {Language.NB: "nb-NO", Language.NN: "nn-NO", Language.EN: "en-GB"}
MARGIN = Mm(20)
PAPER = (Mm(210), Mm(297))
NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - Word keeps days without a zone; no clock is read here
LETTER = 2.2
"""Millimetres that a letter of the usual size takes at most, on average."""
DEEPEST = 3
"""Levels of lists that Word has styles for."""


def word_page(markdown: str, language: Language, foot: str = "") -> bytes:
    """Return Markdown as a Word document, its first heading as its title, `foot` and the page's number at its foot."""
    tokens = read_page(markdown)
    document = Document()
    _styled(document, language)
    _footed(document, foot)
    about = document.core_properties
    about.title, about.language = first_heading(tokens), LANGUAGES[language]
    about.author, about.comments, about.created, about.modified = "", "", NO_DAY, NO_DAY
    _Writer(document).write(tokens)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _styled(document: WordDocument, language: Language) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAPER
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name, size in SIZES.items():
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _lettered(style, size, GREEN if name == "Heading 2" else QUIET if name == "Quote" else INK)
    fonts = document.styles["Normal"].element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LANGUAGES[language])
    fonts.append(spoken)
    for everywhere in document.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
        everywhere.set(qn("w:val"), LANGUAGES[language])


def _lettered(style: ParagraphStyle, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    style.font.italic = False
    for fonts in style.element.iter(qn("w:rFonts")):
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
    style.paragraph_format.space_after = Pt(2 if style.name.startswith("List") else 5)
    if style.name.startswith("Heading"):
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(0 if style.name == "Heading 1" else 10)


def _footed(document: WordDocument, foot: str) -> None:
    section = document.sections[0]
    line = section.footer.paragraphs[0]
    line.style = document.styles["Normal"]
    width = (section.page_width or PAPER[0]) - 2 * MARGIN
    line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{foot}\t")
    for code in ("PAGE", "NUMPAGES"):
        if code == "NUMPAGES":
            line.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        number = OxmlElement("w:t")
        number.text = "1"
        run.append(number)
        field.append(run)
        line._p.append(field)  # noqa: SLF001 - the library has no fields of its own


class _Writer:
    """Writes tokens into a document, and knows in which list and quote it is."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.lists: list[str] = []
        self.numbers: list[int] = []
        """The numbering of each open list; 0 for one of bullets."""
        self.quoted = 0
        self.begins_item = False
        self.above: Paragraph | None = None
        """The paragraph before, where that stands in no list."""

    def write(self, tokens: Sequence[Token]) -> None:
        """Write all blocks in order."""
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "table_open":
                place = self._table(tokens, place)
                continue
            self._block(token, tokens[place + 1] if place + 1 < len(tokens) else token)
            place += 1

    def _block(self, token: Token, after: Token) -> None:
        match token.type:
            case "heading_open":
                self._inline(self.document.add_heading("", min(int(token.tag[1:]), 9)), after)
                self.above = None
            case "paragraph_open":
                self._prose(after)
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type.startswith("ordered")
                self.lists.append("List Number" if ordered else "List Bullet")
                self.numbers.append(self._fresh_numbering() if ordered else 0)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
                self.numbers.pop()
            case "list_item_open":
                self.begins_item = token.attrGet("class") is None  # what is to be ticked has its box for a bullet
            case "blockquote_open" | "blockquote_close":
                self.quoted += 1 if token.type.endswith("open") else -1
            case "fence" | "code_block":
                self._code(token.content)
            case "hr":
                self.document.add_paragraph()

    def _prose(self, inline: Token) -> None:
        """Write a paragraph; as in print, what begins strongly, such as a question, stays with what is above it."""
        above, held = self.above, self._paragraph()
        if above and not self.lists and any(each.type == "strong_open" for each in (inline.children or ())[:2]):
            above.paragraph_format.keep_with_next = True
        self._inline(held, inline)
        self.above = None if self.lists else held

    def _paragraph(self) -> Paragraph:
        if self.lists:
            level = min(len(self.lists), DEEPEST)
            name = self.lists[-1] if self.begins_item else "List Continue"
            held = self.document.add_paragraph(style=name if level == 1 else f"{name} {level}")
            if self.begins_item and self.numbers[-1]:
                _number(held, self.numbers[-1])
            self.begins_item = False
            return held
        return self.document.add_paragraph(style="Quote" if self.quoted else None)

    def _inline(self, held: Paragraph, inline: Token) -> None:
        bold = italic = False
        for token in inline.children or ():
            match token.type:
                case "strong_open" | "strong_close":
                    bold = token.type.endswith("open")
                case "em_open" | "em_close":
                    italic = token.type.endswith("open")
                case "softbreak" | "hardbreak":
                    held.add_run().add_break()
                case "text" | "code_inline":
                    run = held.add_run(token.content)
                    run.bold, run.italic = bold or None, italic or None

    def _code(self, content: str) -> None:
        for line in content.rstrip("\n").split("\n"):
            self.document.add_paragraph().add_run(line).font.name = "Consolas"

    def _table(self, tokens: Sequence[Token], place: int) -> int:
        """Write a table, and return the place after it."""
        end = next(at for at in range(place, len(tokens)) if tokens[at].type == "table_close")
        rows = list(_rows(tokens[place:end]))
        table = self.document.add_table(0, len(rows[0]), "Table Grid")
        table.autofit = False
        widths = [Mm(width) for width in column_widths([[each.content for each in row] for row in rows])]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, inline, width in zip(cells, row, widths, strict=True):
                cell.width = width
                self._inline(cell.paragraphs[0], inline)
                for run in cell.paragraphs[0].runs:
                    run.bold = run.bold or number == 0 or None
        _kept_together(table)
        self.document.add_paragraph()
        return end + 1

    def _fresh_numbering(self) -> int:
        """Return a numbering that begins at one again."""
        numbering = self.document.part.numbering_part.element
        style = self.document.styles["List Number"].element
        used = style.find(f".//{qn('w:numId')}")
        abstract = next(each for each in numbering.num_lst if str(each.numId) == used.get(qn("w:val")))
        fresh = numbering.add_num(abstract.abstractNumId.val)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide a table's columns are, in millimetres: no word is broken while there is room."""
    columns = list(zip(*rows, strict=True))
    least = [
        LETTER * (max((len(word) for cell in column for word in cell.split()), default=0) + 3) for column in columns
    ]
    wish = [sum(map(len, column)) for column in columns]
    room = (PAPER[0] - 2 * MARGIN) / Mm(1)
    if sum(least) >= room:
        return [room * each / sum(least) for each in least]
    return [each + (room - sum(least)) * share / max(1, sum(wish)) for each, share in zip(least, wish, strict=True)]


def _rows(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    row: list[Token] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            yield row


def _number(held: Paragraph, numbering: int) -> None:
    properties = held._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - as the fields above
    properties.get_or_add_numId().val = numbering
    properties.get_or_add_ilvl().val = 0


def _kept_together(table: Table) -> None:
    """Say which row is the head, and that no row is torn in two."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
