"""What people do with parent meetings beside changing one item; each runs in a screen's worker."""

from datetime import timedelta

from storage.content.law import legal_notes
from storage.content.plan_template import AgendaTemplate, items_from, parent_meetings
from storage.domain.calendar import school_days_after
from storage.domain.homes.parent_meeting import ParentMeeting, agenda, with_items
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.pages import PageKind, parent_page
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.homes.parent_meeting import LookBackDialog, ParentMeetingDialog, ReadyAgenda, ReadyAgendaDialog
from tui.i18n.words import N_, Words
from tui.presentation.lines import Row
from tui.screens.page_acts import into_file
from tui.screens.team_screen import TeamScreen

WEEKS_AHEAD = 3
EARLIER = 3
"""So many earlier agendas are offered to begin with."""
PAGES = {
    (PageKind.AGENDA, "md"): N_("Agenda for the parents, as text (Markdown)"),
    (PageKind.AGENDA, "html"): N_("Agenda for the parents, to print"),
    (PageKind.RUN_SHEET, "md"): N_("Run sheet for the team, as text (Markdown)"),
    (PageKind.RUN_SHEET, "html"): N_("Run sheet for the team, to print"),
    (PageKind.AGENDA, "docx"): N_("Agenda for the parents, as a Word document"),
    (PageKind.RUN_SHEET, "docx"): N_("Run sheet for the team, as a Word document"),
    (PageKind.INTERPRETER, "html"): N_("Sheet for the interpreter, to print"),
    (PageKind.AFTERWARDS, "docx"): N_("Note for the homes afterwards, as a Word document to fill in"),
}
FILES = {
    PageKind.AGENDA: N_("agenda"),
    PageKind.RUN_SHEET: N_("run-sheet"),
    PageKind.INTERPRETER: N_("interpreter"),
    PageKind.AFTERWARDS: N_("afterwards"),
}
"""What their files are called."""


async def new_meeting(screen: TeamScreen, book: Book) -> str:
    """Ask what to begin with and for the frame, and return the id of the meeting; empty when nobody went on."""
    chosen = await _chosen_start(screen, book)
    if chosen is None:
        return ""
    begun = _begun(screen, book, chosen)
    made = await screen.app.push_screen_wait(ParentMeetingDialog(screen.desk, begun, new=True))
    return made.id if made and await screen.keep(Change(None, made)) else ""


async def _chosen_start(screen: TeamScreen, book: Book) -> Row | None:
    words = screen.desk.words
    ours = parent_meetings(book.team.language).starts
    earlier = [each for each in book.parent_meetings if each.items][:EARLIER]
    offered = [
        *(ReadyAgenda(Row("template", each.key), each.title, each.about, each.items) for each in ours),
        *(_as_before(words, each) for each in earlier),
        ReadyAgenda(Row("empty"), words("An empty agenda")),
    ]
    return await screen.app.push_screen_wait(ReadyAgendaDialog(screen.desk, words("What do you begin with?"), offered))


def _as_before(words: Words, meeting: ParentMeeting) -> ReadyAgenda:
    title = words("As «{title}», {day}", title=meeting.title, day=words.day(meeting.on, "d. MMM y"))
    return ReadyAgenda(
        Row("as-before", meeting.id), title, meeting.after.keep if meeting.after else "", agenda(meeting)
    )


def _begun(screen: TeamScreen, book: Book, chosen: Row) -> ParentMeeting:
    """Return a new meeting with the agenda that was chosen, three weeks from now."""
    desk = screen.desk
    day = school_days_after(desk.today + timedelta(weeks=WEEKS_AHEAD, days=-1), 1, book.team.free_days)
    bare = ParentMeeting(id=desk.new_id(), title="", on=day)
    before = book.record(chosen.id)
    if isinstance(before, ParentMeeting):
        copied = [each.renamed(desk.new_id()) for each in agenda(before)]
        frame = {"title": before.title, "wish": before.wish, "law": before.law}
        return with_items(bare.but(**frame, starts=before.starts, venue=before.venue), copied)
    template = next((each for each in parent_meetings(book.team.language).starts if each.key == chosen.id), None)
    if template is None:
        return bare
    return with_items(bare.but(title=template.title, law=template.law), items_from(template, desk.new_id))


async def other_way(screen: TeamScreen, book: Book, meeting: ParentMeeting, after: str) -> AgendaTemplate | None:
    """Ask for another way to do it, and put its items behind the marked one; return what was taken in."""
    words = screen.desk.words
    ours = parent_meetings(book.team.language).alternatives
    offered = [ReadyAgenda(Row("template", each.key), each.title, each.about, each.items) for each in ours]
    row = await screen.app.push_screen_wait(ReadyAgendaDialog(screen.desk, words("Another way to do it"), offered))
    chosen = next((each for each in ours if row and each.key == row.id), None)
    if chosen is None:
        return None
    longer = with_items(meeting, items_from(chosen, screen.desk.new_id), after)
    return chosen if await screen.keep(Change(meeting, longer)) else None


async def change_frame(screen: TeamScreen, meeting: ParentMeeting) -> None:
    """Change title, day, wish and note."""
    changed = await screen.app.push_screen_wait(ParentMeetingDialog(screen.desk, meeting, new=False))
    if changed:
        await screen.keep(Change(meeting, changed))


async def look_back(screen: TeamScreen, meeting: ParentMeeting) -> None:
    """Ask how it went."""
    changed = await screen.app.push_screen_wait(LookBackDialog(screen.desk, meeting))
    if changed and await screen.keep(Change(meeting, changed)):
        screen.say(screen.desk.words("Kept. It is shown to whoever plans the next one."))


async def take_along(screen: TeamScreen, book: Book, meeting: ParentMeeting) -> None:
    """Ask which page, and where to write it; nothing is ever written over."""
    words = screen.desk.words
    options = [(page, words(text)) for page, text in PAGES.items()]
    chosen = await screen.app.push_screen_wait(ChooseDialog(screen.desk, words("Which page?"), options))
    if chosen is None:
        return
    kind, form = chosen
    proposed = f"{meeting.on.isoformat()}-{words(FILES[kind])}.{form}"
    law = legal_notes(book.team.language, screen.desk.place.own_files)
    page = parent_page(book, meeting, kind, law)
    await into_file(screen, words(PAGES[chosen]), proposed, page, book.team.language)
