"""Follow-ups that wait for a look, and the weekly clearance."""
