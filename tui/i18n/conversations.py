"""What rounds of conversations and those they are about are called."""

from storage.domain.calendar import Term
from storage.domain.homes.conversation_round import ConversationRound
from tui.i18n.words import Words


def round_name(words: Words, kept: ConversationRound) -> str:
    """Return what a round is called, such as `The autumn round 2026`."""
    year = kept.starts.year
    if kept.term is Term.AUTUMN:
        return words("The autumn round {year}", year=year)
    return words("The spring round {year}", year=year)


def pupil_name(words: Words, pupil: str) -> str:
    """Return what stands for a pupil: the number in the teacher's own key, or a case's code as it is."""
    return words("pupil {number}", number=pupil) if pupil.isdigit() else pupil
