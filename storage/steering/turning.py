"""Turn: which turning question to put now, for the phase and for what has been written."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from storage.steering.lexicon import Category
from storage.steering.nudges import judge, most_useful


class Question(Protocol):
    """A turning question, wherever it is kept."""

    @property
    def key(self) -> str:
        """Its name."""

    @property
    def family(self) -> str:
        """Its kind, such as `exceptions`."""


Q = TypeVar("Q", bound=Question)

_ANSWERS: dict[Category, tuple[str, ...]] = {
    Category.DESPAIR: ("coping", "strengths"), Category.PRIVATE: ("home", "strengths"),
    Category.BLAME: ("room", "wanted"), Category.MOTIVE: ("home", "exceptions"), Category.LABEL: ("home", "strengths"),
    Category.POLICED: ("strengths", "room"), Category.INSINUATION: ("home", "exceptions"),
    Category.IRONY: ("wanted", "home"), Category.HURT: ("coping", "strengths"),
    Category.US_AND_THEM: ("home", "wanted"), Category.STUCK: ("exceptions", "scale"),
    Category.GENERALISING: ("exceptions", "scale"), Category.NOBODY: ("first-step", "room"),
    Category.PROMISE: ("first-step", "room"), Category.SIGH: ("coping", "wanted"),
}  # fmt: skip
"""Which families answer best to what a text shows signs of."""


def choose(
    questions: Sequence[Q], families: Sequence[str], text: str, seen: Collection[str], language: str
) -> Q | None:
    """Give the question to put now, or None without questions; none comes again before all have been seen."""
    return next(iter(ranked(questions, families, text, seen, language)), None)


def ranked(
    questions: Sequence[Q], families: Sequence[str], text: str, seen: Collection[str], language: str
) -> tuple[Q, ...]:
    """Give all questions, best first: unseen, of the phase's families, of the families that answer to the text.

    `families` are the phase's, `seen` the keys of questions already put, oldest first; when all have been seen the
    oldest comes first again.
    """
    order = list(seen)
    wanted = _fitting(text, language)

    def rank(question: Q) -> tuple[int, int, int, int]:
        place = order.index(question.key) + 1 if question.key in seen else 0
        return (
            place,
            question.family not in families,
            _place(wanted, question.family),
            _place(families, question.family),
        )

    return tuple(sorted(questions, key=rank))


def _fitting(text: str, language: str) -> tuple[str, ...]:
    """Give the families that answer to what a text shows signs of, the most useful first."""
    found = most_useful(judge(text, language))
    return tuple(dict.fromkeys(family for finding in found for family in _ANSWERS[finding.category]))


def _place(families: Iterable[str], family: str) -> int:
    listed = list(families)
    return listed.index(family) if family in listed else len(listed)
