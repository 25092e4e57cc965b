"""An application that ends without a word: when it fails, and when its terminal goes away."""

import asyncio
import os
import signal
import threading
from datetime import UTC, datetime
from typing import Any, TypeVar

from textual.app import App
from textual.worker import WorkerFailed

from tui.app.crash import terminal_is_gone, write_log

Result = TypeVar("Result")
LONGEST_END = 0.35
"""Seconds in which everything has to have ended after a signal; what is not saved by then was never said to be."""


def _log_alone(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, Exception) and not terminal_is_gone(error):
        write_log(error, datetime.now(UTC))


class DiscreetApp(App[Result]):
    """Keeps what failed for whoever ran it; Textual would print it with everything it held."""

    failure: BaseException | None = None

    def _handle_exception(self, error: Exception) -> None:
        if self.is_headless:
            super()._handle_exception(error)  # tests are to see all of it
            return
        self.failure = self.failure or (error.error if isinstance(error, WorkerFailed) else error)
        self._return_code = 1
        self._close_messages_no_wait()

    def stay_discreet(self) -> None:
        """End in half a second when the line drops or the machine shuts down, and print nothing that fails beside."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_log_alone)
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self.hang_up, number)

    def hang_up(self, number: signal.Signals) -> None:
        """End at once; a save that waits for somebody else's is not waited for."""
        last = threading.Timer(LONGEST_END, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        self.let_go()
        self.exit()

    def let_go(self) -> None:
        """Put in safety what is not saved yet."""
