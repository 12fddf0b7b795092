"""Every text that somebody reads is marked for translation."""
