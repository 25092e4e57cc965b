"""What a start does not show is imported when it is first opened."""

import gc
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

_LATER = """
click.shell_completion difflib heapq ipaddress locale platform shlex shutil statistics storage.archive.change.merging
storage.archive.change.transaction storage.content.coach storage.content.forms storage.content.rehearsal
storage.documents.html storage.documents.pages.case storage.documents.pages.parent_meeting
storage.documents.pages.plan storage.documents.plan_file.document storage.documents.words storage.domain.typed_dates
storage.steering.likeness subprocess tempfile tomllib traceback tui.app.team_settings tui.desk.conflicts
tui.desk.keeping tui.desk.nudges tui.desk.own_files tui.desk.pages tui.dialogs.choose tui.dialogs.commands
tui.dialogs.conflict tui.dialogs.curtain tui.dialogs.form tui.dialogs.writing tui.i18n.deeds tui.i18n.strips
tui.presentation.plan_outline tui.screens.case.history tui.screens.case.log tui.screens.case.screen
tui.screens.case.writing tui.screens.homes.contacts tui.screens.homes.doors tui.screens.looking.insight
tui.screens.looking.search tui.screens.meeting.ready tui.screens.meeting.screen tui.screens.page_acts
tui.screens.pages tui.screens.plan.changes tui.screens.plan.practice tui.screens.plan.screen tui.screens.plan.years
tui.screens.safety tui.screens.today.resume tui.terminal.own_keys tui.widgets.nudge_line
"""
LATER = frozenset(_LATER.split())
"""Modules that are read when something of them is first used; whoever imports one of them imports it whole, by name."""


class _Unread(ModuleType):
    """A module that has been imported and not yet read; asked for anything of its own, it is."""

    def __init__(self, name: str, loader: "LaterLoader") -> None:
        super().__init__(name)
        self._waits_for = loader

    def __getattr__(self, name: str) -> object:
        if not name.startswith("__"):  # which is what one asks of every module there is
            self._waits_for.read(self)
        if name in self.__dict__:
            return self.__dict__[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


class LaterLoader:
    """Reads a module when something of it is first used, once, in whatever thread that is."""

    def __init__(self, loader: "Loader") -> None:
        self._loader = loader
        self._lock = RLock()
        self._is_reading = False

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return a module that waits."""
        return _Unread(spec.name, self)

    def exec_module(self, module: ModuleType) -> None:
        """Let it wait."""

    def read(self, module: ModuleType) -> None:
        """Read it, unless that is what is going on here; whoever asks from now on asks the module itself."""
        with self._lock:
            if self._is_reading or type(module) is ModuleType:
                return
            self._is_reading = True
            try:
                self._loader.exec_module(module)
            finally:
                self._is_reading = False
            module.__class__ = ModuleType


class LaterFinder:
    """Finds them, and lets them wait."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is read later; None for any other."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname in LATER else None
        if spec and spec.loader:
            spec.loader = cast("Loader", LaterLoader(spec.loader))
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
