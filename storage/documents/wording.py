"""The words of each printed page, as its language's file holds them."""

from collections.abc import Mapping

import msgspec


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words and sentences; what is filled into a sentence stands in braces."""


class MinutesWords(Wording, frozen=True):
    """The words of a meeting's minutes."""

    title: str
    present: str
    roles: str
    role: str
    time: str
    lasted: str
    since: str
    area: str
    state: str
    decisions: str
    nothing_decided: str
    new_agreements: str
    followed_up: str
    cases: str
    waiting: str
    notes: str
    parking: str
    check_out: str
    score: str
    met: str
    all_met: str
    cut_short: str
    left_out: str
    next: str


class AgreementWords(Wording, frozen=True):
    """The words about an agreement."""

    who: str
    buddy: str
    review: str
    cue: str
    obstacle: str
    sign: str


class CaseWords(Wording, frozen=True):
    """The words of a case's page."""

    about: str
    opened: str
    owner: str
    themes: str
    state: str
    state_since: str
    reason: str
    leader: str
    unsafe: str
    unsafe_yes: str
    unsafe_no: str
    false_alarm: str
    told: str
    told_line: str
    alarm: str
    advised: str
    scale: str
    entry_by: str
    changed_by: str
    pressure: str
    fixed: str
    entitled: str
    we_can: str
    decides: str
    agreements: str
    rating: str
    first_step: str
    learned: str
    all_of_it: str
    meetings: str
    conversations: str
    earlier: str
    earlier_value: str
    shared: str


class SafetyWords(Wording, frozen=True):
    """The words of the safety gate's page."""

    case: str
    tell: str
    steps: str
    numbers: str
    law: str
    uncertain: str
    checked: str


class LiftWords(Wording, frozen=True):
    """The words of the page for the leadership."""

    title: str
    intro: str
    empty: str
    asked: str
    since: str
    fixed: str
    entitled: str
    tried: str
    decides: str
    answer: str


class BriefWords(Wording, frozen=True):
    """The words of the page before a meeting."""

    title: str
    title_day: str
    practise: str
    last: str
    say: str
    due: str
    none_due: str
    since: str
    changed: str
    nothing_changed: str
    opened: str
    settled: str
    written: str
    made: str
    cases: str
    stepless: str
    untaken: str
    waited: str
    month: str


class CoachWords(Wording, frozen=True):
    """The words of the page for whoever leads."""

    title: str
    intro: str
    say: str
    listen: str
    last: str
    practise: str


class ReviewWords(Wording, frozen=True):
    """The words of the page on what a meeting came to."""

    title: str
    intro: str
    nothing: str
    items: str
    what: str
    so: str
    count: str
    there: str
    missing: str
    unknown: str
    share: str
    over: str
    in_time: str
    answers: str
    answer: str
    answer_helped: str
    practise: str


class PlanWords(Wording, frozen=True):
    """The words of the plan's page."""

    title: str
    stands: str
    stands_deep: str
    ideas: str
    year_wheel: str
    month: str
    what: str
    empty: str
    parents_title: str
    parents_about: str
    ask: str
    ask_about: str
    ask_lines: tuple[str, ...]


class ParentsWords(Wording, frozen=True):
    """The words of a parent meeting's agenda and run sheet."""

    when: str
    begins: str
    time: str
    place: str
    sender: str
    how: str
    slip: str
    slip_about: str
    slip_lines: tuple[str, ...]
    with_contacts: str
    without_contacts: str
    item: str
    tell: str
    talk: str
    decide: str
    tonight: str
    parents_decide: str
    run_sheet: str
    clock: str
    minutes: str
    what: str
    depth: str
    leads: str
    end: str
    shares: str
    share: str
    to_remember: str
    earlier: str
    earlier_line: str
    law: str
    checked: str
    unsure: str
    empty: str


class LogWords(Wording, frozen=True):
    """The words of a page to copy into a shared official log."""

    title: str
    intro: str
    reference: str
    opened: str
    state: str
    goal: str
    measure: str
    who: str
    evaluated: str
    until: str
    not_yet: str
    planned: str
    nothing: str
    before: str
    checks: tuple[str, ...]


class CalendarWords(Wording, frozen=True):
    """The words of a day in a calendar: what it comes from, and verbs."""

    plan: str
    team: str
    due: str
    look_back: str
    review: str
    parents: str
    meeting: str


class InterpreterWords(Wording, frozen=True):
    """The words of the sheet for an interpreter."""

    title: str
    intro: str
    agenda: str
    decides: str
    hard_words: str
    word: str
    means: str
    hard: tuple[tuple[str, str], ...]
    rules: str
    sentences: tuple[str, ...]


class AfterwardsWords(Wording, frozen=True):
    """The words of the note that goes home after a parent meeting."""

    title: str
    thanks: str
    you_said: str
    you_decided: str
    we_do: str
    we_ask: str


class PaperWords(Wording, frozen=True):
    """The words of the plan as a document that is read again, beside those of its page."""

    title: str
    day: str
    yes: str
    no_area: str
    card: str
    deleted_card: str
    reading: str
    reading_deep: str


class PageWords(Wording, frozen=True):
    """All that a language's file holds."""

    working_note: str
    working_foot: str
    """The same in two words, for the foot of each sheet."""
    deleted_case: str
    months: tuple[str, ...]
    """What falls in no month first, then January to December."""
    minutes: MinutesWords
    agreement: AgreementWords
    case: CaseWords
    plan: PlanWords
    safety: SafetyWords
    lift: LiftWords
    school: Mapping[str, str]
    brief: BriefWords
    coach: CoachWords
    review: ReviewWords
    parents: ParentsWords
    calendar: CalendarWords
    log: LogWords
    interpreter: InterpreterWords
    afterwards: AfterwardsWords
    paper: PaperWords
