"""The queue manager's work: what can be answered now, one at a time, and what to decide by one key."""
