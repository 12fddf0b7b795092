"""The clock: what is due now, and what is done about it, each once."""
