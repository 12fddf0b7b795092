"""Finding tickets by what was said: the index, the question language, saved views. The only SQL of one vendor."""
