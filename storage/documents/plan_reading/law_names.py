"""What a school calls a law in its own file, understood in a document too."""

from pathlib import Path

from msgspec.structs import replace

from storage.content.law import legal_notes
from storage.documents.plan_reading.vocabulary import plain
from storage.domain.people import Language
from storage.domain.plan.paper import Paper, PaperPractice


def with_own_law(paper: Paper, folder: Path) -> Paper:
    """Return a paper whose practices rest on the notes that the team's `folder` calls by another name."""
    names = {plain(note.reference): key for each in Language for key, note in legal_notes(each, folder).items()}

    def known(paper_practice: PaperPractice) -> PaperPractice:
        practice = paper_practice.practice
        law = tuple(names.get(plain(each), each) for each in practice.law)
        return replace(paper_practice, practice=practice.but(law=law))

    return replace(
        paper, areas=tuple(replace(area, practices=tuple(map(known, area.practices))) for area in paper.areas)
    )
