"""What follows a change, without a face."""

from collections.abc import Callable

import pytest

from storage.domain.case.case import Case, Entry, Route, Step, with_entry
from storage.domain.errors import Conflict, Refused
from storage.domain.people import SHARED
from storage.domain.record import Record
from storage.store import Change
from tests.tui.stage import NOW, english_desk, store_of
from tui.desk.conflicts import Resolved, TwoVersions, settle
from tui.desk.desk import Desk
from tui.desk.drafting import DraftPlace
from tui.desk.keeping import keep
from tui.desk.nudges import Tone

SURE = "An adult at school hit the pupil."
Save = Callable[..., tuple[Record, ...]]


def case_of(desk: Desk) -> Case:
    return desk.store.book().case("26-001")


def entered(desk: Desk, text: str) -> Change:
    entry = Entry(id="new", step=Step.SITUATION, text=text, at=NOW, by="AB")
    return Change(case_of(desk), with_entry(case_of(desk), entry))


def drafts(desk: Desk) -> list[str]:
    desk.drafting.flush()
    return [draft.text for draft in store_of(desk).kept_drafts.values()]


def hand_over(desk: Desk, text: str) -> None:
    """Let a text be typed and answered with, as a dialog does."""
    place = desk.draft_at(DraftPlace.read("case/26-001/entry/text"))
    place.typed(text)
    place.handed_over(text, text)
    assert drafts(desk) == [text]


def test_an_alarm_that_is_sure_stands_in_its_case_put_there_by_a_person() -> None:
    desk = english_desk()
    kept = keep(desk, entered(desk, SURE), by=SHARED)
    assert kept.alarm
    assert (kept.alarm.route, kept.obstacle) == (Route.ADULT, None)
    assert case_of(desk).alarm is Route.ADULT
    assert {each.by for each in case_of(desk).before if each.field == "alarm"} == {"AB"}


def test_beside_an_alarm_the_guard_warns_all_the_same() -> None:
    desk = english_desk()
    kept = keep(desk, entered(desk, f"{SURE} Call 91 23 45 67."))
    assert kept.alarm
    assert kept.nudge
    assert kept.nudge.tone is Tone.GUARD


def test_where_people_may_vent_the_gate_is_not_quiet() -> None:
    desk = english_desk()
    assert keep(desk, entered(desk, "They never answer."), quiet=True).nudge is None
    assert keep(desk, entered(desk, SURE), quiet=True).alarm


def test_an_alarm_that_cannot_be_put_down_is_said_and_the_text_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = english_desk()
    save: Save = store_of(desk).save

    def once(*changes: Change, **how: object) -> tuple[Record, ...]:
        monkeypatch.setattr(store_of(desk), "save", full)
        return save(*changes, **how)

    monkeypatch.setattr(store_of(desk), "save", once)
    kept = keep(desk, entered(desk, SURE))
    assert kept.alarm
    assert kept.obstacle
    assert kept.obstacle.code == "not-saved"
    assert (case_of(desk).entries[-1].text, case_of(desk).alarm) == (SURE, None)


def full(*_: Change, **__: object) -> tuple[Record, ...]:
    raise Refused("not-saved", reason="disk-full")


def test_a_draft_goes_with_what_was_made_of_it() -> None:
    desk = english_desk()
    hand_over(desk, "It was calmer.")
    keep(desk, entered(desk, "Something else."))
    assert drafts(desk) == ["It was calmer."]
    keep(desk, entered(desk, "It was calmer."))
    assert drafts(desk) == []


def test_what_is_refused_waits_where_it_was_written() -> None:
    desk = english_desk()
    hand_over(desk, "It was calmer.")
    store_of(desk).kept_drafts.clear()
    store_of(desk).refusal = Refused("not-saved", reason="disk-full")
    with pytest.raises(Refused, match="not-saved"):
        keep(desk, entered(desk, "It was calmer."))
    assert drafts(desk) == ["It was calmer."]


def renamed(desk: Desk, title: str) -> Change:
    return Change(case_of(desk), case_of(desk).but(title=title))


async def test_a_clash_is_settled_as_often_as_somebody_is_quicker_and_then_the_draft_goes() -> None:
    desk = english_desk()
    hand_over(desk, "Mine")
    mine = renamed(desk, "Mine")
    keep(desk, renamed(desk, "Theirs"), by="CD")
    with pytest.raises(Conflict):
        keep(desk, mine)
    seen: list[str] = []

    async def both(versions: TwoVersions) -> Resolved:
        seen.append(versions.their_text)
        if len(seen) == 1:
            keep(desk, renamed(desk, "Theirs again"), by="CD")
        return Resolved(versions.joined)

    kept = await settle(both, desk, (mine,))
    assert kept
    assert seen == ["Theirs", "Theirs again"]
    assert case_of(desk).title == "Theirs again / Theirs / Mine"
    assert drafts(desk) == []


async def test_whoever_leaves_the_question_keeps_the_draft_and_nothing_else() -> None:
    desk = english_desk()
    hand_over(desk, "Mine")
    mine = renamed(desk, "Mine")
    keep(desk, renamed(desk, "Theirs"), by="CD")
    store_of(desk).kept_drafts.clear()

    async def leave(_: TwoVersions) -> None:
        return None

    assert await settle(leave, desk, (mine,)) is None
    assert case_of(desk).title == "Theirs"
    assert drafts(desk) == ["Mine"]
