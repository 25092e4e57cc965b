import pytest

from storage.domain.errors import Refused
from storage.domain.people import Language, listed_aliases
from tui.screens.first_run import checked_aliases, checked_name


@pytest.mark.parametrize("typed", ["ab cd ef", "AB, CD, EF", " ab;cd/ef ", "ab · cd · ef"])
def test_aliases_are_understood_however_they_are_parted(typed: str) -> None:
    assert listed_aliases(typed) == ("AB", "CD", "EF")
    assert checked_aliases(typed, Language.EN) == ("AB", "CD", "EF")


@pytest.mark.parametrize(
    ("typed", "aliases"),
    [
        ("Anne, Bjørn og Cecilie Dahl", ("AN", "BJ", "CD")),
        ("Anne, Anne Nilsen, Annette and Åse", ("AN", "ANN", "ANNE", "ÅS")),
        ("Anne Bjørn Cecilie", ("AN", "BJ", "CE")),
        ("Anne-Lise Dahl; Per", ("ALD", "PE")),
        ("AB CD og EF", ("AB", "CD", "EF")),
        ("Bo, bo, Bo2", ("BO", "BO", "BO2")),
    ],
)
def test_full_names_become_short_aliases(typed: str, aliases: tuple[str, ...]) -> None:
    assert listed_aliases(typed) == aliases


def test_as_many_of_one_name_as_there_are_get_aliases_of_their_own() -> None:
    aliases = listed_aliases(", ".join(["Tom"] * 12))
    assert len(set(aliases)) == 12
    assert aliases[:3] == ("TO", "TOM", "TO2")


@pytest.mark.parametrize(
    ("typed", "code"), [("", "no-members"), ("  ", "no-members"), ("ab ab", "alias-taken"), ("a-b", "bad-alias")]
)
def test_what_cannot_be_an_alias_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        checked_aliases(typed, Language.EN)


def test_a_name_is_kept_without_stray_blanks_and_signs_that_act() -> None:
    assert checked_name("  Team \t 6 ", Language.EN) == "Team 6"
    assert "\x1b" not in checked_name("Team \x1b[2J6", Language.EN)
    with pytest.raises(Refused, match="empty-name"):
        checked_name("   ", Language.EN)
