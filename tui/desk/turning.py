"""Turning questions on a screen: which to put now, none twice before all have been seen."""

from collections.abc import Sequence

from storage.content.turning import turning_questions
from storage.domain.meeting.form import Family
from storage.domain.people import Language
from storage.steering.gate import rung
from storage.steering.gate_texts import gate_file
from storage.steering.turning import ranked


class Turning:
    """Remembers which questions this screen has put, oldest first."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def questions(
        self, language: Language, families: Sequence[Family], text: str, *, at_school_only: bool = False
    ) -> list[str]:
        """Return all questions, those that fit the phase and the text first; the first one now counts as seen.

        `at_school_only` leaves those that are sure not to lead to the home. Where the safety gate is sure or in doubt
        in the text, nothing is turned: then what the pupil says is the only question.
        """
        if rung((text,), language.value):
            return [gate_file(language.value).pupil_heard]
        every = turning_questions(language)
        asked = [each for each in every if each.at_school or not at_school_only]
        ordered = ranked(asked, families, text, self.seen, language)
        first = ordered[0].key
        self.seen = [*(key for key in self.seen if key != first), first]
        return [question.text for question in ordered]
