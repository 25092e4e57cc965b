"""Keeps a team's records as readable JSON in a folder, and loses none of them."""

from storage.archive.store import FolderStore, create_store, open_store

__all__ = ["FolderStore", "create_store", "open_store"]
