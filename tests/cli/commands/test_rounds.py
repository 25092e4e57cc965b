"""`fredstid rounds`."""

from collections.abc import Callable
from datetime import date, datetime

import msgspec
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.agreement import Done, Effect, Rating
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.store import Change

Run = Callable[..., Result]
ASKED = Rating(on=date(2026, 11, 24), done=Done.AS_PLANNED, effect=Effect.BETTER)
AUTUMN = ConversationRound(
    id="r",
    starts=date(2026, 9, 28),
    ends=date(2026, 10, 16),
    midpoint=date(2026, 11, 27),
    agreements=(
        ConversationAgreement(id="a", pupil="7", what="Reads", owner="AB", made=date(2026, 9, 28), ratings=(ASKED,)),
        ConversationAgreement(id="b", pupil="7", what="Calls", owner="AB", made=date(2026, 9, 28)),
    ),
)
SPRING = ConversationRound(id="s", starts=date(2026, 2, 2), ends=date(2026, 3, 2), midpoint=date(2026, 5, 4))


def test_rounds_are_listed_with_what_became_of_the_agreements(run: Run, store: FolderStore, now: datetime) -> None:
    store.save(Change(None, AUTUMN), Change(None, SPRING), by="AB", at=now)
    result = run("rounds")
    autumn, spring = result.stdout.splitlines()
    assert [each.strip() for each in autumn.split("  ") if each] == [
        "The autumn round 2026",
        "28 Sept–16 Oct",
        "mid-point 27 Nov 2026 · 2 agreements · 1 followed up · 1 helped",
    ]
    assert spring.startswith("The spring round 2026")
    assert result.stderr == "Mid-point check: 1 agreement is still to be asked about.\n"


def test_other_programs_get_the_agreements_too(run: Run, store: FolderStore, now: datetime) -> None:
    store.save(Change(None, AUTUMN), by="AB", at=now)
    (found,) = msgspec.json.decode(run("rounds", "--json").stdout)
    assert (found["term"], found["at_midpoint"], found["midpoint"]) == ("autumn", True, "2026-11-27")
    assert found["followed"] == {"conversations": 1, "agreements": 2, "asked": 1, "done": 1, "helped": 1}
    assert [(each["pupil"], each["what"]) for each in found["agreements"]] == [("7", "Reads"), ("7", "Calls")]


def test_without_any_it_says_where_one_begins(run: Run) -> None:
    result = run("rounds")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("No round of conversations yet")
    assert "“fredstid rounds --write” begins one." in result.stderr
