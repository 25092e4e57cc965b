"""What a meeting came to, in sentences: about the team, never about a person, so no alias goes in."""

from collections.abc import Iterable, Iterator

from storage.content.coach import Advice, Coach, Coaching
from storage.content.rehearsal import Rehearsal
from storage.domain.case.agreement import VoiceAnswers
from storage.domain.case.case import View
from storage.domain.meeting.meeting import MINUTE
from storage.domain.meeting.strip import Strip, Tally
from storage.domain.text import capitalised
from storage.domain.views.over_time import Tallied
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.look.signs import Mark

MARKS = {True: Mark.DONE, False: Mark.MISSING, None: Mark.LATER}
LAST_SECONDS = 60
"""With so few left, what is said last is whispered."""


def strip_sentence(words: Words, advice: Advice) -> str:
    """Return how much of what could be told was there, and the one thing to practise."""
    met, of = advice.strip.met, applying(words, advice.strip)
    if advice.exercise is None and advice.strip.awaited:
        return words("{got} of {of}", got=met, of=of)
    if advice.exercise is None:
        return words("{met} of {of}: all that can be told was there", met=met, of=of)
    return words("{met} of {of}; next time: {practise}", met=met, of=of, practise=advice.exercise.practise)


def applying(words: Words, strip: Strip) -> str:
    """Return how many of the items apply, and what became of the others, such as `10 (2 do not apply)`."""
    waits, left = strip.awaited, strip.left_out
    so_far = words("{of} so far, {count} can still be reached", of=strip.of, count=waits) if waits else f"{strip.of}"
    beside = words.many("{count} does not apply", "{count} do not apply", left) if left else ""
    return f"{so_far} ({beside})" if beside else so_far


def to_the_next(words: Words, advice: Advice | None) -> tuple[str, ...]:
    """Return what whoever leads next should know: how it went last time, and the sentence to say."""
    if advice is None:
        return ()
    met, of, exercise = advice.strip.met, applying(words, advice.strip), advice.exercise
    if exercise is None:
        return (words("Last time {met} of {of}: all that can be told was there", met=met, of=of),)
    return (
        words("Last time {met} of {of}. Today: {practise}", met=met, of=of, practise=exercise.practise),
        words("Say: «{sentence}»", sentence=exercise.say),
    )


def shared_whisper(words: Words, coaching: Coaching, phase: str, left: float) -> str:
    """Return the one quiet line of a phase on the screen that all look at, with so many seconds `left`."""
    if left <= LAST_SECONDS and (spoken := coaching.whisper(phase, at_last=True)):
        return words("A minute left. Say: «{sentence}»", sentence=spoken.last)
    if exercise := coaching.exercise(phase):
        return words("Today: {practise}", practise=exercise.practise)
    whisper = coaching.whisper(phase)
    return whisper.listen if whisper else ""


def own_whisper(words: Words, coaching: Coaching, phase: str, gone: float, left: float) -> str:
    """Return what only whoever leads sees in a phase that has run `gone` seconds, with so many `left`."""
    exercise, whisper = coaching.exercise(phase), coaching.whisper(phase)
    if left <= LAST_SECONDS:
        return shared_whisper(words, coaching, phase, left)
    if whisper and gone > left:
        return whisper.listen
    sentence = exercise.say if exercise else whisper.say if whisper else ""
    return words("Say: «{sentence}»", sentence=sentence) if sentence else ""


def tally_rows(words: Words, strip: Strip, coach: Coach) -> Iterator[str]:
    """Yield each item with its mark, how much there was, such as `5 of 6`, and what it is called."""
    told = [(tally, tally_text(words, tally)) for tally in strip.items]
    widest = max((len(count) for _, count in told), default=0)
    for tally, count in told:
        yield f"{MARKS[tally.met]} {count:<{widest}}  {coach.exercise(tally.key).line}"


def clock_text(words: Words, rehearsal: Rehearsal) -> str:
    """Return how much of its time a rehearsal has taken, such as `2:24 of 7 min`."""
    minutes, seconds = divmod(round(rehearsal.minutes * MINUTE), int(MINUTE))
    return words("{gone} of {minutes} min", gone=f"{minutes}:{seconds:02d}", minutes=rehearsal.script.form.minutes)


def rehearsal_lines(words: Words, rehearsal: Rehearsal, coach: Coach) -> Iterator[str]:
    """Yield what a rehearsal came to, item by item, and how the first thing that was missed is practised."""
    strip = rehearsal.strip
    exercise = coach.to_practise(strip)
    yield strip_sentence(words, Advice(strip, exercise))
    yield from tally_rows(words, strip, coach)
    if exercise:
        yield exercise.why
        yield words("Say: «{sentence}»", sentence=exercise.say)


def tally_text(words: Words, tally: Tally) -> str:
    """Return how much there was of how much is asked; a dash where nobody can know."""
    if not tally.known:
        return "–"
    if tally.is_time:
        return words.many("{count} min over", "{count} min over", tally.got) if tally.got else words("in time")
    return words("{got} of {of}", got=tally.got, of=tally.of) if tally.got <= tally.of else f"{tally.got}"


def beside_rows(words: Words, strip: Strip) -> Iterator[str]:
    """Yield what is told beside the items and is none of them: how many new agreements say what sets them off."""
    if strip.made:
        yield words("New agreements that say what sets them off: {cued} of {made}", cued=strip.cued, made=strip.made)


def answer_rows(words: Words, answers: Iterable[VoiceAnswers]) -> Iterator[str]:
    """Yield what each voice that was asked said of agreements, such as `The home: asked about 2, 1 helped`.

    Others than the school are often asked only whether it helped: then nothing is said of how much was done.
    """
    for each in answers:
        voice, counts = capitalised(label(words, each.by)), {"asked": each.asked, "helped": each.helped}
        if each.done or each.by is View.SCHOOL:
            counts |= {"done": each.done}
            yield words("{voice}: asked about {asked}, {done} done as agreed, {helped} helped", voice=voice, **counts)
        else:
            yield words("{voice}: asked about {asked}, {helped} helped", voice=voice, **counts)


def tally_parts(words: Words, each: Tallied) -> Iterator[str]:
    """Yield what meetings came to, part by part: strip, score, minutes, and what became of agreements that were due."""
    yield words.many("{count} meeting", "{count} meetings", each.meetings)
    if each.of:
        yield words("{got} of {of}", got=each.met, of=each.of)
    if score := each.score:
        spread = {"low": score.lowest, "high": score.highest}
        yield words("score {middle} ({low}–{high})", middle=words.number(score.middle), **spread)
    if each.used:
        yield words("{used} of {planned} min in all phases", used=round(each.used), planned=round(each.planned))
    if each.wrong or each.wanted:
        spent = {"wrong": round(each.wrong), "wanted": round(each.wanted)}
        yield words("of these {wrong} on what is hard, {wanted} on what is wanted", **spent)
    if each.due:
        yield words("asked about {asked} of {due} agreements due", asked=each.asked, due=each.due)
        counts = {"asked": each.asked, "done": each.done, "helped": each.helped}
        yield words("{done} of {asked} done as agreed, {helped} helped", **counts)
