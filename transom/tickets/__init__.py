"""The heart: tickets, what is said on them, and the events by which alone they change."""
