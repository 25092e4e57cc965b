"""How a sentence is read: its words, their roles, and the patterns that match in it."""
