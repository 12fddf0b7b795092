"""The pages of the process."""
