"""A plan as it was read from a document: records without identity, and what the document said of each."""

import msgspec

from storage.domain.plan.plan import Area, Practice


class PaperPractice(msgspec.Struct, frozen=True):
    """A practice of a document."""

    practice: Practice
    said: frozenset[str] = frozenset()
    """The fields it says something about; the others have the values a new practice has."""
    undated: bool = False
    """Whether it says a state but not since when."""


class PaperArea(msgspec.Struct, frozen=True):
    """An area of a document with its practices; its key is the template's, or empty."""

    area: Area
    practices: tuple[PaperPractice, ...] = ()
    said: frozenset[str] = frozenset()
    bare: bool = False
    """Whether it is no area at all, but where practices without one stand."""


class Paper(msgspec.Struct, frozen=True):
    """A whole document."""

    areas: tuple[PaperArea, ...] = ()
    ours: bool = False
    """Whether it is a plan of ours: then what it leaves out was taken out."""

    @property
    def practices(self) -> tuple[PaperPractice, ...]:
        """Every practice, in the document's order."""
        return tuple(practice for area in self.areas for practice in area.practices)
