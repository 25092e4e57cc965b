"""`fredstid today`: the first page, without the screens."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from storage.domain.calendar import school_year
from storage.domain.case.agreement import Agreement
from storage.domain.errors import Refused
from storage.domain.homes.conversation_round import ConversationRound, follow_through
from storage.domain.meeting.form import MeetingRole
from storage.domain.people import SHARED
from storage.domain.views.book import Book
from storage.domain.views.overview import ComingMeeting, Overview, only_of, overview
from storage.domain.views.reviews import Review
from tui.cli.asked import Asked
from tui.cli.command import command
from tui.cli.facts import agreement_facts, case_facts, meeting_facts, practice_facts
from tui.cli.output import INDENT, as_json, columns, in_line, tell, titled, write, write_json, write_text
from tui.cli.teams import known_teams
from tui.i18n.labels import EMPTY_PLAN, how_far, round_name, short_day, with_hour
from tui.i18n.refusals import sentence
from tui.i18n.words import N_, Words
from tui.look.signs import Mark

DONE, WAITING, LATE, AGAIN = Mark.DONE.sign, Mark.LATER.sign, Mark.LATE.sign, Mark.AGAIN.sign


@command(
    "today",
    help=N_(
        "What the plan says this month, what is due, yours first, what to ask about, and cases without a next step."
    ),
    first=N_("your own team's day"),
    examples=(
        ("fredstid today --team demo", N_("the demo team's day")),
        ("fredstid today --mine --as AB", N_("only what is AB's")),
        ("fredstid today --all-teams", N_("every team you have")),
        ("fredstid today --as AB --json", N_("AB's day, for another program")),
    ),
)
@click.option("--mine", "mine", is_flag=True, help=N_("Only what is yours: practices, agreements and cases."))
@click.option("--all-teams", "every", is_flag=True, help=N_("One after the other, every team you have."))
@as_json
def today(asked: Asked, mine: bool, every: bool, as_json: bool) -> None:
    """Print the first page."""
    if every:
        _of_every_team(asked, mine=mine, as_json=as_json)
        return
    book, day = _day(asked, mine=mine)
    if as_json:
        write_json(_facts(book, day, asked.desk.me if mine else ""))
    else:
        _print(asked, book, day, mine=mine)


def _day(asked: Asked, *, mine: bool) -> tuple[Book, Overview]:
    """Return a team's day, or what of it is one member's; raises `nobody-in-particular`."""
    desk = asked.desk
    book = desk.store.book()
    if mine and desk.me == SHARED:
        raise Refused("nobody-in-particular", members=book.team.aliases)
    whole = overview(book, desk.today, desk.me)
    return book, only_of(whole, desk.me) if mine else whole


def _print(asked: Asked, book: Book, day: Overview, *, mine: bool) -> None:
    words = asked.desk.words
    write_text(f"{in_line(book.team.name)} · {words.weekday(day.today)}", *_page(words, day, mine=mine))


def _of_every_team(asked: Asked, *, mine: bool, as_json: bool) -> None:
    """Print the first pages of all teams; what is in the way of one keeps none of the others, and is said last."""
    asked.glance_anywhere()
    days, failed = list[dict[str, Any]](), list[str]()
    for number, known in enumerate(known_teams(asked.settings, asked.system)):
        each = asked.at(known.folder)
        try:
            book, day = _day(each, mine=mine)
        except Refused as why:
            failed.append(f"{in_line(known.name)}: {sentence(asked.words, why)}")
            continue
        days.append(_facts(book, day, each.desk.me if mine else "") | {"folder": str(known.folder)})
        if not as_json:
            write(*[""] * bool(number))
            _print(each, book, day, mine=mine)
    if as_json:
        write_json(days)
    if failed:
        tell(*failed)
        raise click.exceptions.Exit(1)


def _facts(book: Book, day: Overview, mine: str) -> dict[str, Any]:
    """Return a day for other programs; `mine` is whose alone is wanted."""
    later = (each for each in book.agreements if each.is_open and each not in day.agreements)
    waiting = (each for each in later if not mine or mine in {each.owner, each.buddy})
    return {
        "team": book.team.name, "date": day.today,
        **{name: [case.code for case in getattr(day, name)] for name in ("alarms", "answers")},
        **{name: [practice_facts(each) for each in getattr(day, name)] for name in ("practices", "late")},
        "reviews": [_review_facts(review) for review in day.reviews],
        "agreements": [
            agreement_facts(each, day.today) | {"question": each.id in day.questions}
            for each in (*day.agreements, *waiting)
        ],
        "stepless": [case_facts(case) for case in day.stepless],
        "coming_meetings": [_coming_facts(each) for each in day.coming],
        "next_meeting": day.planned.next_on if day.planned else None,
        "running_meeting": day.running.id if day.running else None,
        "minutes": day.minutes, "first_contact": day.contact,
        "parent_meetings": [meeting_facts(each) for each in day.parents],
        "rounds_at_midpoint": [_round_facts(each) for each in day.rounds],
    }  # fmt: skip


def _coming_facts(meeting: ComingMeeting) -> dict[str, Any]:
    return {
        "on": meeting.on,
        "leads": meeting.roles.get(MeetingRole.FACILITATOR, ""),
        "stand_in": meeting.stand_in,
        "starts": meeting.series and meeting.series.starts,
        "place": meeting.series.place if meeting.series else "",
    }


def _round_facts(kept: ConversationRound) -> dict[str, Any]:
    return {"id": kept.id, "term": kept.term, "midpoint": kept.midpoint, "followed": follow_through(kept)}


def _page(words: Words, day: Overview, *, mine: bool) -> Iterator[str]:
    for case in day.alarms:
        nobody = words("nobody has been told yet")
        yield f"! {case.code}: {nobody} – {words.quoted(f'fredstid safety {case.code}')}"
    yield from (words("{code}: the leadership has answered", code=case.code) for case in day.answers)
    plan = words("The plan in {month}", month=words.month(day.today.month))
    yield from titled(plan, _practices(words, day) or [_no_practice(words, day)])
    due = [each for each in day.agreements if each.is_open]
    helped = [each for each in day.agreements if not each.is_open]
    yield from titled(words("Agreements"), _agreements(words, due, day.today) or [words("Nothing is due this week.")])
    yield from titled(words("Did it help? Ask"), _agreements(words, helped, day.today, questions=True))
    stepless = columns(((case.code, in_line(case.title)) for case in day.stepless), within=INDENT)
    yield from titled(words("Open cases without a next step"), stepless)
    yield from titled(words("Meetings"), _meetings(words, day, mine=mine))
    if not mine:
        yield from titled(words("The homes"), _homes(words, day))


def _practices(words: Words, day: Overview) -> tuple[str, ...]:
    """Return the plan's rows: a mark, the practice, who sees to it, and in words what the mark says."""
    year = school_year(day.today).start
    late = [(LATE, each, words("not done yet: {month}", month=words.month(each.month))) for each in day.late]
    done = [(DONE, each, words("done this year")) for each in day.practices if year in each.done]
    left = [(WAITING, each, words("this month")) for each in day.practices if year not in each.done]
    again = [(AGAIN, each.practice, words("look again")) for each in day.reviews]
    rows = (*late, *left, *done, *again)
    return columns(
        ((mark, in_line(each.title), each.owner, said) for mark, each, said in rows), within=INDENT, texts=(1,)
    )


def _review_facts(review: Review) -> dict[str, Any]:
    practice, cases = review.practice, [case.code for case in review.cases]
    return {"practice": practice.id, "title": practice.title, "reason": review.reason, "cases": cases}


def _no_practice(words: Words, day: Overview) -> str:
    return words("Nothing falls in this month.") if day.has_plan else words(EMPTY_PLAN)


def _agreements(
    words: Words, agreements: Iterable[Agreement], today: date, *, questions: bool = False
) -> tuple[str, ...]:
    """Return agreements as rows under one another; as questions when they are done and it is asked if they helped."""
    row = _question if questions else _agreement
    return columns((row(words, each, today) for each in agreements), within=INDENT, texts=(1, -1))


def _agreement(words: Words, agreement: Agreement, today: date) -> tuple[str, ...]:
    mark = LATE if agreement.due < today else WAITING
    when = f"{short_day(words, agreement.due)} ({how_far(words, agreement.due, today)})"
    return mark, when, agreement.owner, agreement.case, in_line(agreement.what)


def _question(words: Words, agreement: Agreement, today: date) -> tuple[str, ...]:
    """Return an agreement that was done, and from when on it is asked whether it helped: nobody is late with that."""
    day = agreement.asked_next or agreement.due
    when = words("now") if day <= today else f"{short_day(words, day)} ({how_far(words, day, today)})"
    return AGAIN, when, agreement.owner, agreement.case, in_line(agreement.what)


def _homes(words: Words, day: Overview) -> Iterator[str]:
    for meeting in day.parents:
        far = f"{short_day(words, meeting.on)} ({how_far(words, meeting.on, day.today)})"
        title = in_line(meeting.title)
        late = words("{title}: how did it go?", title=title)
        yield f"{LATE} {late}" if meeting.on < day.today else f"{WAITING} {far}  {title}"
    for kept in day.rounds:
        counted, name = follow_through(kept), round_name(words, kept)
        said = words("{asked} of {all} followed up", asked=counted.asked, all=counted.agreements)
        check = words("Mid-point check, {name}: {said}", name=name[:1].lower() + name[1:], said=said)
        yield f"{LATE if kept.midpoint < day.today else WAITING} {check} ({how_far(words, kept.midpoint, day.today)})"
    if day.contact.homes:
        count = {"count": day.contact.ticks, "homes": day.contact.homes}
        yield words("First good contact: {count} of {homes} homes", **count)


def _meetings(words: Words, day: Overview, *, mine: bool) -> Iterator[str]:
    if day.running:
        yield words("A meeting is going on: {title}", title=in_line(day.running.title))
    if day.coming:
        days = (
            with_hour(words.weekday(each.on), None if place else each.series) for place, each in enumerate(day.coming)
        )
        yield words("The next ones: {days}", days="; ".join(days))
    elif day.planned and day.planned.next_on:
        yield words("The next one: {day}", day=words.weekday(day.planned.next_on))
    if day.minutes.total and not mine:
        spent = {"plan": round(day.minutes.plan), "cases": round(day.minutes.cases)}
        yield words("Minutes this school year: {plan} on the plan, {cases} on the cases", **spent)
