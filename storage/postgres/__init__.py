"""Keeps many teams' records in a PostgreSQL database that somebody named; nothing of it is loaded without one."""

from importlib import import_module
from typing import Any

from storage.domain.errors import Refused


def database_part(name: str = "opening") -> Any:
    """Return a part that speaks to databases; raises `no-postgres` where what it stands on is not installed."""
    try:
        return import_module(f"storage.postgres.{name}")
    except ModuleNotFoundError:
        raise Refused("no-postgres") from None
