"""Decks: what they carry, who can have written them, and that no count is ever taken twice."""

import random
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count

import msgspec
import pytest

from storage.documents.deck import (
    LARGEST_DECK,
    MOST_CARDS,
    Deck,
    DeckCard,
    deck_in,
    deck_of,
    new_deck_key,
    taken_up,
    written_deck,
)
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.card import (
    Experience,
    ExperienceCard,
    TeamCount,
    experience_elsewhere,
    experience_here,
    experience_shown,
)
from storage.domain.errors import Refused
from storage.domain.people import Language

pytest.importorskip("cryptography", reason="cryptography is an extra")
DAY = date(2026, 12, 1)
CARD = ExperienceCard(
    id="01hq-card",
    title="Short messages",
    made=DAY,
    when="When messages grow long",
    worked="One message a week, three lines.",
    themes=("communication",),
    sources=("26-014",),
)
OTHER = CARD.but(id="01hq-other", title="Small tables", worked="Four at a table.", sources=())


def tried(number: int, card: ExperienceCard = CARD, *, effect: Effect = Effect.BETTER) -> Agreement:
    rating = Rating(on=DAY, done=Done.AS_PLANNED, effect=effect)
    return Agreement(
        id=f"g{number}", what="Write", owner="AB", made=DAY, due=DAY, case="26-014", card=card.id, ratings=(rating,)
    )


def deck(
    cards: Iterable[ExperienceCard] = (CARD,), agreements: Iterable[Agreement] = (), key: str = "", on: date = DAY
) -> Deck:
    return deck_of(cards, agreements, key or new_deck_key(), Language.EN, "pseudonymous", on)


class TeamOfCards:
    """A team as far as decks know it."""

    def __init__(self, cards: Iterable[ExperienceCard] = ()) -> None:
        self.key = new_deck_key()
        self.cards = {card.id: card for card in cards}
        self.agreements: list[Agreement] = []
        self.ids = (f"n{number}" for number in count())

    def take(self, coming: Deck) -> None:
        for change in taken_up(coming, self.cards.values(), self.key, DAY, self.ids):
            assert isinstance(change.after, ExperienceCard)
            self.cards[change.after.id] = change.after

    def give(self, on: date = DAY) -> Deck:
        return deck(self.cards.values(), self.agreements, self.key, on)

    @property
    def card(self) -> ExperienceCard:
        return next(card for card in self.cards.values() if card.title == CARD.title)


def test_it_comes_back_as_it_was_written() -> None:
    made = deck(agreements=[tried(1)])
    assert deck_in(written_deck(made)) == made


def test_nothing_in_it_tells_where_it_comes_from() -> None:
    text = written_deck(deck(agreements=[tried(1)])).decode()
    for told in ("26-014", "AB", "g1", CARD.id, "Write"):
        assert f'"{told}"' not in text
    assert "pseudonymous" in text


def test_what_was_tried_travels_and_what_was_only_agreed_does_not() -> None:
    waiting = tried(2).but(ratings=())
    (carried,) = deck(agreements=[tried(1), tried(3, effect=Effect.WORSE), waiting, tried(4, OTHER)]).cards
    (counted,) = carried.counts
    assert (counted.tried, counted.done, counted.helped) == (2, 2, 1)
    assert not deck(agreements=[waiting]).cards[0].counts


def test_a_card_that_comes_home_is_known_and_its_own_count_stays_its_own() -> None:
    home, away = TeamOfCards([CARD]), TeamOfCards()
    home.agreements = [tried(1)]
    away.take(home.give())
    away.agreements = [tried(9, away.card)]
    home.take(away.give())
    assert list(home.cards) == [CARD.id]
    assert (home.cards[CARD.id].title, home.cards[CARD.id].sources) == (CARD.title, CARD.sources)
    assert experience_elsewhere(home.card) == Experience(1, 1, 1)
    assert experience_here(home.card, home.agreements) == Experience(1, 1, 1)
    assert not taken_up(away.give(), home.cards.values(), home.key, DAY, home.ids)


def test_fewer_than_three_other_teams_are_never_told_of() -> None:
    home = TeamOfCards([CARD])
    home.agreements = [tried(1), tried(2)]
    for number in range(3):
        assert experience_shown(home.card) is None
        away = TeamOfCards([CARD])
        away.agreements = [tried(number), tried(10 + number, effect=Effect.UNCHANGED)]
        home.take(away.give())
    assert experience_shown(home.card) == (3, Experience(6, 6, 3))


def exchanged(dice: random.Random) -> tuple[list[Deck], Experience]:
    """Return fifty decks of twelve teams that try and exchange cards, and what they came to in the end."""
    teams, numbers, decks = [TeamOfCards([CARD, OTHER]) for _ in range(12)], count(), list[Deck]()
    for turn in range(50):
        team = teams[turn % 12]
        if decks and dice.random() < 0.6:
            team.take(dice.choice(decks))
        fresh = (tried(next(numbers), effect=dice.choice(list(Effect))) for _ in range(dice.randrange(3)))
        team.agreements += list(fresh)
        decks.append(deck_in(written_deck(team.give(DAY + timedelta(days=turn)))))
    told = {each.id: each for each in sorted((c for d in decks for c in counts_of(d)), key=lambda each: each.on)}
    last = told.values()
    return decks, Experience(sum(c.tried for c in last), sum(c.done for c in last), sum(c.helped for c in last))


def counts_of(given: Deck) -> Iterator[TeamCount]:
    return (each for card in given.cards if card.title == CARD.title for each in card.counts)


def test_a_thousand_orders_of_fifty_decks_come_to_the_same_with_nothing_twice_and_nothing_lost() -> None:
    dice = random.Random(15)  # noqa: S311 - the same fifty decks each time, nothing secret
    decks, wanted = exchanged(dice)
    assert wanted.tried > 20
    for _ in range(1000):
        here = TeamOfCards([CARD])
        dice.shuffle(decks)
        for each in (*decks, *dice.sample(decks, 5)):
            here.take(each)
        assert experience_elsewhere(here.card) == wanted


def broken(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        deck_in(content)
    return refused.value.code


def test_whatever_is_changed_in_it_breaks_it() -> None:
    made = deck(agreements=[tried(1)])
    counted = made.cards[0].counts[0]
    more = msgspec.structs.replace(counted, tried=9)
    for changed in (
        msgspec.structs.replace(made, says="anonymous"),
        msgspec.structs.replace(made, seal="00"),
        msgspec.structs.replace(made, key="xx"),
        msgspec.structs.replace(made, cards=(msgspec.structs.replace(made.cards[0], counts=(more,)),)),
    ):
        assert broken(written_deck(changed)) == "deck-broken"


def test_nobody_counts_for_another_team_however_well_the_deck_is_signed() -> None:
    """A forwarder signs the whole deck, and still cannot raise what another team has come to."""
    made = deck(agreements=[tried(1)])
    more = msgspec.structs.replace(made.cards[0].counts[0], tried=9, helped=9)
    forged = deck([CARD.but(counts=(more,))])
    assert broken(written_deck(forged)) == "deck-broken"


@pytest.mark.parametrize(
    "card",
    [
        DeckCard(name="x", title="t", worked="w"),
        DeckCard(name="0" * 26, title=" ", worked="w"),
        DeckCard(name="0" * 26, title="t", worked=""),
        DeckCard(name="0" * 26, title="t", worked="w" * 5000),
    ],
)
def test_a_card_that_nobody_could_have_written_is_refused_with_its_deck(
    card: DeckCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.documents.deck._travelling", lambda *_: card)
    assert broken(written_deck(deck())) == "deck-broken"


def test_another_kind_of_file_and_a_newer_one_say_so() -> None:
    assert [broken(each) for each in (b"", b"\xff", b"[" * 100_000, b"{}", b"PK\x03\x04")] == ["no-deck"] * 5
    assert broken(b'{"kind":"fredstid-deck","form":2,"cards":"other"}') == "newer-deck"
    assert broken(b'{"kind":"fredstid-deck","form":1}') == "deck-broken"


def test_a_hundred_thousand_cards_are_too_many() -> None:
    many = (CARD.but(id=f"{number}") for number in range(MOST_CARDS + 1))
    assert broken(written_deck(deck(many))) == "deck-too-big"
    assert broken(b" " * (LARGEST_DECK + 1)) == "deck-too-big"


def test_without_cryptography_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    assert broken(b"{}") == "no-cryptography"


def test_what_a_deck_says_of_itself_can_do_nothing_on_a_terminal() -> None:
    team = TeamOfCards()
    team.take(deck([CARD.but(title="Ring\x1b[2J\n- now", worked="a\x07b", themes=("communication", "made up"))]))
    (card,) = team.cards.values()
    assert "\x1b" not in card.title + card.worked
    assert "\n" not in card.title
    assert card.themes == ("communication",)
