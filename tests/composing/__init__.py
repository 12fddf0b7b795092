"""Writing: drafts, and the moment in which an answer can be taken back."""
