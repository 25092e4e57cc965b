import enum
import types
from datetime import UTC, date, datetime, time
from typing import Any, get_args, get_origin

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.archive.format.layout import TABLES, record_from, table_of
from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.case import Case, Entry, Step, without_entry
from storage.domain.errors import Refused
from storage.domain.record import Before, Record, line_of

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
SIMPLE: dict[object, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    time: st.times(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    type(None): st.none(),
    Any: st.none() | st.text("abcæ", max_size=3) | st.lists(st.integers(0, 3), max_size=2),
}

CODES = st.from_regex(r"[0-9]{2}-[0-9]{3,5}", fullmatch=True)
SPECIAL: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("Case", "code"): CODES,
    ("Practice", "month"): st.integers(0, 12),
    ("AgendaItem", "minutes"): st.integers(0, 24 * 60),
    ("Series", "weekday"): st.integers(0, 6),
}
"""Fields that hold less than their type could."""


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Return values of any type that a record's field may have."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if isinstance(kind, types.UnionType):
        return st.one_of([anything(each) for each in get_args(kind)])
    if get_origin(kind) is tuple:
        return st.lists(anything(get_args(kind)[0]), max_size=2).map(tuple)
    if get_origin(kind) is dict:
        key, value = get_args(kind)
        return st.dictionaries(anything(key), anything(value), max_size=2)
    if issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    fields = {
        field.encode_name: SPECIAL[kind.__name__, field.name]
        if (kind.__name__, field.name) in SPECIAL
        else anything(field.type)
        for field in msgspec.structs.fields(kind)
    }
    return st.fixed_dictionaries(fields).map(lambda values: kind(**values))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(record=st.sampled_from(sorted(TABLES.values(), key=str)).flatmap(anything))
def test_a_record_comes_back_from_its_line_as_it_was(record: Record) -> None:
    line = line_of(record)
    assert record_from("file", table_of(record), record.id, line) == record
    assert line_of(record, record, line) == line


@pytest.mark.parametrize(
    ("line", "place", "detail"),
    [
        (b'{"id":"a","what":"x","owner":"AB","made":"2026-09-01","due":3}', "$.agreements.a.due", "Expected `date`"),
        (b'{"id":"a","what":"x","owner":"AB","made":"2026-09-01"}', "$.agreements.a", "missing required field `due`"),
        (b'{"id":"b","what":"x","owner":"AB","made":"2026-09-01","due":"2026-09-02"}', "$.agreements.a.id", "`a`"),
        (b'{"id":"a",', "$.agreements.a", "truncated"),
        (b'{"id":"\xff"}', "$.agreements.a", "utf-8"),
        (b'{"id":"a","x":' + b"[" * 100_000, "$.agreements.a", "recursion"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(line: bytes, place: str, detail: str) -> None:
    with pytest.raises(Refused) as raised:
        record_from("2026-27.json", "agreements", "a", line)
    told = raised.value.params
    assert (raised.value.code, told["file"], told["place"]) == ("damaged-file", "2026-27.json", place)
    assert detail in str(told["detail"])


def test_fields_we_do_not_know_survive_an_edit() -> None:
    newer = {
        "id": "c",
        "title": "Old",
        "code": "26-001",
        "opened": "2026-09-01",
        "mood": "grey",
        "owner": "AB",
        "entries": [
            {"id": "e1", "step": "situation", "text": "one", "at": "2026-09-01T12:00:00Z", "colour": "red"},
            {"id": "e2", "step": "situation", "text": "two", "at": "2026-09-01T12:00:00Z", "colour": "blue"},
        ],
        "before": [{"change": "x", "at": "2026-09-01T12:00:00Z", "by": "AB", "field": "title", "device": "pad"}],
    }
    kept = msgspec.json.encode(newer)
    case = record_from("file", "cases", "c", kept)
    assert isinstance(case, Case)
    third = Entry(id="e3", step=Step.IDEAS, text="three", at=NOW)
    memory = Before(change="y", at=NOW, by="CD", field="owner", value="AB")
    edited = without_entry(case, "e1").but(title="New", owner="", before=(*case.before, memory))
    edited = edited.but(entries=(*edited.entries, third))
    plain = msgspec.json.decode(line_of(edited, case, kept))
    assert record_from("file", "cases", "c", msgspec.json.encode(plain)) == edited
    assert plain["mood"] == "grey"
    assert "owner" not in plain
    assert [entry.get("colour") for entry in plain["entries"]] == ["blue", None]
    assert [memory.get("device") for memory in plain["before"]] == ["pad", None]


def test_fields_we_do_not_know_survive_in_what_has_no_id() -> None:
    newer = {
        "id": "a",
        "what": "x",
        "owner": "AB",
        "made": "2026-09-01",
        "due": "2026-09-02",
        "ratings": [{"on": "2026-09-03", "done": "partly", "weather": "rain"}, {"on": "2026-09-04", "done": "partly"}],
    }
    kept = msgspec.json.encode(newer)
    agreement = record_from("file", "agreements", "a", kept)
    assert isinstance(agreement, Agreement)
    worse = Rating(on=date(2026, 9, 3), done=Done.STOPPED)
    plain = msgspec.json.decode(line_of(agreement.but(ratings=(worse, agreement.ratings[1])), agreement, kept))
    assert plain["ratings"][0] == {"on": "2026-09-03", "done": "stopped", "weather": "rain"}


@pytest.mark.parametrize(
    ("table", "line", "place"),
    [
        ("cases", b'{"id":"a","title":"x","opened":"2026-09-01"}', "$.cases.a.code"),
        ("cases", b'{"id":"a","title":"x","opened":"2026-09-01","code":"../.."}', "$.cases.a.code"),
        ("practices", b'{"id":"a","title":"x","area":"y","month":13}', "$.practices.a.month"),
        (
            "parent_meetings",
            b'{"id":"a","title":"x","on":"2026-09-01","starts":"18:00:00","items":[{"id":"i","title":"y","minutes":9000000000}]}',
            "$.parent_meetings.a.items.minutes",
        ),
    ],
)
def test_what_no_type_says_is_looked_at_too(table: str, line: bytes, place: str) -> None:
    with pytest.raises(Refused) as raised:
        record_from("file", table, "a", line)
    assert (raised.value.code, raised.value.params["place"]) == ("damaged-file", place)
