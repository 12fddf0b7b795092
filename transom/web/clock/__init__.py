"""The rules of time, their calendars, and what they would do."""
