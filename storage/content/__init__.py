"""What comes with the program as data: meeting forms, the plan's template, legal notes, questions and a demo team."""
