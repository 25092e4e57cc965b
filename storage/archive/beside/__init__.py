"""The files beside a team's own: drafts, signs of life, and where its exports lie."""
