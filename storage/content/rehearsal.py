"""A rehearsal: seven minutes with a scripted team that answers back, scored like any meeting; nothing of it is kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import msgspec

from storage import school
from storage.content.forms import REHEARSAL
from storage.content.ours import read_as
from storage.domain.calendar import local_day, school_days_after, school_year
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.case import Case, Entry, Idea, Learned, Outcome, Step, View
from storage.domain.errors import Refused
from storage.domain.ids import new_id
from storage.domain.meeting.form import Matter, MeetingForm, MeetingRole, Phase, Writes, checked_form
from storage.domain.meeting.meeting import MINUTE, Meeting, MeetingState, Visit, scored
from storage.domain.meeting.strip import Limits, Strip
from storage.domain.people import Language, Member, Team
from storage.domain.views.book import Book, YearBook
from storage.domain.views.strips import strip_of

REPLIES = 3
"""What whoever leads can choose from at every turn."""
SHUFFLED = ("120", "201", "102", "021", "210", "102", "120", "021", "201", "012", "210")
MOST_IDEAS = 6
BEGINS = datetime(2026, 9, 7, 12, tzinfo=UTC)
"""A Monday: what is rehearsed lies on no real day."""


class Upshot(StrEnum):
    """What comes of something the leader says."""

    ROLES = "roles"
    TWO_ROLES = "two-roles"
    ASK_ALL = "ask-all"
    ASK_ONE = "ask-one"
    VIEW = "view"
    WISH = "wish"
    IDEAS = "ideas"
    FEW_IDEAS = "few-ideas"
    ONE_IDEA = "one-idea"
    AGREE = "agree"
    """On something small, soon, with a buddy and a day to look back."""
    PROMISE = "promise"
    """By one alone, some day."""
    PLAN = "plan"
    SCORE = "score"
    DAY = "day"
    NEXT = "next"
    """A day, and who does what then."""


IDEAS = {Upshot.IDEAS: MOST_IDEAS, Upshot.FEW_IDEAS: 3, Upshot.ONE_IDEA: 1}


class Reply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something the leader could say, and what the team makes of it."""

    say: str
    answer: tuple[str, ...] = ()
    minutes: float = 0.5
    does: tuple[Upshot, ...] = ()


class Beat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A moment in which the leader is looked at."""

    phase: str
    team: tuple[str, ...]
    """What the team says or does, before."""
    replies: tuple[Reply, ...]


class Situation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the case is about: fills the `{places}` in the turns."""

    key: str
    title: str
    told: str
    sigh: str
    """How it is told on a bad day."""
    home: str
    """What the home might say."""
    ideas: tuple[str, ...]
    step: str


class RehearsalFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rehearsal as it is written."""

    title: str
    team: tuple[str, ...]
    """Six aliases; the first owns the case."""
    strip: Limits
    phases: tuple[Phase, ...]
    turns: tuple[Beat, ...]
    situations: tuple[Situation, ...]
    language: Language | None = None

    @property
    def form(self) -> MeetingForm:
        """The form that is rehearsed."""
        minutes = sum(phase.minutes for phase in self.phases)
        return MeetingForm(key=REHEARSAL, title=self.title, minutes=minutes, phases=self.phases, strip=self.strip)


class RehearsalShelf(msgspec.Struct, frozen=True):
    """The rehearsal in a language, and the school's own file where it could not be used."""

    script: RehearsalFile
    broken: tuple[school.BrokenFile, ...] = ()


def rehearsals(language: Language, folder: Path | None = None) -> RehearsalShelf:
    """Return the rehearsal in a language; the team's own `forms/rehearsal.nb.toml` takes the place of ours."""
    file = school.school_file(folder / school.FORMS, f"{REHEARSAL}.{language}.toml") if folder else None
    stamp = school.stamp_of(file) if file else None
    return _chosen(language, file if stamp else None, stamp)


@lru_cache(maxsize=8)
def _chosen(language: Language, file: Path | None, _stamp: school.Stamp | None) -> RehearsalShelf:
    own = school.read_school_file(file, _script) if file else None
    if isinstance(own, RehearsalFile):
        return RehearsalShelf(own)
    ours = read_as(RehearsalFile, REHEARSAL, language)
    return RehearsalShelf(ours, (own,) if own else ())


def _script(values: dict[str, object]) -> RehearsalFile:
    school.only_known(values, RehearsalFile, ())
    for table, shape in (("turns", Beat), ("situations", Situation), ("phases", Phase)):
        entries = values.get(table)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            school.only_known(entry, shape, (table, number))
    script = school.as_shape(
        values, RehearsalFile, choices={"does": Upshot, "writes": Writes, "about": Matter, "step": Step}
    )
    _check(script)
    return script


def _check(script: RehearsalFile) -> None:
    """Raise `rehearsal-turn` or `rehearsal-situation` for what cannot be played, and what `checked_form` refuses."""
    try:
        form = checked_form(script.form)
    except Refused as refused:
        raise school.Wrong(refused.code, ("phases",), **refused.params) from refused
    phases = {phase.key for phase in form.phases}
    for number, turn in enumerate(script.turns):
        if len(turn.replies) != REPLIES or turn.phase not in phases:
            raise school.Wrong(
                "rehearsal-turn", ("turns", number), number=number + 1, replies=REPLIES, phase=turn.phase
            )
    if not script.turns or not script.situations or len(script.team) < 2:  # noqa: PLR2004 - an owner and a buddy
        raise school.Wrong("rehearsal-situation", (), ideas=MOST_IDEAS)
    for number, situation in enumerate(script.situations):
        if len(situation.ideas) < MOST_IDEAS:
            raise school.Wrong("rehearsal-situation", ("situations", number), ideas=MOST_IDEAS)


class Rehearsal(msgspec.Struct, frozen=True):
    """A rehearsal as far as it has come: the replies chosen, from 0, turn by turn."""

    script: RehearsalFile
    situation: Situation
    chosen: tuple[int, ...] = ()

    @property
    def turn(self) -> Beat | None:
        """The turn it is at; None when it is over."""
        return self.script.turns[len(self.chosen)] if len(self.chosen) < len(self.script.turns) else None

    @property
    def offers(self) -> tuple[int, ...]:
        """The replies of this turn in the order in which they are offered, so that the place tells nothing."""
        order = SHUFFLED[(len(self.chosen) + len(self.situation.key)) % len(SHUFFLED)]
        return tuple(map(int, order))

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What has been said so far."""
        return tuple(turn.replies[place] for turn, place in zip(self.script.turns, self.chosen, strict=False))

    @property
    def minutes(self) -> float:
        """The minutes that have gone."""
        return sum(reply.minutes for reply in self.replies)

    def said(self, text: str) -> str:
        """Return a text of the script with the situation filled in."""
        situation, ideas = self.situation, self.situation.ideas
        places = {"told": situation.told, "sigh": situation.sigh, "home": situation.home, "step": situation.step}
        places |= {f"idea{number}": idea for number, idea in enumerate(ideas, 1)}
        for name, value in places.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def after(self, place: int) -> "Rehearsal":
        """Return it one turn on, a reply chosen."""
        return msgspec.structs.replace(self, chosen=(*self.chosen, place))

    @property
    def strip(self) -> Strip:
        """What it came to, read from its records as any meeting's is."""
        book = _book(self)
        return strip_of(book.meetings[0], book, self.script.form)


def _book(rehearsal: Rehearsal) -> Book:
    """Return the records that a meeting led like this would have left; they are nobody's, and go nowhere."""
    script, day = rehearsal.script, local_day(BEGINS)
    at = _moments(rehearsal)
    case = _case(rehearsal, at)
    agreements = (*_old(at, script.team, day), *_new(at, rehearsal, case.code, day))
    meeting = _meeting(rehearsal, case.code, at, day)
    team = Team(id=REHEARSAL, name=script.title, members=tuple(Member(alias=alias) for alias in script.team))
    year = YearBook(school_year(day), cases=(case,), agreements=agreements, meetings=(meeting,))
    return Book(team, years=(year,))


def _moments(rehearsal: Rehearsal) -> Mapping[Upshot, datetime]:
    """Return when each deed was first done."""
    at, minutes = dict[Upshot, datetime](), 0.0
    for reply in rehearsal.replies:
        minutes += reply.minutes
        for deed in reply.does:
            at.setdefault(deed, BEGINS + timedelta(minutes=minutes))
    return at


def _case(rehearsal: Rehearsal, at: Mapping[Upshot, datetime]) -> Case:
    ideas = [(deed, moment) for deed, moment in at.items() if deed in IDEAS]
    return Case(
        id=REHEARSAL,
        title=rehearsal.situation.title,
        opened=local_day(BEGINS),
        code="26-001",
        entries=tuple(_entries(rehearsal, at)),
        ideas=tuple(
            Idea(id=new_id(moment, 10 + number), text=text, meeting=REHEARSAL)
            for deed, moment in ideas
            for number, text in enumerate(rehearsal.situation.ideas[: IDEAS[deed]])
        ),
        learned=tuple(
            Learned(id=new_id(at[Upshot.PLAN], 30), outcome=Outcome.PRACTICE, text=".", meeting=REHEARSAL)
            for _ in range(Upshot.PLAN in at)
        ),
    )


def _entries(rehearsal: Rehearsal, at: Mapping[Upshot, datetime]) -> Iterator[Entry]:
    told = BEGINS + timedelta(minutes=sum(_spent(rehearsal, before=Step.SITUATION)))
    yield Entry(id=new_id(told, 1), step=Step.SITUATION, text=rehearsal.situation.told, at=told, meeting=REHEARSAL)
    if moment := at.get(Upshot.VIEW):
        yield Entry(id=new_id(moment, 2), step=Step.WANTED, text="", at=moment, view=View.HOME, meeting=REHEARSAL)
    if moment := at.get(Upshot.WISH):
        yield Entry(id=new_id(moment, 3), step=Step.WANTED, text="", at=moment, scale=4, meeting=REHEARSAL)


def _old(at: Mapping[Upshot, datetime], team: Sequence[str], day: date) -> Iterator[Agreement]:
    """Yield two agreements that are due, each asked about or not."""
    for number, deeds in enumerate(((Upshot.ASK_ALL, Upshot.ASK_ONE), (Upshot.ASK_ALL,))):
        asked = any(deed in at for deed in deeds)
        rating = Rating(on=day, done=Done.AS_PLANNED, effect=Effect.BETTER, meeting=REHEARSAL)
        yield Agreement(
            id=f"{number}", what=".", owner=team[number], made=day - timedelta(days=14), due=day - timedelta(days=3),
            ratings=(rating,) if asked else (),
        )  # fmt: skip


def _new(at: Mapping[Upshot, datetime], rehearsal: Rehearsal, code: str, day: date) -> Iterator[Agreement]:
    owner, buddy, *_ = rehearsal.script.team
    if Upshot.AGREE not in at and Upshot.PROMISE not in at:
        return
    whole = Upshot.AGREE in at
    yield Agreement(
        id="new",
        what=rehearsal.situation.step,
        owner=owner,
        buddy=buddy if whole else "",
        made=day,
        due=school_days_after(day, 2 if whole else 10),
        review=school_days_after(day, 8) if whole else None,
        case=code,
        meeting=REHEARSAL,
    )


def _meeting(rehearsal: Rehearsal, code: str, at: Mapping[Upshot, datetime], day: date) -> Meeting:
    form, team = rehearsal.script.form, rehearsal.script.team
    roles = dict(zip(MeetingRole, (*team[1:], team[0]), strict=False))
    held = len(MeetingRole) if Upshot.ROLES in at else 2 if Upshot.TWO_ROLES in at else 0
    over = rehearsal.turn is None
    visits = _visits(rehearsal, code)
    meeting = Meeting(
        id=REHEARSAL,
        form=form.key,
        title=form.title,
        started=BEGINS,
        ended=BEGINS + timedelta(minutes=rehearsal.minutes),
        planned=form.minutes,
        state=MeetingState.HELD if over else MeetingState.BROKEN_OFF,
        present=team,
        roles=dict(tuple(roles.items())[:held]),
        visits=visits,
        place=max((place for place, visit in enumerate(visits) if visit.seen), default=-1),
        next_on=day + timedelta(days=14) if {Upshot.DAY, Upshot.NEXT} & at.keys() else None,
        next_roles={MeetingRole.FACILITATOR: team[2]} if Upshot.NEXT in at else {},
    )
    return scored(meeting, "7 8 6 8 7 9") if Upshot.SCORE in at else meeting


def _visits(rehearsal: Rehearsal, code: str) -> tuple[Visit, ...]:
    spent = _by_phase(rehearsal)
    return tuple(
        Visit(
            phase=phase.key, title=phase.title, minutes=phase.minutes, case=code if phase.each == "case" else "",
            writes=phase.writes, about=phase.about, spent=spent.get(phase.key, 0.0) * MINUTE, seen=phase.key in spent,
        )
        for phase in rehearsal.script.form.phases
    )  # fmt: skip


def _by_phase(rehearsal: Rehearsal) -> Mapping[str, float]:
    """Return the minutes of each phase that was come to."""
    spent: defaultdict[str, float] = defaultdict(float)
    for turn, reply in zip(rehearsal.script.turns, rehearsal.replies, strict=False):
        spent[turn.phase] += reply.minutes
    return spent


def _spent(rehearsal: Rehearsal, before: Step) -> Iterator[float]:
    """Yield the minutes of the turns before the phase with a step."""
    keys = [phase.key for phase in rehearsal.script.phases]
    first = next((place for place, phase in enumerate(rehearsal.script.phases) if phase.step is before), 0)
    for turn, reply in zip(rehearsal.script.turns, rehearsal.replies, strict=False):
        if keys.index(turn.phase) < first:
            yield reply.minutes
