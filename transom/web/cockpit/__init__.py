"""The queue manager's page."""
