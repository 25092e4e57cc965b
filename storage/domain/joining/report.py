"""What joining another copy of the team does, and what people say about what only they can know."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.domain.case.case import Case
from storage.domain.joining.trails import Fork
from storage.domain.record import Record

Chosen = Mapping[tuple[str, str], object]
"""What was chosen of a record's field, by the record's id and the field."""


@dataclass(frozen=True)
class CopyAnswers:
    """What somebody chose; where nothing was chosen, the later change stands, and what was deleted stays deleted."""

    chosen: Chosen = field(default_factory=dict)
    back: frozenset[str] = frozenset()
    """The ids of the cases that were deleted on one side, changed on the other, and live on."""


@dataclass(frozen=True)
class CopyReport:
    """What joining another copy does to the records here."""

    new: tuple[Record, ...] = ()
    changed: tuple[Record, ...] = ()
    gone: tuple[Record, ...] = ()
    """What is here and was deleted there."""
    forks: tuple[tuple[Record, Fork], ...] = ()
    """The fields that both changed."""
    doubtful: tuple[Case, ...] = ()
    """The cases that one side deleted while the other went on with them."""
    recoded: tuple[tuple[Case, str], ...] = ()
    """The cases that get another code, as they will be, and the one they bore."""
    differs: bool = False
    """Whether anything has to be written."""
