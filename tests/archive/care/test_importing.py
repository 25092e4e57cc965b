"""What comes in from another team or an export: looked at, cleaned, once, all of it or nothing."""

import json
import os
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.care.importing import Doubt, Incoming, bring_in, looked_at
from storage.domain.case.agreement import Agreement
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, Entry, with_entry
from storage.domain.errors import Refused
from storage.domain.kinds import what_it_is_called
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Member, Team
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.steering.guard import TraceKind
from storage.store import Change

DAY = date(2026, 9, 1)
IDENTITY_NUMBER = "01010100131"
CARD = ExperienceCard(id="card", title="Ros først", worked="Vi ringte", made=DAY, sources=("26-001",))
PRACTICE = Practice(
    id="theirs",
    area="contact",
    title="Noe godt først",
    minimum="Én god nyhet",
    owner="XY",
    evidence=("26-001",),
    milestones=(Milestone(PracticeState.IN_USE, DAY),),
    review=DAY,
)


@pytest.fixture
def other(tmp_path: Path, now: datetime, case: Case, agreement: Agreement, meeting: Meeting) -> FolderStore:
    """Another team's folder, with a bit of everything, and a case that was deleted."""
    records = (
        Area(id="a1", key="contact", title="Kontakt"),
        Area(id="a2", key="bare", title="Ingenting her"),
        Area(id="a3", key="homework", title="Lekser hos dem"),
        PRACTICE,
        Practice(id="old", area="contact", title="Sluttet", milestones=(Milestone(PracticeState.RETIRED, DAY),)),
        CARD,
        case,
        agreement,
        meeting,
    )
    team = Team(id="other", name="7. trinn", members=(Member(alias="XY"),), free_days=(DAY,))
    store = create_store(tmp_path / "other", team, *records, now=now)
    store.save(Change(None, Case(id="gone", title="x", opened=DAY)), by="XY", at=now)
    store.delete_case("26-002", by="XY", at=now)
    return store


@pytest.fixture
def empty(tmp_path: Path, now: datetime) -> FolderStore:
    return create_store(tmp_path / "empty", Team(id="e", name="8. trinn", members=(Member(alias="EF"),)), now=now)


def brought(store: FolderStore, source: FolderStore, now: datetime, *, whole: bool = False) -> Incoming:
    coming = looked_at(source.folder, store.book(), whole=whole)
    bring_in(store.folder, coming, by="AB", at=now)
    return coming


def test_cards_and_practices_come_in_as_ideas_of_nobody(store: FolderStore, other: FolderStore, now: datetime) -> None:
    coming = brought(store, other, now)
    book = store.book()
    assert [each.id for each in coming.records] == ["a1", "theirs", "card"]
    (practice,) = book.practices
    assert (practice.owner, practice.evidence, practice.review) == ("", (), None)
    assert (practice.state, practice.minimum) == (PracticeState.IDEA, "Én god nyhet")
    assert [card.sources for card in book.cards] == [()]
    assert {area.key for area in book.areas} == {"homework", "contact"}
    assert (book.cases, book.team.name, coming.doubts) == ((), "6. trinn", ())


def test_the_same_import_twice_makes_no_doubles(store: FolderStore, other: FolderStore, now: datetime) -> None:
    brought(store, other, now)
    changed = store.book().practices[0]
    store.save(Change(changed, changed.but(minimum="Vår egen")), by="AB", at=now)
    before = (store.folder / "team.json").read_bytes()
    again = brought(store, other, now)
    assert (again.records, again.here) == ((), 2)
    assert store.book().practices[0].minimum == "Vår egen"
    assert (store.folder / "team.json").read_bytes() == before


def test_what_says_the_same_under_another_id_is_no_double(
    store: FolderStore, other: FolderStore, now: datetime
) -> None:
    mine = PRACTICE.but(id="mine", title="noe  GODT først".replace("  ", " "))
    store.save(Change(None, mine), Change(None, CARD.but(id="mine-too")), by="AB", at=now)
    assert looked_at(other.folder, store.book(), whole=False).records == ()


def test_all_of_a_team_comes_into_an_empty_one(empty: FolderStore, other: FolderStore, now: datetime) -> None:
    theirs, coming = other.book(), brought(empty, other, now, whole=True)
    ours = empty.book()
    assert (ours.years, ours.areas, ours.practices, ours.cards) == (
        theirs.years,
        theirs.areas,
        theirs.practices,
        theirs.cards,
    )
    assert (ours.team.id, ours.team.name, ours.team.free_days) == ("e", "7. trinn", (DAY,))
    assert ours.team.aliases == ("XY", "EF")
    assert coming.here == 0
    again = brought(empty, other, now, whole=True)
    assert (again.records, again.here) == ((), 9)
    assert empty.book() == ours


def test_codes_of_deleted_cases_are_not_given_again(empty: FolderStore, other: FolderStore, now: datetime) -> None:
    brought(empty, other, now, whole=True)
    (kept,) = empty.save(Change(None, Case(id="new", title="Ny", opened=DAY)), by="AB", at=now)
    assert isinstance(kept, Case)
    assert kept.code == "26-003"


def test_earlier_values_come_along(
    empty: FolderStore, other: FolderStore, now: datetime, entry: Callable[..., Entry]
) -> None:
    case = other.book().cases[0]
    other.save(Change(case, with_entry(case, entry("e1"))), by="XY", at=now)
    brought(empty, other, now, whole=True)
    assert empty.book().cases[0] == other.book().cases[0]
    assert empty.book().cases[0].before


def test_a_team_with_something_of_its_own_is_not_filled(store: FolderStore, other: FolderStore) -> None:
    with pytest.raises(Refused, match="team-not-empty"):
        looked_at(other.folder, store.book(), whole=True)


def test_texts_are_cleaned(store: FolderStore, other: FolderStore, now: datetime) -> None:
    card = CARD.but(id="bad", title="a\x1b]52;c;eA==\x07b", worked="\u202ec\x9b2Jd", themes=("x\0y",))
    other.save(Change(None, card), by="XY", at=now)
    brought(store, other, now)
    kept = store.book().record("bad")
    assert isinstance(kept, ExperienceCard)
    assert (kept.title, kept.worked, kept.themes) == ("a�b", "�c�d", ("x�y",))


def test_what_could_tell_who_somebody_is_is_said(store: FolderStore, other: FolderStore, now: datetime) -> None:
    other.save(Change(None, CARD.but(id="c2", title="Ring", worked="Ring 412 34 567 eller a@b.no")), by="XY", at=now)
    coming = looked_at(other.folder, store.book(), whole=False)
    assert coming.doubts == (Doubt("Ring", TraceKind.E_MAIL), Doubt("Ring", TraceKind.PHONE))


@pytest.mark.parametrize("whole", [False, True])
def test_an_identity_number_stops_all_of_it(
    store: FolderStore, empty: FolderStore, other: FolderStore, now: datetime, whole: bool
) -> None:
    spoil(other.folder / "team.json", lambda plain: plain["cards"]["card"].update(worked=IDENTITY_NUMBER))
    with pytest.raises(Refused) as raised:
        brought(empty if whole else store, other, now, whole=whole)
    assert (raised.value.code, raised.value.params["record"]) == ("identity-number-there", "Ros først")
    assert store.book().cards == empty.book().cards == ()


def spoil(path: Path, change: Callable[[Any], object]) -> None:
    plain = json.loads(path.read_bytes())
    change(plain)
    path.write_text(json.dumps(plain))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda plain: plain["cards"]["card"].update(worked="x" * 70_000), "long-text"),
        (lambda plain: plain["cards"]["card"].update(made=3), "damaged-file"),
        (lambda plain: plain["cards"].update(theirs=plain["cards"].pop("card") | {"id": "theirs"}), "given-twice"),
        (lambda plain: plain["_file"].update(schema=99), "newer-schema"),
        (lambda plain: plain.pop("team"), "damaged-file"),
    ],
)
def test_what_is_wrong_with_the_source_stops_all_of_it(
    store: FolderStore, other: FolderStore, now: datetime, change: Callable[[Any], object], code: str
) -> None:
    spoil(other.folder / "team.json", change)
    with pytest.raises(Refused) as raised:
        brought(store, other, now)
    assert raised.value.code == code
    assert store.book().practices == ()


@pytest.mark.parametrize(
    "content",
    [
        b'{"_file":{"schema":1},"cards":' + b"[" * 100_000,
        b'{"_file":{"schema":1},"cards":' + b'{"a":' * 100_000,
        b'{"_file":{"schema":1},"cards":{"c":{"id":"c","rev":' + b"9" * 5000 + b"}}}",
        b'{"_file":{"schema":1},"cards":{"c":{"id":"c","rev":NaN}}}',
        b'{"_file":{"schema":1},"cards":{"c":{"id":"c"},"c":{"id":"c"}}}',
        b'{"_file":{"schema":1},"counters":{"cases":{"last":"many"}}}',
        b"\0" * 100_000_000,
    ],
    ids=["deep lists", "deep objects", "long number", "no number", "twice", "odd counter", "100 MB"],
)
def test_absurd_files_are_refused_at_once(store: FolderStore, other: FolderStore, content: bytes) -> None:
    (other.folder / "team.json").write_bytes(content)
    began = time.process_time()
    with pytest.raises(Refused, match="damaged-file"):
        looked_at(other.folder, store.book(), whole=False)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("source", ["nowhere", "file", "bare", "link"])
def test_what_is_no_export_is_named(store: FolderStore, tmp_path: Path, source: str) -> None:
    place = tmp_path / source
    match source:
        case "file":
            place.write_bytes(b"age-encryption.org/v1")
        case "bare":
            place.mkdir()
        case "link":
            place.symlink_to(place)
    with pytest.raises(Refused) as raised:
        looked_at(place, store.book(), whole=False)
    assert raised.value.code in {"not-an-export", "folder-unreadable"}


def test_a_year_that_is_missing_stops_all_of_it(empty: FolderStore, other: FolderStore) -> None:
    (other.folder / "2026-27.json").unlink()
    with pytest.raises(Refused, match="file-missing"):
        looked_at(other.folder, empty.book(), whole=True)


def test_what_fails_half_through_leaves_nothing(
    empty: FolderStore, other: FolderStore, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming = looked_at(other.folder, empty.book(), whole=True)
    real, count = os.fsync, iter(range(100))

    def fsync(number: int) -> None:
        if next(count) == 2:
            raise OSError(28, "No space left on device")
        real(number)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(Refused, match="not-saved"):
            bring_in(empty.folder, coming, by="AB", at=now)
    book = open_store(empty.folder, session="later").book()
    assert (book.years, book.cards, book.team.name) == ((), (), "8. trinn")


def test_what_came_in_meanwhile_stays(store: FolderStore, other: FolderStore, now: datetime) -> None:
    coming = looked_at(other.folder, store.book(), whole=False)
    brought(store, other, now)
    assert bring_in(store.folder, coming, by="CD", at=now) == ()
    assert len(store.book().practices) == 1


def test_a_record_is_called_what_people_call_it(agreement: Agreement, meeting: Meeting, case: Case) -> None:
    assert what_it_is_called(agreement) == "Ringe hjem"
    assert what_it_is_called(meeting) == "Saksrunde"
    assert what_it_is_called(case.but(code="26-001")) == "26-001 Leksetid hver ettermiddag"
    assert what_it_is_called(agreement.but(what="")) == "agreement"
