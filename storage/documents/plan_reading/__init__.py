"""Reads a plan from Markdown: our own documents without loss, and what a school already has as far as it goes."""
