"""Nothing missed, and the numbers."""
