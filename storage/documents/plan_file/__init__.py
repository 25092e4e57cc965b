"""The plan as a document: how its fields and texts stand in Markdown."""
