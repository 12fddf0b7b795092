"""Nothing missed: every customer's word with what became of it, and the figures that follow from it."""
