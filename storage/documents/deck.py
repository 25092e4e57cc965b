"""Experience cards as a plain signed file that goes from team to team, with what came of trying them.

Nothing in it tells where it comes from: no team, owner, case or moment, only a random key that signs it. Each team's
count bears that team's own signature, however many hands it goes through, and its key tells it from every other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import Any, Literal

import msgspec

from storage.content.names import themes
from storage.documents.page import shown
from storage.domain.case.agreement import Agreement
from storage.domain.case.card import Experience, ExperienceCard, TeamCount, by_deck_name, experience_here, joined_counts
from storage.domain.changing import Change
from storage.domain.errors import Refused
from storage.domain.people import Language

LARGEST_DECK = 4 * 1024 * 1024
"""Bytes."""
MOST_CARDS = 1_000
MOST_TEAMS = 1_000
MOST_TRIED = 10_000
LONGEST_CARD_TEXT = 4_000
"""Characters of one of its texts."""
FIRST_FORM = 1
NAME = re.compile("[0-9a-f]{26}")


class DeckCard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A card as it travels."""

    name: str
    """The same wherever it goes."""
    title: str
    when: str = ""
    worked: str = ""
    start: str = ""
    watch: str = ""
    themes: tuple[str, ...] = ()
    counts: tuple[TeamCount, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that people wrote in it."""
        return self.title, self.when, self.worked, self.start, self.watch


class Deck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cards under one signature."""

    kind: Literal["fredstid-deck"] = "fredstid-deck"
    form: int = FIRST_FORM
    says: str
    """What kind of file it is, in the words of those whom it comes from."""
    language: Language
    key: str
    cards: tuple[DeckCard, ...]
    seal: str = ""
    """Over all the rest."""


class _DeckKind(msgspec.Struct, frozen=True):
    """As much of a file as tells whether it is a deck that we can read."""

    kind: Literal["fredstid-deck"]
    form: int


def new_deck_key() -> str:
    """Return a random key to sign with; raises `no-cryptography`."""
    key: bytes = _signing().Ed25519PrivateKey.generate().private_bytes_raw()
    return key.hex()


def deck_of(
    cards: Iterable[ExperienceCard], agreements: Iterable[Agreement], key: str, language: Language, says: str, on: date
) -> Deck:
    """Return a signed deck of some cards, with what came of them here and elsewhere; raises `no-cryptography`."""
    private = _signing().Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key))
    own, made = private.public_key().public_bytes_raw().hex(), tuple(agreements)
    carried = tuple(_travelling(card, experience_here(card, made), private, own, on) for card in cards)
    deck = Deck(says=says, language=language, key=own, cards=tuple(sorted(carried, key=lambda each: each.name)))
    return msgspec.structs.replace(deck, seal=private.sign(msgspec.json.encode(deck)).hex())


def _travelling(card: ExperienceCard, here: Experience, private: Any, own: str, on: date) -> DeckCard:
    name = card.deck_name
    count = TeamCount(id=own, tried=here.tried, done=here.done, helped=here.helped, on=on, seal="")
    signed = msgspec.structs.replace(count, seal=private.sign(_said_by(name, count)).hex())
    counts = joined_counts((each for each in card.counts if each.id != own), (signed,) if here.tried else ())
    texts = {field: getattr(card, field) for field in ("title", "when", "worked", "start", "watch", "themes")}
    return DeckCard(name=name, counts=counts, **texts)


def _said_by(name: str, count: TeamCount) -> bytes:
    """Return what a team signs when it counts."""
    return f"{name} {count.tried} {count.done} {count.helped} {count.on}".encode()


def written_deck(deck: Deck) -> bytes:
    """Return a deck as it lies in a file, readable."""
    return msgspec.json.format(msgspec.json.encode(deck), indent=1) + b"\n"


def deck_in(content: bytes) -> Deck:
    """Return the deck that a file holds.

    Raises `no-cryptography`, `no-deck`, `deck-too-big`, `newer-deck`, or `deck-broken` where a signature does not hold.
    """
    signing = _signing()
    if len(content) > LARGEST_DECK:
        raise Refused("deck-too-big", most=MOST_CARDS)
    try:
        kind = msgspec.json.decode(content, type=_DeckKind)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Refused("no-deck") from None
    if kind.form > FIRST_FORM:
        raise Refused("newer-deck")
    try:
        deck = msgspec.json.decode(content, type=Deck)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Refused("deck-broken") from None
    if len(deck.cards) > MOST_CARDS or any(len(card.counts) > MOST_TEAMS for card in deck.cards):
        raise Refused("deck-too-big", most=MOST_CARDS)
    if not (_is_signed(signing, deck) and all(map(_can_be, deck.cards))):
        raise Refused("deck-broken")
    return deck


def _is_signed(signing: Any, deck: Deck) -> bool:
    whole = msgspec.json.encode(msgspec.structs.replace(deck, seal=""))
    counts = ((count.id, count.seal, _said_by(card.name, count)) for card in deck.cards for count in card.counts)
    return all(_holds(signing, *each) for each in ((deck.key, deck.seal, whole), *counts))


def _holds(signing: Any, key: str, seal: str, said: bytes) -> bool:
    invalid: type[Exception] = import_module("cryptography.exceptions").InvalidSignature
    try:
        signing.Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(seal), said)
    except (ValueError, invalid):
        return False
    return True


def _can_be(card: DeckCard) -> bool:
    """Tell whether a card says what worked, at a length that somebody could have written, and counts as one can."""
    short = all(len(text) <= LONGEST_CARD_TEXT for text in (*card.texts, *card.themes))
    counted = all(0 <= each.done <= each.tried and 0 <= each.helped <= each.tried <= MOST_TRIED for each in card.counts)
    return bool(NAME.fullmatch(card.name) and card.title.strip() and card.worked.strip()) and short and counted


def taken_up(deck: Deck, cards: Iterable[ExperienceCard], key: str, today: date, ids: Iterator[str]) -> list[Change]:
    """Return what a deck changes among a team's cards.

    Cards that are here stay as they are, but for what other teams have come to with them. `key` is the team's own.
    """
    here: Mapping[str, ExperienceCard] = by_deck_name(cards)
    own = _public(key) if key else ""
    changes = []
    for card in {card.name: card for card in deck.cards}.values():
        known = here.get(card.name)
        before = known or _as_ours(card, today, next(ids))
        counts = joined_counts(before.counts, (each for each in card.counts if each.id != own))
        if known is None or counts != known.counts:
            changes.append(Change(known, before.but(counts=counts)))
    return changes


def _public(key: str) -> str:
    raw: bytes = _signing().Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key)).public_key().public_bytes_raw()
    return raw.hex()


def _as_ours(card: DeckCard, today: date, key: str) -> ExperienceCard:
    return ExperienceCard(
        id=key,
        title=" ".join(shown(card.title).split()),
        made=today,
        when=shown(card.when),
        worked=shown(card.worked),
        start=shown(card.start),
        watch=shown(card.watch),
        themes=tuple(theme for theme in card.themes if theme in themes(Language.EN)),
        travels_as=card.name,
    )


def _signing() -> Any:
    try:
        return import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
    except ImportError:
        raise Refused("no-cryptography") from None
