"""The pages on which an admin shapes the process."""
