"""Shapes of documents that are no Markdown, made into it: bullets and labels of plain text, and every kind of table."""

import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import groupby

from storage.documents.plan_reading.vocabulary import plain, vocabulary

FRONT = re.compile(r"\A---[ \t]*\n(?P<matter>(?:[^\n]*\n){1,40}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
"""What programs write about a document before it begins."""
FRONT_LINE = re.compile(r"[\w-]+[ \t]*:.*|[ \t]+.*|[ \t]*#.*|[ \t]*-[ \t].*|[ \t]*")
BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[•▪◦‣●○■□·–—][ \t]+|o\t+)(?P<text>\S.*)")
LETTERED = re.compile(r"(?P<indent>[ \t]*)(?P<letter>[a-zæøå])[.)][ \t]+(?P<text>\S.*)")
RULE_OF_A_GRID = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")
RULE_OF_COLUMNS = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*")
HTML_TABLE = re.compile(r"<table\b[^>]*>.*?</table\s*>", re.DOTALL | re.IGNORECASE)
MOST_SPANNED = 60
"""Rows or columns one cell may cover."""
MOST_TABLES = 300
"""Tables written as HTML in one document; looking for the end of more of them takes time."""
MOST_CELLS = 10_000
"""Cells of one such table with those that are covered by others."""
LONGEST_HEADING = 60
SHORTEST_HEADING = 3
Rows = Sequence[Sequence[str]]


def front_matter(text: str) -> tuple[str, str]:
    """Return what programs wrote before a document begins, and the document without it."""
    found = FRONT.match(text)
    if found is None or not all(map(FRONT_LINE.fullmatch, found["matter"].splitlines())):
        return "", text
    return found["matter"].strip(), text[found.end() :]


def as_markdown(text: str) -> str:
    """Return a document with its shapes written as Markdown; nothing that is said in it is left out."""
    if text.casefold().count("<table") <= MOST_TABLES:
        text = HTML_TABLE.sub(_html_table, text)
    lines = text.split("\n")
    for shape in (_grids, _columns, _tabs):
        lines = list(shape(lines))
    return "\n".join(_headings(list(_bullets(lines))))


def _pipes(rows: Rows) -> Iterator[str]:
    """Yield rows as a table of Markdown, the first as its heading, with the empty lines it needs around it."""
    width = max(map(len, rows))
    head, *more = [[*row, *[""] * (width - len(row))] for row in rows]
    yield ""
    for row in (head, ["---"] * width, *more):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _blocks(lines: Sequence[str], is_part: Callable[[str], bool]) -> Iterator[tuple[bool, list[str]]]:
    for part, group in groupby(lines, key=is_part):
        yield part, list(group)


def _grids(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with tables drawn by `+--+` and `|` written as Markdown's."""
    for part, block in _blocks(
        lines, lambda line: line.lstrip()[:1] in {"+", "|"} and line.rstrip()[-1:] in {"+", "|"}
    ):
        rules = [line for line in block if RULE_OF_A_GRID.fullmatch(line)]
        rows = list(_grid_rows(block)) if part and len(rules) > 1 else []
        yield from _pipes(rows) if rows else block


def _grid_rows(block: Sequence[str]) -> Iterator[list[str]]:
    for is_rule, group in groupby(block, key=lambda line: bool(RULE_OF_A_GRID.fullmatch(line))):
        if not is_rule:
            yield _joined([[cell.strip() for cell in line.strip().strip("|").split("|")] for line in group])


def _joined(lines: Rows) -> list[str]:
    """Return one row whose cells went over several lines."""
    width = max(map(len, lines))
    return [" ".join(line[place] for line in lines if place < len(line) and line[place]) for place in range(width)]


def _columns(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with tables whose columns stand under a row of dashes written as Markdown's."""
    place = 0
    while place < len(lines):
        table, after = _column_table(lines, place)
        yield from _pipes(table) if table else lines[place : place + 1]
        place = after if table else place + 1


def _column_table(lines: Sequence[str], place: int) -> tuple[Rows, int]:
    """Return the table that begins with a heading at a place, and the place after it."""
    rule = lines[place + 1] if place + 1 < len(lines) else ""
    if not RULE_OF_COLUMNS.fullmatch(rule) or not lines[place].strip():
        return (), place
    starts = [found.start() for found in re.finditer(r"-+", rule)]
    end = place + 2
    while end < len(lines) and lines[end].strip() and not RULE_OF_COLUMNS.fullmatch(lines[end]):
        end += 1
    rows = [_cut(line.expandtabs(), starts) for line in (lines[place], *lines[place + 2 : end])]
    closed = end < len(lines) and bool(RULE_OF_COLUMNS.fullmatch(lines[end]))
    return (rows if _knows_a_column(rows[0]) else ()), end + closed


def _cut(line: str, starts: Sequence[int]) -> list[str]:
    """Return a line's cells; a word that reaches over the edge stays whole in the cell it begins in."""
    cuts = [0]
    for start in starts[1:]:
        here = start
        while cuts[-1] < here < len(line) and not line[here - 1].isspace():
            here -= 1
        cuts.append(here)
    return [line[one:other].strip() for one, other in zip(cuts, [*cuts[1:], len(line)], strict=True)]


def _tabs(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with columns between tabs written as tables, where a heading is known."""
    for part, block in _blocks(lines, _has_tabs):
        rows = [[cell.strip() for cell in line.split("\t")] for line in block]
        yield from _pipes(rows) if part and len(rows) > 1 and _knows_a_column(rows[0]) else block


def _has_tabs(line: str) -> bool:
    return "\t" in line and bool(line.strip()) and not BULLET.fullmatch(line)


def _knows_a_column(head: Sequence[str]) -> bool:
    return len(head) > 1 and any(plain(cell) in vocabulary().columns for cell in head)


def _bullets(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with every kind of bullet as Markdown's, and a paragraph before a list ended."""
    in_list = False
    for place, line in enumerate(lines):
        found = BULLET.fullmatch(line) or _lettered(lines, place)
        if found and not in_list and place and lines[place - 1].strip():
            yield ""
        yield f"{found['indent'].expandtabs(4)}- {found['text']}" if found else line
        in_list = found is not None


def _lettered(lines: Sequence[str], place: int) -> re.Match[str] | None:
    """Return a line that is `a) …` or `b) …` of a list; one letter alone begins no list."""
    found = LETTERED.fullmatch(lines[place])
    if found is None:
        return None
    beside = [LETTERED.fullmatch(line) for line in lines[max(0, place - 1) : place + 2]]
    letters = {each["letter"] for each in beside if each}
    return found if letters & {chr(ord(found["letter"]) - 1), chr(ord(found["letter"]) + 1)} else None


def _headings(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with those all in capitals as headings, where a document has no others."""
    has_some = any(re.match(r" {0,3}#{1,6}[ \t]|[ \t]*(?:=|-){3,}[ \t]*$", line) for line in lines)
    for place, line in enumerate(lines):
        alone = place == 0 or not lines[place - 1].strip()
        yield f"\n## {line.strip()}\n" if alone and not has_some and _is_in_capitals(line) else line


def _is_in_capitals(line: str) -> bool:
    text = line.strip()
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= SHORTEST_HEADING and len(text) <= LONGEST_HEADING and text.isupper() and text[0].isalnum()


class _Table(HTMLParser):
    """Reads one table's cells; a cell over several rows or columns stands in each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[int, str]] = []
        self.spanning: dict[int, tuple[int, str]] = {}
        """By column: how many rows more a cell above covers, and what it says."""
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.cells = 0
        """How many there are, each as often as it is covered."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self.close_cell()
            self.rows.append({column: said for column, (_, said) in self.spanning.items()})
            self.spanning = {column: (left - 1, said) for column, (left, said) in self.spanning.items() if left > 1}
        elif tag in {"td", "th"}:
            self.close_cell()
            self.cell = []
            values = dict(attrs)
            self.span = _span(values.get("rowspan")), _span(values.get("colspan"))
        elif tag in {"br", "p", "li", "div"}:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"td", "th", "tr", "table"}:
            self.close_cell()

    def handle_data(self, data: str) -> None:
        """Take what a cell says; what stands outside of cells is a row of its own."""
        if self.cell is not None:
            self.cell.append(data)
        elif data.strip():
            self.rows.append({0: " ".join(data.split())})

    def close_cell(self) -> None:
        """Put the cell that is open where it belongs."""
        if self.cell is None:
            return
        said, (down, across) = " ".join("".join(self.cell).split()), self.span
        self.cell = None
        self.cells += down * across
        if self.cells > MOST_CELLS:
            return
        if not self.rows:
            self.rows.append({})
        row = self.rows[-1]
        column = next(place for place in range(len(row) + 1) if place not in row)
        for place in range(column, column + across):
            row[place] = said if place == column else ""
            if down > 1:
                self.spanning[place] = (down - 1, row[place])


def _span(value: str | None) -> int:
    return min(int(value[:9]), MOST_SPANNED) if value and value.isascii() and value.isdigit() and int(value[:9]) else 1


def _html_table(found: re.Match[str]) -> str:
    table = _Table()
    table.feed(found[0])
    table.close()
    width = max((max(row) + 1 for row in table.rows if row), default=0)
    if table.cells > MOST_CELLS or not 0 < width * len(table.rows) <= MOST_CELLS:
        return found[0]
    return "\n".join(_pipes([[row.get(place, "") for place in range(width)] for row in table.rows if row]))
