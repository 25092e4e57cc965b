"""Keeps many teams' records in a PostgreSQL database that somebody named; nothing of it is loaded without one."""

from importlib import import_module
from typing import Any

from storage.domain.errors import Refused


def database_part() -> Any:
    """Return the part that speaks to databases; raises `no-postgres` where what it stands on is not installed."""
    try:
        return import_module("storage.postgres.opening")
    except ModuleNotFoundError:
        raise Refused("no-postgres") from None
