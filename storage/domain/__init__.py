"""The domain: frozen records and what may happen to them; pure, without files, clocks or chance of its own."""
