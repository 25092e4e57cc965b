"""Reads what a team wrote before it had fredstid: meetings, agreements, cases and ideas for the plan, no line lost."""
