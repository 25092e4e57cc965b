"""What a start does not show is imported when it is first opened."""

import gc
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

LATER = frozenset(
    {
        "difflib",
        "statistics",
        "storage.archive.change.merging",
        "storage.documents.html",
        "storage.documents.pages.parent_meeting",
        "storage.documents.pages.plan",
        "storage.documents.pages.safety",
        "storage.documents.plan_file.document",
        "subprocess",
        "tempfile",
        "traceback",
        "tui.app.team_settings",
        "tui.dialogs.choose",
        "tui.dialogs.commands",
        "tui.dialogs.conflict",
        "tui.dialogs.curtain",
        "tui.dialogs.text",
        "tui.dialogs.writing",
        "tui.i18n.pages",
        "tui.screens.case.history",
        "tui.screens.case.log",
        "tui.screens.case.screen",
        "tui.screens.case.writing",
        "tui.screens.homes.contacts",
        "tui.screens.homes.doors",
        "tui.screens.looking.insight",
        "tui.screens.looking.search",
        "tui.screens.meeting.ready",
        "tui.screens.meeting.screen",
        "tui.screens.page_acts",
        "tui.screens.pages",
        "tui.screens.plan.changes",
        "tui.screens.plan.practice",
        "tui.screens.plan.screen",
        "tui.screens.plan.years",
        "tui.screens.safety",
        "tui.screens.today.resume",
    }
)
"""Modules that are read when something of them is first used; whoever imports one of them imports it whole, by name."""


class LaterFinder:
    """Finds them, and lets them wait."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is read later; None for any other."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname in LATER else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def import_later() -> None:
    """Let what a start does not show wait; and collect nothing meanwhile: what is made then is there to stay."""
    gc.disable()
    if not any(isinstance(finder, LaterFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, LaterFinder())


def collect_again() -> None:
    """Collect what is thrown away from now on; what has been made so far is never looked through again."""
    gc.freeze()
    gc.enable()
