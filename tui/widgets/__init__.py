"""What is drawn: widgets render and post messages; they never judge and never save."""
