"""Every action a person can take, once: bindings, the bottom line, help and the palette are made from it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tui.i18n.words import N_


@dataclass(frozen=True)
class Command:
    """One action: where it works, its keys, and what it is called."""

    where: str
    key: str
    """Keys as Textual names them, comma between; the first is the one shown."""
    action: str
    text: str
    hint: str = ""
    """A word for the bottom line; empty for actions that help and palette alone show."""
    writing: bool = False
    """Whether it also works while writing (then a function key is among its keys)."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, the one that is shown first; none where others have taken them all."""
        return tuple(filter(None, self.key.split(",")))

    @property
    def name(self) -> str:
        """What it is called in a file of own keys, such as `case.agree`, `plan.visit-parents` or `plan.move-minus`."""
        action = self.action.replace("(1)", "-plus").replace("(-1)", "-minus")
        return f"{self.where}.{action}".replace("('", "-").replace("')", "")

    @property
    def called(self) -> str:
        """The action as a screen calls it."""
        return f"app.{self.action}" if self.where == "app" else self.action


Commands = tuple[Command, ...]
COMMANDS: Commands = (
    Command("app", "1", "mode('today')", N_("Today: what is due, what the plan says this month")),
    Command("app", "2", "mode('plan')", N_("Plan: the peacetime plan and its year wheel")),
    Command("app", "3", "mode('cases')", N_("Cases: the case log")),
    Command("app", "4", "mode('meeting')", N_("Meeting: hold a meeting, or follow the one that goes on")),
    Command("app", "5", "mode('insight')", N_("Insight: how the team's work is balanced")),
    Command("app", "slash", "search", N_("Search in everything"), N_("search")),
    Command("app", "u", "undo", N_("Undo the last change"), N_("undo")),
    Command("app", "h", "history", N_("History: who did what when")),
    Command("app", "f8", "curtain", N_("Curtain: blank the shared screen"), writing=True),
    Command("app", "question_mark,f12", "commands", N_("Help: every key and action"), N_("help"), writing=True),
    Command("app", "ctrl+p", "palette", N_("Find an action by its name"), writing=True),
    Command("app", "ctrl+r", "copy", N_("Copy what is open: the case, the page or the marked row"), writing=True),
    Command("app", "w", "who", N_("Who am I")),
    Command("app", "W", "teams", N_("Another team: those you have, by their names")),
    Command("app", "comma", "team", N_("The team: who is in it, its meetings, free days, class list, keeping cases")),
    Command("app", "y", "look", N_("Change the look: dark, light for a projector, high contrast")),
    Command("app", "ctrl+l", "redraw", N_("Draw the screen anew"), writing=True),
    Command("app", "ctrl+z", "put_aside", N_("Put fredstid aside, back in the shell; fg goes on (in a text: undo)")),
    Command("app", "z", "mouse", N_("The mouse: taken here, or left to the terminal, which can mark and copy")),
    Command("app", "q", "leave", N_("Quit fredstid"), N_("quit")),
    Command("today", "enter", "open", N_("Open what is marked"), N_("open it")),
    Command("today", "n", "new_case", N_("Write a new case"), N_("new case")),
    Command("today", "g", "good_news", N_("Write down good news from a contact with a home"), N_("good news")),
    Command("today", "r", "rate", N_("Follow up the marked agreement"), N_("follow up")),
    Command("today", "s", "answer", N_("Say how an agreement is going: done, partly, not yet"), N_("how it goes")),
    Command("today", "m", "visit('parents')", N_("Parent meetings: plan one, and see how the last ones went")),
    Command("today", "d", "visit('rounds')", N_("Development conversations: agreements and mid-point check")),
    Command("today", "f", "visit('contacts')", N_("First good contact with every home")),
    Command("today", "t", "lift", N_("For the leadership: what waits for them, across all cases")),
    Command("today", "j", "onto_phone", N_("Onto a phone: the day as a picture that its camera reads")),
    Command("today", "space", "tick", N_("Tick the marked practice as done this year"), N_("done")),
    Command("plan", "enter", "open", N_("Open what is marked"), N_("open it")),
    Command("plan", "c", "change", N_("Change the marked practice or area"), N_("change")),
    Command("plan", "n", "new_practice", N_("Make a new practice in this area"), N_("new practice")),
    Command("plan", "s", "step_on", N_("Take the practice a state further"), N_("next state")),
    Command("plan", "space", "tick", N_("Tick the practice as done this year"), N_("done")),
    Command("plan", "o", "year_wheel", N_("Show the plan by month or by area; ← and → go on"), N_("year wheel")),
    Command("plan", "t", "template", N_("Take in practices from the template"), N_("template")),
    Command("plan", "x", "retire", N_("Retire the practice, or take it back")),
    Command("plan", "e", "from_card", N_("Make a practice of an experience card")),
    Command("plan", "r", "hand_over", N_("Hand the plan over to the next school year, one practice after the other")),
    Command("plan", "l", "past_plan", N_("Read last year's plan, and earlier ones")),
    Command("plan", "p", "write_out", N_("Write the plan into a file, to change in an editor or to print")),
    Command("plan", "i", "take_in", N_("Take in a plan from a file: a changed one, or one you already have")),
    Command("plan", "a", "new_area", N_("Make an area of your own")),
    Command("plan", "h", "hide", N_("Hide the area with its practices, or show it again")),
    Command("plan", "k", "move(-1)", N_("Move the area up")),
    Command("plan", "j", "move(1)", N_("Move the area down")),
    Command("plan", "m", "visit('parents')", N_("Parent meetings: plan one, and see how the last ones went")),
    Command("plan", "d", "visit('rounds')", N_("Development conversations: agreements and mid-point check")),
    Command("plan", "f", "visit('contacts')", N_("First good contact with every home")),
    Command("practice", "c", "change", N_("Change the practice"), N_("change")),
    Command("practice", "s", "step_on", N_("Take the practice a state further"), N_("next state")),
    Command("practice", "space", "tick", N_("Tick the practice as done this year"), N_("done")),
    Command("practice", "g", "case", N_("Go to a case it came from, or that is about the same"), N_("its cases")),
    Command("practice", "n,right_square_bracket", "go(1)", N_("The next practice"), N_("next")),
    Command("practice", "p,left_square_bracket", "go(-1)", N_("The practice before"), N_("previous")),
    Command("practice", "x", "retire", N_("Retire the practice, or take it back")),
    Command("practice", "escape", "back", N_("Back to the list"), N_("back")),
    Command(
        "handover", "enter", "open", N_("Choose what becomes of the marked practice, with who and when"), N_("change")
    ),
    Command(
        "handover", "a", "rest", N_("All that is left becomes what is proposed for it"), N_("the rest as proposed")
    ),
    Command("handover", "escape", "back", N_("Done for now; what is left waits for another day"), N_("finished")),
    Command("past_plan", "p", "year(1)", N_("The year before"), N_("the year before")),
    Command("past_plan", "n", "year(-1)", N_("The year after"), N_("the year after")),
    Command("past_plan", "escape", "back", N_("Back to this year's plan"), N_("back")),
    Command("parents", "enter", "open", N_("Open the marked parent meeting"), N_("open it")),
    Command("parents", "n", "new_meeting", N_("Plan a new parent meeting"), N_("new meeting")),
    Command("parents", "x", "remove", N_("Take the parent meeting away"), N_("take away")),
    Command("parents", "escape", "back", N_("Back"), N_("back")),
    Command("parent_meeting", "enter", "open", N_("Change the marked item"), N_("change")),
    Command("parent_meeting", "n", "new_item", N_("Write a new item behind the marked one"), N_("new item")),
    Command("parent_meeting", "t", "other_way", N_("Take in another way: stations, small tables …"), N_("other ways")),
    Command(
        "parent_meeting",
        "d",
        "deepen",
        N_("The home's part: information, dialogue or co-decision"),
        N_("the home's part"),
    ),
    Command("parent_meeting", "l", "lead", N_("Who leads the item"), N_("who leads")),
    Command("parent_meeting", "plus,equals_sign", "minutes(1)", N_("Five minutes more"), N_("5 min")),
    Command("parent_meeting", "minus", "minutes(-1)", N_("Five minutes fewer")),
    Command("parent_meeting", "j", "move(1)", N_("Move the item down"), N_("move")),
    Command("parent_meeting", "k", "move(-1)", N_("Move the item up")),
    Command("parent_meeting", "x", "remove", N_("Take the item out")),
    Command("parent_meeting", "c", "change", N_("Change title, day, wish and note")),
    Command("parent_meeting", "f", "together", N_("Made together with the class contacts, or not yet")),
    Command("parent_meeting", "a", "after", N_("Afterwards: who came, how it went, what to keep"), N_("afterwards")),
    Command("parent_meeting", "e", "pages", N_("Agenda for the parents, run sheet for the team"), N_("pages")),
    Command("parent_meeting", "escape", "back", N_("Back"), N_("back")),
    Command("rounds", "enter", "open", N_("Open the marked round"), N_("open it")),
    Command("rounds", "n", "new_round", N_("Begin a round of conversations"), N_("new round")),
    Command("rounds", "x", "remove", N_("Take the round away"), N_("take away")),
    Command("rounds", "escape", "back", N_("Back"), N_("back")),
    Command("round", "enter", "write", N_("Write what was agreed"), N_("write")),
    Command("round", "n,f7", "next_conversation", N_("The next conversation"), N_("next pupil"), writing=True),
    Command("round", "r", "rate", N_("Ask how it went: the marked one, then all that wait"), N_("follow up")),
    Command("round", "e", "reword", N_("Change the wording"), N_("wording")),
    Command("round", "c", "change", N_("Change the days of the round"), N_("days")),
    Command("round", "x", "remove", N_("Take the agreement out"), N_("take out")),
    Command("round", "f3", "take_nudge", N_("Take the question into the text"), writing=True),
    Command("round", "f4", "hide_nudge", N_("Hide the question"), writing=True),
    Command("round", "ctrl+t,f10", "silence_nudge", N_("Never ask about this word again"), writing=True),
    Command("round", "escape", "back", N_("Back"), N_("back")),
    Command("contacts", "space,plus", "tick", N_("Tick one more home"), N_("one more")),
    Command("contacts", "minus", "untick", N_("Take the last tick away"), N_("one fewer")),
    Command("contacts", "g", "good_news", N_("Write down good news from a contact with a home"), N_("good news")),
    Command("contacts", "n", "new_class", N_("Add a class"), N_("new class")),
    Command("contacts", "enter", "open", N_("Change the class, or take along last year's"), N_("change")),
    Command("contacts", "x", "remove", N_("Take the class away")),
    Command("contacts", "escape", "back", N_("Back"), N_("back")),
    Command("insight", "t", "lift", N_("For the leadership: what waits for them, across all cases"), N_("leadership")),
    Command("insight", "space", "more", N_("Show what stands further down, then the top again"), N_("more")),
    Command("cases", "enter", "open", N_("Open the marked case"), N_("open it")),
    Command("cases", "n", "new_case", N_("Write a new case"), N_("new case")),
    Command("cases", "f", "filter", N_("Filter by words"), N_("filter")),
    Command("cases", "s", "state", N_("Filter by state"), N_("state")),
    Command("cases", "t", "theme", N_("Filter by theme"), N_("theme")),
    Command("cases", "j", "year", N_("Filter by school year"), N_("year")),
    Command("cases", "i", "take_in", N_("Take in old minutes or notes from a file, line by line")),
    Command("cases", "d", "due", N_("Go through the closed cases whose day to go has come")),
    Command("cases", "k", "decks", N_("Experience cards: take in another team's deck, or give out ours")),
    Command("cases", "escape", "no_filter", N_("Show all cases")),
    Command("case", "enter", "write", N_("Write an entry at the step that is missing most"), N_("write")),
    Command("case", "s", "write_at", N_("Write an entry at a step of your choice"), N_("step")),
    Command("case", "a", "agree", N_("Make an agreement"), N_("agreement")),
    Command("case", "n,right_square_bracket", "go(1)", N_("The next case"), N_("next")),
    Command("case", "p,left_square_bracket", "go(-1)", N_("The case before"), N_("previous")),
    Command("case", "i", "idea", N_("Write an idea"), N_("idea")),
    Command("case", "k", "take_card", N_("Take an experience card as an idea")),
    Command("case", "o", "sort", N_("Sort an idea: now, later or tried")),
    Command("case", "r", "rate", N_("Follow up an agreement of this case"), N_("follow up")),
    Command("case", "c", "change", N_("Change title, themes or owner")),
    Command("case", "e", "change_entry", N_("Change an entry, or write it in your own editor")),
    Command("case", "d", "cross_pressure", N_("Cross-pressure: what is fixed, what we can do")),
    Command("case", "m", "three_questions", N_("Three questions to ask myself about this case"), N_("three questions")),
    Command("case", "v", "turn", N_("Turn: a question that turns towards solutions"), N_("turn")),
    Command("case", "l", "lesson", N_("What goes into the plan"), N_("into the plan")),
    Command("case", "g", "practice", N_("Go to the practice it led to")),
    Command("case", "h", "history", N_("The history of the case, and how it was earlier")),
    Command("case", "x", "state", N_("Close, park, lift or reopen the case"), N_("close")),
    Command(
        "case",
        "f",
        "for_access",
        N_("Write the case to a file: as it stands, for the log, or for one who may see it all"),
    ),
    Command("case", "delete", "delete", N_("Delete a closed case for good")),
    Command("case", "t", "lift", N_("For the leadership: what waits for them, across all cases")),
    Command("case", "b", "safety", N_("Safety: who must be told, and who was")),
    Command("case", "j", "onto_phone", N_("Onto a phone: the day as a picture that its camera reads")),
    Command("case", "escape", "back", N_("Back to the list"), N_("back")),
    Command("writing", "f3", "take_hint", N_("Take the question, or the other wording, into the text"), writing=True),
    Command("writing", "f4", "hide_hint", N_("Hide the question"), writing=True),
    Command("writing", "ctrl+t,f10", "silence_hint", N_("Never ask about this word again"), writing=True),
    Command("history", "enter", "open", N_("Show the case as it was after that"), N_("as it was")),
    Command("history", "escape", "back", N_("Back to where you came from"), N_("back")),
    Command("earlier", "n,right_square_bracket", "go(1)", N_("The moment after"), N_("later")),
    Command("earlier", "p,left_square_bracket", "go(-1)", N_("The moment before"), N_("earlier")),
    Command("earlier", "escape", "back", N_("Back to where you came from"), N_("back")),
    Command("lift", "s", "school", N_("The school: what its teams have published, side by side"), N_("the school")),
    Command("school", "a", "answer", N_("Answer what a team has lifted"), N_("answer")),
    Command("school", "p", "print", N_("Write it to a file"), N_("print")),
    Command("school", "escape,q", "back", N_("Back to where you came from"), N_("back")),
    Command("lift", "p", "print", N_("Write it to a file"), N_("print")),
    Command("lift", "escape,q", "back", N_("Back to where you came from"), N_("back")),
    Command("minutes", "p", "print", N_("Write it to a file"), N_("print")),
    Command("minutes", "r", "review", N_("What the meeting came to, as a page of its own"), N_("came to")),
    Command("minutes", "escape,q", "back", N_("Back"), N_("back")),
    Command("closing", "m", "minutes", N_("Read the minutes"), N_("minutes")),
    Command("closing", "p", "print", N_("Write the minutes to a file"), N_("print")),
    Command("closing", "r", "review", N_("What the meeting came to, as a page of its own"), N_("came to")),
    Command("closing", "escape,enter,q", "back", N_("Back"), N_("back")),
    Command("search", "enter", "open", N_("Open what is marked"), N_("open it")),
    Command("search", "escape", "back", N_("Back to where you came from"), N_("back")),
    Command("start", "enter", "begin", N_("Begin the meeting"), N_("begin")),
    Command("start", "n", "new_case", N_("Write a new case, and take it in"), N_("new case")),
    Command("start", "b", "brief", N_("One page before the meeting: what is due, what is new, which cases and why")),
    Command("start", "c", "coach", N_("What to say and when, for whoever leads"), N_("how to lead")),
    Command("start", "r", "rehearse", N_("Practise leading, with a made-up team; nothing of it is kept")),
    Command("rehearsal", "enter", "open", N_("Say what is marked"), N_("say it")),
    Command("rehearsal", "escape,q", "back", N_("Back to where you came from"), N_("back")),
    Command("page", "p", "print", N_("Write it to a file"), N_("print")),
    Command("page", "escape,q", "back", N_("Back to where you came from"), N_("back")),
    Command("meeting", "n,f7", "next_phase", N_("On to the next phase"), N_("next"), writing=True),
    Command("meeting", "enter", "write", N_("Write"), N_("write")),
    Command("meeting", "v,f2", "turn", N_("Turn: one large turning question"), N_("turn"), writing=True),
    Command("meeting", "a,f6", "agree", N_("Make an agreement"), N_("agreement"), writing=True),
    Command("meeting", "p", "previous_phase", N_("Back to the phase before"), N_("back")),
    Command("meeting", "space,f9", "pause", N_("Stop the clock, or let it go on"), N_("pause"), writing=True),
    Command("meeting", "plus,equals_sign", "one_minute", N_("One minute more for this phase"), N_("one min")),
    Command("meeting", "k,f5", "park", N_("Put something in the parking lot"), N_("park"), writing=True),
    Command("meeting", "f3", "take_nudge", N_("Take the question into the text"), writing=True),
    Command("meeting", "f4", "hide_nudge", N_("Hide the question"), writing=True),
    Command("meeting", "ctrl+t,f10", "silence_nudge", N_("Never ask about this word again"), writing=True),
    Command("meeting", "t", "next_turn", N_("In a round: the next one's turn"), N_("next speaker")),
    Command("meeting", "f", "next_question", N_("The phase's next question")),
    Command("meeting", "r", "roles", N_("Change who does what; who came late, or left")),
    Command("meeting", "l", "take_lead", N_("Take over the lead on this screen"), N_("take the lead")),
    Command("meeting", "d", "cross_pressure", N_("Cross-pressure card of the case")),
    Command("meeting", "s", "safety", N_("Safety: who must be told")),
    Command("meeting", "m", "minutes", N_("Show the minutes so far")),
    Command("meeting", "e", "print", N_("Write the minutes so far to a file")),
    Command("meeting", "x", "end", N_("End the meeting")),
)


ANYWHERE = frozenset({"ctrl+l", "ctrl+z"})
"""Keys that the application takes before any screen or question does."""


def with_own_keys(commands: Commands, rows: Mapping[str, str]) -> Commands:
    """Return the table with a person's own keys in it, by the names of the actions."""
    return tuple(_with_key(each, rows[each.name]) if each.name in rows else each for each in commands)


def _with_key(command: Command, key: str) -> Command:
    writing = command.writing and any(map(works_while_writing, key.split(",")))
    return replace(command, key=key, writing=writing)


IN_QUESTIONS = frozenset({"curtain", "copy"})
"""What works everywhere and in questions too."""


def of(where: str, commands: Commands = COMMANDS) -> Commands:
    """Return the actions of one place."""
    return tuple(command for command in commands if command.where == where)


def works_while_writing(key: str) -> bool:
    """Tell whether a key is no text: function and control keys."""
    return key.startswith("ctrl+") or (key.startswith("f") and key[1:].isdigit())


def key_name(command: Command, *, writing: bool = False) -> str:
    """Return how a command's key is shown: its function key while writing, else its first key."""
    first = command.keys[0] if command.keys else ""
    key = next(filter(works_while_writing, command.keys), first) if writing else first
    return shown_key(key)


def shown_key(key: str) -> str:
    """Return how a key is shown."""
    return SHOWN.get(key, key.title() if works_while_writing(key) else key)


SHOWN = {
    "slash": "/", "question_mark": "?", "plus": "+", "comma": ",", "minus": "-", "equals_sign": "=", "enter": "↵",
    "escape": "Esc", "space": "␣", "up": "↑", "down": "↓", "left": "←", "right": "→", "right_square_bracket": "]",
    "left_square_bracket": "[", "delete": "Del",
}  # fmt: skip


def hints(wheres: Iterable[str], commands: Commands = COMMANDS, *, writing: bool = False) -> Commands:
    """Return the commands for the bottom line, in order."""
    found = (command for command in answering(wheres, commands) if command.key)
    return tuple(command for command in found if (command.writing if writing else bool(command.hint)))


def answering(wheres: Iterable[str], commands: Commands = COMMANDS) -> Iterator[Command]:
    """Yield the commands of places, the nearest first, each with the keys that no nearer one answers to."""
    taken: set[str] = set()
    for where in wheres:
        here = of(where, commands)
        yield from (_by(command, set(command.keys) - taken) for command in here)
        taken |= {key for command in here for key in command.keys}


def in_questions(where: str, commands: Commands = COMMANDS) -> Iterator[Command]:
    """Yield the commands that a question takes by keys that are no text: its place's own, and some of all places."""
    also = (each for each in of("app", commands) if each.action in IN_QUESTIONS)
    yield from (_by(each, set(filter(works_while_writing, each.keys))) for each in (*of(where, commands), *also))


def _by(command: Command, keys: Collection[str]) -> Command:
    return replace(command, key=",".join(key for key in command.keys if key in keys))
