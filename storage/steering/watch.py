"""Whether what was written in a case opens the safety gate now, or was answered before."""

from collections.abc import Iterable

from storage.domain.case.case import Case
from storage.steering.gate import Alarm, Certainty, alarms, rank


def rings(case: Case | None, earlier: Iterable[str], fresh: Iterable[str], language: str) -> Alarm | None:
    """Give the most serious thing in fresh texts that the case has not answered, or None.

    A doubt is asked about once. What somebody was told about, or what was put away, rings again only when something
    sure and new comes: another sign than before, and another route than those told by.
    """
    seen = [alarm for text in fresh for alarm in alarms(text, language)]
    if not seen:
        return None
    known = {alarm.sign for text in earlier for alarm in alarms(text, language)}
    return min((alarm for alarm in seen if not _answered(case, alarm, known)), key=rank, default=None)


def _answered(case: Case | None, alarm: Alarm, known: set[str]) -> bool:
    if alarm.level is Certainty.DOUBT:
        return alarm.sign in known or (case is not None and (_is_answered(case) or case.alarm is not None))
    if case is None or not _is_answered(case):
        return False
    return alarm.sign in known or alarm.route in {told.route for told in case.told}


def _is_answered(case: Case) -> bool:
    return bool(case.told or case.false_alarm)
