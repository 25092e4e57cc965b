from pathlib import Path

import pytest

from storage.archive import create_store
from storage.domain.people import Language, Team
from tests.tui.stage import NOW
from tui.desk.desk import Desk
from tui.desk.own_files import other_language
from tui.i18n.words import Words


def desk(folder: Path, written: Language, spoken: Language) -> Desk:
    store = create_store(folder, Team(id="team", name="Team 6", language=written), now=NOW)
    return Desk(store, Words(spoken), "one", now=lambda: NOW, place=store.place)


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        (Language.NN, "Demoen er på bokmål. «fredstid demo --fresh --language nn» lagar han på nynorsk."),
        (Language.EN, "The demo is in Bokmål. “fredstid demo --fresh --language en” makes it anew in English."),
        (Language.NB, ""),
    ],
)
def test_a_demo_in_another_language_says_the_way_out(tmp_path: Path, spoken: Language, said: str) -> None:
    assert other_language(desk(tmp_path / "demo", Language.NB, spoken), tmp_path / "demo") == said


def test_a_real_team_speaks_as_it_likes(tmp_path: Path) -> None:
    assert other_language(desk(tmp_path / "team", Language.NB, Language.NN), tmp_path / "demo") == ""
