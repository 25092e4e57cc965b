"""Reading and writing files so that nothing is lost: whole, lasting, under one lock, by rights that let a team in."""
