"""Two states of one record as one: what each field was changed to, by everybody, in one order.

A record remembers what each change found; what the change left follows from the next one, or from what stands there
now. So a record is a set of changes for each field, and two states are joined by putting the sets together: that comes
to the same in whatever order, and however often, copies meet. The last change stands; the others are earlier values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, get_args

import msgspec

from storage.domain.merge import Clash, clashes, merged
from storage.domain.record import AnyRecord, Before, Part, Record, as_kept, fields_of, parts_of

NOT_REMEMBERED = frozenset({"code", "first_code"})
"""Fields that nobody changes: a case's codes are given by who reads the numbers of all."""
GRAVER: Mapping[str, Callable[[Any], Any]] = {
    "alarm": lambda route: route.gravity if route else -1,
    "home_waits": bool,
    "safe": lambda safe: safe is False,
}
"""What of a case stands until somebody looks at it, by how grave it is."""
UNKNOWN = Before(change="", at=datetime.min.replace(tzinfo=UTC), by="", field="")
"""Whatever left a value that no memory speaks of."""
Stamp = tuple[datetime, str]
"""When a change was made, and its id: of two that were made at the same moment the id decides."""
Order = tuple[Stamp, ...]
"""Where a change stands among a record's others.

By time, but never before one that lay there when it was made: where a clock went wrong, a change hangs under the
nearest later one before it. So two copies that share a change agree on its place without knowing each other's.
"""


@dataclass
class _Trail:
    """One field, or one part of a field: what it was at first, and what each change left there."""

    first: Any = None
    left: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Changes:
    """A record taken apart into its changes."""

    trails: Mapping[str, _Trail]
    made: Mapping[str, Before]
    """Each change's first memory, for when and by whom it was made."""
    order: Mapping[str, Order]
    places: Mapping[tuple[str, str], int]
    """How a change's memories lie beside each other."""

    def last(self, path: str) -> str:
        """Return the last change of a field; empty where there is none."""
        return max(self.trails[path].left, key=self.order.__getitem__, default="") if path in self.trails else ""


def joined(one: AnyRecord, other: AnyRecord, stamps: tuple[Stamp, Stamp]) -> AnyRecord:
    """Return two states of one record as one; `stamps` tells when each was last changed.

    Of what a record forgets on purpose, the state that was changed last keeps its own.
    """
    if one == other:
        return one
    together = _together(_apart(one), _apart(other))
    newer, older = (one, other) if _rank(one, stamps[0]) >= _rank(other, stamps[1]) else (other, one)
    revision = max(one.rev, other.rev, 1 + len(together.made))
    return _rendered(newer, older, together, together.made).but(rev=revision)


class Fork(msgspec.Struct, frozen=True):
    """A field of which both states made something different since they last knew the same of it."""

    field: str
    ours: Any
    theirs: Any
    our_change: Before
    their_change: Before

    @property
    def stands(self) -> Any:
        """What stands where nobody chooses: the later one, but an alarm that was raised is not put away unseen."""
        if self.field in GRAVER:
            return max(self.ours, self.theirs, key=GRAVER[self.field])
        ours, theirs = self.our_change, self.their_change
        return self.ours if (ours.at, ours.change) > (theirs.at, theirs.change) else self.theirs


def forks(ours: AnyRecord, theirs: AnyRecord) -> tuple[Fork, ...]:
    """Return every field that has to be chosen: what was added on either side, or said alike, is none."""
    if ours == theirs:
        return ()
    mine, yours = _apart(ours), _apart(theirs)
    base, one, other = _three(ours, theirs, mine, yours)
    return tuple(_fork(clash, mine, yours) for clash in clashes(base, one, other))


def chosen_of(ours: AnyRecord, theirs: AnyRecord, whole: AnyRecord, chosen: Mapping[str, object]) -> AnyRecord:
    """Return the record `whole` with what was chosen of its forks, and with what both added to one value.

    Where nothing was chosen, the later one stands.
    """
    mine, yours = _apart(ours), _apart(theirs)
    base, one, other = _three(ours, theirs, mine, yours)
    stands = {clash.field: _fork(clash, mine, yours).stands for clash in clashes(base, one, other)}
    three = merged(base, one, other, {**stands, **chosen})
    both = [name for name in fields_of(whole) if _both_changed(name, mine, yours)]
    return whole.but(**{name: getattr(three, name) for name in both})


def _both_changed(name: str, mine: _Changes, yours: _Changes) -> bool:
    paths = (path for path in mine.trails.keys() & yours.trails.keys() if path.partition("/")[0] == name)
    return any(mine.trails[path].left.keys() ^ yours.trails[path].left.keys() for path in paths)


def _fork(clash: Clash, mine: _Changes, yours: _Changes) -> Fork:
    path = clash.field if clash.field in mine.trails else "/".join(clash.field.split("/")[:2])
    path = path if path in mine.trails else clash.field.partition("/")[0]
    our, their = (side.made.get(side.last(path), UNKNOWN) for side in (mine, yours))
    return Fork(clash.field, clash.mine, clash.theirs, our, their)


def _three(
    ours: AnyRecord, theirs: AnyRecord, mine: _Changes, yours: _Changes
) -> tuple[AnyRecord, AnyRecord, AnyRecord]:
    """Return what both last knew alike, and the two states, with only what people change and records remember."""
    both = _together(mine, yours)
    common = {change: both.made[change] for change in mine.made.keys() & yours.made.keys()}
    base = _rendered(theirs, ours, both, common)
    silent = {name: getattr(theirs, name) for name in fields_of(ours) if name in _silent(type(ours))}
    return base.but(**silent), ours.but(**silent), theirs


def _silent(kind: type[Record]) -> frozenset[str]:
    return kind.FORGETS | NOT_REMEMBERED


def _apart(record: Record) -> _Changes:
    """Return a record's changes."""
    silent, present = _silent(type(record)), _present(record)
    memories = [each for each in record.before if each.field.partition("/")[0] not in silent]
    trails: dict[str, _Trail] = {}
    for memory in reversed(memories):
        trails.setdefault(memory.field, _Trail()).left[memory.change] = present.get(memory.field)
        present[memory.field] = memory.value
    for path, value in present.items():
        trails.setdefault(path, _Trail()).first = value
    made: dict[str, Before] = {}
    places: dict[tuple[str, str], int] = {}
    for place, memory in enumerate(memories):
        made.setdefault(memory.change, memory)
        places[memory.change, memory.field] = place
    return _Changes(trails, made, dict(_ordered(made.values())), places)


def _present(record: Record) -> dict[str, Any]:
    """Return what a record holds, by the paths under which it is remembered."""
    held: dict[str, Any] = {}
    for name in fields_of(record):
        if name in _silent(type(record)):
            continue
        value = getattr(record, name)
        if _part_type(type(record), name):
            held |= {f"{name}/{key}": as_kept(part) for key, part in (parts_of(value) or {}).items()}
        else:
            held[name] = as_kept(value)
    return held


@cache
def _types(kind: type[Record]) -> dict[str, Any]:
    return {known.name: known.type for known in msgspec.structs.fields(kind)}


@cache
def _part_type(kind: type[Record], name: str) -> type[Part] | None:
    """Return what the parts of a field are; None of a field that has none."""
    inner = next(iter(get_args(_types(kind)[name])), None)
    return inner if isinstance(inner, type) and issubclass(inner, Part) else None


def _ordered(memories: Iterable[Before]) -> Iterator[tuple[str, Order]]:
    under: list[Stamp] = []
    for memory in memories:
        stamp = memory.at, memory.change
        while under and under[-1] < stamp:
            under.pop()
        under.append(stamp)
        yield memory.change, tuple(under)


def _together(one: _Changes, other: _Changes) -> _Changes:
    trails = {
        path: _Trail(
            _fuller(*(side.trails[path].first if path in side.trails else None for side in (one, other))),
            _united(*(side.trails[path].left if path in side.trails else {} for side in (one, other))),
        )
        for path in {**one.trails, **other.trails}
    }
    order = {
        change: min(side.order[change] for side in (one, other) if change in side.order)
        for change in {**one.order, **other.order}
    }
    return _Changes(trails, {**other.made, **one.made}, order, {**other.places, **one.places})


def _united(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    both = one.keys() & other.keys()
    return {**one, **other, **{change: _fuller(one[change], other[change]) for change in both}}


def _fuller(one: Any, other: Any) -> Any:
    """Return the one of two values that says more: what was forgotten on purpose is gone on both sides."""
    return max(one, other, key=_weight)


def _weight(value: Any) -> tuple[int, bytes]:
    content = b"" if value is None else msgspec.json.encode(value, order="deterministic")
    return len(content), content


def _rank(record: Record, stamp: Stamp) -> tuple[Stamp, tuple[int, bytes]]:
    return stamp, _weight([as_kept(getattr(record, name)) for name in sorted(record.FORGETS)])


def _rendered(newer: AnyRecord, older: AnyRecord, changes: _Changes, among: Mapping[str, Before]) -> AnyRecord:
    """Return the record that some of the changes make, its earlier values in their order."""
    steps = sorted(
        ((change, path) for path, trail in changes.trails.items() for change in trail.left if change in among),
        key=lambda step: (changes.order[step[0]], changes.places[step]),
    )
    now = {path: trail.first for path, trail in changes.trails.items()}
    memories: list[Before] = []
    for change, path in steps:
        memories.append(msgspec.structs.replace(changes.made[change], field=path, value=now[path]))
        now[path] = changes.trails[path].left[change]
    kind = type(newer)
    values = {
        name: _parts(kind, name, newer, older, now) if _part_type(kind, name) else msgspec.convert(now[name], known)
        for name, known in _types(kind).items()
        if name in fields_of(newer) and name not in _silent(kind)
    }
    return newer.but(**values, before=tuple(memories))


def _parts(kind: type[Record], name: str, newer: Record, older: Record, now: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return a field's parts as the newer state has ordered them; its own order is none where both go by ids."""
    values = {path.partition("/")[2]: value for path, value in now.items() if path.startswith(f"{name}/")}
    there = [key for key, value in values.items() if value is not None]
    orders = [list(parts_of(getattr(each, name)) or {}) for each in (newer, older)]
    keys = sorted(there) if all(order == sorted(order) for order in orders) else _placed(orders[0], there)
    return tuple(msgspec.convert(values[key], _part_type(kind, name)) for key in keys)


def _placed(order: Iterable[str], there: Iterable[str]) -> list[str]:
    keys = [key for key in order if key in set(there)]
    for key in sorted(set(there).difference(keys)):
        keys.insert(next((at for at, other in enumerate(keys) if other > key), len(keys)), key)
    return keys
