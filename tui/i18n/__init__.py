"""The program's words in bokmål, nynorsk and English; English is the source."""
