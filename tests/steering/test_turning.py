"""Which turning question is put now."""

from collections.abc import Collection, Sequence

import msgspec
import pytest

from storage.steering.nudges import ranked


class Question(msgspec.Struct, frozen=True):
    key: str
    family: str


def choose(
    questions: Sequence[Question], families: Sequence[str], text: str, seen: Collection[str], language: str
) -> Question | None:
    return next(iter(ranked(questions, families, text, seen, language)), None)


FAMILIES = ("wanted", "exceptions", "scale", "coping", "home", "strengths", "room", "first-step")
QUESTIONS = tuple(Question(f"{family}-{turn}", family) for family in FAMILIES for turn in (1, 2))


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("De svarer aldri.", "exceptions"),
        ("Det er foreldrenes feil.", "room"),
        ("Mor er vanskelig.", "home"),
        ("Jeg orker ikke mer.", "coping"),
        ("Noen burde ta tak i dette.", "first-step"),
        ("Vi har møte på torsdag.", "wanted"),
    ],
)
def test_the_text_decides_among_the_phases_families(text: str, family: str) -> None:
    chosen = choose(QUESTIONS, FAMILIES, text, (), "nb")
    assert chosen is not None
    assert chosen.family == family


def test_the_phase_comes_before_the_text() -> None:
    chosen = choose(QUESTIONS, ("scale",), "Mor er vanskelig.", (), "nb")
    assert chosen == Question("scale-1", "scale")


def test_none_comes_again_before_all_have_been_seen() -> None:
    seen: list[str] = []
    for _ in QUESTIONS:
        chosen = choose(QUESTIONS, ("home", "room"), "Mor er vanskelig.", seen, "nb")
        assert chosen is not None
        seen.append(chosen.key)
    assert sorted(seen) == sorted(question.key for question in QUESTIONS)
    assert [key.split("-")[0] for key in seen[:4]] == ["home", "home", "room", "room"]
    again = choose(QUESTIONS, ("home",), "", seen, "nb")
    assert again is not None
    assert again.key == seen[0]


def test_all_can_be_paged_and_none_is_none() -> None:
    assert set(ranked(QUESTIONS, (), "", (), "nb")) == set(QUESTIONS)
    assert choose((), FAMILIES, "", (), "nb") is None
