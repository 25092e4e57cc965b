"""How a meeting begins: its phases, with the minutes each gets."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.domain.errors import Refused
from storage.domain.meeting.form import Each, MeetingForm, Phase, scaled
from storage.domain.meeting.meeting import Meeting, Visit
from storage.domain.meeting.roles import MeetingRole


def visits_for(form: MeetingForm, shares: Mapping[str, int], minutes: int) -> tuple[Visit, ...]:
    """Return the visits of a meeting: once through the form, its case phases once for each case.

    `shares` gives each case's minutes by code, in order; `minutes` is the time for all.
    """
    per_case = [phase for phase in form.phases if phase.each is Each.CASE]
    common = [phase for phase in form.phases if phase.each is Each.MEETING]
    left = max(len(common), minutes - sum(shares.values()))
    common_minutes = dict(zip((phase.key for phase in common), scaled([p.minutes for p in common], left), strict=True))
    visits: list[Visit] = []
    repeated = False
    for phase in form.phases:
        if phase.each is Each.MEETING:
            visits.append(_visit(phase, common_minutes[phase.key]))
        elif not repeated:
            visits += _case_visits(per_case, shares)
            repeated = True
    return tuple(visits)


def _case_visits(phases: Sequence[Phase], shares: Mapping[str, int]) -> list[Visit]:
    return [
        _visit(phase, minutes, code)
        for code, share in shares.items()
        for phase, minutes in zip(phases, scaled([phase.minutes for phase in phases], share), strict=True)
    ]


def _visit(phase: Phase, minutes: int, code: str = "") -> Visit:
    return Visit(phase=phase.key, title=phase.title, minutes=minutes, case=code, writes=phase.writes)


def begun(
    form: MeetingForm,
    *,
    key: str,
    now: datetime,
    minutes: int,
    present: Sequence[str],
    roles: Mapping[MeetingRole, str],
    shares: Mapping[str, int],
    waiting: Sequence[str] = (),
) -> Meeting:
    """Return a meeting at its opening screen; raises `nobody-present` or `no-case` when the form needs one."""
    if not present:
        raise Refused("nobody-present")
    if form.takes_cases and not shares:
        raise Refused("no-case")
    return Meeting(
        id=key,
        form=form.key,
        title=form.title,
        started=now,
        planned=minutes,
        present=tuple(present),
        roles=dict(roles),
        waiting=tuple(waiting),
        visits=visits_for(form, shares, minutes),
        script=form,
    )
