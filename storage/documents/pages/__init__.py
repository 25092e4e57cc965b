"""The pages that people print and keep, one module a subject."""
