"""The demo team's agreements: kept, stopped, overdue and still ahead."""

from datetime import date, timedelta

from storage.content.demo.demo_outline import AgreementOutline, MeetingOutline
from storage.content.demo.frame import Frame
from storage.domain.calendar import school_days_after
from storage.domain.case.agreement import FINISHED, Agreement, Done, Effect, Rating, checked_agreement, rated


def demo_agreement(frame: Frame, ours: AgreementOutline) -> Agreement:
    """Return an agreement with what has been said about it."""
    made = frame.days.ago(frame.year_of(ours), ours.made_days_ago)
    due = max(made, _due(frame, ours))
    agreement = Agreement(
        id=frame.ids["agreement", ours.key],
        what=frame.texts[ours.what],
        owner=ours.owner,
        buddy=ours.buddy,
        made=made,
        due=due,
        review=school_days_after(due + timedelta(days=ours.review_days - 1), 1),
        case=frame.code(ours.case),
        practice=frame.id_of("practice", ours.practice),
        meeting=frame.meeting_id(_made_in(frame, ours)),
    )
    agreement = checked_agreement(agreement, made)
    return rated(agreement, _rating(frame, ours)) if ours.done else agreement


def _due(frame: Frame, ours: AgreementOutline) -> date:
    """Return when it is due: what is finished was due back then, what waits is due as seen from today."""
    if ours.done in FINISHED:
        return frame.days.ago(frame.year_of(ours), -ours.due_days)
    return frame.days.ahead(ours.due_days)


def _rating(frame: Frame, ours: AgreementOutline) -> Rating:
    return Rating(
        on=frame.days.ago(frame.year_of(ours), ours.rated_days_ago),
        done=Done(ours.done),
        effect=Effect(ours.effect) if ours.effect else None,
        note=frame.texts[ours.note],
        meeting=frame.meeting_id(_followed_up_in(frame, ours)),
    )


def _made_in(frame: Frame, ours: AgreementOutline) -> MeetingOutline | None:
    return next((each for each in frame.outline.meetings if ours.key in each.agreements), None)


def _followed_up_in(frame: Frame, ours: AgreementOutline) -> MeetingOutline | None:
    return next((each for each in frame.outline.meetings if ours.key in each.followed_up), None)
