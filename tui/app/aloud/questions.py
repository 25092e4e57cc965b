"""A question of the screens, asked in plain lines: what stands in it is said, its fields are asked for one by one."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import cycle, islice
from typing import Any

from textual.app import App
from textual.widget import Widget
from textual.widgets import Input, Static

from storage.domain.errors import Refused
from tui.app.aloud.talk import KEEPS_REST, LEAVES, Talk, is_key_alone, literal, numbered, option_lines, place_of
from tui.dialogs.case.safety import ROUTES, SafetyDialog
from tui.dialogs.curtain import TurnDialog
from tui.dialogs.dialog import Dialog
from tui.dialogs.form import FormDialog
from tui.dialogs.writing import WritingDialog
from tui.i18n.labels import label
from tui.i18n.words import N_
from tui.look.signs import Mark
from tui.presentation.aloud import spoken_paragraph, spoken_rows, without_keys
from tui.terminal.asking import Asking
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, Field, Ticks
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

PARTS = (Static, Reader, LineList, Input, Composer, ChoiceRow, Ticks)
"""What can stand in a question; other widgets only hold these."""
SAID_LATER = frozenset({"understood", "wrong", "drawn"})
"""What stands beside a field, and is said when it comes; and what the heading has said."""
EXPLAINED = N_("Enter keeps what stands in brackets; two full stops keep all the rest, one leaves the question.")
AT_A_TIME = 4
"""Turning questions that are said before it is asked which one is meant."""
MOST_IN_A_LINE = 14
"""Options that are named in the prompt itself; more of them are said before it."""


class LeftUnanswered(Exception):  # noqa: N818 - nothing failed
    """Somebody left a question without an answer."""


class Enough(Exception):  # noqa: N818 - as above
    """Somebody leaves the rest of a question's fields as they stand."""


class Questions:
    """Asks what the screen in front asks."""

    def __init__(self, app: App[Any], talk: Talk, rest: Callable[[], Awaitable[None]]) -> None:
        self.app = app
        self.talk = talk
        self.words = talk.words
        self.rest = rest
        """Waits until what was answered has been taken in."""
        self.has_explained = False

    async def answer(self, front: Asking[Any]) -> None:
        """Ask what a screen asks, and give it the answer."""
        try:
            match front:
                case SafetyDialog():
                    await self._safety(front)
                case TurnDialog():
                    await self._turn(front)
                case WritingDialog():
                    await self._fill_in(front)
                case Dialog():
                    await self._choose(front)
                case _:
                    front.dismiss(None)
        except (LeftUnanswered, Enough):
            await self._leave(front)
        await self.rest()

    async def _leave(self, front: Asking[Any]) -> None:
        """Do what Esc does."""
        known = (each for each in ("leave", "dismiss_none", "close") if hasattr(front, f"action_{each}"))
        await self._do(next(known, "dismiss_none"), front)

    async def _do(self, action: str, front: Asking[Any]) -> None:
        if self.app.screen is front:
            await self.app.run_action(action, front)

    async def _typed(self, front: Asking[Any], prompt: str, options: dict[str, str] | None = None) -> str:
        """Return what is typed as an answer; raises `LeftUnanswered`, also when the question is gone meanwhile."""
        helps = partial(self._help, front, options or {})
        text = await self.talk.asked(f"{prompt}: ", lambda: self.app.screen is front, helps)
        if text is None or text.strip() == LEAVES:
            raise LeftUnanswered
        if text.strip() == KEEPS_REST:
            raise Enough
        return text

    def _help(self, front: Asking[Any], options: dict[str, str]) -> Iterator[str]:
        """Yield what can be typed as an answer."""
        yield from option_lines(options)
        if options:
            yield self.words("a number, or two letters or more of how it begins, chooses one")
        if isinstance(front, WritingDialog):
            yield from without_keys(front.keys())
            yield self.words(EXPLAINED)
            yield self.words("= before a text takes it as it is, = alone empties the field")
        else:
            yield self.words("a full stop leaves the question")

    async def _choice(self, front: Asking[Any], prompt: str, options: dict[str, str], now: int | None = None) -> int:
        """Return the place of the option that is meant; Enter alone means the one that stands there `now`."""
        while True:
            typed = await self._typed(front, prompt, options)
            place = now if not typed.strip() else place_of(typed, options)
            if place is not None:
                return place
            self.talk.say(self.words("That is none of these. Type a number, or a full stop to leave it."))

    def _prompt(self, name: str, options: dict[str, str], now: int | None) -> str:
        """Return what asks for one of some options, and which stands there now."""
        within = 0 < len(options) <= MOST_IN_A_LINE and bool(name)
        named = f" ({', '.join(f'{number} {text}'.strip() for number, text in options.items())})" if within else ""
        number, text = list(options.items())[now] if now is not None and options else ("", "")
        standing = f" [{text if within and text else number}]" if number else ""
        asked = name or self.words("Number")
        return f"{asked}{named}{standing}"

    async def _choose(self, front: Dialog[Any]) -> None:
        """Ask for one of the rows, or for the ticks of several; what is only to be read is said."""
        self.talk.say("", front.heading)
        for part in self._parts(front):
            self._say_part(part)
        rows = next(iter(front.query(LineList)), None)
        mark = next((each for each in ("mark", "tick") if hasattr(front, f"action_{each}")), "")
        if rows is None:
            await self._read(front)
        elif mark:
            await self._tick(front, rows, mark)
        else:
            await self._pick(front, rows, "")
            await self._do("choose", front)

    async def _read(self, front: Dialog[Any]) -> None:
        """Go on after something that was read; where it is agreed to by going on, that is asked."""
        if hasattr(front, "action_agree"):
            await self._typed(front, self.words("Enter takes it in, a full stop changes nothing"))
            await self._do("agree", front)
        else:
            raise LeftUnanswered

    async def _pick(self, front: Asking[Any], rows: LineList[Any], name: str) -> None:
        """Put a list's cursor on the row that is meant; raises `LeftUnanswered` where there is none."""
        spoken = [each for each in spoken_rows(self.words, rows.whole_rows()) if each.key]
        if not spoken:
            self.talk.say(*(each.text for each in spoken_rows(self.words, rows.whole_rows())))
            raise LeftUnanswered
        options = numbered([each.text for each in spoken])
        now = next((place for place, each in enumerate(spoken) if rows.key and each.key == rows.key), None)
        if not name or len(options) > MOST_IN_A_LINE:
            self.talk.say(*option_lines(options))
        place = await self._choice(front, self._prompt(name, options, now), options, now)
        rows.cursor = next(at for at, line in enumerate(rows.lines) if line.key == spoken[place].key)

    async def _tick(self, front: Dialog[Any], rows: LineList[Any], mark: str) -> None:
        """Tick and untick rows by their numbers, until Enter alone takes them as they are."""
        while self.app.screen is front:
            options = numbered([line.left for line in rows.lines])
            marked = ", ".join(line.left for line in rows.lines if line.mark is Mark.DONE) or self.words("nothing")
            self.talk.say(*option_lines(options), self.words("Ticked: {what}", what=marked))
            typed = await self._typed(front, self.words("Numbers to tick or untick, Enter when that is right"))
            for each in typed.replace(",", " ").split():
                place = place_of(each, options)
                if place is not None:
                    rows.cursor = place
                    await self._do(mark, front)
            if not typed.strip():
                await self._do("done", front)
                await self.rest()
                self._say_problem(front)

    async def _fill_in(self, front: WritingDialog[Any]) -> None:
        """Ask for each field, then keep; of what is refused only that field is asked for again."""
        self.talk.say("", front.heading, *without_keys(front.keys()))
        if not self.has_explained:
            self.has_explained = True
            self.talk.say(self.words(EXPLAINED))
        parts = list(self._parts(front))
        while self.app.screen is front:
            with suppress(Enough):
                await self._ask_parts(front, parts)
            await self._do("keep" if hasattr(front, "action_keep") else "choose", front)
            await self.rest()
            if self.app.screen is not front:
                return
            self._say_problem(front)
            wrong = [each for field in front.query(Field) if field.has_class("-wrong") for each in self._within(field)]
            parts = wrong or list(self._parts(front))

    async def _ask_parts(self, front: WritingDialog[Any], parts: list[Widget]) -> None:
        """Say the texts and ask for the fields; the text before a field is what it is called."""
        waiting, name = list[str](), ""
        for part in parts:
            if isinstance(part, Static):
                waiting.append(str(part.content))
                continue
            if isinstance(part, Reader):
                self.talk.say(*waiting)
                self._say_part(part)
                waiting = []
                continue
            self.talk.say(*waiting[:-1])
            name, waiting = (waiting or [name])[-1], []
            await self._ask_part(front, part, name)

    async def _ask_part(self, front: WritingDialog[Any], part: Widget, name: str) -> None:
        match part:
            case Input() | Composer():
                await self._text(front, part, name)
            case ChoiceRow():
                front.set_focus(part)
                options = numbered([text for _, text in part.options])
                self.talk.say(*((name, *option_lines(options)) if len(options) > MOST_IN_A_LINE else ()))
                await self._choose_in(front, part, name, options)
            case Ticks():
                await self._several(front, part, name)
            case LineList():
                await self._pick(front, part, name)

    async def _choose_in(self, front: WritingDialog[Any], part: ChoiceRow, name: str, options: dict[str, str]) -> None:
        """Ask for one of few; what cannot stand beside the other answers is asked for again at once."""
        while True:
            before = part.place
            part.place = await self._choice(front, self._prompt(name, options, before), options, before)
            await self.rest()
            objection = self._objection(front, part) if part.place != before else None
            if objection is None:
                return
            part.place = before
            self.talk.say(front.desk.says(objection[0]))

    async def _text(self, front: WritingDialog[Any], part: Input | Composer, name: str) -> None:
        """Ask for a text; one that cannot stand beside the others is asked for again at once, with another proposed."""
        objection = self._objection(front, part)
        before = part.text if isinstance(part, Composer) else part.value
        while True:
            if objection:
                front.write(part.id or "", objection[1] or before)
            standing = part.text if isinstance(part, Composer) else part.value
            beside = f" [{standing}]" if standing else f" ({part.placeholder})" if part.placeholder else ""
            typed = await self._typed(front, f"{name}{beside}")
            if is_key_alone(typed):
                self.talk.say(self.words("One letter alone is no text. With = before it, it is."))
                continue
            before = standing
            if typed:
                await self._write(front, part, literal(typed))
            objection = self._objection(front, part) if typed else None
            if objection is None:
                return
            self.talk.say(front.desk.says(objection[0]))

    def _objection(self, front: WritingDialog[Any], part: Input | Composer | ChoiceRow) -> tuple[Refused, str] | None:
        return front.objection(part.id or "") if isinstance(front, FormDialog) else None

    async def _write(self, front: WritingDialog[Any], part: Input | Composer, text: str) -> None:
        """Put a text into a field, and say what was understood of it."""
        front.set_focus(part)
        if isinstance(part, Composer):
            part.write(text)
        else:
            part.value = " ".join(text.split("\n"))
        await self.rest()
        within = next((each for each in part.ancestors if isinstance(each, Field)), None)
        understood = within.query(".understood").results(Static) if within else ()
        self.talk.say(*(str(each.content).lstrip("?") for each in understood))

    async def _several(self, front: WritingDialog[Any], part: Ticks, name: str) -> None:
        """Ask which of many, by their numbers; an equals sign alone means none."""
        options = numbered(list(part.options.values()))
        ticked = ", ".join(text for key, text in part.options.items() if key in part.ticked)
        listed = ", ".join(f"{number} {text}" for number, text in options.items())
        typed = await self._typed(front, f"{name} ({listed}) [{ticked}]")
        if typed.strip():
            places = (place_of(each, options) for each in literal(typed).replace(",", " ").split())
            keys = list(part.options)
            part.ticked = frozenset(keys[place] for place in places if place is not None)

    async def _turn(self, front: TurnDialog) -> None:
        """Say some turning questions at a time; the one that is chosen begins what is written next."""
        options = numbered(list(front.questions))
        prompt = self.words("Which one do you answer? Enter alone brings others")
        for start in cycle(range(0, len(options), AT_A_TIME)):
            self.talk.say("", *islice(option_lines(options), start, start + AT_A_TIME))
            if not front.takes:
                raise LeftUnanswered
            place = await self._choice(front, prompt, options, now=len(options))
            if place < len(options):
                front.place = place
                await self._do("take", front)
                return

    async def _safety(self, front: SafetyDialog) -> None:
        """Say the notice of a route once and whole; other routes are one number away."""
        words = self.words
        deeds = {"t": ("told", words("somebody has been told")), "f": ("put-away", words("a false alarm"))}
        deeds["p"] = ("print", words("write the checklist to a file"))
        if front.may_be_advised:
            deeds["a"] = ("advised", words("child welfare or the police say that the home can be talked to"))
        routes = {f"{number}": label(words, route) for number, route in enumerate(ROUTES, 1)}
        options = routes | {key: said for key, (_, said) in deeds.items()}
        route = None
        while self.app.screen is front:
            if route != front.route:
                route = front.route
                self.talk.say("", front.heading, *(spoken_paragraph(words, each) for each in front.notice()))
            self.talk.say(words("What is it most like?"), *option_lines(options))
            place = await self._choice(
                front, words("A number says who must be told, a letter what was done; a full stop leaves it"), options
            )
            if place < len(ROUTES):
                front.route = ROUTES[place]
            else:
                await self._do(f"answer({deeds[list(options)[place]][0]!r})", front)
                await self.rest()

    def _parts(self, front: Dialog[Any]) -> Iterator[Widget]:
        """Yield what stands in a question, in the order it is read."""
        for widget in front.query_one("#box").walk_children(with_self=False):
            if widget.id == "problem":
                return
            is_text = widget.id != "heading" and not SAID_LATER & widget.classes
            if isinstance(widget, PARTS) and is_text and self._is_shown(widget):
                yield widget

    def _within(self, field: Field) -> Iterator[Widget]:
        parts = (each for each in field.walk_children(with_self=False) if isinstance(each, PARTS))
        return (each for each in parts if not SAID_LATER & each.classes)

    def _is_shown(self, widget: Widget) -> bool:
        return all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget))

    def _say_part(self, part: Widget) -> None:
        match part:
            case Reader():
                self.talk.say(*(spoken_paragraph(self.words, each) for each in part.paragraphs))
            case Static():
                self.talk.say(str(part.content))

    def _say_problem(self, front: Dialog[Any]) -> None:
        wrong = front.query(".wrong, #problem").results(Static)
        self.talk.say(*(str(each.content) for each in wrong if self._is_shown(each)))
