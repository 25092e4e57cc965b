"""Turning questions for a case read alone: those that fit where its path is bare come first."""

from storage.content.turning import turning_questions
from storage.domain.case.case import Case, Step
from storage.domain.case.path import missing_step
from storage.domain.meeting.form import Family
from tui.desk.home_kept_out import not_at_home
from tui.desk.turning import Turning
from tui.dialogs.turn import TurnDialog
from tui.screens.case.case_acts import write
from tui.screens.team_screen import TeamScreen

FITTING = {
    Step.SITUATION: (Family.WANTED, Family.EXCEPTIONS),
    Step.CLARIFICATION: (Family.WANTED, Family.EXCEPTIONS),
    Step.WANTED: (Family.WANTED, Family.SCALE),
    Step.EXCEPTIONS: (Family.EXCEPTIONS, Family.COPING),
    Step.VIEWS: (Family.HOME,),
    Step.IDEAS: (Family.ROOM, Family.STRENGTHS),
    Step.FIRST_STEP: (Family.FIRST_STEP,),
    Step.LESSON: (Family.STRENGTHS, Family.COPING),
}
ANSWERED_AT = {
    Family.WANTED: Step.WANTED,
    Family.SCALE: Step.WANTED,
    Family.EXCEPTIONS: Step.EXCEPTIONS,
    Family.COPING: Step.EXCEPTIONS,
    Family.HOME: Step.VIEWS,
    Family.STRENGTHS: Step.EXCEPTIONS,
    Family.ROOM: Step.IDEAS,
    Family.FIRST_STEP: Step.FIRST_STEP,
}


async def turn(screen: TeamScreen, case: Case, turning: Turning) -> None:
    """Put a turning question on the screen, and take an answer at the step it belongs to."""
    language = screen.desk.words.language
    last = case.entries[-1].text if case.entries else case.title
    away = not_at_home(screen.desk.words, case)
    questions = turning.questions(language, FITTING[missing_step(case)], last, at_school_only=bool(away))
    questions = [away, *questions] if away else questions
    taken = await screen.app.push_screen_wait(TurnDialog(screen.desk, questions))
    families = {question.text: question.family for question in turning_questions(language)}
    if taken in families:
        await write(screen, case, ANSWERED_AT[families[taken]], taken)
