"""What `--team` says of a database: where it is, and which team in it."""

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from storage.domain.errors import Refused

SCHEMES = ("postgresql", "postgres")
OURS = frozenset({"team", "schema", "own"})
"""What the address says to us; everything else is the database's."""
SECRETS = frozenset({"password", "sslpassword", "scram_client_key", "oauth_client_secret"})
SCHEMA = "fredstid"
NO_FILES = Path("/nonexistent")


class Address(msgspec.Struct, frozen=True):
    """A team in a database."""

    server: str
    """What the database's own library understands; without a password."""
    team: str
    """The team's name or id; empty where the address names none."""
    schema: str = SCHEMA
    own_files: Path = NO_FILES
    """The folder of the school's own forms, words and law."""

    @property
    def host(self) -> str:
        """Where the database is, in a word for people."""
        parts = urlsplit(self.server)
        return parts.hostname or dict(parse_qsl(parts.query)).get("host", "") or "localhost"

    @property
    def path(self) -> Path:
        """What a person's settings know the team by."""
        parts = urlsplit(self.server)
        return Path(f"postgresql:/{parts.netloc.rpartition('@')[2] or 'local'}{parts.path}/{self.schema}/{self.team}")

    @property
    def of_anybody(self) -> "Address":
        """The same without a login: everybody has their own."""
        scheme, _, rest = self.server.partition("://")
        login = urlsplit(self.server).netloc.rpartition("@")
        return msgspec.structs.replace(self, server=f"{scheme}://{rest.removeprefix(''.join(login[:2]))}")

    def leading_to(self, team: str) -> "Address":
        """Return the address of a team in the same database."""
        return msgspec.structs.replace(self, team=team)

    def of_team(self, team: str) -> str:
        """Return what is typed to open a team here."""
        ours = {"schema": self.schema * (self.schema != SCHEMA), "team": team}
        ours["own"] = str(self.own_files) * (self.own_files != NO_FILES)
        query = urlencode({name: value for name, value in ours.items() if value}, safe="/")
        return f"{self.server}{'&' if '?' in self.server else '?'}{query}"


def is_address(typed: str | None) -> bool:
    """Tell whether somebody names a database rather than a folder."""
    return bool(typed) and str(typed).partition(":")[0].lower() in SCHEMES


def is_sound(typed: str) -> bool:
    """Tell whether an address can be understood, and holds no password."""
    try:
        address_in(typed)
    except Refused:
        return False
    return is_address(typed)


def address_in(typed: str) -> Address:
    """Return what an address means.

    Raises `password-in-address`: others on the machine, and the shell's history, would read it; or `database-address`.
    """
    try:
        parts = urlsplit(typed)
    except ValueError as fault:
        raise Refused("database-address", reason=str(fault)) from None
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if ":" in parts.netloc.rpartition("@")[0] or SECRETS & {key.lower() for key in asked}:
        raise Refused("password-in-address")
    if not typed.partition(":")[2].startswith("//"):
        raise Refused("database-address", reason="//?")
    query = urlencode({key: each for key, each in asked.items() if key not in OURS}, safe="/")
    server = f"{parts.scheme}://{parts.netloc}{parts.path}{'?' if query else ''}{query}"
    own = {"own_files": Path(asked["own"]).expanduser()} if asked.get("own") else {}
    return Address(server, asked.get("team", ""), asked.get("schema") or SCHEMA, **own)
