"""What is drawn and what happens, as sentences for whoever hears them."""
