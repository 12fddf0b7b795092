"""Rules of time as rows: what is owed within how long, and the calendars that say which hours count."""
