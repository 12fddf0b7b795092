"""What an operator's tools stand on: export, backup and restore, findings about the desk, figures for monitoring."""
