"""Phases that look back: what the plan says about the month, and old agreements."""

from storage.domain.calendar import school_days_after
from storage.domain.case.agreement import Agreement, Done, due_by, is_answer, rated
from storage.domain.case.case import View
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.plan.plan import done_in
from storage.store import Change
from tui.dialogs.case.follow_up import RatingDialog, lesson_asked
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import Ask
from tui.dialogs.form import TextDialog
from tui.i18n.labels import how_far, label
from tui.i18n.words import N_
from tui.look.signs import Mark, Span
from tui.presentation.lines import Line
from tui.screens.meeting.stages.cards import card_lines
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey

MOST_PRACTICES = 3
"""Practices of the month still to be done that are shown at once; those done stand below, to be unticked."""
DAYS_AHEAD = 7
"""Agreements due within so many days are asked about too."""


DONE_MARKS = {
    Done.NOT_STARTED: Mark.LATER, Done.PARTLY: Mark.PARTLY, Done.AS_PLANNED: Mark.DONE, Done.STOPPED: Mark.ENDED,
}  # fmt: skip
DONE, NOT_YET = "done", "not-yet"
ANSWERS = ((DONE, N_("Yes, it is done for this year")), (NOT_YET, N_("No, not yet")))
NEXT_QUESTIONS = {DONE: N_("How did it go?"), NOT_YET: N_("What is the next step, and who takes it?")}


class WheelStage(Stage):
    """This month's practices; choosing one asks whether it is done, and how it goes on."""

    placeholder = N_("Write a note")
    invitation = N_("↵ on a practice: is it done, and how did it go?")
    chooses = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return this month's practices and the notes."""
        heading = Line[str]("", scene.desk.words("This month in our plan"), look="heading")
        return (heading, *self._practices(scene), *super().lines(scene))

    def _practices(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        waiting = [each for each in scene.month_practices if scene.year.start not in each.done]
        done = [each for each in scene.month_practices if scene.year.start in each.done]
        month = scene.desk.words.month(scene.today.month)
        return (
            *(Line(each.id, each.title, month, mark=Mark.NOW) for each in waiting[:MOST_PRACTICES]),
            *(Line(each.id, each.title, month, "quiet", Mark.DONE) for each in done),
        )

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer this month's practices."""
        return any(each.id == key for each in scene.month_practices)

    def next_key(self, scene: Scene) -> str:
        """Return the month's first practice that is still to be done."""
        return next((each.id for each in scene.month_practices if scene.year.start not in each.done), "")

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Ask of a practice whether it is done, then how it went or what comes next; the second may stay open."""
        practice = next((each for each in scene.month_practices if each.id == key), None)
        if practice is None:
            return await super().chosen(ask, scene, key)
        words, was = scene.desk.words, DONE if scene.year.start in practice.done else NOT_YET
        options = [(answer, words(said)) for answer, said in ANSWERS]
        title = words("{title}: is it done?", title=practice.title)
        answer = await ask(ChooseDialog(scene.desk, title, options, was))
        if answer is None:
            return ()
        ticked = (Change(practice, done_in(practice, scene.year)),) if answer != was else ()
        draft = scene.desk.draft_in("meeting", scene.meeting.id, practice.id, "next")
        hint = words("Esc: nothing to write down")
        said = await ask(TextDialog(scene.desk, practice.title, words(NEXT_QUESTIONS[answer]), hint=hint, draft=draft))
        return (*ticked, *(scene.note(f"{practice.title}: {said}") if said else ()))


class AgreementsStage(WheelStage):
    """The plan and the old agreements, one at a time: done, and did it help."""

    invitation = N_("↵ on an agreement: was it done, did it help?")

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the agreement that is asked about now, large; the others, this month's practices, the notes."""
        words = scene.desk.words
        asked, waiting = self._asked(scene)
        heading = Line[str]("", words("Agreements to ask about"), words("done × effect"), look="heading")
        card = self._card(scene, waiting[0], len(asked) + 1, len(asked) + len(waiting)) if waiting else ()
        rows = (*card, *(_row(scene, each) for each in (*waiting[1:], *asked)))
        wheel, notes = self._practices(scene), Stage.lines(self, scene)
        month = Line[str]("", words("This month in our plan"), look="heading")
        below = (month, *wheel, *notes) if wheel or notes else ()
        return (heading, *(rows or _nothing(scene)), *below)

    def _asked(self, scene: Scene) -> tuple[list[Agreement], list[Agreement]]:
        """Return what this meeting has said something about, and what it has not, the oldest first."""
        rated_here = {each.ref for each in scene.meeting.decisions if each.kind is DecisionKind.RATING}
        due = [each for each in _due(scene) if each.made != scene.today]
        asked = [each for each in due if is_asked(scene, each)]
        ended = (each for each in scene.book.agreements if each.id in rated_here and each not in due)
        return [*ended, *asked], [each for each in due if each not in asked]

    def _card(self, scene: Scene, agreement: Agreement, number: int, count: int) -> tuple[Line[StageKey], ...]:
        words, day = scene.desk.words, agreement.asked_next
        late = day is not None and day < scene.today
        when = f"{words.weekday(day)} – {how_far(words, day, scene.today)}" if day else ""
        beside = (
            Span(words("{number} of {count}", number=number, count=count), "heading"),
            Span(f"{Mark.LATE} {when}", "late") if late else Span(when, "quiet"),
            Span(agreement.case, "case"),
        )
        shows = words("Shows that it was done: {sign}", sign=agreement.sign) if agreement.sign else ""
        return card_lines(agreement.id, agreement.owner, agreement.what, shows, beside, "ask", most=1)

    def offers(self, scene: Scene, key: StageKey) -> bool:
        """Offer agreements too."""
        return super().offers(scene, key) or any(each.id == key for each in scene.book.agreements)

    def next_key(self, scene: Scene) -> str:
        """Return the oldest agreement that was not asked about here, then what the wheel has."""
        _, waiting = self._asked(scene)
        return waiting[0].id if waiting else super().next_key(scene)

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Rate an agreement."""
        agreement = next((each for each in scene.book.agreements if each.id == key), None)
        if agreement is None:
            return await super().chosen(ask, scene, key)
        ratings = await ask(RatingDialog(scene.desk, agreement, meeting=scene.meeting.id))
        if not ratings:
            return ()
        after = rated(agreement, *ratings)
        if not any(map(is_answer, ratings)):  # a note alone: nobody was asked, so it waits as before
            return (Change(agreement, after),)
        taught = await lesson_asked(ask, scene.desk, scene.book, agreement, after)
        said = f"{agreement.owner}: {agreement.what} – {said_of(scene, after)}"
        return (Change(agreement, after), scene.decision(DecisionKind.RATING, said, agreement.id), *taught)


def _due(scene: Scene) -> tuple[Agreement, ...]:
    return due_by(scene.book.agreements, school_days_after(scene.today, DAYS_AHEAD, scene.book.team.free_days))


def _nothing(scene: Scene) -> tuple[Line[StageKey], ...]:
    """Return what is said where there is no old agreement to ask about."""
    words = scene.desk.words
    if _due(scene):
        return (Line("", words("What was agreed on today is asked about next time."), look="quiet"),)
    return (Line("", words("Nothing overdue. Well done!"), look="plan"),)


def _row(scene: Scene, agreement: Agreement) -> Line[StageKey]:
    what, asked = f"{agreement.owner}: {agreement.what}", agreement.asked_next
    if is_asked(scene, agreement):
        mark = DONE_MARKS[agreement.done] if agreement.done else Mark.LATER
        return Line(agreement.id, what, said_of(scene, agreement), "quiet", mark)
    mark = Mark.LATE if asked and asked < scene.today else Mark.LATER
    return Line(agreement.id, what, scene.desk.words.day(asked), "quiet", mark)


def is_asked(scene: Scene, agreement: Agreement) -> bool:
    """Tell whether this meeting has said how an agreement went."""
    return any(rating.meeting == scene.meeting.id and is_answer(rating) for rating in agreement.ratings)


def said_of(scene: Scene, agreement: Agreement) -> str:
    """Return what was said last of an agreement, such as `done as agreed × it got better`, and by others here."""
    words, others = scene.desk.words, (View.HOME, View.PUPIL)
    here = [each for each in agreement.ratings if each.meeting == scene.meeting.id and each.by in others]
    ours = " × ".join(label(words, each) for each in (agreement.done, agreement.effect) if each)
    theirs = (
        f"{label(words, each.by)}: {' × '.join(label(words, of) for of in (each.done, each.effect) if of)}"
        for each in here
    )
    return " · ".join(filter(None, (ours, *theirs)))
