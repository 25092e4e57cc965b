"""Errands of teachers who hold nothing but what the program gave them: each part of out and in, done to its end."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from tests.documents.old_papers import STRANGERS, Foreign, told_lines, words_of

Run = Callable[..., Result]


def written_out(run: Run, coming: str) -> Iterator[str]:
    """Yield every page that tells of what came in, as whoever asks for it reads it."""
    new = json.loads(coming)["new"]
    for each in new:
        if each["kind"] == "meeting":
            yield run("minutes", each["id"]).stdout
        elif each["kind"] == "agreement":
            yield each["record"]["what"]
    for case in json.loads(run("cases", "--json").stdout):
        yield run("show", case["code"]).stdout
    yield run("plan", "export").stdout


@pytest.mark.parametrize("paper", STRANGERS, ids=lambda paper: paper.name)
def test_a_strangers_document_is_taken_in_and_every_line_found_again(run: Run, tmp_path: Path, paper: Foreign) -> None:
    file = tmp_path / f"{paper.name}{paper.ending}"
    file.write_bytes(paper.raw if paper.ending == ".docx" else paper.document.encode())
    coming = run("import", str(file), "--dry-run", "--json").stdout
    taken = run("import", str(file), "--yes")
    assert taken.exit_code == 0, taken.stderr
    pages = [words_of(re.sub(r"\\\n?|[*_]{2}", "", page)) for page in written_out(run, coming)]
    assert not [line for line in told_lines(paper) if not any(line in page for page in pages)]
