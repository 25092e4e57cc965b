"""Records as Markdown that people can print and keep: minutes, a case, the plan. The words are passed in."""
