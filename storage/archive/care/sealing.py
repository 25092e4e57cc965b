"""Files packed and encrypted for whoever holds a key, with age; nothing is written that could be read without it."""

import io
import tarfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Any

from storage.domain.errors import Refused

SUFFIX = ".tar.age"
PRIVATE = 0o600
SSH = "ssh-"


def sealed(files: Mapping[str, bytes], recipients: Iterable[str], folder: str, at: datetime) -> bytes:
    """Return files as a tar under a folder's name, encrypted so that each recipient alone can open it.

    A recipient is `age1…` or an SSH public key. Raises `no-age` where pyrage is not installed, or `bad-recipient`.
    """
    age = _age()
    keys = [_key(age, recipient) for recipient in recipients]
    content: bytes = age.encrypt(_packed(files, folder, at), keys)
    return content


def _age() -> ModuleType:
    try:
        return import_module("pyrage")
    except ImportError:
        raise Refused("no-age") from None


def _key(age: ModuleType, typed: str) -> Any:
    kind = age.ssh if typed.startswith(SSH) else age.x25519
    try:
        return kind.Recipient.from_str(typed.strip())
    except age.RecipientError:
        raise Refused("bad-recipient", typed=typed) from None


def _packed(files: Mapping[str, bytes], folder: str, at: datetime) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size, entry.mode, entry.mtime = len(content), PRIVATE, int(at.timestamp())
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()
