"""Texts longer than one field may hold, parted over areas and practices of the same name: nothing is cut off."""

from collections.abc import Iterator

from msgspec.structs import replace

from storage.domain.plan.paper import Paper, PaperArea, PaperPractice
from storage.domain.text import LONGEST_TEXT

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
