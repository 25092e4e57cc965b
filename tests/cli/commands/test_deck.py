"""`fredstid deck`: cards leave after four answers, come in without doubles, and whatever is wrong changes nothing."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.card import ExperienceCard
from storage.domain.people import Language, Member, Team
from storage.store import Change

pytest.importorskip("cryptography", reason="cryptography is an extra")
Run = Callable[..., Result]
YES = "y\n" * 4


def card(title: str = "Short messages", worked: str = "One a week, three lines.", **values: object) -> ExperienceCard:
    return ExperienceCard(
        id=f"card {title}", title=title, made=date(2026, 11, 2), worked=worked, sources=("25-001",)
    ).but(**values)


@pytest.fixture
def shelf(store: FolderStore, now: datetime) -> FolderStore:
    """The team with one card."""
    store.save(Change(None, card()), by="AB", at=now)
    return store


def neighbour(place: Path, name: str, now: datetime) -> Path:
    """Make another team, without anything."""
    team = Team(id=f"team {name}", name=name, language=Language.EN, members=(Member(alias="AB"),))
    create_store(place / name, team, now=now)
    return place / name


def try_it(folder: Path, now: datetime, *effects: Effect) -> None:
    """Let a team make agreements from its card, and say what came of them."""
    store = open_store(folder, session="trying")
    (known,) = store.book().cards
    for number, effect in enumerate(effects):
        rating = Rating(on=now.date(), done=Done.AS_PLANNED, effect=effect)
        agreement = Agreement(
            id=f"t{number}", what="Write", owner="AB", made=now.date(), due=now.date(), card=known.id, ratings=(rating,)
        )
        store.save(Change(None, agreement), by="AB", at=now)


def test_nothing_leaves_before_four_answers(run: Run, shelf: FolderStore, tmp_path: Path) -> None:
    place = tmp_path / "deck.json"
    ended = run("deck", "export", str(place), input="y\ny\ny\nn\n")
    assert "One a week" in ended.stdout
    assert ended.stderr.count("is that so for every card here? [y/N]") == 4
    assert (ended.exit_code, place.exists()) == (1, False)
    ended = run("deck", "export", str(place), input="")
    assert ended.stderr.splitlines()[-1].startswith("Nobody answered for what is in the cards")
    assert (ended.exit_code, place.exists(), shelf.book().team.deck_key) == (1, False, "")
    ended = run("deck", "export", str(place), input=YES)
    assert ended.stderr.splitlines()[-1] == f"1 card stands in {place}."
    assert place.stat().st_mode & 0o777 == 0o600


def test_what_the_guard_sees_stays_at_home(run: Run, shelf: FolderStore, tmp_path: Path, now: datetime) -> None:
    shelf.save(Change(None, card("Calling", "We called Kari on 412 34 567.")), by="AB", at=now)
    ended = run("deck", "export", str(tmp_path / "deck.json"), input=YES)
    assert ended.stderr.startswith("“Kari” in “Calling” could tell who somebody is, so nothing was written.")
    assert (ended.exit_code, list(tmp_path.glob("*.json"))) == (1, [])


def test_the_class_list_keeps_in_what_looks_like_no_name(
    run: Run, shelf: FolderStore, tmp_path: Path, now: datetime
) -> None:
    shelf.save(Change(None, card("Pause", "Trux had a pause.")), by="AB", at=now)
    assert run("classlist", "-", input="Trux\n").exit_code == 0
    ended = run("deck", "export", str(tmp_path / "deck.json"), input=YES)
    assert "“Trux” in “Pause”" in ended.stderr


def test_three_teams_exchange_twice_and_count_each_trial_once(
    run: Run, run_anywhere: Run, shelf: FolderStore, folder: Path, tmp_path: Path, now: datetime
) -> None:
    others = [neighbour(tmp_path, name, now) for name in ("seven", "eight", "nine")]
    teams = [folder, *others]
    for turn in range(2):
        for number, team in enumerate(teams):
            deck = tmp_path / f"deck-{turn}-{number}.json"
            assert run_anywhere("deck", "export", str(deck), "--team", str(team), input=YES).exit_code == 0, turn
            for other in teams:
                assert run_anywhere("deck", "import", str(deck), "--yes", "--team", str(other)).exit_code == 0
            if turn == 0 and number == 0:
                for each in others:
                    try_it(each, now, Effect.BETTER, Effect.WORSE)
    ended = run("cards", "short messages")
    assert ended.stdout.splitlines()[-1] == "3 other teams tried it 6 times, helped: 3"
    ended = run_anywhere("cards", "short messages", "--team", str(others[0]))
    assert ended.stdout.splitlines()[-1] == "tried 2 times here, helped: 1"
    said = run("cards", "--json").stdout + run("deck").stdout
    for counted in shelf.book().cards[0].counts:
        assert counted.id not in said


def test_what_came_of_a_card_outlives_the_case(run: Run, shelf: FolderStore, now: datetime) -> None:
    (known,) = shelf.book().cards
    rating = Rating(on=now.date(), done=Done.AS_PLANNED, effect=Effect.BETTER)
    made = now.date()
    agreement = Agreement(
        id="g9", what="Write", owner="AB", made=made, due=made, case="25-001", card=known.id, ratings=(rating,)
    )
    shelf.save(Change(None, agreement), by="AB", at=now)
    assert "tried once here, helped: 1" in run("cards", "short").stdout
    backups = sorted(shelf.folder.glob("backups/team*"))
    assert run("delete", "25-001", "--yes").exit_code == 0
    assert sorted(shelf.folder.glob("backups/team*")) >= backups
    assert not [each for each in shelf.book().agreements if each.id == "g9"]
    assert "tried once here, helped: 1" in run("cards", "short").stdout
    assert '"Write"' not in "".join(path.read_text() for path in shelf.folder.glob("*.json"))


@pytest.mark.usefixtures("shelf")
def test_a_second_look_brings_nothing(run: Run, run_anywhere: Run, tmp_path: Path, now: datetime) -> None:
    deck, other = tmp_path / "deck.json", neighbour(tmp_path, "seven", now)
    assert run("deck", "export", str(deck), input=YES).exit_code == 0
    ended = run_anywhere("deck", "import", str(deck), "--dry-run", "--team", str(other))
    assert (ended.stdout, ended.exit_code) == ("+ card Short messages\n", 0)
    assert not open_store(other, session="x").book().cards
    ended = run_anywhere("deck", "import", str(deck), "--team", str(other), input="y\n")
    assert ended.stderr.splitlines()[-1] == "1 card came in."
    ended = run_anywhere("deck", "import", str(deck), "--team", str(other), "--json")
    assert msgspec.json.decode(ended.stdout) == {"new": [], "counted": 0}
    assert ended.stderr == "Nothing new would come in.\n"


SAID = {
    "en": ("The deck's signature", "No team has more than 1000", "This is no deck", "This deck was written by a newer"),
    "nb": (
        "Kortstokkens signatur",
        "Ingen team har mer enn 1000",
        "Dette er ingen",
        "Kortstokken er skrevet av en nyere",
    ),
    "nn": (
        "Signaturen på kort",
        "Ingen team har meir enn 1000",
        "Dette er ingen",
        "Kortstokken er skriven av ein nyare",
    ),
}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("language", SAID)
def test_bad_decks_say_one_sentence_in_each_language_and_change_nothing(
    run: Run, run_anywhere: Run, tmp_path: Path, now: datetime, language: str
) -> None:
    deck, other = tmp_path / "deck.json", neighbour(tmp_path, "seven", now)
    assert run("deck", "export", str(deck), input=YES).exit_code == 0
    content = deck.read_bytes()
    before = (other / "team.json").read_bytes()
    many = b'{"kind":"fredstid-deck","form":1,"cards":[' + b",".join([b"{}"] * 2_000_000) + b"]}"
    wrongs = (content.replace(b"three lines", b"four lines"), many, b"\x89PNG\r\n")
    for wrong, said in zip((*wrongs, content.replace(b'"form": 1', b'"form": 2')), SAID[language], strict=True):
        deck.write_bytes(wrong)
        ended = run_anywhere("deck", "import", str(deck), "--yes", "--team", str(other), "--language", language)
        assert ended.stderr.startswith(said)
        assert (ended.exit_code, ended.stderr.count("\n")) == (1, 1)
    ended = run_anywhere("deck", "import", str(tmp_path / "nothing.json"), "--team", str(other))
    assert (ended.exit_code, (other / "team.json").read_bytes()) == (1, before)


def test_a_deck_with_names_in_it_is_refused_whole(
    run: Run,
    run_anywhere: Run,
    shelf: FolderStore,
    tmp_path: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another program than ours signed it."""
    deck, other = tmp_path / "deck.json", neighbour(tmp_path, "seven", now)
    shelf.save(Change(None, card("Calling", "We called Kari.")), by="AB", at=now)
    with monkeypatch.context() as careless:
        careless.setattr("tui.desk.pages.identities", lambda *_: ())
        assert run("deck", "export", str(deck), input=YES).exit_code == 0
    ended = run_anywhere("deck", "import", str(deck), "--yes", "--team", str(other))
    assert "“Kari” in card" in ended.stderr
    assert (ended.stdout, ended.exit_code) == ("", 1)
    assert not open_store(other, session="x").book().cards


def test_without_the_part_that_signs_it_says_how_to_get_it(
    run: Run, shelf: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    ended = run("deck", "export", str(tmp_path / "deck.json"), input=YES)
    assert ended.stderr == "Decks need one more part: pip install 'fredstid[deck]'. Nothing was changed.\n"
    assert (ended.exit_code, shelf.book().team.deck_key) == (1, "")


def test_what_cannot_be_written_is_refused_before_anything_is_asked(
    run: Run, folder: Path, shelf: FolderStore, tmp_path: Path
) -> None:
    nowhere = run("deck", "export", str(tmp_path / "none" / "deck.json"), input=YES)
    assert (nowhere.exit_code, nowhere.stdout, "is that so" in nowhere.stderr) == (1, "", False)
    year = folder / "team.json"
    year.write_bytes(year.read_bytes().replace(b"AB", b"XY"))
    ended = run("deck", "export", str(tmp_path / "deck.json"), input=YES)
    assert (ended.exit_code, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert not shelf.book().team.deck_key
