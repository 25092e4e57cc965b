"""Which stage each kind of phase has."""

from storage.domain.meeting.form import Writes
from tui.i18n.words import N_
from tui.screens.meeting.stages.check_out import CheckOutStage
from tui.screens.meeting.stages.follow_up import AgreementsStage, WheelStage
from tui.screens.meeting.stages.ideas import FirstStepStage, IdeasStage
from tui.screens.meeting.stages.into_plan import CardStage, IntoPlanStage
from tui.screens.meeting.stages.planning import AreaStage, ScaleStage, SortStage
from tui.screens.meeting.stages.practices import NoteStage, OwnersStage, PracticesStage, PracticeStage, TierStage
from tui.screens.meeting.stages.stage import Stage
from tui.screens.meeting.stages.writing import EntryStage

STAGES: dict[Writes, Stage] = {
    Writes.NOTE: NoteStage(),
    Writes.AGREEMENTS: AgreementsStage(),
    Writes.ENTRY: EntryStage(),
    Writes.IDEAS: IdeasStage(),
    Writes.FIRST_STEP: FirstStepStage(),
    Writes.INTO_PLAN: IntoPlanStage(),
    Writes.CHECK_OUT: CheckOutStage(),
    Writes.YEAR_WHEEL: WheelStage(),
    Writes.AREA: AreaStage(),
    Writes.SCALE: ScaleStage(),
    Writes.PRACTICES: PracticesStage(),
    Writes.MINIMUM: TierStage("minimum", N_("What do we all keep? One sentence")),
    Writes.ROOM: TierStage("room", N_("What is openly allowed, and expected of nobody?")),
    Writes.OWNERS: OwnersStage("", N_("Write a note")),
    Writes.CARD: CardStage(),
    Writes.PRACTICE: PracticeStage(),
    Writes.SORT: SortStage(),
}
