"""One field's hint, without a screen."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from storage.domain.meeting.form import Family
from storage.domain.people import Language, with_silenced
from storage.steering.gate_texts import gate_file
from storage.steering.names import NameList
from storage.steering.nudges import judge
from storage.store import Change
from tests.tui.stage import english_desk
from tui.desk import nudges as module
from tui.desk.desk import Desk
from tui.desk.nudges import Hint, Nudging, Tone, Turning, hint_line, unsaid

SPLICED = {
    Language.NB: (
        "Mora er vanskelig og svarer aldri.",
        "De vanskelige foreldrene kom ikke.",
        "Foreldrene nekter å komme på møtet.",
        "Far bryr seg ikke om leksene.",
        "Nå maser hun igjen om buss og lekser.",
        "Foreldrene er krevende, og vi rekker det ikke.",
    ),
    Language.NN: (
        "Mora er vanskeleg og svarar aldri.",
        "Dei vanskelege foreldra kom ikkje.",
        "Foreldra nektar å kome på møtet.",
        "Far bryr seg ikkje om leksene.",
        "No mastar ho igjen om buss og lekser.",
        "Foreldra er krevjande, og vi rekk det ikkje.",
    ),
    Language.EN: (
        "The difficult parents did not come.",
        "The parents refuse to come to the meeting.",
        "Dad doesn't care about homework.",
        "The parents are demanding, and we have no time.",
        "She keeps nagging about the bus.",
    ),
}
FEWEST_SPLICED = 3
SIGH = "They never answer our messages."


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0)


@pytest.fixture
def desk() -> Desk:
    return english_desk()


class Field:
    """A field that remembers every hint it was given."""

    def __init__(self, desk: Desk, *, quiet: bool = False) -> None:
        self.said: asyncio.Queue[Hint | None] = asyncio.Queue()
        self.nudging = Nudging(desk, self.said.put_nowait, quiet=quiet)

    async def says(self, text: str) -> Hint:
        self.nudging.typed(text)
        hint = await asyncio.wait_for(self.said.get(), 10)
        assert hint
        return hint

    async def stays_quiet(self, text: str) -> None:
        """Nothing new is said: the judgement is waited for, not the time."""
        self.nudging.typed(text)
        self.nudging.left()
        if self.nudging._judging:
            await self.nudging._judging
        assert self.nudging.hint is None


@pytest.fixture
async def field(desk: Desk) -> AsyncIterator[Field]:
    field = Field(desk)
    yield field
    field.nudging.stop()


async def test_a_sigh_is_met_with_one_question_and_the_next_with_none(field: Field) -> None:
    hint = await field.says(SIGH)
    assert (hint.signal, hint.tone) == ("never", Tone.TURN)
    field.nudging.hide()
    assert await field.said.get() is None
    await field.stays_quiet(f"{SIGH} Those parents always complain.")


async def test_another_field_has_its_own_question(field: Field) -> None:
    await field.says(SIGH)
    field.nudging.arrive(quiet=False)
    assert await field.said.get() is None
    assert (await field.says(SIGH)).signal == "never"


async def test_leaving_the_field_does_not_wait(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 3600)
    field.nudging.typed(SIGH)
    field.nudging.left()
    assert await asyncio.wait_for(field.said.get(), 10)
    field.nudging.left()


async def test_what_is_emptied_has_nothing_to_be_asked(field: Field) -> None:
    await field.says(SIGH)
    field.nudging.typed(" ")
    assert await field.said.get() is None


async def test_the_guard_is_never_quiet_and_counts_as_no_question(desk: Desk) -> None:
    venting = Field(desk, quiet=True)
    assert (await venting.says(f"{SIGH} Call 913 45 678.")).tone is Tone.GUARD
    field = Field(desk)
    assert (await field.says("Call 913 45 678.")).tone is Tone.GUARD
    assert (await field.says(SIGH)).tone is Tone.TURN


async def test_while_people_vent_nothing_is_asked(desk: Desk) -> None:
    await Field(desk, quiet=True).stays_quiet(SIGH)


async def test_nothing_is_turned_where_a_pupil_may_be_unsafe(field: Field, desk: Desk) -> None:
    told = "They hit him every day. They refuse to come."
    await field.stays_quiet(told)
    case = desk.store.book().case("26-001")
    elsewhere = Change(case, case.but(first_step=SIGH))
    assert unsaid(desk, (elsewhere,), quiet=False)
    here = Change(case, case.but(title=told))
    assert unsaid(desk, (elsewhere, here), quiet=False) is None
    assert Turning().questions(Language.EN, (Family.HOME,), told) == [gate_file("en").pupil_heard]
    assert len(Turning().questions(Language.EN, (Family.HOME,), SIGH)) > 1


async def test_the_question_goes_into_the_text_and_out_again(field: Field) -> None:
    hint = await field.says(SIGH)
    after = field.nudging.taken(SIGH)
    assert after == f"{SIGH}\n→ {hint.question} "
    assert field.nudging.taken(after) == SIGH
    assert field.nudging.taken("something else") == "something else"


async def test_the_same_question_heard_again_in_what_was_taken_takes_it_back(field: Field) -> None:
    hint = await field.says(SIGH)
    after = field.nudging.taken(SIGH)
    field.nudging._say(replace(hint, key="heard otherwise"))
    assert field.nudging.taken(after) == SIGH


@pytest.mark.parametrize("language", Language)
def test_the_neutral_wording_stands_on_a_line_of_its_own_and_breaks_no_sentence(language: Language) -> None:
    told = [finding for text in SPLICED[language] for finding in judge(text, language.value) if finding.neutral]
    assert len(told) >= FEWEST_SPLICED
    for text in SPLICED[language]:
        for found in judge(text, language.value):
            nudging = Nudging(english_desk(), lambda _: None)
            nudging.hint = Hint(found.key, found.start, found.signal, found.question, found.neutral)
            after = nudging.taken(text)
            assert after == f"{text}\n→ {found.neutral or found.question} "
            assert nudging.taken(after) == text


async def test_in_one_line_the_question_stands_behind(field: Field) -> None:
    hint = await field.says(SIGH)
    assert field.nudging.taken(SIGH, lines=False) == f"{SIGH} → {hint.question} "


async def test_despair_is_met_in_another_tone(field: Field, desk: Desk) -> None:
    hint = await field.says("I can't take it any more with this case.")
    assert hint.tone is Tone.CARE
    assert hint_line(desk.words, hint).startswith(f"♡ {hint.question}")


async def test_a_silenced_word_is_not_asked_about(field: Field, desk: Desk) -> None:
    team = desk.store.book().team
    desk.store.save(Change(team, with_silenced(team, "never")), by="AB", at=desk.now())
    await field.stays_quiet(SIGH)


async def test_a_name_is_asked_about_once(field: Field, desk: Desk) -> None:
    hint = await field.says("We talked with Kjersti about it.")
    assert (hint.tone, hint.asks, hint.silenced) == (Tone.MARK, False, "=Kjersti")
    field.nudging.hide()
    assert await field.said.get() is None
    await Field(desk).stays_quiet("Then Kjersti called.")
    assert field.nudging.taken("Then Kjersti called.") == "Then Kjersti called."


async def test_what_was_asked_about_while_it_was_written_is_not_asked_about_when_it_is_kept(
    field: Field, desk: Desk
) -> None:
    case = desk.store.book().case("26-001")
    sighs = f"{SIGH} The parents are impossible. Then Kjersti called."
    change = Change(case, case.but(first_step=sighs))
    after = unsaid(desk, (change,), quiet=False)
    assert after
    assert after.tone is Tone.MARK
    desk.attention.put_away(after.key)
    unasked = unsaid(desk, (change,), quiet=False)
    assert unasked
    assert unasked.asks
    await field.says(SIGH)
    assert unsaid(desk, (change,), quiet=False) is None
    field.nudging.begin_anew()
    assert unsaid(desk, (change,), quiet=False)


async def test_a_name_on_the_class_list_is_warned_about_every_time(field: Field, desk: Desk) -> None:
    team = desk.store.book().team
    names = NameList("ab" * 32).adding("Kjersti Fjell")
    listed = team.but(names_key=names.key, names=tuple(names.marks))
    desk.store.save(Change(team, listed), by="AB", at=desk.now())
    hint = await field.says("It was said that kjersti called.")
    assert (hint.tone, hint.silenced) == (Tone.GUARD, "")
    assert "class list" in hint_line(desk.words, hint)
