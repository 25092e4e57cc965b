"""Questions with typed answers."""
