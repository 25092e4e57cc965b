from datetime import UTC, date, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.case.case import Case, CaseState, Entry, Idea, Standing, Step
from storage.domain.people import Member, Team
from storage.domain.record import Before, Part, fields_of, parts_of, revised

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2026, 11, 23)
CASE = Case(id="c", title="Lekser", opened=DAY, themes=("homework",))


def entry(key: str, text: str = "tekst") -> Entry:
    return Entry(id=key, step=Step.SITUATION, text=text, at=NOW)


def change(old: Case, **values: object) -> Case:
    return revised(old, old.but(**values), by="AB", at=NOW, change="x1")


def test_a_change_counts_and_remembers_what_was() -> None:
    new = change(CASE, title="Lekser hjemme", owner="CD")
    assert new.rev == 1
    assert [(before.field, before.value) for before in new.before] == [("title", "Lekser"), ("owner", "")]
    assert {(before.by, before.at, before.change) for before in new.before} == {("AB", NOW, "x1")}


def test_nothing_changed_remembers_nothing() -> None:
    assert change(CASE).before == ()


def test_memories_gather_oldest_first() -> None:
    new = change(change(CASE, title="b"), title="c")
    assert [before.value for before in new.before] == ["Lekser", "b"]
    assert new.rev == 2


def test_a_part_is_remembered_by_its_id() -> None:
    one = change(CASE, entries=(entry("1"), entry("2")))
    assert [(before.field, before.value) for before in one.before] == [("entries/1", None), ("entries/2", None)]
    two = change(one, entries=(entry("2", "rettet"),))
    assert [before.field for before in two.before[2:]] == ["entries/1", "entries/2"]
    assert two.before[2].value["text"] == "tekst"


def test_identity_and_memory_are_the_stores_to_change() -> None:
    forged = CASE.but(id="other", rev=40, before=(Before(change="y", at=NOW, by="", field="title"),), title="b")
    new = revised(CASE, forged, by="AB", at=NOW, change="x1")
    assert (new.id, new.rev, len(new.before)) == ("c", 1, 1)


def test_every_other_field_is_peoples_to_change() -> None:
    assert {"id", "rev", "before"}.isdisjoint(fields_of(CASE))
    assert set(fields_of(CASE)) | {"id", "rev", "before"} == set(CASE.__struct_fields__)


def test_parts_are_told_from_other_fields() -> None:
    assert parts_of((entry("1"), entry("2"))) == {"1": entry("1"), "2": entry("2")}
    assert parts_of(()) == {}
    assert parts_of(("homework",)) is None
    assert parts_of("text") is None
    assert parts_of((Member(alias="AB"),)) is None
    assert isinstance(parts_of((Part(id="1"),)), dict)


def test_what_is_remembered_is_what_the_file_gives_back() -> None:
    standing = Standing(state=CaseState.PARKED, on=DAY, reason="senere")
    new = change(CASE.but(standing=standing), standing=None, themes=(), title="b")
    assert msgspec.json.decode(msgspec.json.encode(new), type=Case) == new
    team = Team(id="t", name="T", members=(Member(alias="AB"),), free_days=(DAY,))
    newer = revised(team, team.but(members=(), free_days=()), by="", at=NOW, change="x")
    assert msgspec.json.decode(msgspec.json.encode(newer), type=Team) == newer


ENTRIES = st.lists(st.sampled_from("abcd"), unique=True).map(lambda keys: tuple(map(entry, keys)))
IDEAS = st.lists(st.sampled_from("ef"), unique=True).map(lambda keys: tuple(Idea(id=key, text="i") for key in keys))
CASES = st.builds(
    CASE.but, title=st.sampled_from(["a", "b"]), owner=st.sampled_from(["", "AB"]), entries=ENTRIES, ideas=IDEAS
)


@given(CASES, CASES)
def test_only_what_differs_is_remembered(old: Case, new: Case) -> None:
    kept = revised(old, new, by="AB", at=NOW, change="x")
    fields = {before.field for before in kept.before}
    assert ("title" in fields) is (old.title != new.title)
    assert ("owner" in fields) is (old.owner != new.owner)
    was, now = ({part.id for part in case.entries} for case in (old, new))
    assert {field.removeprefix("entries/") for field in fields if field.startswith("entries/")} == was ^ now
    assert kept.but(rev=0, before=()) == new.but(rev=0, before=())
