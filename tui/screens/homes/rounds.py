"""The rounds of development conversations, and one of them: typed fast, and asked about midway."""

from collections.abc import Iterator

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.errors import Refused
from storage.domain.homes import conversation_round
from storage.domain.text import cleaned
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.nudges import checked
from tui.dialogs.case.follow_up import RatingDialog
from tui.dialogs.choose import KEEP, ConfirmDialog, ask_half_written
from tui.dialogs.form import TextDialog
from tui.dialogs.homes.rounds import RoundDialog
from tui.i18n.labels import pupil_name, round_name
from tui.presentation.lines import Line, Paragraph
from tui.presentation.rounds import (
    agreement_lines,
    follow_rows,
    headline,
    legend,
    round_lines,
    round_paragraphs,
    understood,
)
from tui.presentation.rows import laid_out
from tui.screens.homes.beside import ListedScreen
from tui.screens.team_screen import TeamScreen
from tui.widgets.canvas import Canvas
from tui.widgets.composer import Composer
from tui.widgets.lists import LineList
from tui.widgets.nudge_line import NudgedField


class RoundScreen(TeamScreen):
    """Enter writes for the present pupil; F7 goes on to the next conversation."""

    CSS_PATH = ["../team_screen.tcss", "round.tcss"]
    MODE = "plan"
    WHERE = "round"
    AUTO_FOCUS = "#rows"

    rows: query_one[LineList[str]] = query_one("#rows", LineList)
    composer = query_one(Composer)

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key
        self.pupil = ""
        """Whose conversation is written; empty until it is known which comes next."""

    @property
    def nudged_field(self) -> NudgedField:
        """Where agreements are written."""
        return self.query_one(NudgedField)

    @property
    def kept(self) -> conversation_round.ConversationRound | None:
        """The round as it stands; None when somebody took it away."""
        record = self.book.record(self.key) if self.book else None
        return record if isinstance(record, conversation_round.ConversationRound) else None

    def body(self) -> ComposeResult:
        """Yield the frame, the agreements, and the line to write on."""
        words = self.desk.words
        yield Static("", id="headline", classes="heading", markup=False)
        yield Canvas(id="follow", markup=False)
        yield LineList(id="rows")
        placeholder = words("↵ write what was agreed; «12: …» is for another pupil")
        yield NudgedField(self.desk, Static("", id="whose", markup=False), placeholder=placeholder)

    def on_mount(self) -> None:
        """Offer what was typed here before and never saved."""
        self.nudged_field.arrive(self.desk.draft_in("rounds", self.key, "agreement"), promises=True)

    def on_resize(self) -> None:
        """Fit what stands above the line to the terminal."""
        self.call_after_refresh(self.if_it_stands, self.draw)

    def draw(self, key: str | None = None) -> None:
        """Show the round as it stands, with the cursor on a row if one is given."""
        kept, words = self.kept, self.desk.words
        if kept is None:
            self.query_one("#headline", Static).update(words("This round was taken away. Press Esc to go back."))
            self.rows.show(())
            return
        self.pupil = self.pupil or conversation_round.next_pupil(kept, self.desk.me)
        self.query_one("#headline", Static).update(headline(words, kept, self.desk.today))
        self.query_one("#follow", Canvas).show(follow_rows(words, conversation_round.follow_through(kept)))
        self.rows.show(tuple(agreement_lines(words, kept, self.desk.me)) or self.none_yet(), key)
        self.query_one("#whose", Static).update(self.whose_line(kept))

    def none_yet(self) -> tuple[Line[str], ...]:
        """Return what stands in place of no agreements."""
        words = self.desk.words
        return (
            Line("", words("Nothing agreed yet."), look="heading"),
            Line("", words("At most two agreements in a conversation. Numbers from your own list, never names.")),
        )

    def whose_line(self, kept: conversation_round.ConversationRound) -> str:
        """Return whose agreement is written next, and which of two it is."""
        words, pupil = self.desk.words, understood(self.composer.text).pupil or self.pupil
        held = sum(each.conversation == (self.desk.me, pupil) for each in kept.agreements)
        name = pupil_name(words, pupil)
        most = conversation_round.MOST
        left = words("New agreement for {pupil}: {number} of {most}", pupil=name, number=min(held + 1, most), most=most)
        return laid_out(Line("", left, legend(words)), self.size.width).strip()

    def on_text_area_changed(self) -> None:
        """Say whose agreement is being typed."""
        if self.kept:
            self.query_one("#whose", Static).update(self.whose_line(self.kept), layout=False)

    @property
    def may_write(self) -> bool:
        """Whether the round is still there."""
        return self.kept is not None

    def action_write(self) -> None:
        """Write for the present pupil."""
        if self.can_keep():
            self.set_focus(self.composer)

    def action_next_conversation(self) -> None:
        """Go on to the next pupil, and write; half a sentence about this one is asked about first."""
        if self.kept and self.composer.text.strip():
            self.ask_and_go_on()
        else:
            self.begin_next()

    @work
    async def ask_and_go_on(self) -> None:
        """Keep or drop what stands in the field, then go on; what cannot be kept stays, and so does the pupil."""
        text = cleaned(self.composer.text).strip()
        choice = await ask_half_written(self.app.push_screen_wait, self.desk, text)
        if choice is None:
            self.set_focus(self.composer)
            return
        self.composer.write("")
        if choice == KEEP:
            await self.keep_written(text)
        if self.composer.text.strip():
            return
        self.nudged_field.draft.typed("")
        if choice == KEEP and self.is_new_pupil:
            self.action_write()
        else:
            self.begin_next()

    @property
    def is_new_pupil(self) -> bool:
        """Whether nothing has been agreed on with the present pupil yet."""
        return self.kept is not None and all(
            each.conversation != (self.desk.me, self.pupil) for each in self.kept.agreements
        )

    def begin_next(self) -> None:
        """Begin the next conversation."""
        kept = self.kept
        if kept:
            following = int(conversation_round.next_pupil(kept, self.desk.me))
            beyond = int(self.pupil) + 1 if self.pupil.isdecimal() and int(self.pupil) >= following else following
            self.pupil = f"{beyond}"
            self.redraw()
            self.action_write()

    def on_composer_left(self) -> None:
        """Steer again."""
        self.set_focus(self.rows)

    async def on_composer_entered(self, event: Composer.Entered) -> None:
        """Keep an agreement."""
        await self.keep_written(event.text)

    async def keep_written(self, text: str) -> None:
        """Keep an agreement; what cannot be kept is given back."""
        kept = self.kept
        self.nudged_field.draft.typed(text)  # it stands until it is saved
        try:
            made = self.made(text)
            changed = conversation_round.agreed(kept, made) if kept else None
        except Refused as refusal:
            self.composer.give_back(text)
            self.tell(refusal)
            return
        if kept is None or changed is None or not await self.keep(Change(kept, changed), asks=False):
            self.composer.give_back(text)
            return
        self.nudged_field.begin_anew()
        self.go_on(made)

    def made(self, text: str) -> conversation_round.ConversationAgreement:
        """Return the agreement that a line says; raises `long-text` or `identity-number`."""
        typed, desk = understood(checked(text)), self.desk
        return conversation_round.ConversationAgreement(
            id=desk.new_id(), pupil=typed.pupil or self.pupil, what=typed.what, owner=desk.me, made=desk.today
        )

    def go_on(self, made: conversation_round.ConversationAgreement) -> None:
        """Stay with the pupil for a second agreement, or go on to the next."""
        kept = self.kept
        held = sum(each.conversation == made.conversation for each in kept.agreements) if kept else 0
        full = kept is not None and held >= conversation_round.MOST
        self.pupil = conversation_round.next_pupil(kept, self.desk.me) if kept and full else made.pupil
        self.draw(made.id)

    def marked(self) -> conversation_round.ConversationAgreement | None:
        """Return the agreement under the cursor."""
        held = self.kept.agreements if self.kept else ()
        return next((each for each in held if each.id == self.rows.key), None)

    @work
    async def action_rate(self) -> None:
        """Ask about the marked agreement, then about every other that nobody has asked about; Esc stops."""
        kept, marked = self.kept, self.marked()
        if kept is None or marked is None:
            return
        left = [each.id for each in conversation_round.waiting(kept, self.desk.me)]
        start = left.index(marked.id) if marked.id in left else 0
        for key in dict.fromkeys((marked.id, *left[start:], *left[:start])):
            if not await self.ask_about(key):
                return
        self.say(self.desk.words("All have been asked about."))

    async def ask_about(self, key: str) -> bool:
        """Ask about one agreement with its row marked, and tell whether to go on."""
        self.draw(key)
        kept, marked = self.kept, self.marked()
        if kept is None or marked is None:
            return True
        asked = conversation_round.as_agreement(
            kept, marked, f"{pupil_name(self.desk.words, marked.pupil)}: {marked.what}"
        )
        dialog = RatingDialog(self.desk, asked)
        dialog.drafted("rounds", self.key, key)
        ratings = await self.app.push_screen_wait(dialog)
        if not ratings or self.kept is None:
            return False
        return bool(await self.keep(Change(self.kept, conversation_round.followed_up(self.kept, key, *ratings))))

    @work
    async def action_reword(self) -> None:
        """Change the wording of the marked agreement."""
        marked, words, kept = self.marked(), self.desk.words, self.kept
        if marked is None or kept is None:
            return
        name, asked = pupil_name(words, marked.pupil), words("What was agreed")
        dialog = TextDialog(
            self.desk, name, asked, marked.what, draft=self.desk.draft_in("rounds", self.key, marked.id)
        )
        text = await self.app.push_screen_wait(dialog)
        if text:
            await self.keep(Change(kept, conversation_round.reworded(kept, marked.id, text)))

    async def action_remove(self) -> None:
        """Take the marked agreement out."""
        kept, marked = self.kept, self.marked()
        if (
            kept
            and marked
            and await self.keep(Change(kept, conversation_round.without_agreement(kept, marked.id)), asks=False)
        ):
            self.say(self.desk.words("Taken out. Press u to bring it back."))

    @work
    async def action_change(self) -> None:
        """Change the days of the round."""
        kept = self.kept
        changed = await self.app.push_screen_wait(RoundDialog(self.desk, kept, new=False)) if kept else None
        if kept and changed:
            await self.keep(Change(kept, changed))


class RoundsScreen(ListedScreen):
    """A list; Enter opens a round."""

    WHERE = "rounds"

    @property
    def heading(self) -> str:
        """What the list is called."""
        return self.desk.words("Development conversations: agreements, and what came of them")

    def lines(self) -> Iterator[Line[str]]:
        """Yield a row for each round."""
        yield from round_lines(self.desk.words, self.current.rounds, self.desk.today)

    def told(self) -> Iterator[Paragraph]:
        """Yield how far the marked round has come, and what was agreed in it."""
        if kept := self.marked():
            yield from round_paragraphs(self.desk.words, kept, self.desk.me, self.desk.today)

    def none_yet(self) -> tuple[Line[str], ...]:
        """Return what stands in place of an empty list."""
        words = self.desk.words
        return (
            Line("", words("No round yet.")),
            Line("new", words("Press n to begin one: its days first, then a line for each agreement.")),
        )

    def marked(self) -> conversation_round.ConversationRound | None:
        """Return the round under the cursor."""
        record = self.book.record(self.rows.key) if self.book else None
        return record if isinstance(record, conversation_round.ConversationRound) else None

    def action_open(self) -> None:
        """Open the marked round."""
        if kept := self.marked():
            self.app.push_screen(RoundScreen(self.desk, kept.id))
        else:
            self.action_new_round()

    @work
    async def action_new_round(self) -> None:
        """Begin a round, and open it."""
        desk = self.desk
        free = self.book.team.free_days if self.book else ()
        dialog = RoundDialog(desk, conversation_round.proposed_round(desk.new_id(), desk.today, free), new=True)
        made = await self.app.push_screen_wait(dialog)
        if made and await self.keep(Change(None, made)):
            self.app.push_screen(RoundScreen(desk, made.id))

    @work
    async def action_remove(self) -> None:
        """Take the marked round away, when that is meant."""
        kept, words = self.marked(), self.desk.words
        if kept is None:
            return
        question = words("Take away «{name}» with all its agreements?", name=round_name(words, kept))
        yes = words("Yes, take it away (press u to undo)")
        if await self.app.push_screen_wait(ConfirmDialog(self.desk, question, yes)):
            await self.keep(Change(kept, None))
