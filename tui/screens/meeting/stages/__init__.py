"""What each kind of phase shows, and what becomes of what is written or chosen there."""
