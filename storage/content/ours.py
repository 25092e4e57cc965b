"""Reading the data files that come with the program."""

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from storage.domain.people import Language

HERE = Path(__file__).parent
Shape = TypeVar("Shape")


def folder_of(subject: str) -> Path:
    """Return the folder of one kind of content, such as `plan`."""
    return HERE / subject


def read(subject: str, name: str) -> dict[str, object]:
    """Return one of our own files as plain values."""
    return tomllib.loads((folder_of(subject) / f"{name}.toml").read_text("utf-8"))


def read_as(shape: type[Shape], subject: str, language: Language) -> Shape:
    """Return a language's file of one kind of content in its shape; our own files are whole or a defect."""
    return msgspec.convert(read(subject, language.value), shape)
