"""A copy of a team's records, two of them as one, and what people answer and are told about it.

Joining is the same in whatever order, and however often, copies meet: records are joined change by change, deletions
and numbers are only ever added, and codes follow from those. Only where somebody takes a deletion back does it matter
who had met whom before: what was written elsewhere in a case is lost with it, and is not where that is known in time.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from storage.domain.case.case import Case
from storage.domain.joining.codes import codes_of, first_code, recoded
from storage.domain.joining.trails import Fork, Stamp, joined
from storage.domain.kinds import kind_of
from storage.domain.record import Record

NEVER: Stamp = (datetime.min.replace(tzinfo=UTC), "")
NONE: frozenset[str] = frozenset()
Records = Mapping[str, Record]


@dataclass(frozen=True)
class TeamCopy:
    """All that one copy of a team's folder knows of its records."""

    records: Records
    """By their ids."""
    deleted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The changes that deleted a record, by its id; one that is here all the same was brought back knowingly."""
    touched: Mapping[str, Stamp] = field(default_factory=dict)
    """When a record was last changed."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """The codes that deleted cases were given first, by their ids: never given again."""


@dataclass(frozen=True)
class Joining:
    """Two copies that are being joined: what each still says, under the codes that will be, and both as one."""

    ours: Records
    theirs: Records
    copy: TeamCopy


def joining(ours: TeamCopy, theirs: TeamCopy, back: Collection[str] = ()) -> Joining:
    """Return two copies and what they are as one.

    A record is gone where one side deleted it and the other did not know, but for the cases that come `back`, with all
    that is theirs. One that was deleted and brought back lives, with what both wrote in it.
    """
    sides = _fitted(ours, theirs, back), _fitted(theirs, ours, back)
    gone = {**_gone(ours, sides[0]), **_gone(theirs, sides[1])}
    first = _first_codes(*sides)
    codes = codes_of({**gone, **first})
    one = _recoded(sides[0], _known_codes(ours), codes)
    other = _recoded(sides[1], _known_codes(theirs), codes)
    touched = {key: _stamps(key, ours, theirs) for key in {*ours.touched, *theirs.touched, *one, *other}}
    whole = {key: _one(one.get(key), other.get(key), stamps=touched[key]) for key in {**one, **other}}
    copy = TeamCopy(
        records={key: _coded(record, codes, first) for key, record in whole.items()},
        deleted={key: _deletions(key, ours, theirs) for key in {*ours.deleted, *theirs.deleted}},
        touched={key: max(stamps) for key, stamps in touched.items()},
        gone={key: code for key, code in gone.items() if key not in first},
    )
    return Joining(one, other, copy)


def lost(side: TeamCopy, other: TeamCopy) -> Iterator[str]:
    """Yield the ids of a side's records that the other deleted, and did not bring back, while this one did not know."""
    for key, changes in other.deleted.items():
        if key in side.records and key not in other.records and not changes <= side.deleted.get(key, NONE):
            yield key


def _stamps(key: str, ours: TeamCopy, theirs: TeamCopy) -> tuple[Stamp, Stamp]:
    return ours.touched.get(key, NEVER), theirs.touched.get(key, NEVER)


def _deletions(key: str, ours: TeamCopy, theirs: TeamCopy) -> frozenset[str]:
    return ours.deleted.get(key, NONE) | theirs.deleted.get(key, NONE)


def _gone(side: TeamCopy, left: Records) -> dict[str, str]:
    """Return the first codes of a side's cases that are gone, or go now."""
    cases = ((key, record) for key, record in side.records.items() if isinstance(record, Case))
    return {**side.gone, **{key: first_code(case) for key, case in cases if key not in left}}


def _fitted(side: TeamCopy, other: TeamCopy, back: Collection[str]) -> dict[str, Record]:
    """Return a side's records without what the other deleted, and without what they say of a case that is gone."""
    spared = {record.code for key in back if isinstance(record := side.records.get(key), Case)}
    out = {key for key in lost(side, other) if key not in back and not _is_of(side.records[key], spared)}
    codes = [record.code for key in out if isinstance(record := side.records[key], Case)]
    left = {key: record for key, record in side.records.items() if key not in out}
    for code in codes:
        without = ((key, kind_of(record).without_case(record, code)) for key, record in left.items())
        left = {key: record for key, record in without if record is not None}
    return left


def _is_of(record: Record, codes: Collection[str]) -> bool:
    return kind_of(record).case(record) in codes


def _first_codes(*sides: Records) -> dict[str, str]:
    """Return the codes that cases were given first; where a repair gave one another, the lower one."""
    first: dict[str, str] = {}
    for side in sides:
        for key, record in side.items():
            if isinstance(record, Case):
                first[key] = min(first.get(key, "~"), first_code(record))
    return first


def _known_codes(side: TeamCopy) -> dict[str, str]:
    """Return the codes by which a side's records name its cases, those that are gone included, by ids."""
    cases = {key: record for key, record in side.records.items() if isinstance(record, Case)}
    ever = codes_of({**side.gone, **_first_codes(cases)})
    return {**ever, **{key: case.code for key, case in cases.items()}}


def _recoded(left: Records, known: Mapping[str, str], codes: Mapping[str, str]) -> dict[str, Record]:
    """Return a side's records with each code that will mean another case as the one that its own will bear."""
    moved = {code: codes[key] for key, code in known.items() if code != codes.get(key, code)}
    return {key: recoded(record, moved) for key, record in left.items()}


def _one(*states: Record | None, stamps: tuple[Stamp, Stamp]) -> Record:
    known = [state for state in states if state]
    return joined(known[0], known[1], stamps) if len(known) > 1 else known[0]


def _coded(record: Record, codes: Mapping[str, str], first: Mapping[str, str]) -> Record:
    if not isinstance(record, Case):
        return record
    code, was = codes[record.id], first[record.id]
    return record.but(code=code, first_code="" if was == code else was)


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
