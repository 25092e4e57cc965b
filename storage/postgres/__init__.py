"""Keeps many teams' records in a PostgreSQL database that somebody named; nothing of it is loaded without one."""
