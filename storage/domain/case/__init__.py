"""A case, what was agreed in it, and what was learned."""
