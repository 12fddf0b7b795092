"""The process changes: drafts of paths, what a change would do to live tickets, publishing, the run that moves them."""
