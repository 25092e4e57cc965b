"""What a terminal does to us: keys in a heap, pastes, control characters; and what is made of it."""
