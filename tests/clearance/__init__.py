"""Silence: follow-ups, clearance, and the way back."""
