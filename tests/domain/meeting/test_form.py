import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.case.case import Step
from storage.domain.errors import Refused
from storage.domain.meeting.form import LONGEST_MEETING, Each, MeetingForm, Phase, Writes, checked_form, scaled

PHASE = Phase(key="talk", title="Talk", short="Talk", minutes=5, prompts=("What do we want?",))
FORM = MeetingForm(key="round", title="Round", minutes=5, phases=(PHASE,))


def phase(**values: object) -> MeetingForm:
    return form(phases=(PHASE, msgspec.structs.replace(PHASE, key="next", **values)))


def form(**values: object) -> MeetingForm:
    return msgspec.structs.replace(FORM, **values)


def test_a_whole_form_is_kept_as_it_is() -> None:
    entry = phase(writes=Writes.ENTRY, step=Step.SITUATION, each=Each.CASE)
    assert checked_form(entry) is entry
    assert entry.takes_cases
    assert not FORM.takes_cases
    assert entry.phase("next").writes is Writes.ENTRY


@pytest.mark.parametrize(
    ("broken", "code", "where"),
    [
        (form(key=""), "form-without-key", (None, "key")),
        (form(title=" "), "form-without-key", (None, "title")),
        (form(minutes=0), "form-minutes", (None, "minutes")),
        (form(minutes=LONGEST_MEETING + 1), "form-minutes", (None, "minutes")),
        (form(phases=()), "form-without-phases", (None, None)),
        (form(phases=(PHASE, PHASE)), "phase-twice", (2, "key")),
        (phase(minutes=0), "phase-minutes", (2, "minutes")),
        (phase(minutes=LONGEST_MEETING + 1), "phase-minutes", (2, "minutes")),
        (phase(short=""), "phase-short", (2, "short")),
        (phase(short="123456789"), "phase-short", (2, "short")),
        (phase(prompts=()), "phase-without-prompt", (2, "prompts")),
        (phase(prompts=(" ", "What?")), "phase-without-prompt", (2, "prompts")),
        (phase(writes=Writes.ENTRY), "entry-without-step", (2, "writes")),
    ],
)
def test_a_form_that_cannot_be_held_says_why_and_where(
    broken: MeetingForm, code: str, where: tuple[int | None, str | None]
) -> None:
    with pytest.raises(Refused) as refused:
        checked_form(broken)
    assert refused.value.code == code
    assert (refused.value.params.get("number"), refused.value.params.get("key")) == where


@pytest.mark.parametrize(
    ("minutes", "total", "parts"),
    [
        ([2, 5, 5, 6, 6, 2, 7, 6, 4, 2], 45, (2, 5, 5, 6, 6, 2, 7, 6, 4, 2)),
        ([5, 10, 5], 40, (10, 20, 10)),
        ([1, 1, 1, 90], 10, (1, 1, 1, 7)),
        ([5, 5, 5], 16, (6, 5, 5)),
        ([5, 5, 5], 2, (1, 1, 1)),
        ([], 10, ()),
    ],
)
def test_minutes_are_scaled(minutes: list[int], total: int, parts: tuple[int, ...]) -> None:
    assert scaled(minutes, total) == parts


MINUTES = st.lists(st.integers(1, 90), min_size=1, max_size=20)


@given(MINUTES, st.integers(0, 600))
def test_scaled_minutes_fill_the_time_and_none_is_below_one(minutes: list[int], total: int) -> None:
    parts = scaled(minutes, total)
    assert len(parts) == len(minutes)
    assert min(parts) >= 1
    assert sum(parts) == max(total, len(minutes))


@given(MINUTES)
def test_scaling_to_the_same_time_changes_nothing(minutes: list[int]) -> None:
    assert scaled(minutes, sum(minutes)) == tuple(minutes)


@given(MINUTES, st.integers(1, 600))
def test_a_longer_phase_never_gets_less_than_a_shorter(minutes: list[int], total: int) -> None:
    parts = scaled(minutes, total)
    for one, part in zip(minutes, parts, strict=True):
        for other, other_part in zip(minutes, parts, strict=True):
            assert one <= other or part >= other_part


@given(MINUTES, st.integers(1, 600))
def test_scaled_minutes_are_within_one_of_their_share_unless_lifted_to_one(minutes: list[int], total: int) -> None:
    exact = [each * total / sum(minutes) for each in minutes]
    if min(exact) >= 1:
        assert all(abs(part - share) < 1 for part, share in zip(scaled(minutes, total), exact, strict=True))
