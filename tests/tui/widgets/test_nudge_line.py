"""The line where a nudge stands: the keys that answer it are whole, and none begins with a dot."""

import pytest
from textual.app import ComposeResult

from storage.domain.people import Language
from tests.tui.mode_stage import text_of
from tui.app.themes import DressedApp
from tui.desk.nudges import Hint, Tone
from tui.i18n.words import Words
from tui.widgets.nudge_line import NudgeLine

WORDS = Words(Language.EN)
ASKS = Hint("k", 0, "never", "When did they answer last, and what was different then?")
WORDED = Hint("k", 0, "never", "When did they answer last?", neutral="has not answered since " + "Monday " * 6)
QUIET = Hint("k", 0, "never", "When did they answer last?", tone=Tone.MAYBE)


class LineApp(DressedApp[None]):
    """Nothing but the line."""

    def compose(self) -> ComposeResult:
        yield NudgeLine(id="nudge")


@pytest.mark.parametrize("width", [64, 80, 140])
@pytest.mark.parametrize("hint", [ASKS, WORDED, QUIET], ids=["asks", "worded", "quiet"])
async def test_keys_that_do_not_fit_beside_the_question_stand_whole_below_it(width: int, hint: Hint) -> None:
    app = LineApp()
    async with app.run_test(size=(width, 6)) as pilot:
        line = app.query_one(NudgeLine)
        line.show(WORDS, hint, "Write so that the parents could read it.")
        await pilot.pause()
        rows = text_of(line).split("\n")
        assert [row for row in rows if row.strip().startswith("·") or row.strip().endswith("·")] == []
        for key in ("F4 hide", "Ctrl+T never again"):
            assert any(key in row for row in rows)
        assert len(rows) == 1 or all(row.strip() for row in rows)
        assert (len(rows) == 1) is (width == 140 and hint is not WORDED)
