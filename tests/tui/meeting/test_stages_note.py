import pytest

from storage.domain.errors import Refused
from storage.domain.meeting.form import Writes
from tests.tui.meeting.play import Play
from tui.desk.desk import Desk


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "peacetime").at(Writes.NOTE)


async def test_a_note_stands_in_its_phase_and_nowhere_else(play: Play) -> None:
    await play.write("Ask the class contacts about phones")
    assert play.text == "┃ Ask the class contacts about phones | "
    assert "phones" not in play.at(Writes.AREA).text


async def test_notes_have_nothing_to_choose_sort_or_answer(play: Play) -> None:
    await play.write("Ask the class contacts")
    key = play.lines[0].key
    assert not play.stage.offers(play.scene, key)
    assert not await play.choose(key)
    assert not play.sort(key, 1)
    assert not play.stage.lacks(play.scene)


async def test_an_empty_note_is_refused(play: Play) -> None:
    with pytest.raises(Refused, match="empty-text"):
        await play.write("  ")
