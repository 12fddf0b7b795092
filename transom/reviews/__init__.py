"""The table where a team sits down: a meeting over tickets, and its minutes."""
