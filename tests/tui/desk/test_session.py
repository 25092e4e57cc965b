import os
import subprocess
import sys

from tui.desk.drafting import has_ended, session_name


def test_this_session_lives() -> None:
    assert not has_ended(session_name("x"))


def test_a_process_that_has_gone_has_ended() -> None:
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    name = session_name("x").replace(f":{os.getpid()}:", f":{gone.pid}:")
    assert has_ended(name)


def test_of_other_machines_nothing_is_known() -> None:
    assert not has_ended(f"elsewhere-than-{session_name('x')}")
    assert not has_ended("two")
    assert not has_ended("")
