"""Reads what a team wrote before it had fredstid: minutes and notes as meetings, agreements and cases, no line lost."""
