"""What the eye meets, as values: colours by role, marks, large letters, bars and frames; no Textual."""
