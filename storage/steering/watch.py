"""Whether what was written in a case opens the safety gate now, or was answered before."""

from collections.abc import Iterable

from storage.domain.case import Case
from storage.steering.gate import Alarm, Level, Route, alarms

_LEVELS = {level: rank for rank, level in enumerate(Level)}
_ROUTES = {route: rank for rank, route in enumerate(Route)}


def rings(case: Case | None, earlier: Iterable[str], fresh: Iterable[str], language: str) -> Alarm | None:
    """Give the most serious thing in fresh texts that the case has not answered, or None.

    A doubt is asked about once. What somebody was told about, or what was put away, rings again only when something
    sure and new comes: another sign than before, and another route than those told by.
    """
    seen = [alarm for text in fresh for alarm in alarms(text, language)]
    if not seen:
        return None
    known = {alarm.sign for text in earlier for alarm in alarms(text, language)}
    return min((alarm for alarm in seen if not _answered(case, alarm, known)), key=_rank, default=None)


def _rank(alarm: Alarm) -> tuple[int, int]:
    return _LEVELS[alarm.level], _ROUTES[alarm.route]


def _answered(case: Case | None, alarm: Alarm, known: set[str]) -> bool:
    if alarm.level is Level.DOUBT:
        return alarm.sign in known or (case is not None and (_is_answered(case) or case.alarm is not None))
    if case is None or not _is_answered(case):
        return False
    return alarm.sign in known or alarm.route.value in {told.route.value for told in case.told}


def _is_answered(case: Case) -> bool:
    return bool(case.told or case.false_alarm)
