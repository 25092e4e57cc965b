"""What is being typed reaches the store soon, in order, and goes when it is saved."""

from dataclasses import replace
from threading import Event

import pytest

from storage.domain.case.case import Case, Entry, Step
from storage.domain.errors import Refused
from storage.domain.record import revised
from storage.store import Draft
from tests.tui.memory_store import MemoryStore
from tests.tui.stage import NOW, memory_desk, store_of
from tui.desk.drafting import DraftPlace


class SlowStore(MemoryStore):
    """Holds the first draft back until told, so that later ones pile up behind it."""

    def hold(self) -> None:
        self.begun, self.go_on = Event(), Event()
        self.written: list[str] = []

    def keep_draft(self, draft: Draft) -> None:
        self.begun.set()
        assert self.go_on.wait(10)
        self.written.append(draft.text)
        super().keep_draft(draft)


def test_only_the_newest_of_a_burst_is_written() -> None:
    desk = memory_desk()
    store = SlowStore(desk.store.book().team, today=desk.today)
    store.hold()
    for text in ("L", "Le", "Lek"):
        desk.drafting.keep(store, Draft(by="AB", place="here", text=text, at=NOW))
        assert store.begun.wait(10)
    store.go_on.set()
    desk.drafting.flush()
    assert store.written == ["L", "Lek"]


def test_a_text_that_is_not_written_yet_is_offered_all_the_same() -> None:
    desk = memory_desk()
    store = SlowStore(desk.store.book().team, today=desk.today)
    store.hold()
    for text in ("L", "Le"):
        desk.drafting.keep(store, Draft(by="AB", place="here", text=text, at=NOW))
        assert store.begun.wait(10)
    assert desk.draft_at(DraftPlace.read("here")).offered() == "Le"
    store.go_on.set()
    desk.drafting.flush()


def test_it_can_begin_again_after_a_pause() -> None:
    desk = memory_desk()
    for text in ("one", "two"):
        desk.draft_at(DraftPlace.read("here")).typed(text)
        desk.drafting.flush()
        assert store_of(desk).kept_drafts["AB", "here"].text == text


def test_people_and_places_do_not_mix() -> None:
    desk = memory_desk()
    desk.draft_at(DraftPlace.read("here")).typed("mine")
    desk.seated("CD").draft_at(DraftPlace.read("here")).typed("yours")
    desk.drafting.flush()
    assert desk.draft_at(DraftPlace.read("here")).offered() == "mine"
    assert desk.seated("CD").draft_at(DraftPlace.read("here")).offered() == "yours"
    assert not desk.draft_at(DraftPlace.read("there")).offered()


def test_a_place_without_a_name_keeps_nothing() -> None:
    desk = memory_desk()
    desk.draft_at(DraftPlace.read("")).typed("a secret")
    desk.drafting.flush()
    assert not store_of(desk).kept_drafts
    assert not desk.draft_at(DraftPlace.read("")).offered()


def written(text: str) -> Case:
    entry = Entry(id="e", step=Step.SITUATION, text=text, at=NOW)
    return Case(id="c", title="Homework", opened=NOW.date(), entries=(entry,))


def test_only_what_was_handed_over_and_saved_goes() -> None:
    desk = memory_desk()
    for place in ("saved", "handed over", "left"):
        desk.draft_at(DraftPlace.read(place)).typed(f"what is {place}")
    for place in ("saved", "handed over"):
        desk.draft_at(DraftPlace.read(place)).handed_over(f"what is {place}", f"what  is\n{place}")
    desk.drafting.saved(desk.store, [written("what is\nsaved")], NOW)
    desk.drafting.flush()
    assert set(store_of(desk).kept_drafts) == {("AB", "handed over"), ("AB", "left")}


def test_what_a_record_said_before_is_not_waited_for() -> None:
    desk = memory_desk()
    draft = Draft(by="AB", place="case/c/title", text="Leksetid", at=NOW)
    desk.drafting.keep(desk.store, draft)
    once = Case(id="c", code="26-001", title="Lekser, sa noen", opened=NOW.date())
    changed = revised(once, once.but(title="Lekser"), by="AB", at=NOW, change="h")
    desk.drafting.handed_over([draft], changed.but(title="Leksetid"))
    desk.drafting.saved(desk.store, [changed.but(title="Leksetid")], NOW)
    desk.drafting.flush()
    assert not store_of(desk).kept_drafts


def test_an_answer_with_several_texts_is_saved_when_all_of_it_is() -> None:
    desk = memory_desk()
    drafts = [desk.draft_at(DraftPlace.read(place)).draft(place) for place in ("one", "two")]
    for draft in drafts:
        desk.drafting.keep(desk.store, draft)
    desk.drafting.handed_over(drafts, ("one", "two"))
    desk.drafting.saved(desk.store, [written("one")], NOW)
    desk.drafting.flush()
    assert len(store_of(desk).kept_drafts) == 2
    desk.drafting.saved(desk.store, [written("one\ntwo")], NOW)
    desk.drafting.flush()
    assert not store_of(desk).kept_drafts


def test_what_is_being_saved_is_not_offered_to_go_on_with_unless_that_is_refused() -> None:
    desk = memory_desk()
    here = desk.draft_at(DraftPlace.read("here"))
    here.typed("text")
    here.handed_over("text", "text")
    desk.drafting.flush()
    assert (here.offered(), desk.drafts()["here"].text) == ("", "text")
    desk.drafting.refused(desk.store)
    assert here.offered() == "text"
    desk.drafting.flush()


def test_what_was_handed_over_and_refused_is_written_down_again() -> None:
    desk = memory_desk()
    desk.draft_at(DraftPlace.read("here")).handed_over("text", "text")
    desk.drafting.refused(desk.store)
    desk.drafting.flush()
    assert desk.draft_at(DraftPlace.read("here")).offered() == "text"


def test_what_is_typed_anew_where_something_was_handed_over_counts() -> None:
    desk = memory_desk()
    desk.draft_at(DraftPlace.read("here")).handed_over("old", "old")
    desk.draft_at(DraftPlace.read("here")).typed("new")
    desk.drafting.refused(desk.store)
    desk.drafting.flush()
    assert desk.draft_at(DraftPlace.read("here")).offered() == "new"


def test_what_waits_to_be_written_counts_already() -> None:
    desk = memory_desk()
    store = SlowStore(desk.store.book().team, today=desk.today)
    store.kept_drafts["AB", "gone"] = Draft(by="AB", place="gone", text="old", at=NOW)
    store.hold()
    for place, text in (("here", "L"), ("here", "Le"), ("gone", "")):
        desk.drafting.keep(store, Draft(by="AB", place=place, text=text, at=NOW))
        assert store.begun.wait(10)
    assert {place: draft.text for place, draft in replace(desk, store=store).drafts().items()} == {"here": "Le"}
    store.go_on.set()
    desk.drafting.flush()


@pytest.mark.parametrize("fault", [Refused("not-saved", reason="full"), OSError(28, "No space left")])
def test_on_a_full_disk_the_text_waits_and_is_written_once_there_is_room(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    desk = memory_desk()
    tried = Event()

    def full(_: Draft) -> None:
        tried.set()
        raise fault

    monkeypatch.setattr("tui.desk.drafting.LINGER", 0.01)
    monkeypatch.setattr(store_of(desk), "keep_draft", full)
    desk.draft_at(DraftPlace.read("here")).typed("half a")
    assert tried.wait(10)
    desk.draft_at(DraftPlace.read("here")).typed("half a day")
    desk.drafting.flush()
    assert desk.draft_at(DraftPlace.read("here")).offered() == "half a day"
    monkeypatch.undo()
    desk.draft_at(DraftPlace.read("there")).typed("more")
    desk.drafting.flush()
    assert {place: draft.text for (_, place), draft in store_of(desk).kept_drafts.items()} == {
        "here": "half a day",
        "there": "more",
    }


def test_what_must_never_be_kept_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = memory_desk()

    def refuse(_: Draft) -> None:
        raise Refused("identity-number")

    monkeypatch.setattr(store_of(desk), "keep_draft", refuse)
    desk.draft_at(DraftPlace.read("here")).typed("a number")
    desk.drafting.flush()
    assert not desk.draft_at(DraftPlace.read("here")).offered()
