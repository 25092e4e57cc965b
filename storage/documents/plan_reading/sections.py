"""A document parted by its headings and by what a field may hold; which parts are areas and which practices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from msgspec.structs import replace

from storage.documents.plan_file.tree import Node, Source, in_a_line, label_and_text, plain_text
from storage.documents.plan_reading.items import LISTS
from storage.documents.plan_reading.vocabulary import plain, vocabulary
from storage.domain.plan.plan import Paper, PaperArea, PaperPractice
from storage.domain.text import LONGEST_TEXT

BOLD_LINE = 7
"""The level of a line that is all bold: below every heading."""
LONGEST_BOLD = 80


@dataclass
class Section:
    """A heading, and the blocks up to the next one."""

    level: int
    title: str
    blocks: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Levels:
    """The levels of headings that name the document, its areas and its practices; 0 where there is none."""

    title: int
    area: int
    practice: int


OURS = Levels(1, 2, 3)


def sections_of(source: Source, *, bold: bool) -> list[Section]:
    """Return a document's sections; the first, without a title, holds what stands before every heading."""
    sections = [Section(0, "")]
    for block in source.blocks:
        level = _level(block, bold=bold)
        if level:
            sections.append(Section(level, in_a_line(block.inline).rstrip(":" if level == BOLD_LINE else "")))
        else:
            sections[-1].blocks.append(block)
    return sections


def _level(block: Node, *, bold: bool) -> int:
    if block.kind == "heading" and block.token:
        return int(block.token.tag[1:])
    return BOLD_LINE if bold and block.kind == "paragraph" and _all_bold(block.inline) else 0


def _all_bold(tokens: Sequence[Token]) -> bool:
    kinds = [token.type for token in tokens if token.type != "text" or token.content]
    if kinds[:1] != ["strong_open"] or kinds[-1:] != ["strong_close"] or kinds.count("strong_open") != 1:
        return False
    text = plain_text(tokens)
    return len(text) <= LONGEST_BOLD and "\n" not in text and plain(text) not in vocabulary().synonyms


def is_ours(source: Source) -> bool:
    """Tell whether a document is a plan of ours: it is called so, and its practices say their state."""
    before, *sections = sections_of(source, bold=False)
    if before.blocks or not sections or plain(sections[0].title) not in vocabulary().titles:
        return False
    practices = [section for section in sections if section.level == OURS.practice]
    return not practices or any(_says_its_state(source, section) for section in practices)


def _says_its_state(source: Source, section: Section) -> bool:
    items = (item for block in section.blocks if block.kind in LISTS for item in block.children)
    labels = (label_and_text(source, item) for item in items)
    return any(vocabulary().practice.get(plain(label[0])) == "milestones" for label in labels if label)


def levels_in(sections: Sequence[Section]) -> Levels:
    """Return what the levels of somebody else's document mean: from the outside in, if it has a title that first."""
    levels = [section.level for section in sections[1:]]
    found = sorted(set(levels))
    has_title = len(found) > 1 and levels[0] == found[0] and levels.count(found[0]) == 1
    title, area, practice, *_ = (*([] if has_title else [0]), *found, 0, 0, 0)
    return Levels(title, area, practice)


LONG_FIELDS = ("minimum", "room", "sign", "notes")


def split(paper: Paper) -> Paper:
    """Return a plan in which every text is short enough to be kept."""
    return replace(paper, areas=tuple(part for area in paper.areas for part in _areas(area)))


def pieces(text: str, longest: int = LONGEST_TEXT) -> Iterator[str]:
    """Yield a text in pieces, parted between paragraphs, lines or words where that is possible."""
    while len(text) > longest:
        cuts = (text.rfind(mark, 1, longest) for mark in ("\n\n", "\n", " "))
        cut = next((place for place in cuts if place > 0), longest)
        yield text[:cut]
        text = text[cut:].lstrip("\n ")
    yield text


def _areas(given: PaperArea) -> Iterator[PaperArea]:
    first, *more = pieces(given.area.about)
    noted, *notes = pieces(given.area.notes)
    practices = tuple(part for practice in given.practices for part in _practices(practice))
    yield replace(given, area=given.area.but(about=first, notes=noted), practices=practices)
    for number, text in enumerate((*more, *notes), 2):
        further = given.area.but(key="", title=f"{given.area.title} ({number})", about=text, notes="")
        yield PaperArea(further, said=frozenset({"about"}))


def _practices(given: PaperPractice) -> Iterator[PaperPractice]:
    made = given.practice
    parts = {field: list(pieces(getattr(made, field))) for field in LONG_FIELDS}
    yield replace(given, practice=made.but(**{field: texts[0] for field, texts in parts.items()}))
    rest = (text for texts in parts.values() for text in texts[1:])
    for number, text in enumerate(rest, 2):
        further = made.but(title=f"{made.title} ({number})", template="", minimum="", room="", sign="", notes=text)
        yield PaperPractice(further, said=frozenset({"notes"}))
