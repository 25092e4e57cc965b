"""A person's own keys: laid over the table as far as they are right, and named where they are not."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import tui
from storage.domain.people import Language
from tests.tui.meeting.sitting import in_a_meeting, running, seated
from tests.tui.stage import memory_desk
from tui.commands import COMMANDS, SHOWN, hints, key_name, with_own_keys
from tui.desk.desk import Desk
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.commands import CommandsDialog
from tui.dialogs.curtain import Curtain
from tui.dialogs.form import TextDialog
from tui.i18n.refusals import broken_sentence
from tui.i18n.words import Words
from tui.screens.case.screen import CaseScreen
from tui.screens.today.screen import TodayScreen
from tui.terminal.own_keys import FIXED, OwnKeys, named_key, own_keys
from tui.widgets.edges import KeyLine
from tui.widgets.lists import LineList


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "fredstid" / "keys.toml"


def read(file: Path, text: str) -> OwnKeys:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return own_keys(file)


def said(own: OwnKeys) -> list[str]:
    return [broken_sentence(Words(Language.EN), each) for each in own.broken]


def desk_with(**rows: str) -> Desk:
    return replace(memory_desk(), own_keys={name.replace("_", "."): key for name, key in rows.items()})


def test_every_action_has_a_name_of_its_own_that_needs_no_quotes() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_-]+", name) for name in names)


def test_every_key_of_ours_can_be_written_as_it_is_shown_or_named() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert named_key(key) == key
            assert named_key(SHOWN.get(key, key.title() if len(key) > 1 else key)) == key


def test_without_a_file_the_table_is_ours(file: Path) -> None:
    assert own_keys(file) == OwnKeys()
    assert with_own_keys(COMMANDS, {}) == COMMANDS


def test_rows_are_read_as_tables_or_as_one_name_with_nordic_letters(file: Path) -> None:
    own = read(file, '[keys]\ncase.agree = "å"\n"meeting.park" = "Ø, F11"\n[keys.plan]\nvisit-parents = "a\u030a"\n')
    assert own == OwnKeys({"case.agree": "å", "meeting.park": "Ø,f11", "plan.visit-parents": "å"})


def test_two_actions_change_places(file: Path) -> None:
    own = read(file, '[keys]\ncase.agree = "i"\ncase.idea = "a"\n')
    assert own == OwnKeys({"case.agree": "i", "case.idea": "a"})


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('[keys]\n\ncase.agre = "å"', 3, "There is no action “case.agre”. Did you mean “case.agree”?"),
        ('[keys]\nxyz = "å"', 2, "There is no action “xyz”."),
        ('[keys]\ncase.agree = "hyper+q"', 2, "“hyper+q” is no key that fredstid knows."),
        ('[keys]\ncase.agree = ""', 2, "“” is no key that fredstid knows."),
        ("[keys]\ncase.agree = 7", 2, "“case.agree” has a value that does not fit."),
        ('[keys]\ncase.agree = "i"', 2, "“i” for “case.agree” is the key of “case.idea” already."),
        ('[keys]\ncase.agree = "u"', 2, "“u” for “case.agree” is the key of “app.undo” already."),
        ('[keys]\napp.undo = "Enter"', 2, "“↵” for “app.undo” is the key of “today.open” already."),
        ('[keys]\ncase.agree = "up"', 2, "“up” moves about or edits everywhere"),
        ('[keys]\ncase.agree = "ctrl+c"', 2, "“ctrl+c” moves about or edits everywhere"),
        ('[keys]\napp.curtain = "å"', 2, "“å” is text where “app.curtain” works."),
        ('color = "red"', 1, "“color” is not known here."),
    ],
)
def test_a_row_that_is_wrong_is_left_out_and_named(file: Path, text: str, line: int, why: str) -> None:
    own = read(file, f'{text}\n[keys.today]\nrate = "æ"\n' if text.startswith("[") else text)
    assert own.rows == ({"today.rate": "æ"} if text.startswith("[") else {})
    (sentence,) = said(own)
    assert sentence.startswith(f"fredstid/keys.toml, line {line}: {why}")
    assert sentence.endswith("It is left out.")


@pytest.mark.parametrize("text", ["[keys", "keys = 3", "\x00", "[keys]\n" + "a." * 20_000 + "b = 1", 'keys = ["a"]'])
def test_a_file_that_is_none_is_named_and_ours_are_used(file: Path, text: str) -> None:
    own = read(file, text)
    assert own.rows == {}
    assert len(said(own)) == 1


def test_what_cannot_be_read_is_named_and_ours_are_used(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"[keys]\ncase.agree = '\xe5'")
    assert said(own_keys(file)) == ["fredstid/keys.toml, line 2: It is not UTF-8. It is left out."]
    file.unlink()
    file.mkdir()
    assert said(own_keys(file)) == ["fredstid/keys.toml: It cannot be read. It is left out."]
    file.rmdir()
    file.symlink_to(file)
    assert own_keys(file) == OwnKeys()


def test_of_two_rows_with_one_key_the_first_stands_and_what_rests_on_a_bad_one_goes_too(file: Path) -> None:
    own = read(file, '[keys]\ncase.agree = "å"\ncase.idea = "å"\n')
    assert own.rows == {"case.agree": "å"}
    own = read(file, '[keys]\ncase.agree = "i"\ncase.idea = "q"\n')
    assert own.rows == {}
    assert len(own.broken) == 2


def test_the_example_in_the_paper_is_right(file: Path) -> None:
    paper = Path(tui.__file__).with_name("README.md").read_text("utf-8")
    example = paper.partition("```toml\n")[2].partition("```")[0]
    own = read(file, example)
    assert own.broken == ()
    assert own.rows == {"case.agree": "å", "meeting.park": "ø,f11", "plan.visit-parents": "F"}


def test_keys_that_fields_and_lists_answer_to_are_no_action_of_ours() -> None:
    ours = {key for command in COMMANDS for key in command.keys}
    assert ours & FIXED == {"ctrl+l", "ctrl+z"}


def test_a_letter_alone_is_not_shown_as_a_key_while_one_writes() -> None:
    letters = with_own_keys(COMMANDS, {"meeting.park": "ø"})
    shown = {each.action: key_name(each, writing=True) for each in hints(("meeting", "app"), letters, writing=True)}
    assert "park" not in shown
    assert shown["agree"] == "F6"


async def test_an_own_key_acts_and_ours_does_not_any_more() -> None:
    async with seated(desk_with(case_agree="å")) as sitting:
        await sitting.on(TodayScreen)
        await sitting.press("3", "enter")
        await sitting.on(CaseScreen)
        assert "å agreement" in sitting.screen.query_one(KeyLine).render().plain
        await sitting.press("a")
        assert isinstance(sitting.screen, CaseScreen)
        await sitting.press("question_mark")
        await sitting.on(CommandsDialog)
        rows = sitting.screen.query_one(LineList)
        await sitting.until(lambda: "å Make an agreement" in [" ".join(row.said.split()) for row in rows.lines], "å")
        await sitting.press("escape")
        await sitting.on(CaseScreen)
        shown = sitting.screen.query_one(KeyLine).render().plain
        await sitting.pilot.click(KeyLine, offset=(shown.index("å agreement"), 0))
        await sitting.on(AgreementDialog)
        await sitting.press("escape")
        await sitting.on(CaseScreen)
        await sitting.press("å")
        await sitting.on(AgreementDialog)
        await sitting.type("å")
        assert sitting.screen.query_one("Composer, Input").has_focus


async def test_own_keys_work_in_a_meeting_while_one_writes_and_in_questions() -> None:
    desk = desk_with(meeting_park="ø,f11", app_curtain="ctrl+b")
    async with in_a_meeting(desk) as sitting:
        await sitting.press("n", "enter")
        await sitting.type("hø")
        await sitting.press("f11")
        await sitting.on(TextDialog)
        await sitting.press("ctrl+b")
        await sitting.on(Curtain)
        await sitting.press("enter")
        await sitting.on(TextDialog)
        await sitting.type("phones")
        await sitting.press("enter")
        await sitting.until(lambda: bool(running(desk).parking), "the parking lot")
