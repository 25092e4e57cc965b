"""The phase that ends a meeting: what was decided, what it was worth, and when the next one is."""

from collections.abc import Iterator
from datetime import date

from storage.content.coach import advice_of, coach
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Outcome
from storage.domain.case.standing import told_on
from storage.domain.errors import Refused
from storage.domain.meeting import meeting as meetings
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import Decision, DecisionKind, MeetingState
from storage.domain.plan.plan import Practice
from storage.domain.typed_dates import typed_date
from storage.domain.views.balance import spent, successes_of
from storage.domain.views.overview import next_in_series, next_roles, planned_meeting, series_on
from storage.domain.views.reviews import gaps
from tui.dialogs.dialog import Ask, ReadingDialog
from tui.dialogs.form import TextDialog
from tui.i18n.labels import agreed_sentence, label, with_hour
from tui.i18n.strips import answer_rows, beside_rows, strip_sentence, tally_rows
from tui.i18n.words import N_
from tui.look.bars import two_sided
from tui.look.signs import Mark, Span
from tui.presentation.lines import Line, Paragraph, Row
from tui.presentation.plan import gap_lines
from tui.presentation.rows import FILLS
from tui.screens.meeting.stages.cards import SENTENCE, card_lines, dot_lines, spread_said
from tui.screens.meeting.stages.ideas import who_when
from tui.screens.meeting.stages.stage import Changes, MeetingInBook, Scene, Stage, StageKey
from tui.screens.plan.changes import filling

MOST_CARDS = 2
"""Agreements that are shown as cards, one more where there are many rows; more would not be on the screen together."""
LOW, TALL = 24, 30
"""Rows below which what was agreed is bold, and from which there is room for another card."""
BALANCE_WIDTH = 24
"""Cells of the bar of what the time went to."""
SCORE, NEXT, ROLES, STRIP = "score", "next", "roles", "strip"


class CheckOutStage(Stage):
    """Score, decisions read aloud, next date and roles."""

    placeholder = N_("A score each, without names – 7 8 6 9")
    chooses = True
    counts = True

    def lines(self, scene: Scene) -> tuple[Line[StageKey], ...]:
        """Return the decisions to read aloud, then what is still to be said."""
        words, meeting = scene.desk.words, scene.meeting
        next_roles = " · ".join(f"{label(words, role)} {alias}" for role, alias in meeting.next_roles.items())
        return (
            Line("", words("Decided today – read it aloud"), look="heading"),
            *((*decided_lines(scene), *told_lines(scene)) or (Line("", words("Nothing was decided."), look="quiet"),)),
            *waiting_line(scene),
            Line("", words("Before we go"), look="heading"),
            *alarm_lines(scene),
            *(score_lines(scene, SCORE) or (Line(SCORE, words("Good use of the time, 0–10"), words("not yet")),)),
            Line(NEXT, words("Next meeting"), next_meeting(scene) or as_it_stands(scene) or words("not yet")),
            _roles_line(words("Roles next time"), next_roles, words("not yet")),
            *_strip_lines(scene),
            *gap_lines(words, gaps(scene.book, scene.year)),
            *_parked_lines(scene),
            *_balance_lines(scene),
            *super().lines(scene),
        )

    def is_answered(self, scene: Scene) -> bool:
        """Tell whether the score is given: then all look at what was decided, and at when they meet again."""
        return scene.meeting.score is not None

    def asks_for(self, scene: Scene) -> str:
        """Return that numbers are asked for, until they are given."""
        return N_("Write a note") if scene.meeting.score else self.placeholder

    async def written(self, ask: Ask, scene: Scene, text: str) -> Changes:
        """Take a row of numbers as the score, anything else as a note."""
        if set(text) <= set("0123456789 ,"):
            return (scene.to_meeting(meetings.scored(scene.meeting, text)),)
        return await super().written(ask, scene, text)

    def offers(self, scene: Scene, key: StageKey) -> bool:  # noqa: ARG002 - the same in every meeting
        """Offer the next date, its roles, what the meeting came to, and a practice for what keeps coming back."""
        return key in {NEXT, ROLES, STRIP} or (isinstance(key, Row) and key.kind == "gap")

    def next_key(self, scene: Scene) -> str:
        """Return what is still to be said: the score, the next date, its roles; then what the meeting came to."""
        meeting = scene.meeting
        left = {SCORE: meeting.score is None, NEXT: meeting.next_on is None, ROLES: not meeting.next_roles}
        return next((key for key, is_open in left.items() if is_open), STRIP if scene.book.team.shows_strip else "")

    async def chosen(self, ask: Ask, scene: Scene, key: StageKey) -> Changes:
        """Ask for the next date, propose roles for it, show the strip item by item, or fill a gap in the plan."""
        if isinstance(key, Row):
            return await self._fill(ask, scene, key.id)
        if key == NEXT:
            return await self._next_date(ask, scene)
        if key == STRIP:
            title, told = scene.desk.words("What the meeting can tell about itself"), _item_by_item(scene)
            await ask(ReadingDialog(scene.desk, title, [Paragraph(row) for row in told]))
            return ()
        held = (meeting.roles for meeting in scene.book.meetings if meeting.state is MeetingState.HELD)
        roles = next_roles(scene.book, [scene.meeting.roles, *held], {})
        return (scene.to_meeting(scene.meeting.but(next_roles=dict(roles))),)

    async def _fill(self, ask: Ask, scene: Scene, theme: str) -> Changes:
        gap = next((gap for gap in gaps(scene.book, scene.year) if gap.theme == theme), None)
        change = await filling(ask, scene.desk, scene.book, gap) if gap else None
        if change is None or not isinstance(change.after, Practice):
            return ()
        said = f"{label(scene.desk.words, Outcome.PRACTICE)}: {change.after.title}"
        return (change, scene.decision(DecisionKind.PRACTICE, said, change.after.id))

    async def _next_date(self, ask: Ask, scene: Scene) -> Changes:
        words = scene.desk.words
        when = words("When? For example fri, +7, week 50")
        team = scene.book.team
        proposed = scene.meeting.next_on or standing_day(scene)
        series = series_on(team, proposed) if proposed else None
        hint = words("The series meets then: {when}", when=with_hour(words.weekday(proposed), series)) if series else ""

        def day(typed: str) -> date:
            return day_ahead(typed, scene.today)

        given = words.day(proposed, "d.M.yyyy")
        typed = await ask(TextDialog(scene.desk, words("Next meeting"), when, given, hint, reminds="", understood=day))
        return (scene.to_meeting(scene.meeting.but(next_on=day(typed))),) if typed else ()


def decided_lines(table: MeetingInBook, height: int = 0, huge: int = 0) -> Iterator[Line[StageKey]]:
    """Yield what is read aloud: agreements, as cards where they are few, what else is new, then how old ones went.

    Cards are as large as so many rows of a screen allow; what is new is large too where there are `huge` cells.
    """
    said = [each for each in table.meeting.decisions if each.text and each not in _put_off(table)]
    made = {each.id: agreement for each in said if (agreement := _agreed_in(table, each))}
    cards = made if len(made) <= MOST_CARDS + (height >= TALL) else {}
    for agreement in cards.values():
        yield from _card(table, agreement, height, huge, alone=len(made) == 1)
    for each in sorted((each for each in said if each.id not in cards), key=_is_old):
        large = int(huge > 0 and len(said) <= MOST_CARDS * 2 and not _is_old(each))
        yield Line("", each.text, each.case, "plain" if _is_old(each) else "heading", Mark.POINT, large=large)


def _is_old(decision: Decision) -> bool:
    return decision.kind in {DecisionKind.RATING, DecisionKind.OTHER}


def _card(table: MeetingInBook, made: Agreement, height: int, huge: int, *, alone: bool) -> tuple[Line[StageKey], ...]:
    """Return who does it, which day, and what: all of it large where it is the one thing that was agreed."""
    words, who = table.desk.words, who_when(table, made)
    most, sentence = (FILLS if huge else SENTENCE) if alone and height >= LOW else 0, agreed_sentence(words, made)
    beside = (Span(""), Span(words.day(made.due), "quiet"), Span(made.case, "case"))
    return card_lines("", who, sentence, beside=beside, most=most, huge=huge)


def _put_off(table: MeetingInBook) -> list[Decision]:
    return [each for each in table.meeting.decisions if each.kind is DecisionKind.OTHER and each.ref]


def waiting_line(table: MeetingInBook) -> tuple[Line[StageKey], ...]:
    """Return how many ideas wait for another meeting, if some do."""
    count, words = len(_put_off(table)), table.desk.words
    waits = words.many("{count} idea waits for another meeting", "{count} ideas wait for another meeting", count)
    return (Line("", waits, look="quiet"),) if count else ()


def score_lines(table: MeetingInBook, key: StageKey = "") -> tuple[Line[StageKey], ...]:
    """Return what the meeting was worth: the middle in large letters, then everybody's number; nothing without one."""
    words, score = table.desk.words, table.meeting.score
    if score is None:
        return ()
    said = spread_said(words, score.numbers) if score.numbers else (f"{score.lowest}–{score.highest}",)
    beside = (Span(words("Good use of the time, 0–10"), "heading"), *(Span(each, "quiet") for each in said))
    card = card_lines(key, words.number(score.middle), "", beside=beside, role="focus")
    return (*card, *(dot_lines(score.numbers) if score.numbers else ()))


def _agreed_in(table: MeetingInBook, decision: Decision) -> Agreement | None:
    """Return the agreement that a decision is, if it is one that still exists."""
    made = next((each for each in table.book.agreements if each.id == decision.ref), None)
    return made if decision.kind is DecisionKind.AGREEMENT else None


def next_meeting(table: MeetingInBook) -> str:
    """Return when the next meeting is and who leads it, as far as that is settled."""
    words, meeting = table.desk.words, table.meeting
    if meeting.next_on is None:
        return ""
    day = with_hour(words.weekday(meeting.next_on), series_on(table.book.team, meeting.next_on))
    leader = meeting.next_roles.get(MeetingRole.FACILITATOR, "")
    return words("{day}, {alias} leads", day=day, alias=leader) if leader else day


def as_it_stands(table: MeetingInBook) -> str:
    """Return the day that was set before, or the series' next one, as what is proposed; nothing without either."""
    words, team, day = table.desk.words, table.book.team, standing_day(table)
    series = series_on(team, day) if day else None
    when = with_hour(words.day(day, "EEE d. MMM"), series)
    said = words("by the series {when}", when=when) if series else words("as agreed before: {when}", when=when)
    return said if day else ""


def standing_day(table: MeetingInBook) -> date | None:
    """Return the day after this one on which the team meets next, as long as the meeting sets no other."""
    planned = planned_meeting(table.book, table.today)
    set_before = planned.next_on if planned else None
    is_ahead = set_before is not None and set_before > table.today
    return set_before if is_ahead else next_in_series(table.book.team, table.today)


def _balance_lines(scene: Scene) -> tuple[Line[StageKey], ...]:
    """Return what the time went to, and where the minutes are found."""
    words = scene.desk.words
    where = words("m shows the minutes · e writes them to a file")
    return (Line("", words("The meeting"), where, "heading", keys=True), *balance_bar(scene))


def balance_bar(table: MeetingInBook) -> tuple[Line[StageKey], ...]:
    """Return what a meeting's time went to as one bar, from its first minute on."""
    words, meeting = table.desk.words, table.meeting
    took = spent([meeting], successes_of(table.book.cases))
    said = words("{plan} min for the plan · {cases} min for cases", plan=round(took.plan), cases=round(took.cases))
    bar = (*two_sided(took.plan, took.cases, BALANCE_WIDTH), Span("  "))
    return (Line("", said, spans=bar),) if took.total >= 1 else ()


def _strip_lines(scene: Scene) -> tuple[Line[StageKey], ...]:
    """Return what the meeting has come to so far, and why there is one thing to practise."""
    words = scene.desk.words
    advice = advice_of(scene.meeting, scene.book, words.language, scene.desk.place.own_files)
    if advice is None:
        return ()
    told = (
        *beside_rows(words, advice.strip),
        *answer_rows(words, advice.strip.others),
        *((advice.exercise.why,) if advice.exercise else ()),
    )
    beside = (Line[str]("", row, look="quiet", indent=2) for row in told)
    sentence = strip_sentence(words, advice)
    return (
        Line(STRIP, sentence, look="plan", aloud=words("Points of a meeting led well: {said}", said=sentence)),
        *beside,
    )


def _item_by_item(scene: Scene) -> Iterator[str]:
    """Yield each item of the strip, and the sentence with which the next meeting practises."""
    words, folder = scene.desk.words, scene.desk.place.own_files
    advice = advice_of(scene.meeting, scene.book, words.language, folder)
    if advice:
        yield from tally_rows(words, advice.strip, coach(words.language, folder))
        if advice.exercise:
            yield words("Say: «{sentence}»", sentence=advice.exercise.say)


def told_lines(table: MeetingInBook) -> Iterator[Line[StageKey]]:
    """Yield who was told today that a pupil of the meeting's cases may not be safe."""
    words = table.desk.words
    for case in (found for code in table.meeting.cases if (found := table.book.find_case(code))):
        for told in told_on(case, {table.today}):
            said = words("{who} was told that the pupil may not be safe", who=told.who)
            yield Line("", said, case.code, mark=Mark.POINT)


def alarm_lines(table: MeetingInBook) -> tuple[Line[StageKey], ...]:
    """Return the meeting's cases of which nobody has been told yet that a pupil may not be safe."""
    nobody = table.desk.words("nobody has been told yet")
    cases = (table.book.find_case(code) for code in table.meeting.cases)
    return tuple(
        Line("", f"{case.code}: {nobody}", look="safety", mark=Mark.ALARM) for case in cases if case and case.alarm
    )


def day_ahead(typed: str, today: date) -> date:
    """Return the day to come that a person meant; raises `not-ahead`, and what `typed_date` raises."""
    day = typed_date(typed, today)
    if day <= today:
        raise Refused("not-ahead")
    return day


def _parked_lines(scene: Scene) -> tuple[Line[StageKey], ...]:
    """Return what was put aside on the way, so that it is not forgotten on the way out."""
    heading = Line[str]("", scene.desk.words("Parked: when do we come back to it?"), look="heading")
    parked = tuple(Line[str]("", note.text, mark=Mark.POINT) for note in scene.meeting.parking)
    return (heading, *parked) if parked else ()


def _roles_line(title: str, roles: str, nobody: str) -> Line[StageKey]:
    return Line(ROLES, f"{title}: {roles}") if roles else Line(ROLES, title, nobody)
